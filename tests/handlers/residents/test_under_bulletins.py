"""What residents press under a bulletin: answered at once, once for each of them, and only where it was sent."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.identifiers import ChatId, OccurrenceId
from handlers.broadcasts.bulletin import PREVIEW
from tests.handlers.bulletins import CONTENT, EN, asking
from tests.handlers.residents.neighbours import Neighbour
from tests.handlers.station import a_station


@pytest.fixture
async def lan(tmp_path: Path) -> AsyncGenerator[Neighbour]:
    """Give a resident who is told things."""
    async with a_station(tmp_path) as station:
        neighbour = Neighbour(station=station, person=station.api.person("Lan", language_code="vi"))
        await neighbour.starts()
        await neighbour.subscribes()
        yield neighbour


async def test_useful_is_thanked_for(lan: Neighbour) -> None:
    """As often as it is pressed; the bulletin stays as it is."""
    told = await lan.is_told(CONTENT)

    thanks = [await lan.presses("Hữu ích") for _ in range(2)]

    assert ["Cảm ơn bà con."] * 2 == thanks
    assert told == lan.person.last_message()


async def test_an_answer_to_a_poll_is_said_back_and_can_be_changed(lan: Neighbour) -> None:
    """Each press says what holds."""
    await lan.is_told(asking("Có", "Không"))

    others = "\nKhi có nhiều người trả lời hơn, bấm lại sẽ thấy kết quả chung."
    assert "Đã ghi: Có. Muốn đổi thì bấm câu khác." + others == await lan.presses("Có")
    assert "Đã ghi: Không. Muốn đổi thì bấm câu khác." + others == await lan.presses("Không")


async def test_an_answer_shows_what_everybody_answered_once_many_have(lan: Neighbour) -> None:
    """In tens of a hundred; of what few answered, not more than that."""
    neighbours = [ChatId(8_000_000 + number) for number in range(95)]
    wanted = await lan.wants()
    assert wanted is not None
    async with lan.station.vault.begin() as session:
        for chat in neighbours:
            await session.subscribers.keep(replace(wanted, chat=chat))
    told = await lan.is_told(asking("Có", "Không", "Không nhớ"))
    occurrence = OccurrenceId(int(str(told.buttons[0][0].data).split(":")[1]))
    async with lan.station.vault.begin() as session:
        for number, chat in enumerate(neighbours):
            await session.deliveries.vote(occurrence, chat, int(number >= 70), final=False)

    said = await lan.presses("Không")

    assert "Mọi người trả lời:\nCó: khoảng 70%\nKhông: khoảng 20%\nKhông nhớ: dưới 10%" in said


async def test_a_quiz_says_right_or_wrong_and_why(lan: Neighbour) -> None:
    """The first answer stands; a later one is told so."""
    await lan.is_told(asking("Đưa mã OTP", "Cúp máy", right=1, explanation="Công an không hỏi mã OTP."))

    assert "Chưa đúng. Câu đúng: Cúp máy. Công an không hỏi mã OTP." == await lan.presses("Đưa mã OTP")
    assert "Bà con đã chọn: Đưa mã OTP. Chưa đúng. Câu đúng: Cúp máy. Công an không hỏi mã OTP." == await lan.presses(
        "Cúp máy"
    )


async def test_clearing_the_chat_leaves_the_bulletin_whose_alerts_were_left(lan: Neighbour) -> None:
    """As its question says; what answered the press goes."""
    told = await lan.is_told(CONTENT)
    await lan.presses("Ngừng nhận")
    await lan.types("/xoa")

    await lan.presses("Đã chép, xóa đi")

    assert [told] == lan.on_screen()


async def test_a_bulletin_that_comes_while_a_tip_is_written_disturbs_nothing(lan: Neighbour) -> None:
    """Its buttons answer, the form's go on where they stand, and what is typed below it is still the form's."""
    form = await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.is_told(asking("Đưa mã OTP", "Cúp máy", right=1))
    answers = [await lan.presses(label) for label in ("Cúp máy", "Hữu ích", "Chỉ tin khẩn")]
    await lan.presses("M")
    listed = next(message for message in lan.on_screen() if message.message_id == form.message_id)
    await lan.presses("Ngừng nhận")

    placed = await lan.types("my thoi")

    assert ["✅ Đúng rồi.", "Cảm ơn bà con.", "Từ giờ chỉ gửi bà con tin khẩn. Muốn đổi lại: gõ /thongbao."] == answers
    assert "Xã, phường bắt đầu bằng M:" in listed.text
    assert "phường Mỹ Thới" in placed.text
    assert "Bước 2/4" in placed.text


async def test_a_right_answer_is_praised(lan: Neighbour) -> None:
    """In the language of who reads it, as far as it was put into it."""
    await lan.is_told(asking("Đưa mã OTP", "Cúp máy", right=1, explanation="Công an không hỏi mã OTP."), language=EN)
    await lan.types("/language")
    await lan.presses("English")

    assert "✅ Right. Công an không hỏi mã OTP." == await lan.presses("Cúp máy")


async def test_what_is_too_long_for_a_pop_up_is_sent(lan: Neighbour) -> None:
    """Nothing of an explanation is lost."""
    long = "Công an không hỏi mã OTP. " * 8
    await lan.is_told(asking("Đưa mã OTP", "Cúp máy", right=1, explanation=long))

    pop_up = await lan.presses("Cúp máy")

    assert "" == pop_up
    assert f"✅ Đúng rồi. {long}".strip() == lan.person.last_message().text.strip()


async def test_urgent_only_is_one_press(lan: Neighbour) -> None:
    """It says how to change it back."""
    await lan.is_told(CONTENT)

    assert "Từ giờ chỉ gửi bà con tin khẩn. Muốn đổi lại: gõ /thongbao." == await lan.presses("Chỉ tin khẩn")
    wanted = await lan.wants()
    assert wanted is not None
    assert wanted.urgent_only


async def test_leaving_is_one_press_and_one_more_undoes_it(lan: Neighbour) -> None:
    """What was wanted comes back; pressed again after that nothing is left to leave twice."""
    await lan.is_told(CONTENT)
    before = await lan.wants()

    await lan.presses("Ngừng nhận")
    between = await lan.wants()
    await lan.presses("Nhận lại như cũ")

    assert (None, before) == (between, await lan.wants())


async def test_leaving_twice_offers_to_begin_again(lan: Neighbour) -> None:
    """What it was is known nowhere any more."""
    await lan.is_told(CONTENT)
    await lan.presses("Ngừng nhận")

    await lan.presses("Ngừng nhận")

    assert [["🔔 Nhận thông báo"]] == lan.person.last_message().labels


async def test_no_press_disturbs_an_open_tip_form(lan: Neighbour) -> None:
    """Its question can be answered after them."""
    form = await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.is_told(asking("Có", "Không"))
    for label in ("Có", "Hữu ích", "Chỉ tin khẩn", "Ngừng nhận"):
        await lan.presses(label)

    await lan.presses("M")

    question = next(message for message in lan.on_screen() if message.message_id == form.message_id)
    assert "Xã, phường bắt đầu bằng M:" in question.text


@pytest.mark.parametrize(("label", "occurrence"), [("Hữu ích", 4711), ("Có", 4711), ("Hữu ích", 10**17)])
async def test_whom_it_was_never_sent_finds_nothing(lan: Neighbour, label: str, occurrence: int) -> None:
    """As with a bulletin that somebody passed on, or a made-up number."""
    await lan.is_shown(asking("Có", "Không"), OccurrenceId(occurrence))

    assert "Nút này không còn dùng được nữa." == await lan.presses(label)


async def test_the_buttons_of_a_preview_say_so(lan: Neighbour) -> None:
    """They change nothing, also where who looks at it is subscribed themselves."""
    await lan.is_shown(asking("Có", "Không"), PREVIEW)
    before = await lan.wants()

    said = {await lan.presses(label) for label in ("Có", "Hữu ích", "Chỉ tin khẩn", "Ngừng nhận")}

    assert {"Đây là bản xem trước. Khi gửi đi, nút này để bà con bấm."} == said
    assert before == await lan.wants()
