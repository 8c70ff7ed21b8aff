"""A tip in the wrong hands finds the right ones: by search, with a reason, taken or returned, decided by the desk."""

from bot.domain.tip import Status
from bot.domain.units import DESK, UnitCode
from bot.sandbox.screen import Shown
from tests.stories.people import WARD, Officer, Post, desk_on_duty, on_duty, resident, tip_of
from tests.town import Town

NEIGHBOUR = UnitCode("30307")
CRIME = UnitCode("PC02")


async def test_a_tip_of_the_wrong_area_is_passed_by_search_and_taken(place: Town) -> None:
    """The neighbour's name is typed; their card says from whom and why; the stub says that they have it."""
    ward, neighbour = await on_duty(place), await _neighbour(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    tu, be = ward.officer, neighbour.officer
    await tu.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")

    prompt = await _searches(tu)
    await tu.replies(prompt, "công an phường long xuyen", "đ/c chọn đúng đơn vị")
    await tu.presses("Công an phường Long Xuyên", "vì sao")
    shown = await tu.presses("Sai địa bàn", "Chưa chuyển")
    await tu.presses("↪️ Chuyển", "đã chuyển tới Công an phường Long Xuyên")
    card = await be.sees("xe đạp", anew=False)
    waiting = await tu.sees("Bên đó chưa nhận")
    thread = await lan.reads("Đã chuyển đến đơn vị có thẩm quyền")
    await be.presses("Nhận xử lý", "Đ/c Bé đang xử lý", on="xe đạp")
    taken = await tu.sees("Bên đó đã nhận xử lý", anew=False)

    assert "Lý do: Sai địa bàn" in shown.text
    assert "Công an phường Mỹ Thới chuyển tới, lý do: Sai địa bàn" in card.text
    assert [["Nhận xử lý", "Trả lại nơi chuyển"]] == card.labels[:1]
    assert "đã chuyển đến Công an phường Long Xuyên" in waiting.text
    assert waiting.message_id == taken.message_id
    assert "Long Xuyên" not in thread
    assert "Sai địa bàn" not in thread
    assert "xe đạp" not in " ".join(ward.texts())
    assert (NEIGHBOUR, Status.TAKEN) == ((await tip_of(place, receipt)).unit, Status.TAKEN)


async def test_a_tip_is_returned_with_a_reason(place: Town) -> None:
    """It waits again where it came from; the reason in own words is on the card, and the reporter heard once."""
    ward, neighbour = await on_duty(place), await _neighbour(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await _passes(ward.officer, "Long Xuyên", "Sai địa bàn")
    await lan.reads("Đã chuyển đến đơn vị có thẩm quyền")
    be = neighbour.officer
    await be.sees("xe đạp", anew=False)

    await be.presses("Trả lại nơi chuyển", "vì sao", on="xe đạp")
    prompt = await be.presses("tự viết", "bằng lý do")
    shown = await be.replies(prompt, "Bến đò bên Mỹ Thới", "Chưa trả")
    await be.presses("↩️ Trả lại", "đã chuyển tới Công an phường Mỹ Thới")
    card = await ward.officer.finds("Nhận xử lý", on="trả lại, lý do")
    await place.api.quiet()

    tip = await tip_of(place, receipt)
    assert "Bến đò bên Mỹ Thới" in shown.text
    assert "Công an phường Long Xuyên trả lại, lý do: “Bến đò bên Mỹ Thới”" in card.text
    assert "Trả lại nơi chuyển" not in str(card.labels)
    assert (WARD, Status.PASSED) == (tip.unit, tip.status)
    assert "Bên đó đã trả lại" in " ".join(ward.texts())
    assert f"#{tip.reference}: đã trả lại Công an phường Mỹ Thới" in " ".join(neighbour.texts())
    assert "xe đạp" not in " ".join(neighbour.texts())
    assert 0 == lan.person.texts().count("Có cập nhật mới.")


async def test_at_the_third_move_the_desk_decides(place: Town) -> None:
    """The units are left no other way; the desk reads the whole way, and to whom it gives the tip must take it."""
    ward, neighbour, desk = await on_duty(place), await _neighbour(place), await desk_on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    tu, be, phuong = ward.officer, neighbour.officer, desk.officer
    await _passes(tu, "Long Xuyên", "Sai địa bàn")
    await be.sees("xe đạp", anew=False)
    await be.presses("Trả lại nơi chuyển", "vì sao", on="xe đạp")
    await be.presses("Sai địa bàn", "Chưa trả")
    await be.presses("↩️ Trả lại", "đã chuyển tới")
    await tu.finds("Nhận xử lý", on="trả lại, lý do")

    offer = await tu.presses("Chuyển", "chỉ chuyển về trực ban tỉnh", on="trả lại, lý do")
    await tu.presses("Trực ban tỉnh", "vì sao")
    shown = await tu.presses("Liên quan nhiều địa bàn", "Chưa chuyển")
    await tu.presses("↪️ Chuyển", "đã chuyển tới")
    card = await phuong.sees("xe đạp", anew=False)
    await phuong.presses("Chuyển", "chuyển tới đâu", on="xe đạp")
    prompt = await phuong.presses("Tìm đơn vị khác", "bằng tên đơn vị")
    await phuong.replies(prompt, "long xuyen", "đ/c chọn đúng đơn vị")
    await phuong.presses("Công an phường Long Xuyên", "vì sao")
    decided = await phuong.presses("Theo chỉ đạo", "Chưa chuyển")
    await phuong.presses("↪️ Chuyển", "đã chuyển tới")
    given = await be.finds("Nhận xử lý", on="Trực ban tỉnh đã quyết định")
    only = await be.presses("Trả lại nơi chuyển", "vì sao", on="Trực ban tỉnh đã quyết định")
    await be.presses("Nhận xử lý", "Đ/c Bé đang xử lý", on="xe đạp")

    assert [["Trực ban tỉnh"]] == offer.labels
    assert "trực ban tỉnh sẽ quyết định giao ai" in shown.text
    assert [
        "🔁 Tin đã chuyển qua lại 3 lần:",
        "1. Công an phường Mỹ Thới → Công an phường Long Xuyên: Sai địa bàn",
        "2. Công an phường Long Xuyên trả lại Công an phường Mỹ Thới: Sai địa bàn",
        "3. Công an phường Mỹ Thới → Trực ban tỉnh: Liên quan nhiều địa bàn",
    ] == card.text.splitlines()[1:5]
    assert "bên đó phải nhận, hoặc chỉ trả về trực ban tỉnh" in decided.text
    assert "Trực ban tỉnh" in only.text
    assert "Theo chỉ đạo của cấp trên" in given.text
    assert NEIGHBOUR == (await tip_of(place, receipt)).unit


async def test_a_direction_that_is_not_allowed_is_explained(place: Town) -> None:
    """The inspectorate is found and cannot be chosen; one press leads to the desk instead."""
    ward, desk = await on_duty(place), await desk_on_duty(place)
    await on_duty(place, UnitCode("TTR"), head="Thủy", officers=())
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    tip = await tip_of(place, receipt)
    tu = ward.officer
    card = await tu.finds("Chuyển", on="xe đạp")

    prompt = await _searches(tu)
    found = await tu.replies(prompt, "thanh tra", "chưa chuyển tới đó được")
    forged = await tu.forges(card, f"c:unit:{tip.reference}:{tip.version}:TTR")
    await tu.presses("Chuyển về trực ban tỉnh", "vì sao")
    await tu.presses("Vượt thẩm quyền", "Chưa chuyển")
    await tu.presses("↪️ Chuyển", "đã chuyển tới")
    await desk.officer.sees("xe đạp", anew=False)

    assert "Tin gửi Thanh tra phải qua trực ban tỉnh." in found.text
    assert [["🏛 Chuyển về trực ban tỉnh"], ["🔎 Tìm lại"]] == found.labels
    assert "không thuộc quyền" in forged
    assert DESK == (await tip_of(place, receipt)).unit


async def test_a_unit_without_a_group_is_found_and_said_to_be_so(place: Town) -> None:
    """The officer learns why it is no button, and where the tip can go."""
    ward = await on_duty(place)
    await desk_on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")

    prompt = await _searches(ward.officer)
    found = await ward.officer.replies(prompt, "Long Xuyên", "chưa chuyển tới đó được")

    assert "Công an phường Long Xuyên: chưa nhận được tin." in found.text
    assert "chuyển về trực ban tỉnh" in found.text
    assert [["🏛 Chuyển về trực ban tỉnh"], ["🔎 Tìm lại"]] == found.labels


async def test_a_shielded_tip_cannot_reach_its_commune_whatever_is_typed(place: Town) -> None:
    """Its commune, another one and nonsense get the same answer; the ward's group stays as it was."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    await _neighbour(place)
    await on_duty(place, CRIME, head="Sơn", officers=())
    lan = await resident(place)
    receipt = await lan.reports("Có người ăn chặn tiền cứu trợ", fears=True)
    phuong = desk.officer
    await phuong.sees("ăn chặn")
    before = ward.texts()

    prompt = await _searches(phuong, on="ăn chặn")
    told = {
        (await phuong.replies(prompt, text, "Chưa tìm ra")).text
        for text in ("Mỹ Thới", "my thoi", "công an phường Mỹ Thới", "30301", "Long Xuyên", "zzzz")
    }
    found = await phuong.replies(prompt, "hình sự", "đ/c chọn đúng đơn vị")

    assert 1 == len(told)
    assert [["PC02 · Phòng Cảnh sát hình sự"], ["🔎 Tìm lại"]] == found.labels
    assert before == ward.texts()
    assert DESK == (await tip_of(place, receipt)).unit


async def _neighbour(place: Town) -> Post:
    return await on_duty(place, NEIGHBOUR, head="Kim", officers=("Bé",))


async def _searches(officer: Officer, *, on: str = "xe đạp") -> Shown:
    """Let an officer ask for another unit than those offered; give the bot's question."""
    await officer.presses("Chuyển", "chuyển tới đâu", on=on)
    return await officer.presses("Tìm đơn vị khác", "bằng tên đơn vị")


async def _passes(officer: Officer, unit: str, reason: str, *, on: str = "xe đạp") -> None:
    """Let an officer pass a tip to a unit that they search for."""
    prompt = await _searches(officer, on=on)
    await officer.replies(prompt, unit, "đ/c chọn đúng đơn vị")
    await officer.presses(unit, "vì sao")
    await officer.presses(reason, "Chưa chuyển")
    await officer.presses("↪️ Chuyển", "đã chuyển tới")
