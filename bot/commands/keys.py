"""`tinbao keys`: the key files, made once and renewed when they age."""

import asyncio

import typer

from bot.commands.opening import settings_or_exit, stopped
from bot.settings import Settings

app = typer.Typer(name="keys", help="Make or renew the key files.", no_args_is_help=True)


@app.command()
def create() -> None:
    """Make the key files; those that exist are never overwritten."""
    from bot.clock import WallClock
    from storage import keys

    settings = settings_or_exit()
    try:
        keys.create(settings.keys, now=WallClock(settings.zone).now())
    except keys.BadKeys as error:
        raise stopped(str(error), code=1) from None
    typer.echo(f"Keys made in {settings.keys}. Keep a copy away from the data and from every backup of it.")


@app.command()
def rotate() -> None:
    """Add new keys and seal everything anew under them; stop the bot first."""
    from bot.clock import WallClock
    from bot.stores import InUse, sole_holder
    from storage import keys

    settings = settings_or_exit()
    try:
        with sole_holder(settings.data):
            keys.rotate(settings.keys, now=WallClock(settings.zone).now())
            _rewrap(settings)
    except InUse:
        raise stopped("the bot is running; stop it, then rotate", code=1) from None
    except keys.BadKeys as error:
        raise stopped(str(error), code=1) from None


def _rewrap(settings: Settings) -> None:
    from bot.upkeep import rewrapped

    for which, done in asyncio.run(rewrapped(settings)).items():
        typer.echo(f"{which}: {sum(done.rows.values())} rows sealed anew")
        if left := sum(done.unopened.values()):
            typer.echo(f"{which}: {left} rows do not open and were left as they are", err=True)
