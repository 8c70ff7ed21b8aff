"""The next dates of a schedule: what a plain enumeration of all days gives, month ends and leap days included."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.broadcasts.errors import LunarUnknown, NeverDue, TimeFault, TimeRefused
from bot.domain.broadcasts.schedule import At, Daily, LunarYearly, Monthly, Now, Pattern, Repeating, Weekly, Yearly
from bot.places import lunar
from bot.services.broadcasts.dates import Dates

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATES = Dates(ZONE)
NOW = datetime(2026, 11, 26, 9, 40, tzinfo=ZONE)
CALENDAR = lunar.load()
YEARS = 4

patterns = st.one_of(
    st.just(Daily()),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: Weekly(days=tuple(days))),
    st.integers(1, 31).map(lambda day: Monthly(day=day)),
    st.builds(Yearly, month=st.integers(1, 12), day=st.integers(1, 31)),
    st.sampled_from([Yearly(month=2, day=28), Yearly(month=2, day=29), Yearly(month=4, day=31), Monthly(day=29)]),
    st.builds(LunarYearly, month=st.integers(1, 12), day=st.integers(1, 30)),
)
moments = st.datetimes(min_value=datetime(2025, 2, 1), max_value=datetime(2050, 1, 1))  # noqa: DTZ001 - put into the zone


def is_day(pattern: Pattern, day: date) -> bool:
    """Say in other words than the service whether a pattern holds a day."""
    longest = calendar.monthrange(day.year, day.month)[1]
    match pattern:
        case Daily():
            return True
        case Weekly(days=days):
            return day.weekday() in days
        case Monthly(day=wanted):
            return day.day == min(wanted, longest)
        case Yearly(month=month, day=wanted):
            return day.month == month and day.day == min(wanted, longest)
        case LunarYearly(month=month, day=wanted):
            moon = CALENDAR.on(day)
            if moon is None or moon.month != month or moon.is_leap:
                return False
            next_moon = CALENDAR.on(day + timedelta(days=1))
            return moon.day == wanted or (moon.day < wanted and (next_moon is None or next_moon.day == 1))


def enumerated(schedule: Repeating, after: datetime) -> Iterator[datetime]:
    """Go through all days of some years, one by one."""
    for number in range(366 * YEARS):
        day = after.date() + timedelta(days=number)
        at = datetime.combine(day, schedule.time, ZONE)
        if at > after and schedule.first <= day <= (schedule.until or date.max) and is_day(schedule.pattern, day):
            yield at


@settings(max_examples=150, deadline=None)
@given(pattern=patterns, at=st.times(), first=moments, now=moments, lasts=st.none() | st.integers(0, 1200))
def test_the_next_dates_are_those_of_a_plain_enumeration(
    pattern: Pattern, at: time, first: datetime, now: datetime, lasts: int | None
) -> None:
    """Over four years, whatever the pattern, from whatever day on and up to whatever other."""
    until = first.date() + timedelta(days=lasts) if lasts is not None else None
    at = at.replace(second=0, microsecond=0)
    schedule = Repeating(pattern=pattern, time=at, first=first.date(), until=until)
    after = now.replace(tzinfo=ZONE)
    end = after + timedelta(days=366 * YEARS - 1)

    found = [one for one in islice(DATES.after(schedule, after), 40) if one < end]

    assert [one for one in enumerated(schedule, after) if one < end][:40] == found


def shown(pattern: Pattern, **more: date) -> list[str]:
    """Give the next five dates at seven in the morning, as days."""
    schedule = Repeating(pattern=pattern, time=time(7), first=more.get("first", NOW.date()), until=more.get("until"))
    return [f"{at:%d/%m/%Y}" for at in DATES.next_five(schedule, NOW)]


def test_a_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    """No month is left out."""
    assert ["30/11/2026", "31/12/2026", "31/01/2027", "28/02/2027", "31/03/2027"] == shown(Monthly(day=31))
    assert ["30/11/2026", "30/12/2026", "30/01/2027", "28/02/2027", "30/03/2027"] == shown(Monthly(day=30))


def test_a_leap_day_is_the_end_of_february() -> None:
    """Every year."""
    february = shown(Yearly(month=2, day=29))

    assert ["28/02/2027", "29/02/2028", "28/02/2029", "28/02/2030", "28/02/2031"] == february


def test_feasts_of_the_moon_are_vietnams() -> None:
    """Tết of 2030 is a day before China's."""
    assert ["06/02/2027", "26/01/2028", "13/02/2029", "02/02/2030", "23/01/2031"] == shown(LunarYearly(month=1, day=1))
    assert ["05/02/2027", "25/01/2028", "12/02/2029", "01/02/2030", "22/01/2031"] == shown(
        LunarYearly(month=12, day=30)
    )


def test_the_first_and_the_last_day_belong_to_it() -> None:
    """And there are fewer than five where it ends before."""
    monday = Weekly(days=(0,))

    assert ["30/11/2026", "07/12/2026", "14/12/2026"] == shown(monday, until=date(2026, 12, 14))
    assert "07/12/2026" == shown(monday, first=date(2026, 12, 7))[0]


def test_a_time_of_today_that_is_to_come_is_the_first() -> None:
    """One that is over is not."""
    later, over = (Repeating(pattern=Daily(), time=at, first=NOW.date()) for at in (time(9, 41), time(9, 40)))

    assert NOW + timedelta(minutes=1) == DATES.next(later, NOW)
    assert NOW + timedelta(days=1) == DATES.next(over, NOW)


def test_a_single_time_is_given_once_and_now_never() -> None:
    """They have no pattern."""
    at = NOW + timedelta(hours=1)

    assert [at] == [*DATES.after(At(at=at), NOW)]
    assert [] == [*DATES.after(At(at=at), at)]
    assert [] == [*DATES.after(Now(), NOW)]


def test_no_time_comes_twice_where_clocks_are_set_back_and_none_is_left_out() -> None:
    """In a province with summer time: 3:30 is there twice in October and not at all in March."""
    bucharest = ZoneInfo("Europe/Bucharest")
    daily = Repeating(pattern=Daily(), time=time(3, 30), first=date(2026, 1, 1))

    autumn = islice(Dates(bucharest).after(daily, datetime(2026, 10, 24, 12, tzinfo=bucharest)), 3)
    spring = islice(Dates(bucharest).after(daily, datetime(2026, 3, 28, 12, tzinfo=bucharest)), 2)

    assert ["10-25 03:30+0300", "10-26 03:30+0200", "10-27 03:30+0200"] == [f"{at:%m-%d %H:%M%z}" for at in autumn]
    assert ["03-29 04:30+0300", "03-30 03:30+0300"] == [f"{at:%m-%d %H:%M%z}" for at in spring]


def test_what_is_past_never_comes_or_lies_beyond_the_table_is_said_at_composing() -> None:
    """With the year that the table ends with; without an end it goes as far as the table does."""
    tet = Repeating(pattern=LunarYearly(month=1, day=1), time=time(7), first=NOW.date(), until=date(2060, 1, 1))
    over = Repeating(pattern=Daily(), time=time(7), first=date(2026, 1, 1), until=date(2026, 11, 26))
    never = Repeating(pattern=Weekly(days=(0,)), time=time(7), first=date(2026, 12, 1), until=date(2026, 12, 6))

    with pytest.raises(LunarUnknown) as beyond:
        DATES.check(tet, NOW)
    with pytest.raises(TimeRefused) as past:
        DATES.check(At(at=NOW), NOW)
    for schedule in (over, never):
        with pytest.raises(NeverDue):
            DATES.check(schedule, NOW)
    endless = Repeating(pattern=LunarYearly(month=1, day=1), time=time(7), first=NOW.date())
    DATES.check(endless, NOW)

    assert (2055, TimeFault.PAST) == (beyond.value.last, past.value.fault)
    assert datetime(2055, 1, 28, 7, tzinfo=ZONE) == [*DATES.after(endless, NOW)][-1]


class Asked(tzinfo):
    """The province's zone, which counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Give the offset."""
        self.times += 1
        return ZONE.utcoffset(dt)

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Give the summer's part of it."""
        return ZONE.dst(dt)

    def tzname(self, dt: datetime | None) -> str | None:
        """Give the name."""
        return ZONE.tzname(dt)


@settings(max_examples=40)
@given(pattern=patterns, first=moments, days=st.integers(0, 1500), number=st.integers(1, 40))
def test_the_latest_are_the_last_of_all(pattern: Pattern, first: datetime, days: int, number: int) -> None:
    """Whoever looks from the end finds what whoever goes through all of them does."""
    after = first.replace(tzinfo=ZONE)
    until = after + timedelta(days=days)
    schedule = Repeating(pattern=pattern, time=time(7, 30), first=after.date())

    expected = [*takewhile(lambda at: at <= until, DATES.after(schedule, after))][-number:]

    assert expected == DATES.latest(schedule, after=after, until=until, number=number)


@pytest.mark.parametrize("pattern", [Daily(), Weekly(days=(0,)), Monthly(day=31), Yearly(month=2, day=29)])
def test_years_of_downtime_are_not_gone_through_day_by_day(pattern: Pattern) -> None:
    """A tip waits while what is due is planned: after twenty years no more times are looked at than after one."""
    asked: list[int] = []
    for years in (1, 20):
        zone = Asked()
        after = datetime(2026, 1, 1, tzinfo=ZONE)
        schedule = Repeating(pattern=pattern, time=time(7), first=after.date())
        until = after + timedelta(days=365 * years)
        Dates(zone).latest(schedule, after=after, until=until, number=31)
        asked.append(zone.times)

    assert asked[1] < 600
