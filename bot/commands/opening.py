"""What every command needs first: settings, keys, stores; each fault is one line that names what to mend."""

import asyncio
from typing import TYPE_CHECKING, TypeVar

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.places.directory import Directory
    from bot.places.in_force import Fault, InForce, Offer, OperatorFile
    from bot.stores import Stores

T = TypeVar("T")


def settings_or_exit() -> Settings:
    """Give the settings; where one is bad, say which in one line and leave with 2."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"TINBAO_{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        raise stopped(f"{name}{first['msg'].removeprefix('Value error, ')}") from None


def stopped(sentence: str, *, code: int = 2) -> typer.Exit:
    """Say one line on standard error; give what leaves with this code."""
    typer.echo(f"tinbao: {sentence}", err=True)
    return typer.Exit(code)


def units_file(settings: Settings) -> "OperatorFile[Directory]":
    """Give the file of units, the shipped one if none is named, and the place of its last good version."""
    from bot.places.directory import AN_GIANG, parse
    from bot.places.in_force import OperatorFile

    copy = settings.data / "in_force" / "units.json"
    return OperatorFile(file=settings.units or AN_GIANG, copy=copy, parse=parse)


def directory_or_exit(settings: Settings) -> "Directory":
    """Give the directory of units: as its file says, or where that is bad its last good version; say what is bad.

    Where there is neither, leave with 2.
    """
    file = units_file(settings)
    holds = holding_or_exit(file, file.offer())
    say_refused("TINBAO_UNITS", holds.faults)
    return holds.contents


def holding_or_exit(
    file: "OperatorFile[T]", offer: "Offer[T]", *, variable: str = "TINBAO_UNITS", further: "tuple[Fault, ...]" = ()
) -> "InForce[T]":
    """Give what holds of an operator's file; where there is no good version, say where and leave with 2."""
    from bot.places.in_force import BadFile

    try:
        holds = file.in_force(offer, further=further)
    except BadFile as error:
        where, what = error.faults[0]
        raise stopped(f"{variable}: {where}: {what} ({len(error.faults)} faults in all)") from None
    return holds


def say_refused(variable: str, faults: "tuple[Fault, ...]") -> None:
    """Say on standard error, a line each, why a file is not taken and an older version of it holds."""
    for where, what in faults:
        typer.echo(f"tinbao: {variable}: {where}: {what}", err=True)
    if faults:
        typer.echo(f"tinbao: {variable}: the last good version stays in force", err=True)


async def brought_into_force(
    file: "OperatorFile[T]",
    offer: "Offer[T]",
    opened: "Stores",
    *,
    variable: str,
    further: "tuple[Fault, ...]",
    now: "datetime",
) -> T:
    """Give what holds of an operator's file: keep a good one; of a bad one tell whoever started us, and the desk.

    Where there is no good version, leave with 2.
    """
    from bot.services.replacing import tell_of_refusal

    holds = holding_or_exit(file, offer, variable=variable, further=further)
    say_refused(variable, holds.faults)
    async with opened.casebook.begin() as book:
        await tell_of_refusal(book, variable, digest=offer.digest, faults=holds.faults, now=now)
    if not holds.faults:
        file.keep(offer)
    return holds.contents


def within_stores(settings: Settings, work: "Callable[[Stores], Awaitable[T]]") -> T:
    """Do something with both stores open; they must exist already."""
    from bot.stores import stores
    from storage.keys import BadKeys
    from storage.migrations import NewerSchema

    async def opened() -> T:
        async with stores(settings) as both:
            return await work(both)

    if not settings.data.is_dir():
        raise stopped(f"TINBAO_DATA: there is nothing in {settings.data} yet; start `tinbao run` first", code=1)
    try:
        return asyncio.run(opened())
    except BadKeys as error:
        raise stopped(f"TINBAO_KEYS: {error}") from None
    except NewerSchema as error:
        raise stopped(f"TINBAO_DATA: the {error.which} was written by a newer version") from None
