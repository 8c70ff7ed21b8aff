"""By when something must have happened to a tip: terms, the clocks made of them, and the arithmetic of working days.

Pure: which days are worked is asked of a calendar, and the zone of the province is an argument.
"""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final, NewType, Protocol

from bot.domain.kinds import GroupCode, Urgency

#: A clock of the units file: "khan".
ClockCode = NewType("ClockCode", str)

#: The end of working time: what is due on a day is due by then.
END_OF_WORK: Final = time(17)
#: From the evening to the morning only what is urgent is said aloud.
EVENING: Final = time(21)
MORNING: Final = time(7)
_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12


class Milestone(StrEnum):
    """What must have happened to a tip by its deadline, in this order."""

    SEEN = "seen"  #: the first press or word of any officer of the unit about it
    ACKNOWLEDGED = "acknowledged"  #: an officer has taken it in hand
    ANSWERED = "answered"  #: the first question or word to the reporter
    RESULT = "result"  #: it is closed


class Measure(StrEnum):
    """In what a term is counted."""

    MINUTES = "minutes"  #: day and night
    HOURS = "hours"  #: day and night
    WORKING_DAYS = "working_days"
    DAYS = "days"  #: of the calendar; the last one, if it is none of work, moves to the next that is
    MONTHS = "months"  #: the same, to the same day of the month or its last one


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take."""

    amount: int
    measure: Measure

    @property
    def is_plain(self) -> bool:
        """Whether it runs day and night."""
        return self.measure in {Measure.MINUTES, Measure.HOURS}

    @property
    def nominal(self) -> timedelta:
        """About how long it is, for comparing terms in different measures; a day has 24 hours and a month 30 days."""
        return self.amount * _LENGTHS[self.measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class TipClock:
    """By when a tip must have reached each milestone, and how soon a reminder climbs to the next person."""

    code: ClockCode
    terms: Mapping[Milestone, Term] = field(hash=False)
    climb: Term
    extension: Term | None = None  #: for a result that needs more: the whole term since the tip came


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRules:
    """The clocks that hold for tips that came from a day on."""

    since: date
    is_confirmed: bool  #: the province's legal office has said that they are right
    clocks: Mapping[ClockCode, TipClock] = field(hash=False)
    urgencies: Mapping[Urgency, ClockCode] = field(hash=False)
    kinds: Mapping[GroupCode, Mapping[Urgency, ClockCode]] = field(hash=False)

    def clock(self, group: GroupCode | None, urgency: Urgency, *, named: ClockCode | None = None) -> TipClock:
        """Give the clock of a tip: the one that its route has named, else its kind's, else its urgency's."""
        if named is not None and named in self.clocks:
            return self.clocks[named]
        of_kind = self.kinds.get(group) if group is not None else None
        own = of_kind.get(urgency) if of_kind is not None else None
        return self.clocks[own or self.urgencies[urgency]]


class WorkingCalendar(Protocol):
    """Which days are worked."""

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on this day."""
        ...


def rules_on(rules: Sequence[ClockRules], day: date) -> ClockRules:
    """Give the rules in force on a day: the latest that had begun, or the first of all."""
    begun = [one for one in rules if one.since <= day]
    return max(begun, key=_since) if begun else min(rules, key=_since)


def due(term: Term, since: datetime, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    """Give when a term is over that began at this time.

    Plain time runs day and night. Everything else ends with working time on a day of work; the day on which it began
    does not count.
    """
    local = since.astimezone(zone)
    match term.measure:
        case Measure.MINUTES | Measure.HOURS:
            return (since + term.nominal).astimezone(zone)
        case Measure.WORKING_DAYS:
            day = local.date()
            for _ in range(term.amount):
                day = _worked(day + _DAY, calendar)
        case Measure.DAYS:
            day = _worked(local.date() + term.amount * _DAY, calendar)
        case Measure.MONTHS:
            day = _worked(_months_later(local.date(), term.amount), calendar)
    return datetime.combine(day, END_OF_WORK, tzinfo=zone)


def is_night(at: datetime, zone: tzinfo) -> bool:
    """Tell whether only what is urgent is said aloud at this time."""
    hour = at.astimezone(zone).time()
    return hour >= EVENING or hour < MORNING


def _worked(day: date, calendar: WorkingCalendar) -> date:
    """Give this day, or the next one that is worked."""
    while not calendar.is_working(day):
        day += _DAY
    return day


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _since(rules: ClockRules) -> date:
    return rules.since


_LENGTHS: Final[Mapping[Measure, timedelta]] = {
    Measure.MINUTES: timedelta(minutes=1),
    Measure.HOURS: timedelta(hours=1),
    Measure.WORKING_DAYS: _DAY,
    Measure.DAYS: _DAY,
    Measure.MONTHS: 30 * _DAY,
}
