"""A commune's police that suspect a tip about themselves press, type and wait: nothing tells that there is one."""

import re

import pytest

from bot.domain.card import CardButton
from bot.domain.units import UnitCode
from handlers.officers.data import MenuAction
from tests.stories.people import Officer, Post, Resident, desk_on_duty, on_duty, reference_of, resident, tip_of
from tests.stories.telling import receipt_in
from tests.stories.test_the_commune_never_learns_of_a_shielded_tip import reports
from tests.town import Town

INSPECTORATE, CRIME = UnitCode("TTR"), UnitCode("PC02")
NOBODYS = "ZZZZZ"  #: a reference that no tip has
EVENING, MORNING = ("2026-11-26", "20:30"), ("2026-11-27", "07:05")
COMMANDS = ("/canbo", "/truc", "/lichtruc", "/tonghop", "/donvi", "/nhatky")


@pytest.mark.parametrize("kind", ["fears", "officials"])
async def test_no_press_tells_a_shielded_tip_from_none(place: Town, kind: str) -> None:
    """Whoever has heard a reference, and lets their own client press whatever there is, hears the same of any other."""
    ward, own = await on_duty(place), await on_duty(place, INSPECTORATE, head="Thủy", officers=())
    lan, minh = await resident(place), await resident(place, "Minh")
    await minh.reports("Hai người lấy xe đạp")
    card = await ward.head.sees("xe đạp")
    receipt = await reports(lan, kind)
    await own.head.sees("ăn chặn", anew=False)
    tip = await tip_of(place, receipt)

    told = {
        f"{action.value} {value}": [
            await ward.head.forges(card, f"c:{action.value}:{reference}:{tip.version}:{value}".rstrip(":"))
            for reference in (tip.reference, NOBODYS)
        ]
        for action in (*CardButton, *MenuAction)
        for value in ("", "desk", "f" * 16)
    }

    assert [] == [press for press, (of_it, of_none) in told.items() if of_it != of_none]
    assert tip == await tip_of(place, receipt)
    assert "Cùng vụ" not in str(card.labels)


async def test_its_whole_life_leaves_the_commune_as_it_was(place: Town) -> None:
    """Urgent, paged, late, reminded of, digested, joined, extended, passed on: the ward reads what it read before."""
    place.clock.comes_to(*EVENING)
    desk, ward = await desk_on_duty(place), await on_duty(place)
    own = await on_duty(place, INSPECTORATE, head="Thủy", officers=())
    specialist = await on_duty(place, CRIME, head="Sơn", officers=())
    lan, minh = await resident(place), await resident(place, "Minh")
    before = await _seen_by(place, ward)

    receipt = await _cries(lan)
    other = await reference_of(place, await reports(minh, "fears"))
    for _ in range(3):
        await _ticks(place, minutes=10)
    place.clock.comes_to(*MORNING)
    await _ticks(place)
    await desk.officer.sees("Tin quá hạn", anew=False)
    head = own.head
    await head.presses("Nhận xử lý", "đang xử lý", on="có dao")
    menu = await head.presses("Cùng vụ", "trả lời (reply)", on="có dao")
    await head.replies(menu, f"#{other}", "cùng vụ với")
    await head.presses("Kết thúc", "kết thúc tin", on="có dao")
    await head.presses("Cần thêm thời gian", "Vì sao?")
    await head.presses("Nhiều tình tiết", "gia hạn")
    await head.presses("Chuyển", "chuyển tới đâu", on="có dao")
    prompt = await head.presses("Tìm đơn vị khác", "trả lời (reply)")
    await head.replies(prompt, "PC02", "đ/c chọn đúng đơn vị")
    await head.presses("PC02", "vì sao")
    await head.presses("Vượt thẩm quyền", "Chưa chuyển")
    await head.presses("↪️ Chuyển", "đã chuyển tới")
    await specialist.head.sees("có dao", anew=False)
    after = await _seen_by(place, ward)

    assert before == after
    assert CRIME == (await tip_of(place, receipt)).unit


async def _cries(lan: Resident) -> str:
    """Tell of a danger of which the ward must not know; give the receipt."""
    await lan.types("Đang đánh nhau, có dao, ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "Bước")
    await lan.types("my thoi", "TIN GẤP")
    await lan.presses("Ngại, gửi thẳng công an tỉnh", "gửi thẳng tới")
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))


async def _ticks(place: Town, **later: float) -> None:
    """Let time pass and the scheduler tick, and what it says arrive."""
    await place.api.quiet()
    assert place.program is not None
    place.clock.passes(**later)
    await place.program.climbing.climb()
    await place.program.digesting.send_if_due()
    await place.api.quiet()


async def _seen_by(place: Town, ward: Post) -> tuple[list[str], list[list[str]]]:
    """Give what stands in the ward's group and its people's own talks, and what they are told when they ask."""
    await place.api.quiet()
    people = (ward.head, ward.officer)
    stands = [*ward.texts(), *(shown.text for who in people for shown in who.person.screen() if "⏰" in shown.text)]
    return stands, [[await _told(who, command) for command in COMMANDS] for who in people]


async def _told(who: Officer, command: str) -> str:
    """Let somebody give a command in private; give the answer without what names a day."""
    who.person.sends(command)
    answer = await who.person.waits_until(lambda shown: shown.by_bot, said=command, anew=True)
    return "\n".join(line for line in answer.text.splitlines() if not re.search(r"\d\d/\d\d", line))
