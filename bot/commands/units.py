"""`tinbao units`: the directory asked from outside, with the answers that the form gives."""

import json
from typing import Annotated

import typer

from bot.commands.boundaries import bounded_or_exit
from bot.commands.opening import directory_or_exit, settings_or_exit
from bot.domain.point import Point

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
