"""`tinbao units`: the directory asked from outside, with the answers that the form gives."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.boundaries import bounded_or_exit
from bot.commands.opening import directory_or_exit, settings_or_exit
from bot.domain.point import Point

if TYPE_CHECKING:
    from bot.places.search import Candidate, Found

app = typer.Typer(name="units", help="The directory of communes and units.", no_args_is_help=True)


@app.command(context_settings={"ignore_unknown_options": True})  # a latitude may begin with a minus
def locate(
    lat: Annotated[float, typer.Argument(min=-90, max=90, help="Degrees of latitude, such as 10.386.")],
    lon: Annotated[float, typer.Argument(min=-180, max=180, help="Degrees of longitude, such as 105.435.")],
) -> None:
    """Print the communes that the form offers for a place: one JSON object; none is ever chosen without a button.

    How the place lies, and how far away each commune is, stands on standard error.
    """
    settings = settings_or_exit()
    directory = bounded_or_exit(settings, directory_or_exit(settings))
    found = directory.whereabouts(Point(lat=lat, lon=lon))
    typer.echo(json.dumps({"query": f"{lat:.10g} {lon:.10g}", "choice": None, "candidates": found.communes}))
    near = ", ".join(f"{directory.communes[one.commune].name} {one.metres} m" for one in found.nearby)
    typer.echo(f"{found.lie}{': ' if near else ''}{near}", err=True)


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A typed name; - reads names from standard input, one a line.")],
) -> None:
    """Print the communes that the form finds for a typed name: one JSON object a line.

    `choice` is set only where the form would take the name without asking. Why is said on standard error for one name.
    """
    directory = directory_or_exit(settings_or_exit())
    for line in _lines() if text == "-" else (text,):
        found = directory.find_communes(line)
        choice = found.exact.code if found.exact is not None else None
        candidates = [commune.code for commune in found.candidates]
        typer.echo(json.dumps({"query": line, "choice": choice, "candidates": candidates}))
        if text != "-":
            for reason in _reasons(found):
                typer.echo(reason, err=True)


@app.command()
def check(file: Annotated[Path, typer.Argument(help="A file of units, as TINBAO_UNITS names one.")]) -> None:
    """Say line by line what is wrong in a file of units; leave with 1 where anything is."""
    from bot.places.directory import load
    from bot.places.in_force import BadFile

    try:
        directory = load(file)
    except BadFile as bad:
        for where, what in bad.faults:
            typer.echo(f"{where}: {what}")
        raise typer.Exit(1) from None
    typer.echo(f"ok: {len(directory.communes)} communes, {len(directory.units)} units, {len(directory.kinds)} kinds")


def _lines() -> Iterable[str]:
    """Give the lines of standard input; what is not UTF-8 in them is replaced."""
    return (line.decode(errors="replace").rstrip("\r\n") for line in sys.stdin.buffer)


def _reasons(found: "Found") -> Iterable[str]:
    """Give why each commune was found, a line each."""
    if found.elsewhere is not None:
        yield f"{found.elsewhere} lies in another province"
    yield from (f"{offer.commune.code} {offer.commune.name}: {_why(offer)}" for offer in found.offers)


def _why(offer: "Candidate") -> str:
    from bot.places.search import How

    said = {
        How.TODAY: "its name",
        How.FORMER: f"{offer.name} went into it",
        How.SPLIT: f"a part of {offer.name} went into it",
        How.DISTRICT: f"it came from the district {offer.name}",
    }[offer.how]
    return f"{said}, spelled or begun alike" if offer.is_similar else said
