"""`tinbao posters`: a sheet for the wall of each commune, as PDF and as PNG."""

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.opening import directory_or_exit, settings_or_exit, stopped, within_stores
from bot.domain.units import DESK, UnitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.units import Unit
    from bot.places.directory import Directory
    from bot.settings import Settings

_USERNAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_LANGUAGES: Final = ("vi", "en")


def posters(
    unit: Annotated[
        str | None, typer.Option(help="One commune's code, such as 30307, or desk; without it, every commune's.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made if it is not there.")] = Path("posters"),
    bot: Annotated[str | None, typer.Option(help="The bot's username, where neither the data nor a token is.")] = None,
    language: Annotated[str, typer.Option(help="vi, or en where many visitors come.")] = "vi",
) -> None:
    """Draw print-ready A4 posters whose code opens the bot with the commune chosen."""
    settings = settings_or_exit()
    directory = directory_or_exit(settings)
    if language not in _LANGUAGES:
        raise stopped(f"--language {language}: posters are written in vi and en", code=1)
    chosen = _chosen(directory, unit)
    username = _username(settings, bot)
    from bot.posters.making import posters as laid_out

    try:
        out.mkdir(parents=True, exist_ok=True)
        for poster in laid_out(
            directory, chosen, username=username, language=language, operator=settings.operator.strip()
        ):
            poster.written(out)
    except OSError as error:
        raise stopped(f"--out {out}: nothing can be written there ({error.strerror})", code=1) from None
    typer.echo(f"{len(chosen)} {'poster' if len(chosen) == 1 else 'posters, each'} as PDF and PNG, in {out}")


def _chosen(directory: "Directory", code: str | None) -> "Sequence[Unit]":
    """Give the units to draw for: the named one, or the police of every commune."""
    if code is None:
        return [directory.unit_of(commune) for commune in directory.communes]
    unit = directory.units.get(UnitCode(code))
    if unit is None:
        raise stopped(f"no unit has the code {code}", code=1)
    if unit.commune is None and unit.code != DESK:
        raise stopped(f"{code} is reached through communes and the desk: it has no poster of its own", code=1)
    return [unit]


def _username(settings: "Settings", named: str | None) -> str:
    """Give the bot's username: as named, as the casebook knows it, as Telegram says."""
    from bot.upkeep import username_of
    from storage import keys

    if named is not None:
        username = named.removeprefix("@")
    elif settings.data.is_dir() and keys.exist(settings.keys):
        username = within_stores(settings, lambda opened: username_of(settings, opened))
    else:
        username = asyncio.run(username_of(settings, None))
    if username is None:
        raise stopped("the bot's username is not known here: name it with --bot NAME", code=1)
    if _USERNAME.fullmatch(username) is None:
        raise stopped(f"--bot {named}: no username of Telegram looks like that", code=1)
    return username
