"""A tip whose reporter fears the commune's police, and any about officials: the province alone knows of it."""

import sqlite3

import pytest

from bot.domain.people import Role
from bot.domain.units import UnitCode
from tests.stories.people import WARD, Post, Resident, desk_on_duty, enrolled, on_duty, resident, tip_of
from tests.stories.telling import receipt_in
from tests.town import Town


@pytest.mark.parametrize("kind", ["fears", "officials"])
async def test_the_commune_gets_no_card_no_count_and_no_entry(place: Town, kind: str) -> None:
    """While the desk works on it, the ward's group stays as it was, and so does what an administrator sees of it."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    lan = await resident(place)
    before, calls, entries = ward.texts(), _calls_to(place, ward), _entries_of(place, WARD)

    receipt = await _reports(lan, kind)
    card = await desk.officer.sees("Có người ăn chặn")
    await desk.officer.presses("Nhận xử lý", "Đ/c Phượng đang xử lý", on="ăn chặn")
    await desk.officer.asks("Giờ nào vậy bà con?", on="ăn chặn")
    await lan.reads("Giờ nào")
    await lan.answers("Sáng thứ hai")
    await desk.officer.sees("Sáng thứ hai")
    await place.api.quiet()
    administrator.person.sends(f"/donvi {WARD}")
    unit = await administrator.person.waits_for("Mục đang chờ", anew=True)

    assert "Không chuyển, không hỏi công an xã" in card.text
    assert (before, calls, entries) == (ward.texts(), _calls_to(place, ward), _entries_of(place, WARD))
    assert "Mục đang chờ: 0" in unit.text
    assert (await tip_of(place, receipt)).shielded


@pytest.mark.parametrize("kind", ["fears", "officials"])
async def test_it_cannot_be_sent_there_by_any_press(place: Town, kind: str) -> None:
    """`Chuyển` does not offer the commune, and a forged press names it in vain."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    for specialist, head in (("PC02", "Sơn"), ("TTR", "Thủy"), ("PC03", "Khoa")):
        await on_duty(place, specialist, head=head, officers=())  # pyright: ignore[reportArgumentType] - a unit's code
    lan = await resident(place)
    receipt = await _reports(lan, kind)
    card = await desk.officer.sees("ăn chặn")
    tip = await tip_of(place, receipt)
    before = ward.texts()

    offered = await _offered(desk, card.labels)
    told = [
        await desk.head.forges(card, f"c:{action}:{tip.reference}:{tip.version}:{WARD}")
        for action in ("unit", "why", "whyown", "pass")
    ]
    after = await tip_of(place, receipt)

    assert "Mỹ Thới" not in offered
    assert ["Việc này không thuộc quyền của đ/c ở đây.", *["Nút này đã cũ. Coi tin nhắn mới nhất."] * 3] == told
    assert (tip.unit, before) == (after.unit, ward.texts())


async def test_a_shielded_tip_that_was_passed_on_warns_again(place: Town) -> None:
    """At a specialist's the card says how it came, and still whom it must not reach."""
    desk = await desk_on_duty(place)
    specialist = await on_duty(place, UnitCode("TTR"), head="Thủy", officers=())
    lan = await resident(place)
    await _reports(lan, "officials")

    await desk.officer.presses("Chuyển", "chuyển tới đâu", on="ăn chặn")
    await desk.officer.presses("Thanh tra", "vì sao")
    await desk.officer.presses("Vượt thẩm quyền", "Nội dung ở nhóm này sẽ được gỡ")
    await desk.officer.presses("↪️ Chuyển", "đã chuyển tới Thanh tra")
    card = await specialist.head.sees("ăn chặn", anew=False)

    await place.api.quiet()

    assert "Trực ban tỉnh chuyển tới, lý do: Vượt thẩm quyền" in card.text
    assert "tin không còn ở nhóm này" in " ".join(desk.texts())
    assert "Không chuyển, không hỏi công an xã" in card.text


async def test_an_open_tip_at_the_desk_can_go_to_the_commune(place: Town) -> None:
    """What nobody feared goes where it belongs once its group is there, and the desk's copy is emptied."""
    desk = await desk_on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    card = await desk.officer.sees("chưa nối nhóm")
    ward = await on_duty(place)

    await desk.officer.presses("Nhận xử lý", "Đ/c Phượng đang xử lý", on="xe đạp")
    await desk.officer.presses("Chuyển", "chuyển tới đâu", on="xe đạp")
    await desk.officer.presses("Mỹ Thới", "vì sao")
    await desk.officer.presses("Sai địa bàn", "Nội dung ở nhóm này sẽ được gỡ")
    await desk.officer.presses("↪️ Chuyển", "đã chuyển tới Công an phường Mỹ Thới")
    there = await ward.officer.sees("xe đạp")
    await lan.reads("Đã chuyển đến")
    await place.api.quiet()

    assert "Đơn vị nhận tin chưa nối nhóm" in card.text
    assert "Trực ban tỉnh chuyển tới, lý do: Sai địa bàn" in there.text
    assert "xe đạp" not in " ".join(desk.texts())
    assert WARD == (await tip_of(place, receipt)).unit


async def test_a_ward_passes_a_tip_to_the_desk_with_a_reason(place: Town) -> None:
    """The reason stays among officers; nothing of the tip is left in the ward's group."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    await ward.officer.presses("Chuyển", "chuyển tới đâu", on="xe đạp")
    await ward.officer.presses("Trực ban tỉnh", "vì sao")
    prompt = await ward.officer.presses("tự viết", "bằng lý do")

    await ward.officer.replies(prompt, "Liên xã, cần tỉnh", "Chưa chuyển")
    await ward.officer.presses("↪️ Chuyển", "đã chuyển tới")
    card = await desk.officer.sees("xe đạp")
    thread = await lan.reads("Đã chuyển đến đơn vị có thẩm quyền")
    await place.api.quiet()

    assert "Công an phường Mỹ Thới chuyển tới, lý do: “Liên xã, cần tỉnh”" in card.text
    assert "Liên xã" not in thread
    assert "xe đạp" not in " ".join(ward.texts())


async def _reports(lan: Resident, kind: str) -> str:
    if kind == "fears":
        return await lan.reports("Có người ăn chặn tiền cứu trợ", fears=True)
    await lan.presses("Báo tin", "việc gì")
    await lan.presses("Cán bộ, công an sai", "giống nhất")
    await lan.presses("Ăn chặn tiền", "lúc nào")
    await lan.presses("Hôm nay", "xã, phường nào")
    await lan.types("my thoi", "Bà con thấy gì")
    await lan.types("Có người ăn chặn tiền cứu trợ", "Đã ghi")
    await lan.presses("Xong", "Coi lại")
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))


async def _offered(desk: Post, labels: list[list[str]]) -> str:
    """Give the units that `Chuyển` offers; none where there is no such button."""
    if not any("Chuyển" in label for row in labels for label in row):
        return ""
    return str((await desk.officer.presses("Chuyển", "chuyển tới đâu", on="ăn chặn")).labels)


def _calls_to(place: Town, post: Post) -> int:
    return len(place.api.journal.calls(chat=post.group.chat_id))


def _entries_of(place: Town, unit: str) -> int:
    book = sqlite3.connect(place.settings.data / "casebook.db")
    (count,) = book.execute("SELECT count(*) FROM audit WHERE unit = ? OR data LIKE ?", (unit, f"%{unit}%")).fetchone()
    book.close()
    return int(count)
