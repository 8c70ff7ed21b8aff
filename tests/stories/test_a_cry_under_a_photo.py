"""Danger that is written under a photo is answered as any other, also where neither of them can be kept."""

from tests.evidence.photos import marked_jpeg
from tests.stories.people import resident
from tests.stories.tongues import VIETNAMESE
from tests.town import Town


async def test_the_numbers_come_first_where_there_is_no_room_for_the_cry(place: Town) -> None:
    """The tip is full: the words are refused, and who cries reads whom to call."""
    lan = await resident(place)
    await lan.types("a " * 1999, VIETNAMESE.commune)
    await lan.types("my thoi", "Bỏ qua")
    await lan.types("b " * 1999, "2 đoạn")

    lan.person.sends_photo(content=marked_jpeg("M")[:3000], caption="đang chém nhau " + "x" * 800)
    refused = await lan.sees("Tin đã đủ dài")
    lan.person.sends_video(caption="đang chém nhau " + "x" * 800)
    film = await lan.sees("Tin đã đủ dài")

    assert ["GỌI 113 NGAY"] * 2 == [text[text.index("GỌI") :][:12] for text in (refused, film)]
