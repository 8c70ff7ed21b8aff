"""What is changed in place before it is sent counts as it stands at last: photos, and the words under them."""

from tests.evidence.photos import encoded, scene
from tests.stories.people import Resident, on_duty, resident
from tests.stories.test_photos_without_a_trace import photos_at, width_of
from tests.stories.tongues import VIETNAMESE
from tests.town import Town


async def test_another_photo_takes_the_place_of_one_that_gave_too_much_away(place: Town) -> None:
    """The police get the one that the resident put there, and never the former."""
    ward = await on_duty(place)
    lan = await resident(place)
    sent = lan.person.sends_photo(content=encoded(scene((200, 150))), caption="Xe nhà tôi")
    await lan.sees("CHƯA gửi")
    review = await _reviewed(lan)

    lan.person.exchanges(sent, encoded(scene((300, 150))))
    await lan.sees(VIETNAMESE.review)
    lan.person.edits(sent, "Xe của họ")
    reworded = await lan.sees("Xe của họ")
    await lan.sends()
    (content,) = await photos_at(ward, place, count=1)

    assert ("Xe nhà tôi" in review, "Xe nhà tôi" in reworded) == (True, False)
    assert 300 == width_of(content)


async def test_words_written_later_under_a_photo_are_kept(place: Town) -> None:
    """A photo came without a word; what is put under it afterwards is told like all the rest."""
    lan = await resident(place)
    sent = lan.person.sends_photo(content=encoded(scene((200, 150))))
    await lan.sees("CHƯA gửi")
    await _reviewed(lan)

    lan.person.edits(sent, "Hai người bán gói trắng")
    review = await lan.sees("Hai người bán gói trắng")

    assert "Hình: 1" in review


async def test_a_question_that_was_sent_anew_is_the_one_that_goes_on(place: Town) -> None:
    """Whoever presses twice on the upper one, while the photos are on their way, finds the review below: it is one."""
    lan = await resident(place)
    lan.person.sends_photo(content=encoded(scene((200, 150))))
    await lan.sees("CHƯA gửi")
    await _reviewed(lan)
    await lan.presses("🖼 Hình", "Bỏ hình 1")
    upper = lan.person.screen()[-1]

    lan.person.presses(upper, "Coi hình")
    lan.person.presses(upper, "Xong")
    await place.api.quiet()
    questions = [shown for shown in lan.person.screen() if shown.by_bot and shown.buttons]

    assert VIETNAMESE.review in questions[-1].text
    assert [] == [shown.text for shown in questions if "Bỏ hình 1" in str(shown.buttons)]


async def test_the_eleventh_photo_has_no_room_and_the_screen_does_not_ask_for_it(place: Town) -> None:
    """An album of ten and one more: ten are kept, the eleventh is said not to be; none is asked for."""
    lan = await resident(place)
    lan.person.sends_album([encoded(scene((200 + number, 150))) for number in range(10)], caption="Mười tấm")
    await lan.sees("Đã giữ 10 hình")

    lan.person.sends_photo(content=encoded(scene((300, 150))))
    await lan.sees("hình này chưa giữ")
    await _reviewed(lan)
    full = await lan.presses("🖼 Hình", "Bỏ hình 10")

    assert ("đã đủ" in full, "Gửi thêm" in full) == (True, False)


async def _reviewed(lan: Resident) -> str:
    await lan.types("my thoi", "Bỏ qua")
    await lan.presses("Bỏ qua", VIETNAMESE.when)
    return await lan.presses(VIETNAMESE.today, VIETNAMESE.review)


async def test_a_receipt_typed_into_an_addition_never_reaches_the_police(place: Town) -> None:
    """It is looked up, as anywhere; the addition waits, and is sent without it."""
    await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Mất xe đạp trước chợ")
    lan.person.sends(receipt)
    await lan.sees("Gửi thêm")
    await lan.presses("Gửi thêm", "Viết cho")
    await lan.types("Xe màu đỏ", "Xe màu đỏ")

    lan.person.sends(receipt)
    await lan.sees("Gửi thêm")
    again = await lan.presses("Đọc xong", "Xe màu đỏ")

    assert ("Xe màu đỏ" in again, receipt in again) == (True, False)
