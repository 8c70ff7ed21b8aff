"""A schedule in words: what an officer reads before it is approved, in both languages."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.broadcasts.errors import LunarUnknown, NeverDue, TimeFault, TimeRefused
from bot.domain.broadcasts.schedule import (
    At,
    Daily,
    LunarYearly,
    Monthly,
    Now,
    Pattern,
    Repeating,
    Schedule,
    Weekly,
    Yearly,
)
from bot.domain.errors import StalePress
from bot.domain.identifiers import Language
from handlers.officers.screens.broadcasts import times
from handlers.texts import Texts

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TEXTS = Texts((Language("vi"), Language("en")))
TODAY = date(2026, 11, 26)


def said(schedule: Schedule, language: str = "vi") -> str:
    """Give a schedule's sentence."""
    return times.said(schedule, TEXTS[Language(language)], ZONE, today=TODAY)


def repeating(pattern: Pattern, *, first: date = TODAY, until: date | None = None) -> Repeating:
    """Give a schedule at seven."""
    return Repeating(pattern=pattern, time=time(7), first=first, until=until)


@pytest.mark.parametrize(
    ("pattern", "vietnamese", "english"),
    [
        (Daily(), "Hằng ngày lúc 07:00", "Every day at 07:00"),
        (Weekly(days=(0,)), "Thứ Hai hằng tuần lúc 07:00", "Every Monday at 07:00"),
        (
            Weekly(days=(6, 0, 2)),
            "Thứ Hai, thứ Tư và Chủ nhật hằng tuần lúc 07:00",
            "Every Monday, Wednesday and Sunday at 07:00",
        ),
        (Weekly(days=tuple(range(7))), "Hằng ngày lúc 07:00", "Every day at 07:00"),
        (Monthly(day=1), "Ngày 1 hằng tháng lúc 07:00", "On day 1 of every month at 07:00"),
        (
            Monthly(day=30),
            "Ngày 30 hằng tháng lúc 07:00 (tháng thiếu thì ngày cuối tháng)",
            "On day 30 of every month at 07:00 (the last day of a shorter one)",
        ),
        (Monthly(day=31), "Ngày cuối mỗi tháng lúc 07:00", "On the last day of every month at 07:00"),
        (Yearly(month=8, day=19), "Ngày 19/8 hằng năm lúc 07:00", "Every year on 19/8 at 07:00"),
        (
            Yearly(month=2, day=29),
            "Ngày cuối tháng 2 hằng năm lúc 07:00",
            "Every year on the last day of month 2 at 07:00",
        ),
        (
            LunarYearly(month=3, day=10),
            "Mùng 10 tháng 3 âm lịch hằng năm lúc 07:00",
            "Every year on day 10 of month 3 of the lunar calendar at 07:00",
        ),
        (
            LunarYearly(month=8, day=15),
            "Rằm tháng 8 âm lịch hằng năm lúc 07:00",
            "Every year on the full moon (day 15) of month 8 of the lunar calendar at 07:00",
        ),
        (
            LunarYearly(month=1, day=1),
            "Mùng 1 tháng Giêng âm lịch hằng năm lúc 07:00",
            "Every year on day 1 of month 1 of the lunar calendar at 07:00",
        ),
        (
            LunarYearly(month=12, day=23),
            "Ngày 23 tháng Chạp âm lịch hằng năm lúc 07:00",
            "Every year on day 23 of month 12 of the lunar calendar at 07:00",
        ),
        (
            LunarYearly(month=12, day=30),
            "Ngày cuối năm âm lịch (giao thừa) lúc 07:00",
            "Every year on the lunar new year's eve at 07:00",
        ),
    ],
)
def test_a_pattern_is_said_as_people_say_it(pattern: Pattern, vietnamese: str, english: str) -> None:
    """With what becomes of it in a shorter month."""
    assert (vietnamese, english) == (said(repeating(pattern)), said(repeating(pattern), "en"))


def test_the_first_day_is_said_while_it_is_to_come_and_the_last_one_always() -> None:
    """Both belong to it."""
    monday = Weekly(days=(0,))

    assert "Thứ Hai hằng tuần lúc 07:00, đến 31/12/2026" == said(repeating(monday, until=date(2026, 12, 31)))
    assert "Hằng ngày lúc 07:00, từ 01/12/2026 đến 31/12/2026" == said(
        repeating(Daily(), first=date(2026, 12, 1), until=date(2026, 12, 31))
    )


def test_a_single_time_has_its_weekday_and_its_year() -> None:
    """To the minute, in the province's zone whatever zone it comes in."""
    at = At(at=datetime(2026, 11, 27, 0, 15, tzinfo=ZoneInfo("UTC")))

    assert ("07:15 thứ Sáu 27/11/2026", "07:15 Friday 27/11/2026") == (said(at), said(at, "en"))
    assert ("Ngay khi được duyệt", "As soon as it is approved") == (said(Now()), said(Now(), "en"))


def test_the_next_times_stand_one_a_line() -> None:
    """None left is said."""
    words = TEXTS.default
    shown = times.coming([datetime(2026, 11, 30, 7, tzinfo=ZONE), datetime(2026, 12, 7, 7, tzinfo=ZONE)], words, ZONE)

    assert "Các lần sắp tới:\n• 07:00 thứ Hai 30/11/2026\n• 07:00 thứ Hai 07/12/2026" == shown
    assert "Không còn lần nào." == times.coming([], words, ZONE)


def test_every_refusal_of_a_time_has_its_sentence() -> None:
    """In each language, and another refusal none."""
    for language in TEXTS.languages:
        faults = [times.fault(TimeRefused(why), TEXTS[language]) for why in TimeFault]
        others = [times.fault(error, TEXTS[language]) for error in (LunarUnknown(2055), NeverDue())]

        assert len(TimeFault) + 2 == len({*faults, *others} - {None})
        assert others[0] is not None
        assert "2055" in others[0]
        assert times.fault(StalePress(), TEXTS[language]) is None
