"""Which days are worked in Vietnam: public holidays and Tết by the `holidays` package, and what the operator swapped.

The package is loaded with the first question, or by `load` beside other work: no start may wait for it. It knows the
law's days with their compensatory ones, and the swaps that were announced when it was released; whatever the operator's
file says goes before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.places.days import SwappedDays

if TYPE_CHECKING:
    from holidays.countries.vietnam import Vietnam

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class VietnamCalendar:
    """The working days of Vietnam."""

    swapped: SwappedDays = field(default_factory=SwappedDays)
    _years: dict[int, Mapping[date, bool]] = field(default_factory=dict[int, Mapping[date, bool]])

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on this day."""
        if day in self.swapped.worked:
            return True
        if day in self.swapped.off:
            return False
        return self._special(day.year).get(day, day.weekday() < _SATURDAY)

    def load(self, *years: int) -> None:
        """Read the holidays of these years, so that no later question waits for it."""
        for year in years:
            self._special(year)

    def _special(self, year: int) -> Mapping[date, bool]:
        """Give the days of a year that are not as their weekday says: off, or worked."""
        if year not in self._years:
            # A day of one year may be worked for one of the next: 27 December 2014 was.
            around = _vietnam()(years=range(year - 1, year + 2), language="vi")
            off = {day: False for day in around if day.year == year}
            self._years[year] = off | {day: True for day in around.weekend_workdays if day.year == year}
        return self._years[year]


@cache
def _vietnam() -> "type[Vietnam]":
    """Give the package's Vietnam alone: its ordinary door loads every other country too, 8 MiB for nothing."""
    import holidays  # noqa: PLC0415 - slow, and only this needs it

    file = Path(holidays.__file__).parent / "countries" / "vietnam.py"
    spec = spec_from_file_location("bot.places.vietnam", file)
    if spec is None or spec.loader is None:
        raise ImportError(name=str(file))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam
