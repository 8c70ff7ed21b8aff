"""A warning from its first word to its sending: composed by one officer, approved by another, begun once."""

from bot.domain.broadcasts.broadcast import OccurrenceState
from tests.stories.people import on_duty
from tests.stories.test_officers_compose import announcer
from tests.town import Town


async def test_a_warning_begins_once_a_second_officer_has_read_it(place: Town) -> None:
    """The group sees what residents will see, above the card; its writer hears of the approval; it begins once."""
    ward = await on_duty(place)
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Không chuyển tiền cho người lạ.", "Tiêu đề?")
    await nga.types("Cảnh giác cuộc gọi lạ", "chủ đề nào")
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await nga.presses("Gửi ngay sau khi duyệt", "Bản nháp")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    seen = await ward.officer.sees("Không chuyển tiền cho người lạ.")
    card = await ward.officer.sees("Tin chờ duyệt")

    assert place.program is not None
    assert place.opened is not None
    assert 0 == await place.program.planning.tick()
    assert "Đã duyệt." == await ward.officer.person.presses_and_sees(card, "✅ Duyệt")
    await place.program.planning.tick()
    await nga.person.waits_for("đã duyệt tin")

    async with place.opened.casebook.begin() as book:
        sendings = await book.occurrences.in_state(*OccurrenceState)
    assert "Cảnh giác cuộc gọi lạ" in seen.text
    assert "Nga" not in seen.text
    assert 1 == len(sendings)
    assert sendings[0].begun is not None
