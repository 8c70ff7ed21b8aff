"""An officer asks and a resident answers, while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

import pytest

from bot.domain.kinds import Urgency
from bot.domain.thread import Author
from bot.domain.tip import Status
from bot.domain.units import DESK
from bot.sandbox.actors import Person
from bot.sandbox.screen import Shown
from tests.crashes.ledger import Ledger, count
from tests.crashes.lives import Check, MortalTown, Story, at_every_instant
from tests.crashes.residents import PATIENCE, comes_in, presses, receipt_in, sees, tells
from tests.crashes.station import Station, has_a_desk, opens, stray_cards

QUESTION = "Xe mau gi vay?"
READY = "Việc còn đang xảy ra không?"
PROMPT = "trả lời (reply) tin nhắn này"
NOTICE = "Có cập nhật mới."


async def typed(station: Station) -> Shown:
    """Answer the bot's prompt, and once more where the bot says that it does not know that message; give the draft."""
    prompt = station.newest(PROMPT)
    station.head.replies(prompt, QUESTION)
    shown = await station.sees("CHƯA ghi", "Chưa gửi")
    if "CHƯA ghi" in shown.text:
        newer = await station.sees_newer(prompt, PROMPT)
        station.head.replies(newer, QUESTION)
        shown = await station.sees("Chưa gửi")
    return shown


async def notice(lan: Person) -> Shown:
    """Wait for the newest notice."""
    return await lan.waits_until(lambda shown: shown.text == NOTICE, said="a notice", within=PATIENCE)


async def an_officers_word(place: MortalTown) -> Check:
    """Take a tip by asking in one's own words."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await station.sees("Chưa ai nhận", anew=False)
    await place.counts()
    menu = await station.presses(station.cards()[0], "Hỏi thêm", "câu nào")
    await station.presses(menu, "Tự viết", PROMPT)
    draft = await typed(station)
    await station.presses(draft, "📨 Gửi", "đã gửi người báo tin")
    await notice(lan)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        entries = await kept.thread(tip)
        assert [(Author.UNIT, QUESTION)] == [(entry.author, entry.text) for entry in entries]
        assert Status.ASKED == tip.status
        assert 1 <= lan.texts().count(NOTICE) <= 2

    return holds


async def a_cry_by_one_press(place: MortalTown) -> Check:
    """Press `Không an toàn`; how the question came is an officer's matter."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await station.sees("Chưa ai nhận", anew=False)
    menu = await station.presses(station.cards()[0], "Hỏi thêm", "câu nào")
    draft = await station.presses(menu, "đang an toàn không?", "Chưa gửi")
    await station.presses(draft, "📨 Gửi", "đã gửi người báo tin")
    asked = await presses(lan, await notice(lan), "Xem", "an toàn không?")
    await place.counts()
    await presses(lan, asked, "Không an toàn", "GỌI 113 NGAY")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (Status.CHECKING, Urgency.URGENT) == (tip.status, tip.urgency)
        assert [Author.UNIT, Author.REPORTER] == [entry.author for entry in await kept.thread(tip)]

    return holds


async def an_answer(place: MortalTown) -> Check:
    """Open the notice, write an answer and send it."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await station.sees("Chưa ai nhận", anew=False)
    menu = await station.presses(station.cards()[0], "Hỏi thêm", "câu nào")
    draft = await station.presses(menu, READY, "Chưa gửi")
    await station.presses(draft, "📨 Gửi", "đã gửi người báo tin")
    await notice(lan)
    await place.counts()
    thread = await presses(lan, await notice(lan), "Xem", READY)
    await presses(lan, thread, "Trả lời", "Gõ chữ, gửi hình")
    lan.sends("Màu đỏ")
    written = await sees(lan, "Màu đỏ")
    await presses(lan, written, "Gửi", "đang kiểm tra")
    await station.sees("Màu đỏ")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        entries = await kept.thread(tip)
        assert [(Author.UNIT, ""), (Author.REPORTER, "Màu đỏ")] == [(entry.author, entry.text) for entry in entries]
        assert entries[0].id == entries[1].answers
        assert Status.CHECKING == tip.status
        assert 1 == count(place.settings, "casebook", "tips")

    return holds


async def a_move(place: MortalTown) -> Check:
    """Pass a tip to the desk; whatever was pressed before is another story."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    desk = await has_a_desk(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await station.sees("Chưa ai nhận", anew=False)
    targets = await station.presses(station.cards()[0], "Chuyển", "chuyển tới đâu")
    reasons = await station.presses(targets, "Trực ban tỉnh", "vì sao")
    confirm = await station.presses(reasons, "Sai địa bàn", "Chưa chuyển")
    await place.counts()
    await station.presses(confirm, "↪️ Chuyển", "Bên đó chưa nhận")
    await desk.sees("Sai địa bàn", anew=False)
    await notice(lan)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (DESK, Status.PASSED) == (tip.unit, tip.status)
        assert 1 == count(place.settings, "casebook", "moves")
        assert [] == station.cards()
        assert [] == stray_cards(desk.cards())

    return holds


@pytest.mark.parametrize("story", [an_officers_word, an_answer])
async def test_no_word_is_lost_or_doubled_whenever_the_bot_dies(tmp_path: Path, story: Story) -> None:
    """The question reaches the reporter once in the thread, and so does the answer."""
    instants = await at_every_instant(tmp_path, story)

    assert 30 < len(instants)


async def test_a_moved_tip_is_neither_lost_nor_doubled_whenever_the_bot_dies(tmp_path: Path) -> None:
    """One unit has it, one card that does not say `gửi lại` shows it, and the first unit has a stub."""
    instants = await at_every_instant(tmp_path, a_move)

    assert 10 < len(instants)


async def test_a_cry_is_answered_with_the_numbers_whenever_the_bot_dies(tmp_path: Path) -> None:
    """Though the question is closed already when the press is taken up again."""
    instants = await at_every_instant(tmp_path, a_cry_by_one_press)

    assert 5 < len(instants)
