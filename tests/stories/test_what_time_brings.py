"""What happens when nobody does anything: one reminder, addresses that end, contents that are destroyed, rows aside."""

import asyncio

from bot.domain.errors import ReceiptUnknown
from bot.domain.identifiers import ChatId
from bot.domain.tip import Status
from bot.ports.vault import Errand
from bot.sandbox.actors import Person
from handlers.ordering import Lanes
from tests.stories.people import Post, Resident, on_duty, resident, tip_of
from tests.stories.telling import handles_in, receipt_in
from tests.town import Town

REMINDER = "Có mục chưa xong."


async def test_a_draft_left_alone_is_recalled_once(place: Town) -> None:
    """After a quarter of an hour, in words that say nothing on a lock screen; the press leads to the open question."""
    lan = await resident(place)
    await lan.types("Hai người lấy xe đạp", "xã, phường nào")
    told = [await _reminds(place, minutes=14), await _reminds(place, minutes=1), await _reminds(place, minutes=30)]

    await lan.sees(REMINDER)
    screen = await lan.presses("Mở", "xã, phường nào")

    assert [0, 1, 0] == told
    assert "CHƯA gửi" in screen


async def test_a_draft_that_waits_behind_something_else_is_recalled(place: Town) -> None:
    """Somebody only looked for an answer meanwhile; the press leads back to the draft."""
    lan = await resident(place)
    await lan.types("Hai người lấy xe đạp", "xã, phường nào")
    await lan.types("/xemtraloi", "dán mã tin")
    assert 1 == await _reminds(place, minutes=15)

    await lan.sees(REMINDER)
    await lan.presses("Mở", "xã, phường nào")


async def test_an_addition_that_was_not_sent_is_recalled(place: Town) -> None:
    """It is as easily forgotten as a tip."""
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.types("Nó quay lại rồi", "Chưa gửi")
    assert 1 == await _reminds(place, minutes=15)

    await lan.sees(REMINDER)
    screen = await lan.presses("Mở", "Nó quay lại rồi")

    assert "Chưa gửi" in screen


async def test_who_has_nothing_open_is_left_in_peace(place: Town) -> None:
    """A thread that is only read, a look-up and a tip that was sent are nothing to be reminded of."""
    lan, minh = await resident(place), await resident(place, "Minh")
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await minh.types("/xemtraloi", "dán mã tin")

    assert 0 == await _reminds(place, minutes=60)


async def test_thirty_days_after_the_end_the_address_is_gone_and_the_code_still_reads(place: Town) -> None:
    """Nobody can find the reporter any more; the reporter finds the answer."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await _closed(ward, lan, "bắt quả tang")
    before = await handles_in(place, lan.person)
    await _time_passes(place, days=29)
    kept = await handles_in(place, lan.person)

    await _time_passes(place, days=2)
    tip = await tip_of(place, receipt)
    thread = await lan.types(f"/xemtraloi {receipt}", "Có kết quả")

    assert [[tip.id], [tip.id], []] == [before, kept, await handles_in(place, lan.person)]
    assert (Status.CLOSED, None) == (tip.status, tip.handle)
    assert "ngăn chặn" in thread


async def test_when_its_term_is_over_nothing_of_a_tip_can_be_read(place: Town) -> None:
    """Neither under its code nor in the group; and what was never kept reads the same."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await _closed(ward, lan, "Chưa đủ thông tin")
    assert "xe đạp" in " ".join(ward.texts())

    await _time_passes(place, days=31)
    screen = await lan.types(f"/xemtraloi {receipt}", "Không có tin nào")
    await ward.officer.sees("hết hạn giữ", anew=False)
    await place.api.quiet(0.5)

    assert "hết hạn giữ" in screen
    assert "xe đạp" not in " ".join(ward.texts())
    assert await _is_gone(place, receipt)


async def test_what_lies_aside_holds_a_tip_up_until_it_is_dropped(place: Town) -> None:
    """It may belong to the tip: nothing goes until the resident has decided, and then the rest goes."""
    lan = await resident(place)
    await lan.writes("Hai người lấy xe đạp")
    await _set_aside(place, lan.person)
    await lan.sees("chưa đọc được")

    held = await lan.presses("Gửi tin", "Tin chưa gửi")
    again = await lan.presses("Quay lại", "Coi lại")
    await lan.presses("Gửi tin", "Tin chưa gửi")
    await lan.presses("Bỏ mục đó", "Coi lại")
    receipt = receipt_in(await lan.presses("Gửi tin", "Mã tin"))

    assert "Bỏ mục đó để gửi phần còn lại" in held
    assert "Hai người lấy xe đạp" in again
    assert ("Hai người lấy xe đạp",) == (await tip_of(place, receipt)).account.texts


async def _reminds(place: Town, *, minutes: int) -> int:
    """Let time pass and the scheduler look; give in how many chats something was recalled."""
    await place.api.quiet()
    assert place.program is not None
    place.clock.passes(minutes=minutes)
    told = await place.program.retention.remind()
    place.program.wake()
    return told


async def _time_passes(place: Town, *, days: int) -> None:
    """Let days pass and the scheduler look."""
    await place.api.quiet()
    assert place.program is not None
    place.clock.passes(days=days)
    await place.program.retention.sweep()
    await place.program.retention.end()
    await place.api.quiet()


async def _closed(ward: Post, lan: Resident, outcome: str) -> str:
    """Let a tip be reported, taken and closed; give its receipt."""
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    await ward.officer.presses(outcome, "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")
    return receipt


async def _is_gone(place: Town, receipt: str) -> bool:
    try:
        await tip_of(place, receipt)
    except AssertionError:
        return True
    return False


async def _set_aside(place: Town, person: Person) -> None:
    """Let something of a chat fail as often as it takes, as a fault of the program would."""
    assert place.program is not None
    await place.api.quiet()

    async def breaks(errand: Errand) -> None:
        raise ReceiptUnknown(errand.id)

    chat = ChatId(person.user_id)
    intake = place.program.intake
    lanes = Lanes(perform=breaks, failed=intake.failed, set_aside=intake.set_aside, pause=0.001)
    message = {
        "message_id": 900,
        "date": 1,
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "x"},
        "text": "Một người đội nón đỏ",
    }
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lanes.run())
        await intake.take_in([{"update_id": 7_000_000, "message": message}], lanes)
        while lanes.waiting(chat):  # noqa: ASYNC110 - the lanes ring no bell for tests
            await asyncio.sleep(0.005)
        lanes.stop()
    place.program.wake()
