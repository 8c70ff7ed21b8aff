"""A ready question that asks for two things: both are answered by a press each, seen, and sent together."""

from tests.stories.people import Post, Resident, on_duty, resident
from tests.town import Town


async def test_both_parts_are_answered_before_anything_is_sent(place: Town) -> None:
    """A part has one answer, the last one pressed; nothing goes out before `Gửi`."""
    ward = await on_duty(place)
    lan = await resident(place)
    await _is_asked(lan, ward)

    await lan.presses("Không", "☑️ Không")
    await lan.presses("3–5", "☑️ 3–5")
    both = await lan.presses("Có", "Chưa gửi")
    labels = lan.person.last_message().labels
    await place.api.quiet()
    before = ward.texts()
    await lan.presses("📨 Gửi", ": Có · 3–5")
    answer = await ward.officer.sees("Có · 3–5")

    assert "Có dao, súng không? Mấy người?" in both
    assert [["☑️ Có", "Không"], ["1–2", "☑️ 3–5"], ["Hơn 5"]] == labels[:3]
    assert not any("3–5" in text for text in before if "Người báo tin" in text and "bấm được" not in text)
    assert "Trả lời câu: Có dao, súng không?" in answer.text


async def test_words_can_go_along(place: Town) -> None:
    """Typed under what was picked, in one answer."""
    ward = await on_duty(place)
    lan = await resident(place)
    await _is_asked(lan, ward)

    await lan.presses("Có", "☑️ Có")
    await lan.types("Một người cầm mã tấu cũ", "mã tấu cũ")
    await lan.presses("Gửi", ": Có")
    answer = await ward.officer.sees("mã tấu cũ")

    assert "Có\nMột người cầm mã tấu cũ" in answer.text


async def test_answers_alone_can_be_no_tip_of_their_own(place: Town) -> None:
    """Without words the way to a new tip is not offered."""
    ward = await on_duty(place)
    lan = await resident(place)
    await _is_asked(lan, ward)

    await lan.presses("Có", "☑️ Có")
    picked = [label for row in lan.person.last_message().labels for label in row]
    await lan.types("Một người cầm mã tấu cũ", "mã tấu cũ")
    written = [label for row in lan.person.last_message().labels for label in row]

    assert ("📝 Tin mới" in picked, "📝 Tin mới" in written) == (False, True)


async def _is_asked(lan: Resident, ward: Post) -> None:
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    await ward.officer.presses("Có dao, súng không", "Chưa gửi")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    await lan.reads("Có dao, súng không?")
