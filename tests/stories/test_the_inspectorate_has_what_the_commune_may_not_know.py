"""What is about officials, and what its reporter fears to tell the commune, is the inspectorate's; nobody else's."""

import sqlite3

import pytest

from bot.domain.people import Role
from bot.domain.tip import Status
from bot.domain.units import UnitCode
from tests.stories.people import WARD, Post, desk_on_duty, enrolled, entries_of, on_duty, resident, tip_of
from tests.stories.telling import receipt_in
from tests.stories.test_the_commune_never_learns_of_a_shielded_tip import reports
from tests.town import Town

INSPECTORATE = UnitCode("TTR")


async def inspectorate(place: Town, *officers: str) -> Post:
    """Give the province's inspectorate with its group."""
    return await on_duty(place, INSPECTORATE, head="Thủy", officers=officers or ("Khoa",))


@pytest.mark.parametrize("kind", ["fears", "officials"])
async def test_the_inspectorate_works_on_it_alone(place: Town, kind: str) -> None:
    """It takes and asks; desk and ward are shown nothing, and what an administrator sees of the ward does not move."""
    desk, ward, own = await desk_on_duty(place), await on_duty(place), await inspectorate(place)
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    lan = await resident(place)
    before = desk.texts(), ward.texts(), _audited(place, WARD), _calls_to(place, ward)

    receipt = await reports(lan, kind)
    card = await own.officer.sees("Có người ăn chặn")
    await own.officer.presses("Nhận xử lý", "Đ/c Khoa đang xử lý", on="ăn chặn")
    await own.officer.asks("Giờ nào vậy bà con?", on="ăn chặn")
    await lan.reads("Giờ nào")
    await lan.answers("Sáng thứ hai")
    await own.officer.sees("Sáng thứ hai")
    await place.api.quiet()
    administrator.person.sends(f"/donvi {WARD}")
    unit = await administrator.person.waits_for("Mục đang chờ", anew=True)

    assert "Vì sao ở đây" in card.text
    assert "Không chuyển, không hỏi công an xã" in card.text
    assert before == (desk.texts(), ward.texts(), _audited(place, WARD), _calls_to(place, ward))
    assert "Mục đang chờ: 0" in unit.text
    tip = await tip_of(place, receipt)
    assert (INSPECTORATE, True) == (tip.unit, tip.shielded)


async def test_a_search_among_units_does_not_find_the_commune(place: Town) -> None:
    """Whoever has it cannot pass it there, and is told no more than that there is no such unit."""
    await desk_on_duty(place)
    ward, own = await on_duty(place), await inspectorate(place)
    lan = await resident(place)
    await reports(lan, "officials")
    await own.officer.presses("Nhận xử lý", "Đ/c Khoa đang xử lý", on="ăn chặn")
    before = ward.texts()

    await own.officer.presses("Chuyển", "chuyển tới đâu", on="ăn chặn")
    asked = await own.officer.presses("Tìm đơn vị khác", "trả lời (reply)")
    own.officer.person.replies(asked, "Mỹ Thới")
    answer = await own.officer.sees("đơn vị")

    assert "Công an phường Mỹ Thới" not in str((answer.text, answer.labels))
    assert before == ward.texts()


async def test_the_ward_finds_no_gap(place: Town) -> None:
    """References are drawn, not counted, and none of the ward's own tips comes later or reads otherwise."""
    ward, own = await on_duty(place), await inspectorate(place)
    people = [await resident(place, name) for name in ("Lan", "Minh", "Hoa")]

    first = await people[0].reports("Hai người lấy xe đạp")
    card = await ward.officer.sees("xe đạp")
    await reports(people[1], "fears")
    await own.officer.sees("ăn chặn")
    second = await people[2].reports("Ba người lấy xuồng máy")
    after = await ward.officer.sees("xuồng máy", anew=False)
    tips = [await tip_of(place, receipt) for receipt in (first, second)]

    said = [
        text.replace(tip.reference, "").replace(words, "")
        for text, tip, words in zip(
            (card.text, after.text), tips, ("Hai người lấy xe đạp", "Ba người lấy xuồng máy"), strict=True
        )
    ]
    assert said[0] == said[1]
    assert 1 < abs(int(tips[0].reference, 36) - int(tips[1].reference, 36))


async def test_tips_past_the_commune_change_nothing_of_what_it_gets(place: Town) -> None:
    """Three tips about officials and an open one too many: that one waits at the desk, and the ward hears nothing."""
    desk, ward, _ = await desk_on_duty(place), await on_duty(place), await inspectorate(place)
    lan = await resident(place)
    before = ward.texts(), _calls_to(place, ward)

    for number in range(3):
        await lan.types("/baotin", "việc gì")
        await lan.presses("Cán bộ, công an sai", "giống nhất")
        await lan.presses("Ăn chặn tiền", "lúc nào")
        await lan.presses("Hôm nay", "xã, phường nào")
        await lan.types("my thoi", "Bà con thấy gì")
        await lan.types(f"Ăn chặn lần {number}", "Đã ghi")
        await lan.presses("Xong", "Coi lại")
        await lan.presses("Gửi tin", "Mã tin")
    await lan.types("/baotin", "việc gì")
    await lan.presses("Trộm, cướp", "giống nhất")
    await lan.presses("Trộm cắp", "lúc nào")
    await lan.presses("Hôm nay", "xã, phường nào")
    await lan.types("my thoi", "Bà con thấy gì")
    await lan.types("Hai người lấy xe đạp", "Đã ghi")
    await lan.presses("Xong", "Coi lại")
    await lan.presses("Gửi tin", "Mã tin")
    await desk.officer.sees("xe đạp", anew=False)
    await place.api.quiet()

    assert before == (ward.texts(), _calls_to(place, ward))


async def test_the_head_of_the_inspectorate_speaks_for_the_province(place: Town) -> None:
    """What needs the province's word is agreed to in the inspectorate's own group; the desk is not asked."""
    desk, own = await desk_on_duty(place), await inspectorate(place)
    lan = await resident(place)
    receipt = await reports(lan, "officials")
    await own.officer.presses("Nhận xử lý", "Đ/c Khoa đang xử lý", on="ăn chặn")
    before = desk.texts()

    await own.officer.presses("Kết thúc", "kết thúc tin", on="ăn chặn")
    await own.officer.presses("cố ý báo sai", "Chưa chốt")
    await own.officer.presses("Chốt kết quả", "đã đề nghị kết thúc")
    await own.head.presses("Đồng ý kết quả", "Đã kết thúc", on="Đồng ý không?")
    tip = await tip_of(place, receipt)

    assert (Status.CLOSED, 2) == (tip.status, tip.confirmations)
    assert before == desk.texts()


async def test_the_desk_stands_in_while_the_inspectorate_has_no_group(place: Town) -> None:
    """Still shielded; once the inspectorate has a group, new ones go there."""
    desk = await desk_on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")

    first = await reports(lan, "fears")
    await desk.officer.sees("ăn chặn")
    own = await inspectorate(place)
    second = await minh.reports("Lại có người ăn chặn gạo cứu trợ", fears=True)
    await own.officer.sees("gạo cứu trợ")

    assert [("desk", True), (INSPECTORATE, True)] == [
        (tip.unit, tip.shielded) for tip in (await tip_of(place, first), await tip_of(place, second))
    ]
    assert "gạo cứu trợ" not in " ".join(desk.texts())


async def test_the_desk_has_it_when_the_inspectorate_loses_its_group(place: Town) -> None:
    """The ward, which is bound and settled, is passed by."""
    desk, ward, own = await desk_on_duty(place), await on_duty(place), await inspectorate(place)
    lan = await resident(place)
    receipt = await reports(lan, "officials")
    await own.officer.sees("ăn chặn")
    before = ward.texts()

    own.head.person.removes_bot_from(own.group)
    await desk.officer.sees("ăn chặn")
    tip = await tip_of(place, receipt)

    assert ("desk", True) == (tip.unit, tip.shielded)
    assert before == ward.texts()


async def test_a_corrected_commune_never_uncovers_it(place: Town) -> None:
    """`Sai xã` changes the commune of which it is kept, not that it is kept."""
    ward, own = await on_duty(place), await inspectorate(place)
    lan = await resident(place)
    receipt = await reports(lan, "fears", commune="long xuyen")
    await own.officer.sees("ăn chặn")

    await lan.presses("Sai xã", "thật ra ở xã, phường nào")
    await lan.types("Mỹ Thới", "Bà con muốn nói xã, phường nào")
    await lan.presses("phường Mỹ Thới", "chờ cán bộ xem")
    tip = await tip_of(place, receipt)

    assert (WARD, INSPECTORATE, True) == (tip.commune, tip.unit, tip.shielded)
    assert "ăn chặn" not in " ".join(ward.texts())


async def test_the_page_about_an_urgent_one_says_only_that_there_is_one(place: Town) -> None:
    """The desk learns that the inspectorate must be called: no reference, no kind, no commune."""
    desk, ward, own = await desk_on_duty(place), await on_duty(place), await inspectorate(place)
    lan = await resident(place)
    before = ward.texts()

    await lan.types("Đang đánh nhau, có dao, ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "Bước")
    await lan.types("my thoi", "TIN GẤP")
    await lan.presses("Ngại, gửi thẳng công an tỉnh", "gửi thẳng tới")
    receipt = receipt_in(await lan.presses("Gửi tin", "Mã tin"))
    await own.officer.sees("có dao")
    page = await desk.officer.sees("Có tin gấp")
    tip = await tip_of(place, receipt)

    assert "Thanh tra Công an tỉnh" in page.text
    assert [] == [word for word in (tip.reference, "Mỹ Thới", "Đánh nhau", "dao") if word in page.text]
    assert before == ward.texts()
    assert [] == await entries_of(place, receipt)


def _audited(place: Town, unit: str) -> int:
    book = sqlite3.connect(place.settings.data / "casebook.db")
    (count,) = book.execute("SELECT count(*) FROM audit WHERE unit = ? OR data LIKE ?", (unit, f"%{unit}%")).fetchone()
    book.close()
    return int(count)


def _calls_to(place: Town, post: Post) -> int:
    return len(place.api.journal.calls(chat=post.group.chat_id))
