"""Somebody of the staff shows the bot a photo in private: it is no answer to anybody, and they are told so."""

from tests.evidence.photos import marked_jpeg
from tests.stories.people import on_duty, resident
from tests.town import Town

MARK = "marked"


async def test_an_officers_photo_in_private_begins_a_tip_and_says_so(place: Town) -> None:
    """It goes to no reporter: whoever is enrolled is told how it would; a resident is told nothing of it."""
    ward, lan = await on_duty(place), await resident(place)

    ward.officer.person.sends_photo(content=marked_jpeg(MARK))
    told = await ward.officer.reads_privately("một tin mới")
    lan.person.sends_photo(content=marked_jpeg(MARK))
    screen = await lan.sees("xã, phường nào")

    assert "bấm Hỏi thêm dưới thẻ" in told.text
    assert "một tin mới" not in screen
