"""A resident shows what they saw: the police see the pictures, and nothing that a phone writes into them."""

from bot.sandbox.files import StoredFile
from bot.sandbox.plain import objects_in, text_in
from bot.sandbox.screen import Shown
from tests.evidence.photos import decoded, encoded, finds, marked_jpeg, marked_png, marked_webp, scene
from tests.stories.people import Post, Resident, on_duty, resident
from tests.stories.tongues import ENGLISH, VIETNAMESE
from tests.town import Town

MARK = "SERIAL-LAN-4711"


async def test_a_photo_and_a_commune_are_enough(place: Town) -> None:
    """A photo without any command begins a tip; the commune's police get it clean, under the card."""
    ward = await on_duty(place)
    lan = await resident(place)

    lan.person.sends_photo(content=marked_jpeg(MARK))
    await lan.sees("CHƯA gửi")
    review = await reviews(lan)
    await lan.sends()
    (content,) = await photos_at(ward, place, count=1)

    assert "Hình:" in review
    assert finds(MARK, marked_jpeg(MARK))
    assert not finds(MARK, content)


async def test_five_photos_of_an_album_lose_none_and_draw_one_answer(place: Town) -> None:
    """They arrive at once, with a caption that is kept; one screen answers all, and one album reaches the police."""
    ward = await on_duty(place)
    lan = await resident(place)
    photos = [encoded(scene((200 + 10 * number, 150))) for number in range(5)]

    lan.person.sends_album(photos, caption="Hai người bán gói trắng")
    await lan.sees("CHƯA gửi")
    answers = [shown for shown in lan.person.screen() if shown.by_bot][1:]
    review = await reviews(lan)
    await lan.sends()
    contents = await photos_at(ward, place, count=5)

    assert 1 == len(answers)
    assert "Hai người bán gói trắng" in review
    assert [200, 210, 220, 230, 240] == [width_of(content) for content in contents]


async def test_an_album_is_answered_whatever_follows_it(place: Town) -> None:
    """Something else that is done at the same moment, and shows no question, leaves the album's own answer."""
    lan = await resident(place)
    welcome = lan.person.last_message()

    lan.person.sends_album([encoded(scene((200, 150))) for _ in range(2)])
    lan.person.presses(welcome, "Quyền riêng tư")
    await lan.sees("Công an thấy:")

    assert "CHƯA gửi" in (await lan.person.waits_for("Đã giữ 2 hình")).text


async def test_a_photo_is_taken_out_again_before_it_is_sent(place: Town) -> None:
    """On the review the photos are counted, shown as the police would see them, and each can go."""
    ward = await on_duty(place)
    lan = await resident(place)
    for width in (200, 300):
        lan.person.sends_photo(content=encoded(scene((width, 150))))
        await lan.sees("Đã giữ" if width == 300 else "CHƯA gửi")
    await reviews(lan)

    listed = await lan.presses("🖼 Hình", "Bỏ hình 2")
    await lan.presses("Coi hình", "công an sẽ thấy y vậy")
    await place.api.quiet()
    looked = [shown for shown in lan.person.screen() if shown.by_bot and shown.kind == "photo"]
    last = lan.person.screen()[-1]
    fewer = await lan.presses("Bỏ hình 1", "Hình: 1")
    await lan.presses("Xong", VIETNAMESE.review)
    await lan.sends()
    (content,) = await photos_at(ward, place, count=1)

    assert "Hình: 2" in listed
    assert "Hình: 2" in last.text, "the question stands below what was looked at"
    assert "còn chỗ cho 9" in fewer
    assert [200, 300] == [width_of(bytes_of(place, shown)) for shown in looked]
    assert 300 == width_of(content)


async def test_photos_as_files_come_clean_too(place: Town) -> None:
    """PNG and WebP sent as files, whose names tell of a phone, arrive as photos under neutral names."""
    ward = await on_duty(place)
    lan = await resident(place, tongue=ENGLISH)

    lan.person.sends_document(f"{MARK}.png", content=marked_png(MARK), mime="image/png")
    await lan.sees("NOT")
    lan.person.sends_document(f"{MARK}.webp", content=marked_webp(MARK), mime="image/webp")
    await lan.sees("Pictures kept: 2")
    await lan.types("my thoi", "Skip")
    await lan.presses("Skip", ENGLISH.when)
    await lan.presses(ENGLISH.today, ENGLISH.review)
    await lan.sends()
    contents = await photos_at(ward, place, count=2)

    shown = [one for one in ward.officer.person.screen(ward.group) if one.kind == "photo"]
    names = [(stored_of(place, one).name or "").partition(".")[0] for one in shown]
    assert [] == [content for content in contents if finds(MARK, content)]
    assert ["hinh-1", "hinh-2"] == names


async def test_what_cannot_be_cleaned_gets_a_kind_word_and_loses_nothing(place: Town) -> None:
    """Broken, moving, lying and oversized files, voice and film are refused; what was told, and the caption, stay."""
    lan = await resident(place)
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    broken = marked_jpeg(MARK)[:3000]

    lan.person.sends_photo(content=broken, caption="Đây là xe của họ")
    refused = await lan.sees("bị hư")
    lan.person.sends_document("page.jpg", content=b"<html>" * 99, mime="image/jpeg")
    lying = await lan.sees("chưa giữ")
    lan.person.sends_file("document", name="big.jpg", mime="image/jpeg", size=21 * 1024 * 1024)
    await lan.sees("quá nặng")
    lan.person.sends_video()
    film = await lan.sees("phim")
    lan.person.sends_document("list.pdf")
    file = await lan.sees("tệp")
    review = await reviews(lan)

    assert [True] * 4 == ["CHƯA" in screen or "Chưa gửi" in screen for screen in (refused, lying, film, file)]
    assert "Hai người lạ trước chợ" in review
    assert "Đây là xe của họ" in review


async def test_the_place_is_pinned_only_if_the_resident_says_so(place: Town) -> None:
    """A location finds the commune and is dropped; only as the scene it stands on the card."""
    ward = await on_duty(place)
    for answer, pinned in (("Chỉ xã/phường", False), ("Đúng chỗ này", True)):
        lan = await resident(place, f"Lan{pinned}")
        lan.person.sends_location(10.3313, 105.4585)
        await lan.sees("Đã nhận vị trí")
        offered = await lan.presses(answer, "xã")
        await lan.presses("Mỹ Thới", "Chưa rõ")
        await lan.presses("Chưa rõ", VIETNAMESE.when)
        await lan.presses(VIETNAMESE.today, "Bà con thấy gì")
        await lan.types(f"Chuyện {pinned}", "Đã ghi 1 đoạn")
        await lan.presses("Xong", VIETNAMESE.review)
        await lan.sends()
        card = await ward.officer.sees(f"Chuyện {pinned}")

        assert pinned == ("Đã giữ chỗ bà con ghim" in offered)
        assert "Mỹ Thới" in str(lan.person.screen()) + offered
        assert pinned == ("10.3313" in card.text)


async def test_a_place_shared_on_the_review_is_asked_about_there(place: Town) -> None:
    """It is not swallowed: once it is the scene the review says so."""
    await on_duty(place)
    lan = await resident(place)
    await lan.writes("Hai người lạ trước chợ")

    lan.person.sends_location(10.3313, 105.4585)
    await lan.sees("Đã nhận vị trí")
    review = await lan.presses("Đúng chỗ này", VIETNAMESE.review)

    assert "Có ghim chỗ xảy ra" in review


async def test_danger_comes_before_the_question_of_the_place(place: Town) -> None:
    """Who cries for help while a place waits to be asked about reads the numbers first."""
    lan = await resident(place)
    lan.person.sends_location(10.3313, 105.4585)
    await lan.sees("Đã nhận vị trí")

    cried = await lan.types("đang chém nhau", "113")
    asked = await lan.presses("Không gọi được", "Đã nhận vị trí")

    assert "GỌI 113 NGAY" in cried
    assert "CHƯA gửi" in asked


async def reviews(lan: Resident) -> str:
    """Answer the questions after what was shown or told, up to the review; give its screen."""
    await lan.types("my thoi", "Bỏ qua")
    await lan.presses("Bỏ qua", VIETNAMESE.when)
    return await lan.presses(VIETNAMESE.today, VIETNAMESE.review)


async def photos_at(ward: Post, place: Town, *, count: int) -> list[bytes]:
    """Wait for so many photos in a unit's group; give their bytes in order."""
    person, group = ward.officer.person, ward.group

    def seen() -> list[Shown]:
        return [shown for shown in person.screen(group) if shown.by_bot and shown.kind == "photo"]

    await person.waits_until(lambda _: len(seen()) == count, said=f"{count} photos", chat=group)
    return [bytes_of(place, shown) for shown in seen()]


def width_of(content: bytes) -> int:
    """Give the width of a photo in pixels."""
    return decoded(content).width


def bytes_of(place: Town, shown: Shown) -> bytes:
    """Give the bytes of a photo."""
    return stored_of(place, shown).content


def stored_of(place: Town, shown: Shown) -> StoredFile:
    """Give a photo as the stand-in keeps it."""
    message = place.api.world.chats[shown.chat_id].messages[shown.message_id]
    sizes = objects_in(message.content.media["photo"])
    stored = place.api.world.files.by_id(text_in(sizes[-1]["file_id"]))
    assert stored is not None
    return stored


async def test_a_photo_is_added_later_through_the_thread(place: Town) -> None:
    """What is sent while the thread lies open goes to the police with the words beside it, clean, under the card."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Mất xe đạp trước chợ")
    await ward.officer.asks("Có hình xe không?", on="Mất xe đạp")
    await lan.reads("Có hình xe không?")

    lan.person.sends_photo(content=marked_jpeg(MARK), caption="Xe đây")
    adding = await lan.sees("Đã giữ 1 hình")
    await lan.presses("📨 Gửi", "🖼 1 hình")
    await ward.officer.sees("Xe đây")
    (content,) = await photos_at(ward, place, count=1)

    assert "Chưa gửi" in adding
    assert not finds(MARK, content)


async def test_an_officer_asks_with_a_photo(place: Town) -> None:
    """It is cleaned as a resident's is, shown before it is sent, and seen by a press in the thread."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Mất xe đạp trước chợ")
    tu = ward.officer.person
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="Mất xe đạp")
    prompt = await ward.officer.presses("Tự viết", "trả lời (reply)")

    tu.sends_file("photo", content=marked_jpeg(MARK), caption="Có phải xe này không?", to=ward.group, reply_to=prompt)
    await ward.officer.sees("Kèm 1 hình")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    await lan.reads("Có phải xe này không?")
    await lan.presses("Coi hình công an gửi", "Hình công an gửi")
    (shown,) = [one for one in lan.person.screen() if one.by_bot and one.kind == "photo"]

    assert not finds(MARK, bytes_of(place, shown))


async def test_photos_leave_a_group_that_the_tip_leaves(place: Town) -> None:
    """What is taken back is taken back whole: no photo of it stays where it was seen."""
    ward = await on_duty(place)
    lan = await resident(place)
    lan.person.sends_photo(content=marked_jpeg(MARK))
    await lan.sees("CHƯA gửi")
    await reviews(lan)
    receipt = await lan.sends()
    await photos_at(ward, place, count=1)

    lan.person.sends(receipt)
    await lan.sees("Rút tin")
    await lan.presses("Rút tin", "Rút")
    await lan.presses("Rút", "")
    await place.api.quiet()

    assert [] == [one for one in ward.officer.person.screen(ward.group) if one.by_bot and one.kind == "photo"]


async def test_a_stray_photo_is_added_to_the_tip_that_it_belongs_to(place: Town) -> None:
    """Sent while nothing lies open, it waits to be sorted, goes along with the words under it, and comes once."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Mất xe đạp trước chợ")

    lan.person.sends_photo(content=marked_jpeg(MARK), caption="Xe đây")
    await lan.sees("hay thêm vào tin đã gửi")
    adding = await lan.presses("Mỹ Thới", "Viết cho")
    await lan.presses("📨 Gửi", "🖼 1 hình")
    await ward.officer.sees("Xe đây")
    await photos_at(ward, place, count=1)
    folded = await lan.presses("Đọc xong", "ẩn")

    assert "Đã giữ 1 hình" in adding
    assert "Đã ẩn" in folded
