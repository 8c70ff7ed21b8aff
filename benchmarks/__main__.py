"""`make bench`: both bots against the same stand-in, in alternating order, as one table."""

import argparse
import asyncio
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.conditions import conditions
from benchmarks.contestants import EchoBot, TinBao
from benchmarks.measuring import Enter, limited, run, under_telegrams_limits
from benchmarks.report import Outcome, to_markdown, to_terminal

if TYPE_CHECKING:
    from benchmarks.figures import Run


async def measured(rounds: int) -> Outcome:
    """Measure both bots so many times."""
    began, under = time.perf_counter(), conditions()
    runs: dict[Enter, list[Run]] = {EchoBot: [], TinBao: []}
    for number in range(rounds):
        for enter in (EchoBot, TinBao) if number % 2 == 0 else (TinBao, EchoBot):
            _say(f"run {number + 1} of {rounds}: {enter.__name__}")
            runs[enter].append(await run(enter))
    _say("under Telegram's limits")
    return Outcome(
        echo=runs[EchoBot],
        tinbao=runs[TinBao],
        echo_limited=await limited(EchoBot),
        tinbao_limited=await limited(under_telegrams_limits),
        conditions=under,
        seconds=time.perf_counter() - began,
    )


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print Markdown for docs/performance.md")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each bot (3)")
    arguments = parser.parse_args()
    outcome = asyncio.run(measured(arguments.rounds))
    (to_markdown if arguments.markdown else to_terminal)(outcome)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
