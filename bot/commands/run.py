"""`tinbao run`: the bot, until it is told to stop."""

import asyncio
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
import typer

from bot.commands.boundaries import Outlines
from bot.commands.days import WorkingDays
from bot.commands.lean import load_without_colours
from bot.commands.opening import brought_into_force, holding_or_exit, settings_or_exit, stopped, units_file
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.places.directory import Directory
    from bot.places.in_force import Offer, OperatorFile
    from bot.stores import Stores

log = structlog.get_logger(__name__)


def run() -> None:
    """Run the bot until it is told to stop (SIGINT, SIGTERM)."""
    settings = settings_or_exit()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    if not token.partition(":")[0].isdigit():
        raise stopped("TINBAO_TELEGRAM_TOKEN: the token that BotFather gave is missing")
    from bot import logs

    logs.configure()
    try:
        asyncio.run(_run(settings))
    except (Exception, BaseExceptionGroup) as error:
        if isinstance(error, typer.Exit):
            raise
        # The interpreter would print texts and values, the token among them: say only what broke, and where.
        for leaf in logs.leaves(error):
            log.critical("crashed", error=type(leaf).__name__, at=logs.place(leaf))
        raise typer.Exit(1) from None


async def _run(settings: Settings) -> None:
    load_without_colours("httpx")  # which the Bot API's library loads
    from bot.clock import WallClock
    from bot.running import TokenRefused
    from bot.running import run as run_program
    from bot.stores import InUse, sole_holder, stores
    from bot.wiring import program
    from handlers.http import UnusableProxy
    from storage.keys import BadKeys
    from storage.migrations import NewerSchema

    file = units_file(settings)
    offer = file.offer()
    holds = holding_or_exit(file, offer)  # or leave before anything is made
    outlines = Outlines(settings, holds.contents)
    days = WorkingDays(settings)
    try:
        with sole_holder(settings.data):
            _have_keys(settings)
            async with stores(settings) as opened:
                directory = await _directory(settings, file, offer, opened, outlines)
                calendar = await days.brought_into_force(opened, now=WallClock(settings.zone).now())
                whole = program(settings, opened, directory, calendar=calendar)
                # What stays is not searched for garbage again: each time everybody would wait a tenth of a second.
                await run_program(whole, ready=lambda: typer.echo("ready"), settled=gc.freeze)
    except InUse:
        raise stopped(f"TINBAO_DATA: another process works on {settings.data}") from None
    except BadKeys as error:
        raise stopped(f"TINBAO_KEYS: {error}") from None
    except NewerSchema as error:
        raise stopped(f"TINBAO_DATA: the {error.which} was written by a newer version") from None
    except UnusableProxy as error:
        raise stopped(f"TINBAO_TELEGRAM_PROXY: {error.why}") from None
    except TokenRefused:
        raise stopped("TINBAO_TELEGRAM_TOKEN: Telegram does not know this token") from None


async def _directory(
    settings: Settings,
    file: "OperatorFile[Directory]",
    offer: "Offer[Directory]",
    opened: "Stores",
    outlines: Outlines,
) -> "Directory":
    """Give the directory that is in force from now on: one that what is stored can do with."""
    from bot.clock import WallClock
    from bot.services.replacing import orphaned

    async with opened.casebook.begin() as book:
        further = orphaned(offer.contents, await book.usage.codes()) if offer.contents is not None else ()
    now = WallClock(settings.zone).now()
    directory = await brought_into_force(file, offer, opened, variable="TINBAO_UNITS", further=further, now=now)
    return await outlines.brought_into_force(directory, opened, now=now)


def _have_keys(settings: Settings) -> None:
    """Make keys on the first start; with data and no keys, stop: new ones could not open it."""
    from bot.clock import WallClock
    from storage import keys

    if keys.exist(settings.keys):
        return
    if _has_data(settings.data):
        raise stopped(f"TINBAO_KEYS: there is data in {settings.data}, but there are no keys in {settings.keys}")
    keys.create(settings.keys, now=WallClock(settings.zone).now())
    typer.echo(f"tinbao: new keys were made in {settings.keys}; keep a copy away from the data", err=True)


def _has_data(folder: Path) -> bool:
    return any(folder.glob("*.db"))
