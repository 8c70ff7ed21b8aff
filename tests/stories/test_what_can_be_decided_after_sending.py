"""Under the receipt: how to hear of an answer, a wrong commune, and leaving no trace in the chat."""

from bot.domain.tip import Why
from bot.domain.units import DESK
from bot.sandbox.actors import Person
from tests.stories.telling import (
    calls_since,
    calls_so_far,
    handles_in,
    places_it,
    pressed,
    receipt_in,
    reviews_a_theft,
    sends_a_theft,
    tip_under,
    typed,
    welcomed,
)
from tests.town import Town


async def test_the_receipt_can_be_copied_and_says_how_answers_come(place: Town) -> None:
    """The button copies what the text shows; the choice can be changed and changed back."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    copies = [button.copies for row in lan.last_message().buttons for button in row]

    alone = await pressed(lan, "Chỉ dùng mã tin", "sẽ không có thông báo nào")
    burnt = (await tip_under(place, receipt)).handle, await handles_in(place, lan)
    again = await pressed(lan, "Báo cho tôi", "sẽ báo vào đây")
    tip = await tip_under(place, receipt)

    assert receipt in copies
    assert [receipt, receipt] == [receipt_in(alone), receipt_in(again)]
    assert (None, []) == burnt
    assert [tip.id] == await handles_in(place, lan)


async def test_a_wrong_commune_is_put_right(place: Town) -> None:
    """By its name or by its letter; the tip goes where it belongs."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)

    await pressed(lan, "Sai xã", "thật ra ở xã, phường nào")
    await typed(lan, "khong co ten nay", "chưa tìm ra")
    await typed(lan, "Long Xuyên", "Bà con muốn nói xã, phường nào")
    thread = await pressed(lan, "phường Long Xuyên", "chờ cán bộ xem")
    tip = await tip_under(place, receipt)

    assert ("30307", DESK) == (tip.commune, tip.unit)
    assert "phường Long Xuyên" in thread


async def test_a_correction_can_be_left(place: Town) -> None:
    """Nothing is thrown away by that, and nobody is told so."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    before = await tip_under(place, receipt)
    await pressed(lan, "Sai xã", "thật ra ở xã, phường nào")

    left = await pressed(lan, "Hủy", "Đã thôi")

    assert "không đổi gì" in left
    assert before == await tip_under(place, receipt)


async def test_the_messages_of_a_tip_are_deleted_from_the_chat(place: Town) -> None:
    """The bot's and the resident's own; the welcome stays, since it says nothing."""
    lan = place.resident()
    await welcomed(lan)
    await sends_a_theft(lan)
    await pressed(lan, "Xóa tin nhắn", "Mã tin cũng mất")
    press = lan.presses(lan.last_message(), "Đã chép, xóa đi")

    alert = (await press.answered()).text
    await place.api.quiet()

    assert "Đã dọn" in alert
    left = " ".join(lan.texts())
    assert [False] * 4 == [word in left for word in ("TB-", "xe đạp", "my thoi", "Mã tin")]


async def test_the_whole_chat_can_be_cleared(place: Town) -> None:
    """`/xoa` takes everything that the bot remembers, drafts' messages too, and the draft itself stays."""
    lan = place.resident()
    await welcomed(lan)
    await reviews_a_theft(lan)
    await typed(lan, "/xoa", "Xóa mọi tin nhắn")
    press = lan.presses(lan.last_message(), "Đã chép, xóa đi")

    alert = (await press.answered()).text
    await place.api.quiet()

    assert "Đã dọn" in alert
    assert "xe đạp" not in " ".join(lan.texts())


async def test_a_second_press_on_send_changes_nothing_and_says_nothing(place: Town) -> None:
    """A shaking hand presses twice: one tip, one receipt, no word about old buttons."""
    lan = place.resident()
    await welcomed(lan)
    await reviews_a_theft(lan)
    review = lan.last_message()
    first, second = lan.presses(review, "Gửi tin"), lan.presses(review, "Gửi tin")

    words = [(await press.answered()).text for press in (first, second)]
    await lan.waits_for("Mã tin")
    await place.api.quiet(1.2)

    assert ["", ""] == [word or "" for word in words]
    assert 1 == sum("Mã tin" in text for text in lan.texts())
    assert 1 == len(await handles_in(place, lan))


async def test_an_old_button_leads_to_the_present_question(place: Town) -> None:
    """One sentence, and the question again, below."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    old = lan.last_message()
    await places_it(lan)

    word = await lan.presses_and_sees(old, "M")
    await lan.waits_for("lúc nào", anew=True)

    assert "Nút này đã cũ" in word


async def test_an_old_button_with_nothing_behind_it_offers_the_menu(place: Town) -> None:
    """A draft that has gone leaves no dead end."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    old = lan.last_message()
    await _forget_all(place, lan)

    lan.presses(old, "M")
    screen = await lan.waits_for("Nút này đã cũ", anew=True)

    assert ["📝 Báo tin", "🔎 Xem trả lời"] == screen.labels[0]


async def test_a_fourth_tip_within_the_hour_waits_at_the_desk(place: Town) -> None:
    """None is refused; the desk sees that they are many."""
    lan = place.resident()
    await welcomed(lan)
    whys: list[Why] = []
    for number in range(4):
        await _begins(lan, f"Chuyện số {number}: có người bán đồ gian", again=number > 0)
        whys.append((await tip_under(place, receipt_in(await pressed(lan, "Gửi tin", "Mã tin")))).why)

    assert [Why.NO_GROUP] * 3 + [Why.TOO_MANY] == whys


async def test_corrections_count_as_tips_do(place: Town) -> None:
    """One tip cannot go round all communes; an honest slip in the third one still goes where it belongs."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)
    whys = [
        await _corrected(place, lan, receipt, name) for name in ("Long Xuyên", "Bình Đức", "Long Xuyên", "Bình Đức")
    ]

    assert [Why.NO_GROUP] * 3 + [Why.TOO_MANY] == whys


async def test_what_waits_at_the_desk_is_not_freed_by_a_correction(place: Town) -> None:
    """A tip beyond the bound stays beyond it, whichever commune it names, and an hour later too."""
    lan = place.resident()
    await welcomed(lan)
    place.clock.passes(minutes=(57 - place.clock.now().minute) % 60)
    for number in range(3):
        await _begins(lan, f"Chuyện số {number}: có người bán đồ gian", again=number > 0)
        await pressed(lan, "Gửi tin", "Mã tin")
    await _begins(lan, "Chuyện thứ tư: có người bán đồ gian", again=True)
    receipt = receipt_in(await pressed(lan, "Gửi tin", "Mã tin"))
    place.clock.passes(minutes=5)

    assert Why.TOO_MANY is await _corrected(place, lan, receipt, "Long Xuyên")


async def test_deep_links_open_the_form_and_the_look_up(place: Town) -> None:
    """A poster names its commune; a card leads to the answer; nonsense leads to the welcome."""
    lan = place.resident()
    lan.starts("c30307")
    await lan.waits_for("Bà con muốn báo việc gì", anew=True)
    await pressed(lan, "Cờ bạc", "giống nhất")
    await pressed(lan, "Đá gà", "lúc nào")
    await pressed(lan, "Hôm nay", "Bà con thấy gì")
    review = await pressed(lan, "Bỏ qua", "Coi lại")
    lan.starts("r")
    await lan.waits_for("dán mã tin", anew=True)
    lan.starts("c99999")
    welcome = await lan.waits_for("113", anew=True)

    assert "phường Long Xuyên" in review
    assert "CHƯA gửi" in welcome.text.replace("chưa gửi", "CHƯA gửi")


async def test_media_are_refused_warmly_and_the_draft_is_kept(place: Town) -> None:
    """The question stands below; words that came with a film are not lost."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    lan.sends_voice()
    voice = (await lan.waits_for("tiếng nói", anew=True)).text
    await places_it(lan)

    lan.sends_video(caption="Xe màu đỏ")
    film = (await lan.waits_for("phim", anew=True)).text
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert ["Việc này ở xã, phường nào" in voice, "giọng nói dễ bị nhận ra" in voice] == [True, True]
    assert ["Lời ghi kèm thì đã giữ" in film, "lúc nào" in film] == [True, True]
    assert ["Hai người lấy xe đạp" in review, "Xe màu đỏ" in review] == [True, True]


async def test_who_blocks_the_bot_is_left_in_peace(place: Town) -> None:
    """The bot goes on for others, and for them when they come back."""
    lan, minh = place.resident(), place.resident("Minh")
    await welcomed(lan)
    lan.sends("Hai người lấy xe đạp")
    lan.blocks_bot()
    await welcomed(minh)
    await place.api.quiet(0.5)
    before = calls_so_far(place)
    await place.api.quiet(0.5)

    lan.starts()
    welcome = await lan.waits_for("113", anew=True)

    assert [] == [call for call in calls_since(place, before) if call.code == 403]
    assert "chưa gửi" in welcome.text


async def test_a_stray_text_is_asked_where_it_belongs(place: Town) -> None:
    """With an open thread it may be more of that, or something new."""
    lan = place.resident()
    await welcomed(lan)
    receipt = await sends_a_theft(lan)

    asked = await typed(lan, "Nó quay lại rồi", "CHƯA gửi")
    adding = await pressed(lan, "phường Mỹ Thới", "Nó quay lại rồi")
    thread = await pressed(lan, "Gửi", "🗣 Bà con:")

    assert "tin mới, hay thêm" in asked
    assert "Chưa gửi" in adding
    assert "Nó quay lại rồi" in thread
    assert "phường Mỹ Thới" in thread
    assert [(await tip_under(place, receipt)).id] == await handles_in(place, lan)


async def _begins(person: Person, words: str, *, again: bool) -> None:
    """Tell of something, up to the review; `again`: it is not the first."""
    await typed(person, words, "CHƯA gửi")
    if again:
        await pressed(person, "Tin mới", "xã, phường nào")
    await places_it(person)
    await pressed(person, "Hôm nay", "Coi lại")


async def _corrected(place: Town, person: Person, receipt: str, commune: str) -> Why:
    """Say that the tip was about another commune; give why it stands where it then does."""
    receipts = [shown for shown in person.screen() if "Mã tin" in shown.text and shown.buttons]
    person.presses(receipts[-1], "Sai xã")
    await person.waits_for("thật ra ở xã", anew=True)
    await typed(person, commune, "muốn nói xã")
    await pressed(person, f"phường {commune}", "chờ cán bộ xem")
    return (await tip_under(place, receipt)).why


async def _forget_all(place: Town, person: Person) -> None:
    """Let a day pass over a conversation."""
    assert place.opened is not None
    await place.api.quiet()
    async with place.opened.vault.begin() as session:
        for conversation in await session.conversations.every():
            if conversation.chat == person.user_id:
                await session.conversations.drop(conversation.chat)
