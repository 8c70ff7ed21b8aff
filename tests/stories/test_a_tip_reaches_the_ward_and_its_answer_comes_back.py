"""From a resident's words to the ward's police and back: taken, asked, answered, closed, and opened again."""

import pytest

from bot.domain.tip import Status
from tests.stories.people import ENGLISH, VIETNAMESE, Tongue, desk_on_duty, on_duty, resident, tip_of
from tests.town import Town


@pytest.mark.parametrize("tongue", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
async def test_a_whole_tip_in_either_language(place: Town, tongue: Tongue) -> None:
    """Officers read Vietnamese whatever the resident reads."""
    ward = await on_duty(place)
    lan = await resident(place, tongue=tongue)
    officer = ward.officer

    receipt = await lan.reports("Two men took a bike, hai người lấy xe đạp")
    card = await officer.sees("hai người lấy xe đạp")
    await officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý")
    await lan.reads("phường Mỹ Thới" if tongue is VIETNAMESE else "Mỹ Thới Ward Police has taken it")
    await lan.presses(tongue.fold, "." )
    await officer.presses("Hỏi thêm", "hỏi người báo tin")
    shown_first = await officer.presses("Thường vào giờ nào?", "Chưa gửi")
    await officer.presses("📨 Gửi", "đã gửi người báo tin")
    asked = await lan.reads("giờ nào?" if tongue is VIETNAMESE else "what time?")
    await lan.presses("Tối" if tongue is VIETNAMESE else "Evening", ": Tối" if tongue is VIETNAMESE else ": Evening")
    tapped = await officer.sees("Người báo tin\n")

    assert "Chưa ai nhận" in card.text
    assert "Thường vào giờ nào?" in shown_first.text
    assert ("phường Mỹ Thới:" in asked) or ("Mỹ Thới Ward Police:" in asked)
    assert "Trả lời câu: Thường vào giờ nào?" in tapped.text
    assert Status.CHECKING is (await tip_of(place, receipt)).status
