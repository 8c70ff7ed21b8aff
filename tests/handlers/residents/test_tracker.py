"""How far a tip has come, as its reporter reads it: days of what was done, quarters of what is due, honest lateness."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.reckoning import Rung
from bot.domain.tip import Status
from bot.domain.units import DESK
from bot.services.following import TipView
from handlers.residents.screens.tracker import tracker
from handlers.texts import Html
from tests.handlers.late import late_deadlines, met_on
from tests.handlers.residents.limits import TEXTS
from tests.handlers.residents.test_screens import tip, view

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SENT = tip().received
VIETNAMESE, ENGLISH = (TEXTS[language] for language in TEXTS.languages)


def a_view(late: timedelta, *, due_in: timedelta = timedelta(minutes=38)) -> TipView:
    """Give a view of a tip all of whose terms ended so long ago, and of which everybody has been told."""
    at = (SENT + due_in + late).astimezone(ZONE)
    return replace(view([]), deadlines=late_deadlines(tip(), by=due_in), at=at)


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(minutes=10), "chưa tới 1 giờ"),
        (timedelta(minutes=70), "1 giờ"),
        (timedelta(hours=23), "22 giờ"),
        (timedelta(hours=25), "1 ngày"),
        (timedelta(days=9), "8 ngày"),
    ],
)
def test_lateness_is_said_coarsely_and_never_too_much_of_it(late: timedelta, said: str) -> None:
    """From the quarter of an hour up to which it was due."""
    assert f"⚠️ Chưa nhận xử lý, trễ {said}; công an tỉnh đã được nhắc" in str(tracker(a_view(late), VIETNAMESE))


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(minutes=70), "1 hour late"),
        (timedelta(hours=23), "22 hours late"),
        (timedelta(hours=25), "1 day late"),
        (timedelta(days=9), "8 days late"),
    ],
)
def test_lateness_in_english(late: timedelta, said: str) -> None:
    """One of them, or several."""
    assert f"⚠️ Not taken up yet, {said}; the provincial police" in str(tracker(a_view(late), ENGLISH))


def test_what_was_done_has_a_day_and_what_is_due_a_quarter() -> None:
    """Nothing finer; the result a day alone, with the ground of its extension."""
    before = a_view(-timedelta(minutes=20))
    rows = met_on(before.deadlines, Milestone.SEEN, at=datetime(2026, 11, 23, 18, 3, tzinfo=ZONE))

    assert (
        "✅ Đã gửi · thứ Hai 23/11\n"
        "✅ Đã có người xem · thứ Hai 23/11\n"
        "⏳ Chờ nhận xử lý · hạn 14:45 thứ Hai 23/11\n"
        "⏳ Chờ nhắn lại bà con · hạn 14:45 thứ Hai 23/11\n"
        "⏳ Chờ kết quả · hạn thứ Hai 23/11\n"
        "↳ Đã gia hạn một lần: phải kiểm tra, xác minh ở nhiều nơi"
    ) == tracker(replace(before, deadlines=rows), VIETNAMESE)


def test_between_its_minute_and_the_quarter_nothing_is_late_yet() -> None:
    """What is due on the screen is what counts there."""
    assert "hạn 14:45" in str(tracker(a_view(timedelta(minutes=6)), VIETNAMESE))


def test_where_the_province_has_the_tip_or_was_not_told_it_is_not_said_to_have_been() -> None:
    """The reminders have not come so far, or it is the desk that is late."""
    late = a_view(timedelta(days=2))
    at_desk = replace(late, deadlines=tuple(replace(row, unit=DESK) for row in late.deadlines))
    not_yet = replace(late, deadlines=tuple(replace(row, rung=Rung.DESK) for row in late.deadlines))

    assert [False, False] == ["được nhắc" in str(tracker(one, VIETNAMESE)) for one in (at_desk, not_yet)]


@pytest.mark.parametrize("shown", [replace(view([]), tip=tip(status=Status.WITHDRAWN)), view([])])
def test_nothing_is_said_of_a_tip_that_was_taken_back_or_of_which_nobody_keeps_count(shown: TipView) -> None:
    """There is nothing to wait for."""
    assert tracker(shown, VIETNAMESE) is None


def test_it_is_html_already() -> None:
    """It stands among other parts of the screen."""
    assert isinstance(tracker(a_view(timedelta()), VIETNAMESE), Html)
