"""From an announcer's first word to a subscriber's phone, by words and presses alone: nothing is put in by hand."""

from tests.stories.people import Post, Resident, on_duty, resident
from tests.stories.test_officers_compose import Desk, announcer
from tests.town import Town

TITLE = "Cấm đường"


async def subscribed(place: Town) -> Resident:
    """Give a resident of the ward who is told of everything."""
    lan = await resident(place)
    await lan.types("/thongbao", "xã, phường nào")
    await lan.types("my thoi", "Xong. Có thông báo cho phường Mỹ Thới")
    return lan


async def proposed(place: Town, typed: str) -> Desk:
    """Let the announcer write a warning for the time that they type, and hand it in."""
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Đừng đi đường tràn.", "Tiêu đề?")
    await nga.types(TITLE, "chủ đề nào")
    await nga.presses("Giao thông", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await nga.types(typed, "Bản nháp")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    return nga


async def asked_to_move(nga: Desk) -> None:
    """Let the announcer come to the question to which time it is moved."""
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Lịch tháng", "Lịch gửi tháng")
    await nga.presses("27", TITLE)
    await nga.presses("09:00", "đã duyệt")
    await nga.presses("Dời sang giờ khác", "gõ ngày giờ khác")


async def ticks(place: Town) -> None:
    """Let the scheduler look at what is due."""
    assert place.program is not None
    await place.program.planning.tick()
    place.program.wake()


def copies(lan: Resident) -> int:
    """Count the copies on a resident's phone."""
    return sum(shown.by_bot and TITLE in shown.text for shown in lan.person.screen())


async def missed_by_a_night(place: Town) -> tuple[Resident, Desk, Post]:
    """Let the bot be down over the time of an approved warning, and beyond the grace."""
    place.clock.comes_to("2026-11-27", "08:00")
    ward, lan = await on_duty(place), await subscribed(place)
    nga = await proposed(place, "9h")
    await ward.officer.sees("Tin chờ duyệt", anew=False)
    assert "Đã duyệt." == await ward.head.is_told("Duyệt", on="Tin chờ duyệt")
    await place.stops()
    place.clock.comes_to("2026-11-28", "07:00")
    await place.starts()
    await ticks(place)
    return lan, nga, ward


async def test_a_template_with_a_photo_is_approved_in_the_group_and_reaches_a_phone(place: Town) -> None:
    """At its time, once, with the photo and the words that were approved, and with no officer's name."""
    place.clock.comes_to("2026-11-27", "08:00")
    ward, lan = await on_duty(place), await subscribed(place)
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.presses("Dùng mẫu có sẵn", "Mẫu có sẵn")
    await nga.presses("Cấm đường", "Chỗ trong ngoặc vuông")
    await nga.presses("Dùng mẫu này", "Đoạn đường nào?")
    await nga.types("Đoạn tràn Bờ Hồ", "Từ lúc nào")
    await nga.types("7h đến 17h ngày 28/11", "Đi đường nào thay?")
    await nga.types("Đi vòng chợ cũ", "Khi nào gửi?")
    nga.person.sends_photo()
    await nga.person.waits_for("Khi nào gửi?", anew=True)
    card = await nga.types("9h", "Bản nháp")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    await ward.officer.sees("Tin chờ duyệt", anew=False)
    approved = await ward.head.is_told("Duyệt", on="Tin chờ duyệt")
    await ticks(place)
    before = [shown for shown in lan.person.screen() if "Bờ Hồ" in shown.text]
    place.clock.comes_to("2026-11-27", "09:00")
    await ticks(place)
    copy = await lan.person.waits_for("Đoạn tràn Bờ Hồ")
    await ticks(place)
    await place.api.quiet(0.3)

    assert "1 ảnh" in card.text
    assert "Đã duyệt." == approved
    assert [] == before
    assert "photo" == copy.kind
    assert "Công an phường Mỹ Thới" in copy.text
    assert "Nga" not in copy.text
    assert ["Đoạn tràn Bờ Hồ" in shown.text for shown in lan.person.screen()].count(True) == 1


async def test_what_was_missed_is_sent_on_the_heads_word(place: Town) -> None:
    """`Gửi ngay` in the group; nothing went before, and it goes once."""
    lan, _, ward = await missed_by_a_night(place)
    question = await ward.head.sees("Lỡ giờ gửi")
    unsent = copies(lan)
    await ward.head.presses("Gửi ngay", "Gửi ngay bây giờ?")
    await ward.head.presses("Gửi ngay", TITLE)
    await lan.person.waits_for(TITLE)
    await ticks(place)
    await place.api.quiet(0.3)

    assert [["Gửi ngay"], ["Chọn giờ khác"], ["Bỏ"]] == [list(row) for row in question.labels]
    assert (0, 1) == (unsent, copies(lan))


async def test_a_question_that_is_answered_in_the_calendar_loses_its_buttons(place: Town) -> None:
    """Left out in private, the group reads so in place of the question."""
    lan, nga, ward = await missed_by_a_night(place)
    await ward.head.sees("Lỡ giờ gửi")
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Lịch tháng", "Lịch gửi tháng")
    await nga.presses("27", TITLE)
    await nga.presses("09:00", "lỡ giờ")
    await nga.presses("Bỏ", "Bỏ lần gửi")
    await nga.presses("Bỏ lần gửi này", "Đã bỏ")
    settled = await ward.head.sees("đã bỏ, không gửi", anew=False)
    await ticks(place)

    assert [] == list(settled.labels)
    assert 0 == copies(lan)


async def test_a_sending_is_moved_to_a_time_that_is_typed(place: Town) -> None:
    """What cannot be read is asked again, and is never a tip; moved, it waits for a second officer."""
    place.clock.comes_to("2026-11-27", "08:00")
    ward, lan = await on_duty(place), await subscribed(place)
    nga = await proposed(place, "9h")
    await ward.officer.is_told("Duyệt", on="Tin chờ duyệt")
    await asked_to_move(nga)
    unread = await nga.types("hôm nào rảnh", "Chưa đọc được")
    past = await nga.types("7h hôm nay", "đã qua")
    moved = await nga.types("mai 6h30", "Đã dời")
    tip = await nga.types("Trộm xe ở chợ", "Chưa gửi gì")
    await ward.officer.is_told("Duyệt", on="06:30 thứ Bảy 28/11/2026")
    place.clock.comes_to("2026-11-27", "09:00")
    await ticks(place)
    before = copies(lan)
    place.clock.comes_to("2026-11-28", "06:30")
    await ticks(place)
    await lan.person.waits_for(TITLE)

    assert ["gõ ngày giờ khác" in shown.text for shown in (unread, past)] == [True, True]
    assert "Đã dời sang 06:30 thứ Bảy 28/11/2026. Đang chờ đ/c khác duyệt, chưa duyệt thì không gửi." == moved.text
    assert "Đã ghi lời bà con" in tip.text
    assert (0, 1) == (before, copies(lan))


async def test_whoever_does_not_move_it_after_all_types_a_tip_again(place: Town) -> None:
    """`/huy`, or another button of the calendar, ends the question."""
    place.clock.comes_to("2026-11-27", "08:00")
    ward = await on_duty(place)
    nga = await proposed(place, "9h")
    await ward.officer.is_told("Duyệt", on="Tin chờ duyệt")
    await asked_to_move(nga)
    await nga.presses("Quay lại", "đã duyệt")
    tip = await nga.types("mai 7h có đánh nhau", "Chưa gửi gì")
    await asked_to_move(nga)
    left = await nga.types("/huy", "Thôi dời")

    assert "vẫn giờ cũ" in left.text
    assert "Đã ghi lời bà con" in tip.text


async def test_what_is_approved_after_its_time_asks_before_it_goes(place: Town) -> None:
    """Another time is chosen, which a second officer approves; at that time it goes, once."""
    place.clock.comes_to("2026-11-27", "08:00")
    ward, lan = await on_duty(place), await subscribed(place)
    await proposed(place, "9h")
    await ward.officer.sees("Tin chờ duyệt", anew=False)
    place.clock.comes_to("2026-11-27", "10:00")
    await ward.officer.is_told("Duyệt", on="Tin chờ duyệt")
    await ward.head.sees("Lỡ giờ gửi", anew=False)
    await ticks(place)
    unsent = copies(lan)
    await ward.head.presses("Chọn giờ khác", "sang lúc nào?")
    await ward.head.presses("19:00 thứ Sáu 27/11/2026", "Tin chờ duyệt")
    await ward.officer.is_told("Duyệt", on="Tin chờ duyệt")
    place.clock.comes_to("2026-11-27", "19:00")
    await ticks(place)
    await lan.person.waits_for(TITLE)

    assert (0, 1) == (unsent, copies(lan))
