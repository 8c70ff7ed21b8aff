"""`tinbao run`: the bot, until it is told to stop."""

import asyncio
from pathlib import Path

import typer
from pydantic import ValidationError

from bot.settings import Settings


def settings_or_exit() -> Settings:
    """Give the settings; where one is bad, say which in one line and leave with 2."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"TINBAO_{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        raise stopped(f"{name}{first['msg'].removeprefix('Value error, ')}") from None


def stopped(sentence: str) -> typer.Exit:
    """Say one line on standard error; give what leaves with 2."""
    typer.echo(f"tinbao: {sentence}", err=True)
    return typer.Exit(2)


def run() -> None:
    """Run the bot until it is told to stop (SIGINT, SIGTERM)."""
    settings = settings_or_exit()
    if settings.telegram_token is None or ":" not in settings.telegram_token.get_secret_value():
        raise stopped("TINBAO_TELEGRAM_TOKEN: the token that BotFather gave is missing")
    from bot import logs  # noqa: PLC0415 - a bad setting is told without waiting for the libraries

    logs.configure()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    from bot.clock import WallClock  # noqa: PLC0415 - see above
    from bot.places.directory import BadDirectory, load  # noqa: PLC0415
    from bot.running import TokenRefused  # noqa: PLC0415
    from bot.running import run as run_program  # noqa: PLC0415
    from bot.wiring import InUse, program, sole_holder, stores  # noqa: PLC0415
    from storage import keys  # noqa: PLC0415
    from storage.migrations import NewerSchema  # noqa: PLC0415

    try:
        with sole_holder(settings.data):
            if not keys.exist(settings.keys):
                if _has_data(settings.data):
                    raise stopped(f"TINBAO_KEYS: there is data in {settings.data}, but no keys in {settings.keys}")
                keys.create(settings.keys, now=WallClock(settings.zone).now())
                typer.echo(f"tinbao: new keys were made in {settings.keys}; keep a copy away from the data", err=True)
            directory = load(settings.units)
            async with stores(settings) as opened:
                await run_program(program(settings, opened, directory), ready=lambda: typer.echo("ready"))
    except InUse:
        raise stopped(f"TINBAO_DATA: another process works on {settings.data}") from None
    except keys.BadKeys as error:
        raise stopped(f"TINBAO_KEYS: {error}") from None
    except BadDirectory as error:
        where, what = error.faults[0]
        raise stopped(f"TINBAO_UNITS: {where}: {what} ({len(error.faults)} in all)") from None
    except NewerSchema as error:
        raise stopped(f"TINBAO_DATA: the {error.which} was written by a newer version") from None
    except TokenRefused:
        raise stopped("TINBAO_TELEGRAM_TOKEN: Telegram does not know this token") from None


def _has_data(folder: Path) -> bool:
    return any(folder.glob("*.db"))
