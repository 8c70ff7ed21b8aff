"""Times as they are typed: read as people mean them, and refused where they could mean two things or have passed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcasts.errors import TimeFault, TimeRefused
from bot.places import moments

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 26, 9, 40, 30, tzinfo=ZONE)  # a Thursday


def fault(typed: str) -> TimeFault:
    """Give why a time is refused."""
    with pytest.raises(TimeRefused) as refused:
        moments.moment(typed, now=NOW)
    return refused.value.fault


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mai 7h", "2026-11-27 07:00"),
        ("7h sáng mai", "2026-11-27 07:00"),
        ("Sáng mai lúc 7 giờ rưỡi", "2026-11-27 07:30"),
        ("ngày mai, 7g30", "2026-11-27 07:30"),
        ("mốt 18:05", "2026-11-28 18:05"),
        ("tối nay 8 giờ", "2026-11-26 20:00"),
        ("8 giờ tối nay", "2026-11-26 20:00"),
        ("hôm nay 19:30", "2026-11-26 19:30"),
        ("2 giờ chiều hôm nay", "2026-11-26 14:00"),
        ("trưa mai 11h", "2026-11-27 11:00"),
        ("1h trưa mai", "2026-11-27 13:00"),
        ("đêm nay 11 giờ", "2026-11-26 23:00"),
        ("thứ hai 6h30", "2026-11-30 06:30"),
        ("thu 2 6h30", "2026-11-30 06:30"),
        ("T2 6:30", "2026-11-30 06:30"),
        ("thứ năm 10h", "2026-11-26 10:00"),
        ("thứ năm 9h", "2026-12-03 09:00"),
        ("thứ hai tuần sau 6h30", "2026-11-30 06:30"),
        ("thứ sáu tuần tới 8h", "2026-12-04 08:00"),
        ("CN 7h", "2026-11-29 07:00"),
        ("chủ nhật 7 giờ 15 phút", "2026-11-29 07:15"),
        ("27.11.2026 lúc 6 giờ 15", "2026-11-27 06:15"),
        ("27/11/26 6h15", "2026-11-27 06:15"),
        ("2026-11-27 06:15", "2026-11-27 06:15"),
        ("19/8 7:30", "2027-08-19 07:30"),
        ("7:30 19-8", "2027-08-19 07:30"),
        ("7h30 ngày 19 tháng 8 năm 2027", "2027-08-19 07:30"),
        ("mùng 2 tháng 9 lúc 7h", "2027-09-02 07:00"),
        ("10h", "2026-11-26 10:00"),
        ("9h", "2026-11-27 09:00"),
        ("0h", "2026-11-27 00:00"),
        ("30 phút nữa", "2026-11-26 10:10"),
        ("sau 2 tiếng", "2026-11-26 11:40"),
        ("tomorrow 7pm", "2026-11-27 19:00"),
        ("tonight 8:15pm", "2026-11-26 20:15"),
        ("Monday at 6:30 am", "2026-11-30 06:30"),
        ("in 2 hours", "2026-11-26 11:40"),
    ],
)
def test_a_time_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    """With marks or without, the day before the hour or after it; the next one where no day is said."""
    assert datetime.fromisoformat(meant).replace(tzinfo=ZONE) == moments.moment(typed, now=NOW)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", TimeFault.UNREADABLE),
        ("khi nào rảnh", TimeFault.UNREADABLE),
        ("mai 7h gọi anh Ba", TimeFault.UNREADABLE),
        ("mai 7h hoặc 8h", TimeFault.UNREADABLE),
        ("lúc 7:30:15", TimeFault.UNREADABLE),
        ("7h30 " * 20, TimeFault.UNREADABLE),
        ("2 giờ nữa hoặc mai", TimeFault.UNREADABLE),
        ("thứ 7h", TimeFault.UNREADABLE),
        ("mai", TimeFault.NO_HOUR),
        ("19/8", TimeFault.NO_HOUR),
        ("31/4 7h", TimeFault.NO_SUCH_DAY),
        ("29/2 7h", TimeFault.NO_SUCH_DAY),
        ("29/2/2027 7h", TimeFault.NO_SUCH_DAY),
        ("0/5 7h", TimeFault.NO_SUCH_DAY),
        ("5/13 7h", TimeFault.NO_SUCH_DAY),
        ("5/1/0000 7h", TimeFault.NO_SUCH_DAY),
        ("mai 25h", TimeFault.NO_SUCH_HOUR),
        ("mai 7h75", TimeFault.NO_SUCH_HOUR),
        ("12 giờ đêm nay", TimeFault.AMBIGUOUS),
        ("1 giờ đêm mai", TimeFault.AMBIGUOUS),
        ("mai 13h sáng", TimeFault.AMBIGUOUS),
        ("sáng mai 7h tối", TimeFault.AMBIGUOUS),
        ("hôm nay 9h", TimeFault.PAST),
        ("hôm nay 9h40", TimeFault.PAST),
        ("25/11 7h", TimeFault.PAST),
        ("1/11 7h", TimeFault.PAST),
        ("25/11/2026 7h", TimeFault.PAST),
        ("thứ hai tuần này 7h", TimeFault.PAST),
        ("0 phút nữa", TimeFault.PAST),
        ("1/1/2030 7h", TimeFault.TOO_FAR),
    ],
)
def test_what_is_no_time_or_two_or_past_is_refused(typed: str, why: TimeFault) -> None:
    """And nothing is guessed: a date that has just passed is not moved to the next year."""
    assert why is fault(typed)


def test_a_time_of_day_and_a_day_are_read_alone() -> None:
    """As a repeating broadcast asks for them."""
    assert (time(7), time(18, 30), time(20)) == (moments.hour("7h"), moments.hour("18 giờ 30"), moments.hour("tối 8h"))
    assert date(2026, 12, 31) == moments.day("đến 31/12", today=NOW.date())
    assert date(2026, 11, 26) == moments.day("hôm nay", today=NOW.date())
    assert date(2026, 11, 26) == moments.day("thứ năm", today=NOW.date())
    assert ((10, 3), (10, 3), (15, 8), (1, 1)) == (
        moments.day_and_month("10/3"),
        moments.day_and_month("mùng 10 tháng 3 âm lịch"),
        moments.day_and_month("rằm tháng 8"),
        moments.day_and_month("mồng 1 tháng 1"),
    )


def test_a_part_that_was_not_asked_for_is_refused() -> None:
    """Nothing that was typed is passed over in silence."""
    faults: list[TimeFault] = []
    for read in (
        lambda: moments.hour("mai 7h"),
        lambda: moments.day("7h", today=NOW.date()),
        lambda: moments.day("31/12 7h", today=NOW.date()),
        lambda: moments.day("25/11", today=NOW.date()),
        lambda: moments.day_and_month("10/3/2027"),
        lambda: moments.day_and_month("32/3"),
    ):
        with pytest.raises(TimeRefused) as refused:
            read()
        faults.append(refused.value.fault)

    assert [
        TimeFault.UNREADABLE,
        TimeFault.NO_DAY,
        TimeFault.UNREADABLE,
        TimeFault.PAST,
        TimeFault.UNREADABLE,
        TimeFault.NO_SUCH_DAY,
    ] == faults


def test_a_time_that_a_change_of_the_clock_leaves_out_is_moved_on() -> None:
    """Where there is summer time; Vietnam has none."""
    now = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Bucharest"))

    assert "2026-03-29T04:30:00+03:00" == moments.moment("mai 3h30", now=now).isoformat()


@given(st.text(alphabet="0123456789:/.-hg ơờiamainphútứng2tốchủ", max_size=24))
def test_whatever_is_typed_is_a_time_to_come_or_refused(typed: str) -> None:
    """Nothing crashes it, and nothing past comes out."""
    try:
        found = moments.moment(typed, now=NOW)
    except TimeRefused:
        return

    assert timedelta(0) < found - NOW <= moments.AHEAD


@given(st.datetimes(min_value=datetime(2026, 11, 27), max_value=datetime(2028, 11, 20)))  # noqa: DTZ001 - strategies are naive
def test_what_is_written_out_is_read_back(at: datetime) -> None:
    """In each of the forms that people write whole dates in."""
    meant = at.replace(second=0, microsecond=0, tzinfo=ZONE)
    forms = (
        f"{at:%d/%m/%Y %H:%M}",
        f"{at:%Hh%M} {at.day}.{at.month}.{at.year}",
        f"{at:%Y-%m-%d} {at.hour} giờ {at.minute}",
    )

    assert {meant} == {moments.moment(form, now=NOW) for form in forms}
