"""The desk cannot see a unit's group: what called it says where an urgent tip is, and whether anybody has taken it."""

from bot.domain.units import UnitCode
from tests.stories.people import Resident, desk_on_duty, on_duty, resident
from tests.stories.telling import receipt_in
from tests.town import Town

NEIGHBOUR = UnitCode("30307")


async def test_it_says_that_somebody_has_taken_it_and_that_it_waits_again(place: Town) -> None:
    """In the same message, so that nobody is called for nothing."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    await _cries(await resident(place))
    waiting = await desk.officer.sees("Tin gấp #", anew=False)

    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="có dao")
    taken = await desk.officer.sees("Đã có người nhận", anew=False)
    await ward.officer.presses("Thôi giữ", "Chưa ai nhận", on="có dao")
    again = await desk.officer.sees("Chưa ai nhận", anew=False)

    assert "Chưa ai nhận. Trực ban gọi đơn vị đó giùm" in waiting.text
    assert "gọi đơn vị" not in taken.text
    assert {waiting.message_id} == {taken.message_id, again.message_id}


async def test_a_corrected_commune_is_the_one_that_is_called(place: Town) -> None:
    """The wrong unit is not called about a tip that it has no more."""
    desk, _ = await desk_on_duty(place), await on_duty(place)
    await on_duty(place, NEIGHBOUR, head="Sơn", officers=("Bé",))
    lan = await resident(place)
    await _cries(lan)
    await desk.officer.sees("Công an phường Mỹ Thới: ", anew=False)

    await lan.presses("Sai xã", "thật ra ở xã, phường nào")
    await lan.types("long xuyen", "Bà con muốn nói xã, phường nào")
    await lan.presses("phường Long Xuyên", "chờ cán bộ xem")
    page = await desk.officer.sees("Công an phường Long Xuyên: ", anew=False)
    await place.api.quiet()

    assert "Chưa ai nhận" in page.text
    assert "Mỹ Thới:" not in " ".join(desk.texts())


async def test_passed_to_the_desk_it_leads_to_the_card(place: Town) -> None:
    """Where the desk has the tip itself it calls nobody."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    await _cries(await resident(place))
    await desk.officer.sees("Tin gấp #", anew=False)

    await ward.officer.presses("Chuyển", "chuyển tới đâu", on="có dao")
    await ward.officer.presses("Trực ban tỉnh", "vì sao")
    await ward.officer.presses("Vượt thẩm quyền", "Chưa chuyển")
    await ward.officer.presses("↪️ Chuyển", "đã chuyển tới")
    await desk.officer.sees("đã về trực ban tỉnh", anew=False)
    await place.api.quiet()

    assert not any("gọi đơn vị" in text for text in desk.texts())


async def _cries(lan: Resident) -> str:
    """Tell of a danger that goes on; give the receipt."""
    await lan.types("Đang đánh nhau, có dao, ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "Bước")
    await lan.types("my thoi", "TIN GẤP")
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))
