"""Terms: plain time runs day and night, working days end with working time on a day of work, whatever the holidays."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import ClockCode, ClockRules, Measure, Milestone, Term, TipClock, due, is_night, rules_on
from bot.domain.kinds import GroupCode, Urgency
from bot.places.calendar import VietnamCalendar
from bot.places.days import SwappedDays

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR: Final = VietnamCalendar()
TIMES: Final = st.datetimes(datetime(2024, 1, 1), datetime(2030, 9, 30), timezones=st.just(ZONE))  # noqa: DTZ001 - the zone is put to them
IN_DAYS: Final = st.builds(Term, st.integers(1, 40), st.sampled_from([Measure.WORKING_DAYS, Measure.DAYS])) | st.builds(
    Term, st.integers(1, 2), st.just(Measure.MONTHS)
)
PLAIN: Final = st.builds(Term, st.integers(1, 5000), st.sampled_from([Measure.MINUTES, Measure.HOURS]))


def at(day: str, hour: str = "09:00") -> datetime:
    """Give a time in An Giang."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), tzinfo=ZONE)


@given(term=IN_DAYS, since=TIMES)
def test_what_is_due_on_a_day_is_never_due_on_a_holiday_or_weekend(term: Term, since: datetime) -> None:
    """It ends with working time on a day of work, later than it began."""
    over = due(term, since, CALENDAR, ZONE)

    assert CALENDAR.is_working(over.date())
    assert time(17) == over.time()
    assert over > since


@given(term=IN_DAYS | PLAIN, one=TIMES, other=TIMES)
def test_what_begins_later_is_due_later(term: Term, one: datetime, other: datetime) -> None:
    """Or at the same time: never before what began before it."""
    first, second = sorted((one, other))

    assert due(term, first, CALENDAR, ZONE) <= due(term, second, CALENDAR, ZONE)


@given(count=st.integers(1, 60), since=TIMES)
def test_working_days_are_those_that_a_plain_count_finds(count: int, since: datetime) -> None:
    """The day on which it began does not count."""
    following = (since.date() + timedelta(days=number) for number in range(1, 400))
    worked = [day for day in following if CALENDAR.is_working(day)]

    assert worked[count - 1] == due(Term(count, Measure.WORKING_DAYS), since, CALENDAR, ZONE).date()


@given(term=PLAIN, since=TIMES)
def test_plain_time_runs_day_and_night(term: Term, since: datetime) -> None:
    """Over Tết as on any other day."""
    assert term.nominal == due(term, since, CALENDAR, ZONE) - since


@pytest.mark.parametrize(
    ("term", "since", "over"),
    [
        # Tết 2027: Thursday 4 February to Wednesday 10 February are off, as the law and its swaps say.
        (Term(1, Measure.WORKING_DAYS), at("2027-02-03", "16:00"), at("2027-02-11", "17:00")),
        (Term(2, Measure.WORKING_DAYS), at("2027-02-06", "02:00"), at("2027-02-12", "17:00")),
        (Term(20, Measure.DAYS), at("2027-01-18"), at("2027-02-11", "17:00")),
        # A Friday: the weekend is not counted, and what comes after working time counts for the same day.
        (Term(1, Measure.WORKING_DAYS), at("2026-11-27", "23:50"), at("2026-11-30", "17:00")),
        # Vietnam Cultural Day, new in 2026.
        (Term(1, Measure.WORKING_DAYS), at("2026-11-23"), at("2026-11-25", "17:00")),
        # To the last day of a month that has no such day.
        (Term(2, Measure.MONTHS), at("2026-12-31"), at("2027-03-01", "17:00")),
        (Term(10, Measure.MINUTES), at("2027-02-06", "02:00"), at("2027-02-06", "02:10")),
    ],
)
def test_terms_over_tet_and_other_days(term: Term, since: datetime, over: datetime) -> None:
    """As somebody with a calendar on the wall would count them."""
    assert over == due(term, since, CALENDAR, ZONE)


def test_a_worked_saturday_counts_and_its_day_off_does_not() -> None:
    """As the operator's file says, whatever the week does."""
    swapped = VietnamCalendar(SwappedDays(worked=frozenset({date(2026, 12, 5)}), off=frozenset({date(2026, 12, 7)})))

    overs = [due(Term(count, Measure.WORKING_DAYS), at("2026-12-04"), swapped, ZONE).date() for count in (1, 2)]

    assert [date(2026, 12, 5), date(2026, 12, 8)] == overs


def test_a_day_is_the_provinces_whatever_the_zone_of_the_time() -> None:
    """Half past six in the evening of the 26th in UTC is the 27th in An Giang."""
    late = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)

    assert at("2026-11-30", "17:00") == due(Term(1, Measure.WORKING_DAYS), late, CALENDAR, ZONE)


@pytest.mark.parametrize(
    ("hour", "expected"), [("20:59", False), ("21:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_the_night(hour: str, *, expected: bool) -> None:
    """From nine in the evening to seven in the morning."""
    assert expected is is_night(at("2026-11-26", hour), ZONE)


def rules(since: str, code: str = "a") -> ClockRules:
    """Give rules with one clock of this code for everything, and another for urgent fights."""
    day = Term(1, Measure.WORKING_DAYS)
    clocks = {
        ClockCode(name): TipClock(code=ClockCode(name), terms=dict.fromkeys(Milestone, day), climb=day)
        for name in (code, "fights")
    }
    return ClockRules(
        since=date.fromisoformat(since),
        is_confirmed=False,
        clocks=clocks,
        urgencies=dict.fromkeys(Urgency, ClockCode(code)),
        kinds={GroupCode("danh_nhau"): {Urgency.URGENT: ClockCode("fights")}},
    )


def test_the_rules_in_force_when_a_tip_came_count_for_it() -> None:
    """A later set does not touch it; what came before all sets falls under the first."""
    sets = (rules("2026-01-01"), rules("2027-07-01", "b"))
    days = [date(2025, 1, 1), date(2027, 6, 30), date(2027, 7, 1)]

    assert [sets[0], sets[0], sets[1]] == [rules_on(sets, day) for day in days]


def test_a_clock_is_the_routes_then_the_kinds_then_the_urgencys() -> None:
    """A code that the rules do not know names nothing."""
    found = rules("2026-01-01")
    fight = GroupCode("danh_nhau")

    assert ["a", "fights", "a", "a", "fights"] == [
        found.clock(fight, Urgency.URGENT, named=ClockCode("a")).code,
        found.clock(fight, Urgency.URGENT, named=ClockCode("gone")).code,
        found.clock(fight, Urgency.SOON).code,
        found.clock(None, Urgency.URGENT).code,
        found.clock(None, Urgency.ROUTINE, named=ClockCode("fights")).code,
    ]
