"""The deadlines of a tip as rows that follow its life: begun, met, begun again, extended. Pure.

One rule gives the rows of a tip from those before and from how the tip stands, whatever brought it there: whoever
keeps a tip keeps its deadlines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final

from bot.domain.deadlines import ClockCode, Measure, Milestone, Term, TipClock, WorkingCalendar, due
from bot.domain.identifiers import TipId
from bot.domain.kinds import Urgency
from bot.domain.tip import IN_HAND, Status, Tip, minute
from bot.domain.units import DESK, UnitCode


class Rung(StrEnum):
    """Who is told that something is late, from the first to the last."""

    DUTY = "duty"  #: the officer on duty, or, where nobody is, the unit's group
    HEAD = "head"  #: who leads the unit
    DESK = "desk"  #: the province's desk


class Ground(StrEnum):
    """Why a result needs more time: the two grounds that the law knows (BLTTHS 147.2)."""

    COMPLEX = "complex"  #: many complicated circumstances
    PLACES = "places"  #: it must be checked in several places


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when a tip must have reached a milestone at the unit that has it, and who is told next if it has not."""

    tip: TipId
    milestone: Milestone
    unit: UnitCode
    clock: ClockCode
    since: datetime  #: to the minute: when its term began
    due: datetime  #: to the minute
    met: datetime | None = None  #: to the minute
    rung: Rung | None = Rung.DUTY  #: who is told next; None: nobody any more
    climbs: datetime | None  #: when they are told
    at_night: bool = False  #: they are told at night too
    ground: Ground | None = None  #: why it was extended, if it was

    @property
    def desk_told(self) -> bool:
        """Whether the reminders have gone all the way to the province's desk."""
        return self.met is None and self.rung is None and self.unit != DESK

    def met_at(self, at: datetime) -> "Deadline":
        """Give it as met: nobody is told any more."""
        return self if self.met is not None else replace(self, met=minute(at), rung=None, climbs=None)


#: What a new unit, or whoever takes up a tip that was given back, has its own time for.
_THEIRS: Final = frozenset({Milestone.SEEN, Milestone.ACKNOWLEDGED})
_BY_STATUS: Final = {
    **dict.fromkeys(IN_HAND, _THEIRS),
    Status.CLOSED: frozenset(Milestone),
}
_WAITING: Final = frozenset({Status.NEW, Status.PASSED})
_RUNGS: Final = tuple(Rung)
_IN_OFFICE_HOURS: Final = Term(1, Measure.WORKING_DAYS)  #: between two reminders of a result, whatever the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoner:
    """The clock of one tip over the working days of its province."""

    clock: TipClock
    calendar: WorkingCalendar
    zone: tzinfo

    def kept_up(self, tip: Tip, before: Sequence[Deadline], *, now: datetime) -> tuple[Deadline, ...]:
        """Give the deadlines of a tip as it stands; none once its reporter has taken it back.

        A new unit has its own time for seeing and taking it, and so has whoever comes after it was given back. The time
        for an answer and for the result runs on, whoever has the tip, since it came or was opened again.
        """
        if tip.status is Status.WITHDRAWN:
            return ()
        at = minute(now)
        if before and not _opened_again(tip, before):
            rows = tuple(self._followed(tip, row, at) for row in before)
        else:
            since = at if before else tip.received
            rows = tuple(self._begun(tip, milestone, since=since) for milestone in Milestone)
        reached = _BY_STATUS.get(tip.status, frozenset())
        return tuple(row.met_at(at) if row.milestone in reached else row for row in rows)

    def told(self, row: Deadline) -> Deadline:
        """Give the deadline after whoever stands on its rung has been told."""
        if row.rung is None or row.climbs is None:
            return row
        further = _RUNGS[_RUNGS.index(row.rung) + 1 :]
        if not further or (further[0] is Rung.DESK and row.unit == DESK):
            return replace(row, rung=None, climbs=None)
        return replace(row, rung=further[0], climbs=self._due(self._pace(row.milestone), row.climbs))

    def held_back(self, row: Deadline, *, now: datetime) -> Deadline:
        """Give the deadline so that nobody is told yet: it is looked at again as late as the next rung would be."""
        return replace(row, climbs=self._due(self._pace(row.milestone), minute(now)))

    def extended(self, row: Deadline, ground: Ground) -> Deadline:
        """Give the deadline for the result with all the time that the law allows, from when its term began."""
        assert self.clock.extension is not None
        later = self._due(self.clock.extension, row.since)
        return replace(row, due=later, climbs=later, rung=Rung.DUTY, ground=ground)

    def may_extend(self, row: Deadline) -> bool:
        """Tell whether a deadline can be extended: that of a result that is still awaited, once, and to a later day."""
        if row.milestone is not Milestone.RESULT or row.met is not None or row.ground is not None:
            return False
        return self.clock.extension is not None and self._due(self.clock.extension, row.since) > row.due

    def _begun(self, tip: Tip, milestone: Milestone, *, since: datetime) -> Deadline:
        late = self._due(self.clock.terms[milestone], since)
        return Deadline(
            tip=tip.id,
            milestone=milestone,
            unit=tip.unit,
            clock=self.clock.code,
            since=since,
            due=late,
            climbs=late,
            at_night=tip.urgency is Urgency.URGENT and milestone is not Milestone.RESULT,
        )

    def _followed(self, tip: Tip, row: Deadline, at: datetime) -> Deadline:
        """Give what becomes of a deadline of a tip that has gone on."""
        is_theirs = row.milestone in _THEIRS
        if row.unit != tip.unit and is_theirs:
            return self._begun(tip, row.milestone, since=at)
        if row.unit != tip.unit:
            there = self._quickened(tip, replace(row, unit=tip.unit), at)
            if there.met is not None:
                return there
            return replace(there, rung=Rung.DUTY, climbs=max(there.due, self._due(self._pace(row.milestone), at)))
        if row.milestone is Milestone.ACKNOWLEDGED and row.met is not None and tip.status in _WAITING:
            return self._begun(tip, row.milestone, since=at)
        return self._quickened(tip, row, at)

    def _quickened(self, tip: Tip, row: Deadline, at: datetime) -> Deadline:
        """Give a deadline under the clock that the tip has now; another clock never gives it more time."""
        if row.met is not None or row.clock == self.clock.code:
            return row
        anew = self._begun(tip, row.milestone, since=row.since if row.milestone is Milestone.RESULT else at)
        if anew.due >= row.due:
            return replace(row, clock=anew.clock, at_night=anew.at_night)
        climbs = anew.due if row.rung is Rung.DUTY else self._due(self._pace(row.milestone), at)
        return replace(anew, since=row.since, rung=row.rung, climbs=climbs if row.rung is not None else None)

    def _pace(self, milestone: Milestone) -> Term:
        """Give how long it is from one rung to the next."""
        return _IN_OFFICE_HOURS if milestone is Milestone.RESULT else self.clock.climb

    def _due(self, term: Term, since: datetime) -> datetime:
        return due(term, since, self.calendar, self.zone)


def _opened_again(tip: Tip, before: Sequence[Deadline]) -> bool:
    was_closed = any(row.milestone is Milestone.RESULT and row.met is not None for row in before)
    return was_closed and tip.status is not Status.CLOSED
