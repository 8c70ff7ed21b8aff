"""The Vietnamese lunar calendar by a table of when its months begin: `lunar.json`, with its source.

A table, since nobody may have to trust our astronomy on the day of Tết; it differs from the Chinese one wherever a new
moon falls between midnight in Hanoi and in Beijing, as in 2030. What it does not reach is refused, never reckoned.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel

_FILE: Final = Path(__file__).with_name("lunar.json")
_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarMonth:
    """One month."""

    year: int
    month: int
    is_leap: bool
    first: date
    days: int  #: 29 or 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarDay:
    """One day."""

    year: int
    month: int
    day: int
    is_leap: bool  #: its month


@dataclass(frozen=True, slots=True)
class LunarCalendar:
    """The months that the table knows, in order and without a gap."""

    months: tuple[LunarMonth, ...]

    @property
    def first(self) -> date:
        """The first day that it knows."""
        return self.months[0].first

    @property
    def last(self) -> date:
        """The last day that it knows."""
        return self.months[-1].first + (self.months[-1].days - 1) * _DAY

    def days_of(self, month: int, day: int, *, after: date) -> Iterator[date]:
        """Give each such day of a lunar year from a date on, never one of a leap month.

        The 30th is the last day of a month that has no more than 29.
        """
        for one in self.months:
            if one.month == month and not one.is_leap:
                found = one.first + (min(day, one.days) - 1) * _DAY
                if found >= after:
                    yield found

    def on(self, day: date) -> LunarDay | None:
        """Give what day of the lunar calendar this is; None where the table does not reach."""
        if not self.first <= day <= self.last:
            return None
        month = self.months[bisect_right(self.months, day, key=lambda one: one.first) - 1]
        number = (day - month.first).days + 1
        return LunarDay(year=month.year, month=month.month, day=number, is_leap=month.is_leap)


class _Year(BaseModel):
    year: int
    leap: int | None = None  #: the month that is followed by a leap one of its number
    months: list[date]  #: the first day of each, the leap one where it stands


class _Table(BaseModel):
    years: list[_Year]
    end: date  #: the first day after the last year


@cache
def load() -> LunarCalendar:
    """Read the table that is shipped, once."""
    table = _Table.model_validate_json(_FILE.read_bytes())
    starts = [(year.year, *named, first) for year in table.years for named, first in _named(year)]
    ends = [*(first for *_, first in starts[1:]), table.end]
    return LunarCalendar(
        tuple(
            LunarMonth(year=year, month=month, is_leap=is_leap, first=first, days=(end - first).days)
            for (year, month, is_leap, first), end in zip(starts, ends, strict=True)
        )
    )


def _named(year: _Year) -> Iterator[tuple[tuple[int, bool], date]]:
    """Give the number of each month of a year, whether it is the leap one, and its first day."""
    names = [(month, False) for month in range(1, _MONTHS + 1)]
    if year.leap is not None:
        names.insert(year.leap, (year.leap, True))
    return zip(names, year.months, strict=True)
