"""With the code alone, on any phone: what stands in the thread, and what can still be done."""

import sqlite3

from bot.domain.identifiers import EntryId
from bot.domain.receipts import ALPHABET, receipt_of, written
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Tip
from bot.ports.tips import Notice
from tests.stories.telling import handles_in, pressed, sends_a_theft, tip_under, typed, welcomed
from tests.town import Town

UNKNOWN = written(receipt_of(b"nobody has sent this tip ever!!!"))


def mistyped(receipt: str) -> str:
    """Give a receipt with its last symbol wrong."""
    return receipt[:-1] + ALPHABET[(ALPHABET.index(receipt[-1]) + 1) % len(ALPHABET)]


async def test_a_code_opens_the_thread_however_it_is_typed(place: Town) -> None:
    """With the command, after it, small, without dashes, or without any command at all."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    minh = place.resident("Minh")
    await welcomed(minh)

    screens = [await typed(minh, f"/xemtraloi {receipt.lower()}", "chờ cán bộ xem")]
    await pressed(minh, "Đọc xong", "Đã ẩn")
    await typed(minh, "/xemtraloi", "dán mã tin")
    screens.append(await typed(minh, receipt.replace("-", "").removeprefix("TB"), "chờ cán bộ xem"))
    await pressed(minh, "Đọc xong", "Đã ẩn")
    screens.append(await typed(minh, receipt, "chờ cán bộ xem"))

    assert 1 == len(set(screens))
    assert "phường Mỹ Thới" in screens[0]
    assert "báo về một máy khác" in screens[0]


async def test_a_mistyped_code_costs_nothing_and_an_unknown_one_says_nothing(place: Town) -> None:
    """A slip is told as a slip; what is not there reads the same as what is there no more."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    minh = place.resident("Minh")
    await welcomed(minh)

    slip = await typed(minh, f"/xemtraloi {mistyped(receipt)}", "Mã chưa khớp")
    again = await typed(minh, "lung tung", "Mã chưa khớp")
    by_command = await typed(minh, f"/xemtraloi {UNKNOWN}", "Không có tin nào")
    typed_in = await typed(minh, UNKNOWN, "Không có tin nào")
    found = await typed(minh, receipt, "chờ cán bộ xem")

    assert slip == again
    assert by_command == typed_in
    assert "hết hạn giữ" in typed_in
    assert "Mỹ Thới" in found


async def test_a_look_up_leaves_no_trace_in_the_audit(place: Town) -> None:
    """Nobody can read there when a reporter came to look."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    before = _entries(place)

    await typed(lan, f"/xemtraloi {receipt}", "chờ cán bộ xem")

    assert before == _entries(place)


async def test_something_is_added_and_then_taken_back_with_the_tip(place: Town) -> None:
    """What is typed into an open thread waits for one press more; a withdrawn tip has no way to its reporter."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    await typed(lan, f"/xemtraloi {receipt}", "chờ cán bộ xem")

    unsent = await typed(lan, "Xe mang số 67", "Chưa gửi")
    await pressed(lan, "Gửi", "🗣 Bà con:")
    await pressed(lan, "Rút tin", "Rút tin này?")
    withdrawn = await pressed(lan, "Rút tin", "Đã rút")
    tip = await tip_under(place, receipt)

    assert "Xe mang số 67" in unsent
    assert "Gõ tiếp là bắt đầu tin mới" in withdrawn
    assert (Status.WITHDRAWN, None, []) == (tip.status, tip.handle, await handles_in(place, lan))


async def test_a_receipt_does_not_slip_into_a_draft(place: Town) -> None:
    """Pasted in the middle of a tip it opens its thread, and the draft comes back when that is folded."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    await typed(lan, "Chuyện khác", "tin mới, hay thêm")
    await pressed(lan, "Tin mới", "xã, phường nào")

    await typed(lan, receipt, "chờ cán bộ xem")
    draft = await pressed(lan, "Đọc xong", "xã, phường nào")

    assert "CHƯA gửi" in draft


async def test_notices_can_be_moved_to_another_phone(place: Town) -> None:
    """Who holds the code decides where it is told."""
    lan, minh = place.resident(), place.resident("Minh")
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    await welcomed(minh)
    await typed(minh, f"/xemtraloi {receipt}", "báo về một máy khác")

    await pressed(minh, "Báo về máy này", "chờ cán bộ xem")
    await place.api.quiet()
    tip = await tip_under(place, receipt)

    assert [[], [tip.id]] == [await handles_in(place, lan), await handles_in(place, minh)]


async def test_an_answer_is_announced_neutrally_and_read_by_a_press(place: Town) -> None:
    """The lock screen says nothing; the words come with `Xem` and go with `Đọc xong, ẩn đi`."""
    lan = place.resident()
    await welcomed(lan)
    tip = await tip_under(place, await sends_a_theft(lan))
    await _police_say(place, tip, "Công an đang tới.")

    notice = (await lan.waits_for("Có cập nhật mới.", anew=True)).text
    thread = await pressed(lan, "Xem", "Công an đang tới")
    folded = await pressed(lan, "Đọc xong", "Đã ẩn")

    assert ("Có cập nhật mới.", "Đã ẩn.") == (notice, folded)
    assert [["Báo tin", "Xem trả lời"]] == [
        [label.partition(" ")[2] for label in row] for row in lan.last_message().labels
    ]
    assert "👮 Công an tỉnh An Giang:" in thread
    assert "Công an đang tới" not in " ".join(lan.texts())


def _entries(place: Town) -> int:
    with sqlite3.connect(place.settings.data / "casebook.db") as book:
        (count,) = book.execute("SELECT count(*) FROM audit").fetchone()
    book.close()
    return int(count)


async def _police_say(place: Town, tip: Tip, text: str) -> None:
    """Let the unit write to the reporter, as an officer's confirmed word does."""
    assert place.opened is not None
    assert place.program is not None
    assert tip.handle is not None
    async with place.opened.casebook.begin() as book:
        entry = Entry(id=EntryId("e" * 16), tip=tip.id, author=Author.UNIT, text=text, at=tip.received)
        await book.threads.add(entry)
        await book.notices.put(Notice(id="n" * 16, handle=tip.handle, tip=tip.id, urgent=False))
    place.program.wake()
