"""A sending as officers read it: each stage, in bars that read well on a phone, and nothing of few people."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

import pytest

from bot.domain.broadcasts.broadcast import Content, Occurrence, OccurrenceState, Wording
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.progress import Progress, Stage
from bot.domain.identifiers import Language, OccurrenceId
from bot.places.directory import Directory, load
from handlers.officers.screens.broadcasts import progress as screens
from handlers.officers.screens.broadcasts.charts import bar
from handlers.officers.screens.look import Look
from handlers.texts import Texts
from tests.domain.broadcasts import DRAFT

ZONE: Final = timezone(timedelta(hours=7))
AT: Final = datetime(2026, 11, 26, 14, 5, tzinfo=ZONE)
VI: Final = Language("vi")
LOOK: Final = Look(Texts((VI, Language("en"))).default, ZONE)
SENDING: Final = Occurrence(id=OccurrenceId(5), broadcast=DRAFT.id, planned=AT, begun=AT, state=OccurrenceState.SENDING)
GOES: Final = Progress(
    broadcast=DRAFT,
    occurrence=SENDING,
    stage=Stage.SENDING,
    at=AT + timedelta(minutes=1),
    total=2000,
    outcomes={Outcome.DELIVERED: 900, Outcome.WAITING: 1100},
    rate=30,
    left=timedelta(minutes=1),
)
DONE: Final = replace(
    GOES,
    stage=Stage.DONE,
    occurrence=replace(SENDING, state=OccurrenceState.DONE, ended=AT + timedelta(minutes=2)),
    outcomes={Outcome.DELIVERED: 1900, Outcome.UNREACHABLE: 90, Outcome.FAILED: None, Outcome.WAITING: None},
    useful=120,
)


@pytest.fixture(scope="module")
def directory() -> Directory:
    """Give the shipped directory."""
    return load()


def text(view: Progress, directory: Directory) -> str:
    """Give the text of a sending."""
    return screens.progress(view, directory.units[DRAFT.unit], LOOK).text


def buttons(view: Progress, directory: Directory) -> list[list[str]]:
    """Give the labels under a sending."""
    screen = screens.progress(view, directory.units[DRAFT.unit], LOOK)
    return [[button.label for button in row] for row in screen.rows]


def test_a_sending_shows_how_far_it_is_how_fast_and_how_long_it_takes(directory: Directory) -> None:
    """One glance on a phone."""
    assert (
        "📤 <b>Đang gửi</b>: Cảnh giác\n"
        "Công an phường Long Xuyên · bắt đầu 14:05 26/11\n\n"
        "▇▇▇▇▁▁▁▁▁▁ 40% trong ít nhất 2.000 người\n"
        "30 người mỗi giây · còn chừng 1 phút\n\n"
        "<i>Số liệu lúc 14:06 26/11, đã làm tròn xuống; số dưới 20 có thể không nêu.</i>"
    ) == text(GOES, directory)
    assert [["⏸ Tạm dừng", "⏹ Dừng hẳn"], ["✏️ Đính chính", "↩️ Thu hồi"]] == buttons(GOES, directory)


def test_whoever_waits_in_quiet_hours_is_said_to_and_until_when(directory: Directory) -> None:
    """No time is left that anybody could wait for."""
    waits = replace(GOES, stage=Stage.WAITING, rate=None, left=None, until=AT + timedelta(hours=16))

    assert "🌙 <b>Đang chờ hết giờ nghỉ của bà con</b>: Cảnh giác" in text(waits, directory)
    assert "đang trong giờ nghỉ, gửi tiếp từ 06:05 27/11." in text(waits, directory)


def test_a_pause_offers_to_go_on(directory: Directory) -> None:
    """And still to stop, to correct, to recall."""
    paused = replace(GOES, stage=Stage.PAUSED, rate=None, left=None)

    assert [["▶️ Gửi tiếp", "⏹ Dừng hẳn"], ["✏️ Đính chính", "↩️ Thu hồi"]] == buttons(paused, directory)


def test_a_report_is_bars_over_outcomes_without_those_of_few(directory: Directory) -> None:
    """That a few failed is not told, since a few is somebody."""
    assert (
        "✅ <b>Đã gửi xong</b>: Cảnh giác\n"
        "Công an phường Long Xuyên · bắt đầu 14:05 26/11 · kết thúc 14:07 26/11\n\n"
        "<b>Kết quả</b>, trong ít nhất 2.000 người\n"
        "▇▇▇▇▇▇▇▇▇▇ 1.900 đã nhận\n"
        "▇▁▁▁▁▁▁▁▁▁ 90 đã chặn bot, bỏ tài khoản\n"
        "👍 Ít nhất 120 người thấy hữu ích.\n\n"
        "<i>Số liệu lúc 14:06 26/11, đã làm tròn xuống; số dưới 20 có thể không nêu.</i>"
    ) == text(DONE, directory)


def test_a_report_of_few_people_says_so_and_nothing_else(directory: Directory) -> None:
    """A hamlet of nine: not even a bar."""
    few = replace(DONE, total=None, outcomes={Outcome.DELIVERED: None}, useful=None)

    assert "Ít người nhận nên không nêu số" in text(few, directory)
    assert "▇" not in text(few, directory)


def test_answers_are_bars_and_those_of_few_have_no_number(directory: Directory) -> None:
    """The right one of a quiz has a tick."""
    quiz = Content(wordings={VI: Wording(title="Đố vui", text="?", options=("113", "114", "115"))}, right=1)
    view = replace(DONE, broadcast=replace(DRAFT, content=quiz), votes=(100, 300))

    assert ("<b>Trả lời</b>\n▇▇▁▁▁▁▁▁▁▁ 100 113\n▇▇▇▇▇▇▇▇▁▁ 300 ✓ 114\n▁▁▁▁▁▁▁▁▁▁ dưới 20: 115") in text(
        view, directory
    )


def test_a_poll_of_three_voters_has_no_result(directory: Directory) -> None:
    """Three neighbours know who voted what."""
    poll = Content(wordings={VI: Wording(title="Hỏi", text="?", options=("Có", "Không"))})
    view = replace(DONE, broadcast=replace(DRAFT, content=poll), votes=(None, None))

    assert "còn ít người chọn nên chưa nêu" in text(view, directory)


def test_nobody_is_said_to_be_done_while_a_few_wait(directory: Directory) -> None:
    """Too few to be told are some all the same."""
    last = replace(GOES, total=90, outcomes={Outcome.DELIVERED: 90, Outcome.WAITING: None})

    assert "▇▇▇▇▇▇▇▇▁▁ 80% trong ít nhất 90 người" in text(last, directory)


def test_a_late_beginning_is_told(directory: Directory) -> None:
    """With the time that it was planned for."""
    late = replace(GOES, occurrence=replace(SENDING, planned=AT - timedelta(minutes=25)))

    assert "⏰ Bắt đầu trễ 25 phút: giờ đã hẹn là 13:40 26/11." in text(late, directory)


def test_a_correction_tells_what_is_left_and_what_could_not_be_edited(directory: Directory) -> None:
    """So does a recall; once it is over, nothing can be done to it any more."""
    corrected = replace(DONE, occurrence=replace(DONE.occurrence, revision=1), unchanged=20)
    going = replace(corrected, stage=Stage.CORRECTING, behind=400)
    recalled = replace(DONE, stage=Stage.RECALLED, occurrence=replace(DONE.occurrence, recalled=True))

    assert "✏️ Số bản còn phải sửa: ít nhất 400.\nÍt nhất 20 bản không sửa được" in text(going, directory)
    assert "tin sai có thể gây hại thì báo thêm một tin mới.\nÍt nhất 20 bản" in text(corrected, directory)
    assert "↩️ <b>Đã thu hồi</b>: Cảnh giác" in text(recalled, directory)
    assert [["🔄 Cập nhật"]] == buttons(recalled, directory)


def test_a_correction_is_told_while_others_are_sent_it_still(directory: Directory) -> None:
    """Or while the rest is paused: the copies that are there are corrected at once."""
    corrected = replace(GOES, occurrence=replace(SENDING, revision=1), behind=300)

    assert "✏️ Số bản còn phải sửa: ít nhất 300." in text(corrected, directory)
    assert "✏️" not in text(replace(corrected, behind=None), directory)


def test_whoever_corrected_is_offered_to_tell_of_it_with_a_sound(directory: Directory) -> None:
    """In private, where it is composed; in the group, and of what was recalled, there is no such button."""
    corrected = replace(DONE, occurrence=replace(DONE.occurrence, revision=1))
    recalled = replace(corrected, stage=Stage.RECALLED, occurrence=replace(corrected.occurrence, recalled=True))

    def offered(view: Progress, *, is_listed: bool) -> list[str]:
        screen = screens.progress(view, directory.units[DRAFT.unit], LOOK, is_listed=is_listed)
        return [button.label for row in screen.rows for button in row if "báo thêm" in button.label]

    assert ["🔔 Soạn tin báo thêm"] == offered(corrected, is_listed=True)
    assert [[], [], []] == [
        offered(corrected, is_listed=False),
        offered(recalled, is_listed=True),
        offered(DONE, is_listed=True),
    ]


def test_a_title_is_shown_as_typed(directory: Directory) -> None:
    """Nobody's markup is read."""
    content = Content(wordings={VI: Wording(title="<b>1 & 2", text="?")})

    assert "&lt;b&gt;1 &amp; 2" in text(replace(GOES, broadcast=replace(DRAFT, content=content)), directory)


@pytest.mark.parametrize(
    ("part", "whole", "drawn"),
    [
        (0, 100, "▁▁▁▁▁▁▁▁▁▁"),
        (1, 1000, "▇▁▁▁▁▁▁▁▁▁"),
        (50, 100, "▇▇▇▇▇▁▁▁▁▁"),
        (120, 100, "▇▇▇▇▇▇▇▇▇▇"),
        (0, 0, "▁▁▁▁▁▁▁▁▁▁"),
    ],
)
def test_a_bar_is_ten_cells_and_whatever_is_there_has_one(part: int, whole: int, drawn: str) -> None:
    """Rounded counts may seem more than their whole: a bar is full then."""
    assert drawn == bar(part, whole)


@pytest.mark.parametrize("data", ["bg:", "bg:see", "bg:see:x", "bg:see:-1", "bg:see:" + "9" * 40])
def test_a_made_up_button_leads_nowhere(data: str) -> None:
    """It is read as no action."""
    assert ("", 0, []) == screens.read(data)
