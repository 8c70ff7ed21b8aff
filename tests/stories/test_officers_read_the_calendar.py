"""The calendar of broadcasts in an announcer's private chat: as text, day by day, and as a picture."""

from bot.domain.people import Role
from tests.stories.people import WARD, enrolled, on_duty
from tests.stories.test_officers_compose import Desk
from tests.town import Town


async def test_a_month_is_read_by_day_and_as_a_picture(place: Town) -> None:
    """What was proposed stands in it and waits; the picture is drawn in a process of its own."""
    place.clock.comes_to("2026-11-27", "08:00")
    await on_duty(place)
    nga = Desk(await enrolled(place, "Nga", Role.ANNOUNCER, WARD))
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Có người gọi điện giả công an.", "Tiêu đề?")
    await nga.types("Cảnh giác cuộc gọi lạ", "chủ đề nào")
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await nga.types("30 phút nữa", "Bản nháp")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    await nga.types("/phattin", "Phát tin")

    month = await nga.presses("Lịch tháng", "Lịch gửi tháng")
    picture = await nga.presses("Xem dạng hình", "Lịch gửi tháng")
    for way in ("›", "‹"):
        turned = await nga.presses(way, "Lịch gửi tháng")
        assert picture.message_id == turned.message_id
    again = await nga.presses("Xem từng ngày", "Bấm một ngày")
    (first, *_), *_ = again.labels
    day = await nga.presses(first, "Cảnh giác cuộc gọi lạ")
    one = await nga.presses("Cảnh giác cuộc gọi lạ", "Đang chờ")

    assert "✍️" in month.text
    assert "Bấm một ngày" not in picture.text
    assert "Cảnh giác cuộc gọi lạ" in day.text
    assert [["📄 Mở thẻ duyệt"], ["‹ Quay lại"]] == [list(row) for row in one.labels]
