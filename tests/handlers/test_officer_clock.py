"""What officers read of deadlines: a line on the card that stays true, and a word that says why its reader is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.identifiers import ChatId, MessageId
from bot.domain.menus import Menu, MenuView
from bot.domain.reckoning import Rung
from bot.domain.tip import Status
from bot.domain.views import ReminderView
from handlers.officers.screens import clock
from handlers.officers.screens.card import card
from handlers.officers.screens.menus import menu
from tests.handlers.late import late_deadlines, met_on
from tests.handlers.officer_samples import ENGLISH, LOOK, NOW, a_card, a_menu, a_tip, directory

CARD = (ChatId(-1_002_345_678_901), MessageId(77))


def a_reminder(rung: Rung = Rung.DUTY, **facts: object) -> ReminderView:
    """Give what a reminder of an untaken tip needs."""
    tip = a_tip()
    view = ReminderView(
        tip=tip,
        unit=directory().units[tip.unit],
        chosen=directory().kinds[tip.group] if tip.group is not None else None,
        deadline=late_deadlines(tip, by=timedelta(minutes=30))[1],
        rung=rung,
        card=CARD,
    )
    return replace(view, **facts)  # pyright: ignore[reportArgumentType] - tests name fields of the view


def test_a_reminder_says_which_tip_since_when_and_why() -> None:
    """With the way to its card, and not a word of what was told."""
    assert (
        "🔴 <b>TIN GẤP</b>\n"
        "⏰ <b>#7K2QD</b> · Ma túy\n"
        "Công an phường Long Xuyên\n"
        "<b>Chưa ai nhận.</b>\n"
        "Chờ từ 21:30 thứ Hai 23/11.\n"
        "Hạn: 22:00 thứ Hai 23/11.\n"
        "<i>Nhắc đ/c vì đ/c đang trực.</i>\n"
        '<a href="https://t.me/c/2345678901/77">Mở thẻ tin trong nhóm</a>'
    ) == clock.reminder(a_reminder(), LOOK).text


def test_a_group_is_told_that_nobody_is_on_the_roster() -> None:
    """It is told in the place of the officer on duty; on the desk's rung the desk is told as the desk."""
    nobody = clock.reminder(a_reminder(), LOOK, in_group=True).text
    at_desk = clock.reminder(a_reminder(Rung.DESK, card=None), LOOK, in_group=True).text

    assert "Nhắc cả nhóm vì giờ này lịch trực chưa có ai." in nobody
    assert at_desk.endswith("mà tin còn chờ.</i>")


def test_a_term_of_a_few_minutes_is_not_told_as_two_equal_times() -> None:
    """Times are told to the quarter of an hour: the same one twice would read as a mistake."""
    view = a_reminder()
    short = replace(view.deadline, due=view.deadline.since + timedelta(minutes=5))

    text = clock.reminder(replace(view, deadline=short), LOOK).text

    assert ("Chờ từ" in text, "Hạn:" in text) == (True, False)


def test_where_no_message_can_be_linked_to_the_group_is_named() -> None:
    """A basic group's messages have no address; the desk has no card of another unit."""
    plain = clock.reminder(a_reminder(card=(ChatId(-4_567), MessageId(1))), ENGLISH).text
    elsewhere = clock.reminder(a_reminder(Rung.DESK, card=None), ENGLISH).text

    assert plain.endswith("The card is in the unit's group.")
    assert elsewhere.endswith("<i>The desk is told: the officer on duty and the head were, and it waits still.</i>")


def test_of_a_shielded_tip_no_kind_is_said_elsewhere() -> None:
    """The view has none."""
    text = clock.reminder(a_reminder(Rung.DESK, chosen=None, card=None), LOOK).text

    assert "· không ghi loại việc" in text
    assert "Ma túy" not in text


@pytest.mark.parametrize(
    ("status", "done", "line"),
    [
        (Status.NEW, (), "⏱ <b>trễ hạn nhận</b> (21:30 thứ Bảy 02/01) · <b>trễ hạn kết quả</b>"),
        (Status.NEW, (Milestone.SEEN,), "⏱ <b>trễ hạn nhận</b> (21:30 thứ Bảy 02/01) · <b>trễ hạn kết quả</b>"),
        (Status.TAKEN, (Milestone.SEEN, Milestone.ACKNOWLEDGED), "⏱ <b>trễ hạn trả lời</b>"),
        (Status.CHECKING, tuple(Milestone)[:3], "⏱ <b>trễ hạn kết quả</b> (21:30 thứ Bảy 02/01) (đã gia hạn)"),
    ],
)
def test_the_card_says_what_is_late_next(status: Status, done: tuple[Milestone, ...], line: str) -> None:
    """And the result, always."""
    tip = a_tip(status)
    view = replace(a_card(tip), deadlines=met_on(late_deadlines(tip), *done, at=NOW))

    assert line in card(view, LOOK)[0].text


@pytest.mark.parametrize("status", [Status.CLOSED, Status.NEW])
def test_a_card_says_nothing_where_nothing_is_due(status: Status) -> None:
    """The tip has ended, or nobody keeps count."""
    tip = a_tip(status)
    rows = late_deadlines(tip) if status is Status.CLOSED else ()

    assert "⏱" not in card(replace(a_card(tip), deadlines=rows), LOOK)[0].text


def test_more_time_is_offered_where_it_can_be_given_and_said_with_its_day() -> None:
    """On one of the two grounds of the law, which the legal office is still to confirm."""
    offered = menu(_extending(Menu.OUTCOMES, can_extend=True), LOOK)[0]
    asked = menu(_extending(Menu.EXTENDING), LOOK)[0]
    said = menu(_extending(Menu.EXTENDED), LOOK)[0]
    unknown = menu(replace(_extending(Menu.EXTENDED), deadlines=()), LOOK)[0]

    assert "⏳ Cần thêm thời gian" == offered.rows[-1][0].label
    assert ["Nhiều tình tiết phức tạp", "Phải xác minh ở nhiều nơi"] == [row[0].label for row in asked.rows]
    assert "cần Phòng pháp chế xác nhận" in asked.text
    assert "đã gia hạn tới 21:30 thứ Bảy 02/01" in said.text
    assert "đã gia hạn" in unknown.text


def _extending(which: Menu, *, can_extend: bool = False) -> MenuView:
    view = a_menu(which)
    return replace(view, deadlines=late_deadlines(view.tip), can_extend=can_extend)
