"""What every command needs first: settings, keys, stores; each fault is one line that names what to mend."""

import asyncio
from typing import TYPE_CHECKING, TypeVar

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.places.directory import Directory
    from bot.wiring import Stores

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


def directory_or_exit(settings: Settings) -> "Directory":
    """Give the directory of units; where the file is bad, say where and leave with 2."""
    from bot.places.directory import BadDirectory, load

    try:
        return load(settings.units)
    except BadDirectory as error:
        where, what = error.faults[0]
        raise stopped(f"TINBAO_UNITS: {where}: {what} ({len(error.faults)} faults in all)") from None


def within_stores(settings: Settings, work: "Callable[[Stores], Awaitable[T]]") -> T:
    """Do something with both stores open; they must exist already."""
    from bot.wiring import stores
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
