"""What a running bot never uses is not in its memory."""

import subprocess
import sys


def test_a_bot_that_runs_has_no_terminal_library_in_memory() -> None:
    """Rich and pygments come with structlog and httpx where nobody keeps them out; whoever wants them has them."""
    code = (
        "import sys, bot.commands.run as run; run.load_without_colours('httpx'); import bot.logs, bot.wiring;"
        "print(sorted({'rich', 'pygments'} & set(sys.modules))); from rich.console import Console"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own words

    assert "[]\n" == said.stdout
