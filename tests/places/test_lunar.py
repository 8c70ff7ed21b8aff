"""The table of the lunar calendar: what astronomy gives, what is known of its feasts, and what it does not reach."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from bot.places import lunar
from bot.places.lunar import LunarDay
from tests.places import heaven

CALENDAR = lunar.load()
LONG_AGO = date(2000, 1, 1)

#: As the state's calendar has them, or as they have been kept.
TET = ["2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23", "2032-02-11"]
HUNG_KINGS = ["2025-04-07", "2026-04-26", "2027-04-16", "2028-04-04", "2029-04-23", "2030-04-12"]
MID_AUTUMN = ["2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12"]


def feasts(month: int, day: int) -> dict[int, date]:
    """Give a feast of each year that the table knows whole, by the solar year."""
    return {one.year: one for one in CALENDAR.days_of(month, day, after=LONG_AGO)}


@pytest.mark.parametrize("year", range(2025, 2056))
def test_the_months_are_those_that_the_sky_gives(year: int) -> None:
    """Reckoned anew from the sun and the moon."""
    table = [(one.first, one.month, one.is_leap) for one in CALENDAR.months if one.year == year]

    assert heaven.months(year) == table


def test_the_reckoning_knows_where_vietnam_and_china_differ() -> None:
    """New year in 1985, 2007 and 2030, and a whole month of 1985; they agree in 2026."""
    years = (1985, 2007, 2026, 2030)
    first = {year: [heaven.months(year, zone)[0][0] for zone in (heaven.HANOI, heaven.BEIJING)] for year in years}

    assert {
        1985: [date(1985, 1, 21), date(1985, 2, 20)],
        2007: [date(2007, 2, 17), date(2007, 2, 18)],
        2026: [date(2026, 2, 17), date(2026, 2, 17)],
        2030: [date(2030, 2, 2), date(2030, 2, 3)],
    } == first


def test_no_new_moon_is_so_near_to_midnight_that_the_day_is_in_doubt() -> None:
    """Half a minute is the least, in May of 2054: more than the reckoning's error."""
    seconds = [(heaven.new_moon(k) + timedelta(hours=7)).timestamp() % 86400 for k in range(305, 700)]

    assert min(min(one, 86400 - one) for one in seconds) > 25


def test_the_feasts_are_on_the_days_that_are_known() -> None:
    """Tết, the death day of the Hung Kings, mid-autumn."""
    for known, (month, day) in ((TET, (1, 1)), (HUNG_KINGS, (3, 10)), (MID_AUTUMN, (8, 15))):
        for one in map(date.fromisoformat, known):
            assert one == feasts(month, day)[one.year]


def test_tet_and_the_hung_kings_day_are_those_of_the_package() -> None:
    """On these days of all years of the table, and on no others."""
    named: dict[str, set[date]] = {"Tết Nguyên Đán": set(), "Ngày Giỗ Tổ Hùng Vương": set()}
    for day in country_holidays("VN", years=range(2025, 2056), language="vi", observed=False).items():
        for name in day[1].split("; "):
            named.setdefault(name.removesuffix(" (dự kiến)"), set()).add(day[0])

    assert set(feasts(1, 1).values()) == named["Tết Nguyên Đán"]
    assert {day for year, day in feasts(3, 10).items() if year <= 2055} == named["Ngày Giỗ Tổ Hùng Vương"]


def test_the_last_day_of_a_year_is_its_eve_whether_29_or_30() -> None:
    """Asked for the thirtieth; the day after is Tết."""
    eves, tet = [*CALENDAR.days_of(12, 30, after=LONG_AGO)], feasts(1, 1)

    assert [tet[one.year] for one in eves[:-1]] == [one + timedelta(days=1) for one in eves[:-1]]
    assert {29, 30} == {one.days for one in CALENDAR.months}


def test_a_leap_month_is_passed_over() -> None:
    """2025 has a sixth month twice; the fifteenth of the sixth is once."""
    assert [date(2025, 7, 9), date(2026, 7, 28)] == [*CALENDAR.days_of(6, 15, after=LONG_AGO)][:2]
    assert LunarDay(year=2025, month=6, day=15, is_leap=True) == CALENDAR.on(date(2025, 8, 8))


def test_beyond_the_table_nothing_is_said() -> None:
    """Neither before 2025 nor after 2055."""
    assert (date(2025, 1, 29), date(2056, 2, 14)) == (CALENDAR.first, CALENDAR.last)
    assert [None, None] == [CALENDAR.on(one) for one in (date(2025, 1, 28), date(2056, 2, 15))]


@given(st.dates(min_value=date(2025, 1, 29), max_value=date(2056, 2, 13)))
def test_days_follow_each_other_without_a_gap(day: date) -> None:
    """The next day is the next number, or the first of the next month; and it is found again from its name."""
    today, tomorrow = CALENDAR.on(day), CALENDAR.on(day + timedelta(days=1))

    assert today is not None
    assert tomorrow is not None
    assert tomorrow.day in {1, today.day + 1}
    if tomorrow.day == 1:
        assert today.day in {29, 30}
    if not today.is_leap:
        assert day in CALENDAR.days_of(today.month, today.day, after=day)
