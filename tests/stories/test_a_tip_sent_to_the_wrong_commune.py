"""A tip that was sent to the wrong commune goes to the right one whole."""

from bot.domain.units import UnitCode
from tests.stories.people import on_duty
from tests.stories.telling import pressed, sends_a_theft, typed, welcomed
from tests.town import Town


async def test_what_was_added_goes_along_to_the_right_commune(place: Town) -> None:
    """Those who get the tip late read all that was said of it, and those who had it wrongly keep nothing."""
    wrong = await on_duty(place)
    right = await on_duty(place, UnitCode("30307"), head="Nam", officers=("Sáu",))
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    await typed(lan, receipt, "chờ cán bộ xem")
    await typed(lan, "Họ đi xe tải trắng", "Viết cho")
    await pressed(lan, "📨 Gửi", "Bà con: Họ đi xe tải trắng")
    await wrong.officer.sees("xe tải trắng")

    lan.presses(next(shown for shown in lan.screen() if "Sai xã" in str(shown.labels)), "Sai xã")
    await lan.waits_for("thật ra ở xã, phường nào", anew=True)
    await typed(lan, "Long Xuyên", "Bà con muốn nói xã, phường nào")
    corrected = await pressed(lan, "phường Long Xuyên", "chờ cán bộ xem")
    await right.officer.sees("xe tải trắng")
    await place.api.quiet()

    assert corrected.startswith("✅ Đã sửa xã. Mã vẫn dùng như cũ.")
    assert not any("xe tải trắng" in text or "xe đạp" in text for text in wrong.texts())
