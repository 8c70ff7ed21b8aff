"""Whatever could not be sent is said while it is composed, with what to do about it, and the draft stays as it is."""

from collections.abc import Callable
from typing import Final

from bot.domain.people import Role
from bot.domain.units import DESK
from bot.sandbox.actors import Person
from tests.stories.people import enrolled
from tests.stories.test_officers_compose import Desk, announcer
from tests.town import Town

Sends = Callable[[Person], object]

MEGABYTE: Final = 1024 * 1024
ASKED: Final = "Gửi nội dung"

#: What is sent where the content is asked for, and what is said about it.
AS_CONTENT: Final[dict[str, tuple[Sends, str]]] = {
    "a text too long": (
        lambda one: one.sends("a" * 3600),
        "dài 3600 ký tự (tính cả câu trả lời bình chọn), chỉ được 3500. Bớt 100",
    ),
    "a caption too long": (
        lambda one: one.sends_photo(caption="a" * 650),
        "chỉ được 600, đang là 650. Bớt 50 ký tự, bỏ ảnh",
    ),
    "a photo too large": (lambda one: one.sends_file("photo", size=11 * MEGABYTE), "Ảnh nặng 11 MB, chỉ được 10 MB"),
    "a video too large": (
        lambda one: one.sends_video(size=60 * MEGABYTE),
        "Video nặng 60 MB, chỉ được 50 MB. Cắt ngắn",
    ),
    "a document too large": (
        lambda one: one.sends_document("a.pdf", size=21 * MEGABYTE),
        "Tài liệu nặng 21 MB, chỉ được 20 MB",
    ),
    "a poll of one answer": (lambda one: one.sends_poll("Một?", ["Có"]), "ít nhất 2 câu"),
    "a poll of eleven": (lambda one: one.sends_poll("Mấy?", [str(n) for n in range(11)]), "có 11 câu, chỉ được 10"),
    "an answer too long": (lambda one: one.sends_poll("Dài?", ["a" * 101, "b"]), "dài 101 ký tự, chỉ được 100"),
    "a sticker": (lambda one: one.sends_sticker(), "không mang được loại này"),
    "a voice": (lambda one: one.sends_voice(), "không mang được loại này"),
    "a contact": (lambda one: one.sends_contact("0900000000"), "không mang được loại này"),
}
OF_SEVERAL: Final[dict[str, tuple[Sends, str]]] = {
    "an album of eleven": (lambda one: one.sends_album(11), "Album chỉ được 10 ảnh, video. Tấm thừa không được nhận"),
    "an album of mixed kinds": (lambda one: one.sends_album_of("photo", "document"), "không đi chung album"),
}

#: Further parts: what is typed where they are asked for, and what is said about it.
AS_TITLE: Final = {"a" * 121: "Tiêu đề dài 121 ký tự, chỉ được 120. Bớt 1 ký tự"}
AS_LINKS: Final = {
    "Xem thêm": "Mỗi dòng một nút",
    "Xem thêm | ftp://a.vn": "phải bắt đầu bằng http:// hoặc https://",
    "Gọi | tel:113": "phải bắt đầu bằng http:// hoặc https://",
    "a" * 41 + " | https://a.vn": "Nhãn nút dài 41 ký tự, chỉ được 40",
    "\n".join(f"{number} | https://a.vn" for number in range(4)): "4 nút là nhiều quá, chỉ được 3",
}
AS_TIME: Final = {
    "mốt mai gì đó": "Chưa đọc được giờ này",
    "19/8/2020 7:30": "Giờ này đã qua",
    "31/2 7:30": "Không có ngày này",
    "19/8/2099 7:30": "quá xa",
    "mai 25h": "Không có giờ này",
    "19/8": "Còn thiếu giờ",
}
AS_DAY_OF_MONTH: Final = {"32": "Không có ngày này", "00312": "Không có ngày này", "giữa tháng": "Chưa đọc được"}
AS_OPTIONS: Final = {"Yes": "đ/c gõ 1 dòng", "Yes\n" + "a" * 101: "dài 101 ký tự, chỉ được 100"}


async def test_what_no_broadcast_can_carry_is_said_when_it_is_sent(place: Town) -> None:
    """Too long, too large, too many, of a kind that does not go: each with what to do; nothing of it is taken in."""
    nga = await announcer(place)
    await _begins(nga)
    for sends, said in AS_CONTENT.values():
        sends(nga.person)
        await nga.person.waits_for(said, anew=True)
    await nga.types("Nội dung tốt", "Tiêu đề?")
    for sends, said in OF_SEVERAL.values():
        sends(nga.person)
        await nga.person.waits_for(said, anew=True)


async def test_titles_times_and_links_are_looked_at_when_they_are_typed(place: Town) -> None:
    """What was typed before stays, and the question stands below with the word about it."""
    nga = await announcer(place)
    await _begins(nga)
    await nga.types("Nội dung", "Tiêu đề?")
    await _are_refused(nga, AS_TITLE)
    await nga.types("Tiêu đề", "chủ đề nào")
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await _are_refused(nga, AS_TIME)
    await nga.presses("Lặp lại", "Lặp lại thế nào?")
    await nga.presses("Hằng tháng", "Ngày mấy hằng tháng?")
    await _are_refused(nga, AS_DAY_OF_MONTH)
    await nga.types("15", "Lúc mấy giờ?")
    await nga.types("7h", "Bản nháp")
    await nga.presses("Nút liên kết", "Mỗi dòng một nút")
    await _are_refused(nga, AS_LINKS)


async def test_each_language_is_held_to_the_same_limits(place: Town) -> None:
    """Title, text and answers of the second one; a version that lacks something is not handed in."""
    nga = await announcer(place)
    await _begins(nga)
    nga.person.sends_poll("Có nên đọc mã OTP?", ["Có", "Không"])
    await nga.person.waits_for("chủ đề nào", anew=True)
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await nga.presses("Gửi ngay sau khi duyệt", "Bản nháp")
    await nga.presses("Viết bản", "Tiêu đề")
    await _are_refused(nga, {"a" * 121: "Tiêu đề dài 121 ký tự"})
    await nga.types("Read out a code?", "câu trả lời")
    await _are_refused(nga, AS_OPTIONS)
    await nga.types("Yes\nNo", "Bản nháp")


async def test_a_quiz_whose_answer_telegram_does_not_tell_says_so(place: Town) -> None:
    """As when it was forwarded: it is a poll then, which its author had better know."""
    nga = await announcer(place)
    await _begins(nga)
    quiz = nga.person.sends_poll("Số khẩn cấp?", ["113", "911"], right=0)
    await nga.person.waits_for("chủ đề nào", anew=True)
    nga.person.passes_on(quiz)
    told = await nga.person.waits_for("không cho biết đáp án", anew=True)

    assert "bình chọn" in told.text


async def test_what_is_forwarded_is_content_and_names_nobody(place: Town) -> None:
    """Its words are taken, where they came from is not."""
    nga = await announcer(place)
    await _begins(nga)
    nga.person.forwards("Cảnh báo lũ trên sông Hậu", hidden_name="Trần Văn Kín")
    await nga.person.waits_for("Tiêu đề?", anew=True)
    await nga.types("Cảnh báo lũ", "chủ đề nào")
    shown = [message.text for message in nga.person.screen() if message.by_bot]

    assert any("Cảnh báo lũ trên sông Hậu" in text for text in shown)
    assert not any("Kín" in text for text in shown)


async def test_an_empty_audience_goes_no_further(place: Town) -> None:
    """The desk addresses whom it likes, but somebody."""
    ba = Desk(await enrolled(place, "Ba", Role.DESK, DESK))
    await _begins(ba)
    await ba.types("Nội dung", "Tiêu đề?")
    asked = await ba.types("Tiêu đề", "Gửi tới xã nào")
    typed = await ba.types("xã không có thật", "Chưa tìm thấy xã, phường nào")
    await ba.presses("Về thẻ tin", "Bản nháp")
    await ba.presses("Gửi duyệt", "Chưa chọn nơi nhận nào")

    assert ["Xong" in str(shown.labels) for shown in (asked, typed)] == [False, False]


async def _begins(desk: Desk) -> None:
    await desk.types("/phattin", "Phát tin")
    await desk.presses("Soạn tin mới", ASKED)


async def _are_refused(desk: Desk, cases: dict[str, str]) -> None:
    for typed, said in cases.items():
        await desk.types(typed, said)
