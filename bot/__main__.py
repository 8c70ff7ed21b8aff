"""The command line: `tinbao`, or `python -m bot`."""

import typer

from bot.commands import audit, inbox, keys, units
from bot.commands.doctor import doctor
from bot.commands.invite import invite
from bot.commands.posters import posters
from bot.commands.run import run
from bot.commands.sandbox import sandbox

app = typer.Typer(
    name="tinbao",
    help="Tin Báo: an anonymous tip line on Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(invite)
app.command()(doctor)
app.command()(sandbox)
app.command()(posters)
app.add_typer(keys.app)
app.add_typer(inbox.app)
app.add_typer(audit.app)
app.add_typer(units.app)


def main() -> None:
    """Run the command that was typed."""
    app()


if __name__ == "__main__":
    main()
