"""The communes' boundaries, as commands need them: the operator's file, or its last good version, or none at all."""

from functools import partial
from typing import TYPE_CHECKING, Final

from bot.commands.opening import brought_into_force, holding_or_exit, say_refused
from bot.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from bot.places.boundaries import Boundaries
    from bot.places.directory import Directory
    from bot.places.in_force import OperatorFile
    from bot.stores import Stores

VARIABLE: Final = "TINBAO_BOUNDARIES"


def boundaries_file(settings: Settings, directory: "Directory") -> "OperatorFile[Boundaries] | None":
    """Give the file of boundaries and the place of its last good version; None where the operator has none."""
    from bot.places.geojson import parse
    from bot.places.in_force import OperatorFile

    if settings.boundaries is None:
        return None
    copy = settings.data / "in_force" / "boundaries.geojson"
    return OperatorFile(file=settings.boundaries, copy=copy, parse=partial(parse, communes=directory.communes))


def bounded_or_exit(settings: Settings, directory: "Directory") -> "Directory":
    """Give the directory with the boundaries that hold; where there is no good version, say where and leave with 2."""
    file = boundaries_file(settings, directory)
    if file is None:
        return directory
    holds = holding_or_exit(file, file.offer(), variable=VARIABLE)
    say_refused(VARIABLE, holds.faults)
    return directory.bounded(holds.contents)


class Outlines:
    """The boundaries of a program that starts, read once as long as the directory's communes stay the same."""

    def __init__(self, settings: Settings, directory: "Directory") -> None:
        """Read the file; where there is no good version, say where and leave with 2."""
        self._settings = settings
        self._communes = directory.communes
        self._file = boundaries_file(settings, directory)
        self._offer = self._file.offer() if self._file is not None else None
        if self._file is not None and self._offer is not None:
            holding_or_exit(self._file, self._offer, variable=VARIABLE)

    async def brought_into_force(self, directory: "Directory", opened: "Stores", *, now: "datetime") -> "Directory":
        """Give the directory with the boundaries that hold from now on."""
        file, offer = self._file, self._offer
        if file is None or offer is None:
            return directory
        if directory.communes != self._communes:
            file = boundaries_file(self._settings, directory)
            assert file is not None
            offer = file.offer()
        holds = await brought_into_force(file, offer, opened, variable=VARIABLE, further=(), now=now)
        return directory.bounded(holds)
