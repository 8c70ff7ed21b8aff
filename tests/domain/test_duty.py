"""Who is on duty: the week, what beats it, and the hours at which one takes over from another."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.duty import (
    Offer,
    Plan,
    Roster,
    Shift,
    Watch,
    as_before,
    duty_day,
    in_week,
    is_covered,
    names,
    next_stint,
    on_date,
    on_duty,
    saved,
    stint_at,
    uncovered,
    with_watch,
    without,
)
from bot.domain.identifiers import OfficerId

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
TU, BE, HAI = OfficerId("01" * 8), OfficerId("02" * 8), OfficerId("03" * 8)
MONDAY: Final = date(2026, 11, 23)
YEAR: Final = 365


def whole(officer: OfficerId) -> Plan:
    """Give a day of duty that is all one officer's."""
    return (Shift(watch=Watch.ALL, officer=officer),)


def halves(day: OfficerId, night: OfficerId) -> Plan:
    """Give a day of duty that two officers share."""
    return (Shift(watch=Watch.DAY, officer=day), Shift(watch=Watch.NIGHT, officer=night))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give a moment in the province."""
    return datetime.combine(day, time(hour, minute), ZONE)


officers = st.sampled_from((TU, BE, HAI))
plans = st.one_of(
    st.just(()),
    officers.map(whole),
    st.builds(halves, officers, officers),
    officers.map(lambda one: (Shift(watch=Watch.NIGHT, officer=one),)),
    officers.map(lambda one: (Shift(watch=Watch.DAY, officer=one),)),
)
days = st.integers(0, YEAR).map(lambda number: MONDAY + timedelta(days=number))
rosters = st.builds(
    Roster,
    week=st.dictionaries(st.integers(0, 6), plans),
    exceptions=st.dictionaries(days, plans, max_size=20),
)


def enumerated(roster: Roster) -> Callable[[datetime], OfficerId | None]:
    """Give who is there by writing down each hour of the year, in UTC, from the plans alone."""
    hours: dict[datetime, OfficerId] = {}
    for number in range(-1, YEAR + 1):
        day = MONDAY + timedelta(days=number)
        plan = roster.exceptions[day] if day in roster.exceptions else roster.week.get(day.weekday(), ())
        for shift in plan:
            first, count = {Watch.ALL: (7, 24), Watch.DAY: (7, 12), Watch.NIGHT: (19, 12)}[shift.watch]
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)
            for hour in range(first, first + count):
                hours[midnight + timedelta(hours=hour)] = shift.officer
    return lambda moment: hours.get(moment.astimezone(UTC))


@settings(max_examples=8, deadline=None)
@given(rosters)
def test_every_hour_of_a_year_is_whose_it_was_written_down_to_be(roster: Roster) -> None:
    """The look-up agrees with plain enumeration in each hour, at its first minute and its last."""
    expected = enumerated(roster)
    for number in range(YEAR * 24):
        hour = at(MONDAY, 0) + timedelta(hours=number)
        for minute in (0, 59):
            assert expected(hour) == on_duty(roster, hour + timedelta(minutes=minute))


@given(rosters, days, st.integers(0, 23), plans)
def test_an_exception_beats_the_week(roster: Roster, day: date, hour: int, plan: Plan) -> None:
    """What is said of a date holds from its seven o'clock to the next, whatever the week says."""
    moment = at(day, 7) + timedelta(hours=hour)

    changed = on_date(roster, day, plan)

    assert plan == changed.plan(day)
    assert on_duty(Roster(exceptions={day: plan}), moment) == on_duty(changed, moment)
    assert on_duty(roster, moment - timedelta(days=1)) == on_duty(changed, moment - timedelta(days=1))


def test_one_takes_over_from_the_other_at_seven_not_at_midnight() -> None:
    """The night belongs to whoever began it, on both sides of midnight."""
    roster = Roster(week={0: whole(TU), 1: halves(BE, HAI)})

    on = [on_duty(roster, at(MONDAY + timedelta(days=day), *hour)) for day, *hour in (
        (0, 6, 59), (0, 7, 0), (0, 23, 59), (1, 0, 0), (1, 6, 59), (1, 7, 0), (1, 18, 59), (1, 19, 0), (2, 0, 0),
        (2, 6, 59), (2, 7, 0),
    )]  # fmt: skip

    assert [None, TU, TU, TU, TU, BE, BE, HAI, HAI, HAI, None] == on


def test_the_next_shift_is_the_first_that_begins_later() -> None:
    """Also where the only one comes round again in a week."""
    roster = Roster(week={0: whole(TU)})

    now, coming = stint_at(roster, at(MONDAY, 8)), next_stint(roster, at(MONDAY, 8))

    assert now is not None
    assert coming is not None
    assert (at(MONDAY, 7), at(MONDAY + timedelta(days=1), 7)) == (now.begins, now.ends)
    assert MONDAY + timedelta(days=7) == coming.day
    assert next_stint(Roster(), at(MONDAY, 8)) is None


@given(plans, st.sampled_from(Watch), st.one_of(st.none(), officers))
def test_putting_somebody_in_leaves_the_other_half_alone(plan: Plan, watch: Watch, officer: OfficerId | None) -> None:
    """Whoever had all of a day keeps the half that was not given away."""
    changed = with_watch(plan, watch, officer)
    day, night = at(MONDAY, 12), at(MONDAY, 22)

    before, after = Roster(week={0: plan}), Roster(week={0: changed})

    assert officer == on_duty(after, night if watch is Watch.NIGHT else day)
    untouched = {Watch.DAY: night, Watch.NIGHT: day}.get(watch)
    assert untouched is None or on_duty(before, untouched) == on_duty(after, untouched)


@given(rosters, days)
def test_as_last_week_is_what_last_week_really_was(roster: Roster, first: date) -> None:
    """Its exceptions included."""
    copied = as_before(roster, first)

    week = [first + timedelta(days=number) for number in range(7)]
    assert [roster.plan(day - timedelta(days=7)) for day in week] == [copied.plan(day) for day in week]


@given(rosters, officers)
def test_whoever_is_gone_stands_nowhere_and_everybody_else_stays(roster: Roster, gone: OfficerId) -> None:
    """Taking somebody out gives their hours to nobody."""
    left = without(roster, gone)

    assert not names(left, gone)
    for number in range(24 * 14):
        hour = at(MONDAY, 0) + timedelta(hours=number)
        was = on_duty(roster, hour)
        assert (None if was == gone else was) == on_duty(left, hour)


def test_an_offer_goes_with_whoever_made_it_or_was_asked() -> None:
    """Nobody can agree to stand in for somebody who is gone."""
    offers = (
        Offer(day=MONDAY, watch=Watch.ALL, officer=TU, colleague=BE),
        Offer(day=MONDAY, watch=Watch.ALL, officer=HAI, colleague=TU),
    )

    assert (offers[1],) == without(Roster(offers=offers), BE).offers
    assert () == without(Roster(offers=offers), TU).offers
    assert names(Roster(offers=offers), BE)


def test_a_day_on_which_somebody_is_missing_is_found() -> None:
    """Half a day without anybody counts as one."""
    roster = Roster(week={0: whole(TU), 1: (Shift(watch=Watch.DAY, officer=BE),), 2: halves(BE, HAI)})

    assert (MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)) == uncovered(roster, MONDAY, days=4)
    assert not is_covered(())


def test_a_saved_roster_forgets_what_is_long_over() -> None:
    """Two weeks back are kept, so that last week can be taken up again."""
    old, kept = MONDAY - timedelta(days=15), MONDAY - timedelta(days=14)
    roster = Roster(exceptions={old: whole(TU), kept: whole(BE)}, version=3)

    assert Roster(exceptions={kept: whole(BE)}, version=4) == saved(roster, MONDAY)


def test_a_date_like_the_week_is_no_exception() -> None:
    """Putting a day back as it was leaves nothing behind."""
    roster = in_week(Roster(), 0, whole(TU))

    assert roster == on_date(on_date(roster, MONDAY, whole(BE)), MONDAY, whole(TU))


def test_a_day_of_duty_begins_in_the_morning() -> None:
    """Before seven it is still yesterday's."""
    assert MONDAY - timedelta(days=1) == duty_day(at(MONDAY, 6, 59))
    assert MONDAY == duty_day(at(MONDAY, 7))
