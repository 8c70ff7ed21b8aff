"""A month of broadcasts: what went out, what will, what waits for a word, and what was missed. It knows no words."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, OccurrenceState, Status
from bot.domain.broadcasts.schedule import Repeating
from bot.domain.identifiers import OccurrenceId
from bot.domain.units import Unit

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7


class Standing(StrEnum):
    """How one sending stands in the calendar."""

    GONE = "gone"
    SENDING = "sending"
    COMING = "coming"
    AWAITED = "awaited"  #: it will go out if it is approved by then
    MISSED = "missed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One sending at its time."""

    at: datetime  #: in the province's zone
    standing: Standing
    broadcast: Broadcast
    unit: Unit
    occurrence: OccurrenceId | None = None  #: None: it is not planned yet, or approved

    @property
    def is_repeated(self) -> bool:
        """Whether there are others of the same broadcast."""
        return isinstance(self.broadcast.schedule, Repeating)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The sendings of one month that somebody may see."""

    first: date  #: the first day of the month
    today: date
    items: tuple[AgendaItem, ...]  #: by their times; at the same time the reader's own unit first
    units: tuple[Unit, ...]  #: whose; empty: of the whole province

    def on(self, day: date) -> tuple[AgendaItem, ...]:
        """Give the sendings of one day."""
        return tuple(item for item in self.items if item.at.date() == day)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which there is something."""
        return tuple(dict.fromkeys(item.at.date() for item in self.items))

    @property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """All weeks that hold a day of the month, each from Monday to Sunday."""
        start = self.first - self.first.weekday() * _DAY
        last = self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return tuple(_week(monday) for monday in _mondays(start, last))


def standing(state: OccurrenceState, status: Status) -> Standing | None:
    """Give how a sending in this state stands; None where it is none of a broadcast that is worked on again."""
    match state:
        case OccurrenceState.DONE | OccurrenceState.STOPPED:
            return Standing.GONE
        case OccurrenceState.SENDING | OccurrenceState.PAUSED:
            return Standing.SENDING
        case OccurrenceState.MISSED:
            return Standing.MISSED
        case OccurrenceState.DROPPED:
            return Standing.DROPPED
        case OccurrenceState.PLANNED:
            return to_come(status)


def to_come(status: Status) -> Standing | None:
    """Give how a time to come stands."""
    if status is Status.APPROVED:
        return Standing.COMING
    return Standing.AWAITED if status is Status.PROPOSED else None


def month_of(day: date) -> date:
    """Give the first day of its month."""
    return day.replace(day=1)


def month_after(first: date) -> date:
    """Give the first day of the next month."""
    return month_of(first + 31 * _DAY)


def month_before(first: date) -> date:
    """Give the first day of the month before."""
    return month_of(first - _DAY)


def _mondays(start: date, last: date) -> Iterator[date]:
    while start <= last:
        yield start
        start += _WEEK * _DAY


def _week(monday: date) -> tuple[date, ...]:
    return tuple(monday + number * _DAY for number in range(_WEEK))
