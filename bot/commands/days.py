"""The working days, as commands need them: Vietnam's holidays and the operator's file of swapped days."""

from typing import TYPE_CHECKING, Final

from bot.commands.opening import brought_into_force, holding_or_exit
from bot.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from bot.places.calendar import VietnamCalendar
    from bot.places.days import SwappedDays
    from bot.places.in_force import OperatorFile
    from bot.stores import Stores

VARIABLE: Final = "TINBAO_DAYS"


def days_file(settings: Settings) -> "OperatorFile[SwappedDays] | None":
    """Give the file of swapped days and the place of its last good version; None where the operator has none."""
    from bot.places.days import parse
    from bot.places.in_force import OperatorFile

    if settings.days is None:
        return None
    return OperatorFile(file=settings.days, copy=settings.data / "in_force" / "days.csv", parse=parse)


class WorkingDays:
    """The working days of a program that starts; the file is read once."""

    def __init__(self, settings: Settings) -> None:
        """Read the file; where there is no good version, say where and leave with 2."""
        self._file = days_file(settings)
        self._offer = self._file.offer() if self._file is not None else None
        if self._file is not None and self._offer is not None:
            holding_or_exit(self._file, self._offer, variable=VARIABLE)

    async def brought_into_force(self, opened: "Stores", *, now: "datetime") -> "VietnamCalendar":
        """Give the calendar that holds from now on."""
        from bot.places.calendar import VietnamCalendar

        if self._file is None or self._offer is None:
            return VietnamCalendar()
        holds = await brought_into_force(self._file, self._offer, opened, variable=VARIABLE, further=(), now=now)
        return VietnamCalendar(holds)
