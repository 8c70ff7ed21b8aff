"""Who is on duty at a unit: a week that repeats, the days on which it is otherwise, and who is there at a moment.

A day of duty begins at seven in the morning and ends at seven of the next one; one officer has all of it, or one has
the day and another the night. Every time here is one of the province's clock: whoever asks gives it in its zone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.identifiers import OfficerId

MORNING: Final = time(7)  #: a day of duty begins, and the one before ends
EVENING: Final = time(19)  #: the night of duty begins
DAY: Final = timedelta(days=1)
HALF: Final = timedelta(hours=12)
DAYS_OF_A_WEEK: Final = 7
KEPT: Final = timedelta(days=14)  #: so long a past exception is kept, for "as last week"


class Watch(StrEnum):
    """What part of a day of duty one officer has."""

    ALL = "all"
    DAY = "day"
    NIGHT = "night"

    @property
    def begins(self) -> time:
        """The hour at which it begins; the night ends on the next day."""
        return EVENING if self is Watch.NIGHT else MORNING

    @property
    def lasts(self) -> timedelta:
        """How long it is."""
        return DAY if self is Watch.ALL else HALF


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One officer's part of a day of duty."""

    watch: Watch
    officer: OfficerId


#: Who is there on one day of duty, in order: nobody, one for all of it, or one for the day, the night or each.
Plan = tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An officer asks a colleague to stand in for them; it waits for the colleague's word."""

    day: date
    watch: Watch
    officer: OfficerId  #: who asks
    colleague: OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is on duty at one unit."""

    week: Mapping[int, Plan] = field(default_factory=dict[int, Plan], hash=False)  #: Monday is 0
    exceptions: Mapping[date, Plan] = field(default_factory=dict[date, Plan], hash=False)
    offers: tuple[Offer, ...] = ()
    version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody has ever been put in."""
        return not any(self.week.values()) and not any(self.exceptions.values())

    def plan(self, day: date) -> Plan:
        """Give who is there on the day of duty that begins on this date: an exception beats the week."""
        return self.exceptions.get(day, self.week.get(day.weekday(), ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """A shift of a certain date, from its first moment to the first that is no longer its own."""

    day: date  #: on which its day of duty begins
    shift: Shift
    begins: datetime
    ends: datetime


def on_duty(roster: Roster, at: datetime) -> OfficerId | None:
    """Give who is on duty at a moment, told in the province's zone; None while it is nobody."""
    stint = stint_at(roster, at)
    return stint.shift.officer if stint is not None else None


def stint_at(roster: Roster, at: datetime) -> Stint | None:
    """Give the shift that is under way at a moment."""
    return next((stint for stint in stints(roster, at.date() - DAY, at) if stint.begins <= at < stint.ends), None)


def next_stint(roster: Roster, at: datetime) -> Stint | None:
    """Give the first shift that begins after a moment, within a week and a day."""
    coming = stints(roster, at.date(), at, days=DAYS_OF_A_WEEK + 1)
    return next((stint for stint in coming if stint.begins > at), None)


def stints(roster: Roster, first: date, at: datetime, *, days: int = 2) -> Iterator[Stint]:
    """Give the shifts of so many days of duty in order, in the zone of `at`."""
    for number in range(days):
        day = first + number * DAY
        for shift in roster.plan(day):
            begins = datetime.combine(day, shift.watch.begins, at.tzinfo)
            yield Stint(day=day, shift=shift, begins=begins, ends=begins + shift.watch.lasts)


def duty_day(at: datetime) -> date:
    """Give the date on which the day of duty began that a moment belongs to."""
    return at.date() if at.time() >= MORNING else at.date() - DAY


def is_covered(plan: Plan) -> bool:
    """Tell whether somebody is there all day and all night."""
    return sum((shift.watch.lasts for shift in plan), timedelta()) == DAY


def with_watch(plan: Plan, watch: Watch, officer: OfficerId | None) -> Plan:
    """Give a plan in which this officer (None: nobody) has a part of the day; what they do not have stays as it was."""
    if watch is Watch.ALL:
        return (Shift(watch=Watch.ALL, officer=officer),) if officer is not None else ()
    other = Watch.NIGHT if watch is Watch.DAY else Watch.DAY
    parts = {watch: officer, other: holder_of(plan, other)}
    return tuple(
        Shift(watch=one, officer=holder) for one in (Watch.DAY, Watch.NIGHT) if (holder := parts[one]) is not None
    )


def holder_of(plan: Plan, watch: Watch) -> OfficerId | None:
    """Give who has this part of a day, by itself or with all of it."""
    return next((shift.officer for shift in plan if shift.watch in {watch, Watch.ALL}), None)


def in_week(roster: Roster, weekday: int, plan: Plan) -> Roster:
    """Give the roster with this plan on a day of every week."""
    return replace(roster, week={**roster.week, weekday: plan})


def on_date(roster: Roster, day: date, plan: Plan) -> Roster:
    """Give the roster with this plan on one date; a plan like the week's is no exception."""
    others = {one: kept for one, kept in roster.exceptions.items() if one != day}
    is_usual = plan == roster.week.get(day.weekday(), ())
    return replace(roster, exceptions=others if is_usual else {**others, day: plan})


def as_before(roster: Roster, first: date) -> Roster:
    """Give the roster with the seven days from this date as the seven days before it really were."""
    for number in range(DAYS_OF_A_WEEK):
        day = first + number * DAY
        roster = on_date(roster, day, roster.plan(day - DAYS_OF_A_WEEK * DAY))
    return roster


def without(roster: Roster, officer: OfficerId) -> Roster:
    """Give the roster without an officer who is gone: what was theirs is nobody's."""

    def kept(plan: Plan) -> Plan:
        return tuple(shift for shift in plan if shift.officer != officer)

    return replace(
        roster,
        week={weekday: kept(plan) for weekday, plan in roster.week.items()},
        exceptions={day: kept(plan) for day, plan in roster.exceptions.items()},
        offers=tuple(offer for offer in roster.offers if officer not in {offer.officer, offer.colleague}),
    )


def names(roster: Roster, officer: OfficerId) -> bool:
    """Tell whether an officer stands anywhere in the roster."""
    plans = [*roster.week.values(), *roster.exceptions.values()]
    asked = any(officer in {offer.officer, offer.colleague} for offer in roster.offers)
    return asked or any(shift.officer == officer for plan in plans for shift in plan)


def saved(roster: Roster, today: date) -> Roster:
    """Give the roster as it is kept: a version further, without what is long over."""
    return replace(
        roster,
        exceptions={day: plan for day, plan in roster.exceptions.items() if day >= today - KEPT},
        offers=tuple(offer for offer in roster.offers if offer.day >= today - DAY),
        version=roster.version + 1,
    )


def uncovered(roster: Roster, first: date, *, days: int) -> tuple[date, ...]:
    """Give those of so many days of duty on which, for a while or all the time, nobody is there."""
    coming = [first + number * DAY for number in range(days)]
    return tuple(day for day in coming if not is_covered(roster.plan(day)))
