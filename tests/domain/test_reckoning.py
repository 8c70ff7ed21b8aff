"""The deadlines of a tip follow its life: begun, met, begun again at another unit, extended once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import ClockCode, Measure, Milestone, Term, TipClock
from bot.domain.identifiers import Reference, TipId
from bot.domain.kinds import Urgency
from bot.domain.reckoning import Deadline, Ground, Reckoner, Rung
from bot.domain.tip import Account, Status, Tip, Why
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.places.calendar import VietnamCalendar

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
NOW: Final = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)
HOUR: Final = timedelta(hours=1)
UNIT: Final = UnitCode("30307")
MONTHS: Final = Term(2, Measure.MONTHS)


def clock(code: str, *hours: int) -> TipClock:
    """Give a clock of so many hours to each milestone but the last, which has the legal 20 days."""
    terms = [*(Term(count, Measure.HOURS) for count in hours), Term(20, Measure.DAYS)]
    return TipClock(
        code=ClockCode(code),
        terms=dict(zip(Milestone, terms, strict=True)),
        climb=Term(1, Measure.HOURS),
        extension=MONTHS,
    )


SLOW: Final = Reckoner(clock=clock("slow", 2, 8, 24), calendar=VietnamCalendar(), zone=ZONE)
FAST: Final = Reckoner(clock=clock("fast", 1, 1, 2), calendar=VietnamCalendar(), zone=ZONE)
TIP: Final = Tip(
    id=TipId("a" * 32),
    reference=Reference("7K2QD"),
    unit=UNIT,
    why=Why.COMMUNE,
    commune=CommuneCode("30307"),
    group=None,
    leaf=None,
    when=None,
    urgency=Urgency.SOON,
    account=Account(),
    received=NOW,
    status_since=NOW,
)
RESULT_DUE: Final = datetime(2026, 12, 16, 17, 0, tzinfo=ZONE)


def begun(tip: Tip = TIP, by: Reckoner = SLOW) -> tuple[Deadline, ...]:
    """Give the deadlines of a tip that has just come."""
    return by.kept_up(tip, (), now=tip.received)


def dues(rows: tuple[Deadline, ...]) -> list[datetime]:
    """Give what is due when."""
    return [row.due for row in rows]


def reached(rows: tuple[Deadline, ...]) -> list[bool]:
    """Give which milestones have been reached."""
    return [row.met is not None for row in rows]


def test_a_tip_that_comes_has_all_its_deadlines() -> None:
    """At its unit, the officer on duty being the first who is told; not by night."""
    rows = begun()

    assert [NOW + 2 * HOUR, NOW + 8 * HOUR, NOW + 24 * HOUR, RESULT_DUE] == dues(rows)
    assert {(UNIT, ClockCode("slow"), Rung.DUTY, False)} == {(r.unit, r.clock, r.rung, r.at_night) for r in rows}
    assert dues(rows) == [row.climbs for row in rows]


def test_an_urgent_tip_is_told_of_at_night_too_but_for_its_result() -> None:
    """The legal term ends in office hours."""
    rows = begun(replace(TIP, urgency=Urgency.URGENT))

    assert [True, True, True, False] == [row.at_night for row in rows]


def test_nothing_changes_while_nothing_happens() -> None:
    """Keeping a tip again is no news."""
    assert begun() == SLOW.kept_up(replace(TIP, number="1"), begun(), now=NOW + HOUR)


def test_taking_it_is_having_seen_it() -> None:
    """Nobody is told of these any more."""
    rows = SLOW.kept_up(replace(TIP, status=Status.TAKEN), begun(), now=NOW + HOUR)

    assert [True, True, False, False] == reached(rows)
    assert [(None, None)] * 2 == [(row.rung, row.climbs) for row in rows[:2]]


def test_giving_it_back_begins_the_time_for_taking_it_anew() -> None:
    """Seen it has been, and the rest runs on."""
    taken = SLOW.kept_up(replace(TIP, status=Status.TAKEN), begun(), now=NOW + HOUR)

    rows = SLOW.kept_up(TIP, taken, now=NOW + 3 * HOUR)

    assert [True, False, False, False] == reached(rows)
    assert [NOW + 11 * HOUR, NOW + 24 * HOUR, RESULT_DUE] == dues(rows)[1:]


def test_passing_it_on_gives_the_new_unit_its_own_time_but_for_the_answer_and_the_law() -> None:
    """Whoever had it told nobody of these in the meantime begins anew there, once they are due."""
    taken = SLOW.kept_up(replace(TIP, status=Status.TAKEN), begun(), now=NOW + HOUR)
    later = NOW + 3 * HOUR

    rows = SLOW.kept_up(replace(TIP, status=Status.PASSED, unit=DESK), taken, now=later)

    assert [False] * 4 == reached(rows)
    assert [later + 2 * HOUR, later + 8 * HOUR, NOW + 24 * HOUR, RESULT_DUE] == dues(rows)
    assert {(DESK, Rung.DUTY)} == {(row.unit, row.rung) for row in rows}


def test_what_is_late_already_is_not_told_in_the_moment_in_which_a_new_unit_gets_it() -> None:
    """It has the time that lies between two rungs."""
    later = NOW + 48 * HOUR

    rows = SLOW.kept_up(replace(TIP, status=Status.PASSED, unit=DESK), begun(), now=later)

    assert (NOW + 24 * HOUR, later + HOUR) == (rows[2].due, rows[2].climbs)


def test_an_answer_that_was_given_stays_given_wherever_it_goes() -> None:
    """The reporter has had a word."""
    rows = tuple(row.met_at(NOW) if row.milestone is Milestone.ANSWERED else row for row in begun())

    passed = SLOW.kept_up(replace(TIP, status=Status.PASSED, unit=DESK), rows, now=NOW + HOUR)

    assert [False, False, True, False] == reached(passed)


def test_closing_reaches_everything_and_opening_it_again_begins_it_all_anew() -> None:
    """Another word is another tip, as far as the time goes."""
    closed = SLOW.kept_up(replace(TIP, status=Status.CLOSED), begun(), now=NOW + HOUR)
    later = NOW + 24 * HOUR

    rows = SLOW.kept_up(TIP, closed, now=later)

    assert ([True] * 4, [False] * 4) == (reached(closed), reached(rows))
    assert {later} == {row.since for row in rows}


def test_a_tip_that_was_taken_back_has_none() -> None:
    """Nobody is told of it any more."""
    assert () == SLOW.kept_up(replace(TIP, status=Status.WITHDRAWN), begun(), now=NOW)


def test_a_cry_makes_it_urgent_from_now_on() -> None:
    """What is still to be done has the shorter time from then; the legal term stays."""
    later = NOW + 90 * timedelta(minutes=1)

    rows = FAST.kept_up(replace(TIP, urgency=Urgency.URGENT), begun(), now=later)

    assert [NOW + 2 * HOUR, later + HOUR, later + 2 * HOUR, RESULT_DUE] == dues(rows)
    assert {ClockCode("fast")} == {row.clock for row in rows}
    assert [True, True, True, False] == [row.at_night for row in rows]


def test_another_clock_never_gives_more_time() -> None:
    """A promise that was made holds."""
    rows = SLOW.kept_up(TIP, begun(by=FAST), now=NOW + HOUR)

    assert dues(begun(by=FAST)) == dues(rows)


def test_reminders_climb_from_rung_to_rung_and_end() -> None:
    """At the desk they end with its heads."""
    row = begun()[0]
    steps = [row, SLOW.told(row), SLOW.told(SLOW.told(row)), SLOW.told(SLOW.told(SLOW.told(row)))]
    at_desk = SLOW.told(SLOW.told(replace(row, unit=DESK)))

    assert [(Rung.DUTY, 2), (Rung.HEAD, 3), (Rung.DESK, 4)] == [
        (one.rung, one.climbs and (one.climbs - NOW) / HOUR) for one in steps[:3]
    ]
    assert [(None, None)] * 2 == [(one.rung, one.climbs) for one in (steps[3], at_desk)]
    assert [True, False] == [steps[3].desk_told, at_desk.desk_told]
    assert steps[3] == SLOW.told(steps[3])


def test_a_result_climbs_by_working_days() -> None:
    """On the next day, not within the hour."""
    result = begun()[3]

    assert datetime(2026, 12, 17, 17, 0, tzinfo=ZONE) == SLOW.told(result).climbs


def test_a_result_can_be_extended_once() -> None:
    """To what the law allows from the day on which the tip came; whoever had been told is told anew then."""
    result = SLOW.told(begun()[3])

    longer = SLOW.extended(result, Ground.PLACES)

    assert datetime(2027, 1, 26, 17, 0, tzinfo=ZONE) == longer.due == longer.climbs
    assert (Rung.DUTY, Ground.PLACES) == (longer.rung, longer.ground)
    assert [True, False] == [SLOW.may_extend(row) for row in (result, longer)]


@pytest.mark.parametrize("milestone", [one for one in Milestone if one is not Milestone.RESULT])
def test_nothing_else_can_be_extended(milestone: Milestone) -> None:
    """And no result that is there already."""
    rows = {row.milestone: row for row in begun()}

    assert not SLOW.may_extend(rows[milestone])
    assert not SLOW.may_extend(rows[Milestone.RESULT].met_at(NOW))
