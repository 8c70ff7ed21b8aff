"""People type before they press: whatever comes first starts a tip, and nothing of it is lost or sent by itself."""

from pathlib import Path

from bot.domain.kinds import Urgency
from bot.domain.tip import When, Why
from bot.domain.units import DESK
from tests.stories.telling import (
    calls_since,
    calls_so_far,
    living_keyboards,
    places_it,
    pressed,
    receipt_in,
    reviews_a_theft,
    sends_a_theft,
    tip_under,
    typed,
    welcomed,
)
from tests.town import Town, town


async def test_a_text_without_any_command_becomes_a_tip(place: Town) -> None:
    """Three questions more, two of which can be skipped, and it can be sent; it is kept as it was typed."""
    lan = place.resident()
    await welcomed(lan)

    screens = [
        await typed(lan, "Hai người lấy <xe> & chạy về phía cầu", "CHƯA gửi"),
        await places_it(lan, "Mỹ Thới"),
        await pressed(lan, "Hôm nay", "Coi lại"),
    ]
    receipt = receipt_in(await pressed(lan, "Gửi tin", "Mã tin"))
    tip = await tip_under(place, receipt)

    assert ["hưa gửi" in screen.replace("CHƯA", "Chưa") for screen in screens] == [True] * 3
    assert "Hai người lấy <xe> & chạy về phía cầu" in screens[-1]
    assert ("Hai người lấy <xe> & chạy về phía cầu",) == tip.account.texts
    assert (When.TODAY, Urgency.ROUTINE, DESK, Why.NO_GROUP) == (tip.when, tip.urgency, tip.unit, tip.why)


async def test_a_text_at_the_first_question_is_taken_as_the_story(place: Town) -> None:
    """The question says that one can just type, so that typing leads on."""
    lan = place.resident()
    await welcomed(lan)
    await pressed(lan, "Báo tin", "Bà con muốn báo việc gì")

    screen = await typed(lan, "Có người đổ rác xuống kinh", "xã, phường nào")

    assert "CHƯA gửi" in screen


async def test_texts_while_a_button_is_asked_for_are_kept_and_said_to_be(place: Town) -> None:
    """Nobody wonders whether the second message was lost."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    await places_it(lan)

    screen = await typed(lan, "Một người đội nón đỏ", "Đã ghi 2 đoạn")
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "lúc nào" in screen
    assert ["Hai người lấy xe đạp" in review, "Một người đội nón đỏ" in review] == [True, True]


async def test_an_edit_before_sending_replaces_what_was_typed(place: Town) -> None:
    """The question stays where it is; nothing of the first wording is sent."""
    lan = place.resident()
    await welcomed(lan)
    told = lan.sends("Thằng Tèo lấy xe")
    await lan.waits_for("CHƯA gửi", anew=True)
    await places_it(lan)
    await pressed(lan, "Hôm nay", "Thằng Tèo lấy xe")
    before = len(lan.screen())

    lan.edits(told, "Có người lấy xe")
    review = (await lan.waits_for("Có người lấy xe", anew=True)).text
    receipt = receipt_in(await pressed(lan, "Gửi tin", "Mã tin"))

    assert "Thằng Tèo" not in review
    assert ("Có người lấy xe",) == (await tip_under(place, receipt)).account.texts
    assert before == len(lan.screen())


async def test_there_is_one_living_question_at_a_time(place: Town) -> None:
    """After typed words the question is asked anew, and the old keyboard is taken away; the menu stays."""
    lan = place.resident()
    await welcomed(lan)
    menu = lan.last_message()
    for words, then in (("Hai người lấy xe", "CHƯA gửi"), ("my thoi", "loại nào"), ("Nón đỏ", "Đã ghi 2")):
        await typed(lan, words, then)
    await place.api.quiet(1.2)

    assert [menu.message_id, lan.last_message().message_id] == [found.message_id for found in living_keyboards(lan)]


async def test_a_draft_survives_a_restart(tmp_path: Path) -> None:
    """The process stops and starts, and dies and starts; the question is where it was."""
    async with town(tmp_path) as place:
        lan = place.resident()
        await welcomed(lan)
        await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
        await place.stops()
        await place.starts()
        await places_it(lan)
        await place.api.quiet()
        await place.dies()
        await place.starts()

        review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "Hai người lấy xe đạp" in review


async def test_what_is_typed_while_the_bot_is_away_is_taken_up(tmp_path: Path) -> None:
    """In its order, once it is back."""
    async with town(tmp_path) as place:
        lan = place.resident()
        await welcomed(lan)
        await place.stops()
        lan.sends("Hai người lấy xe đạp")
        lan.sends("my thoi")
        await place.starts()

        await lan.waits_for("giống loại nào")


async def test_a_press_costs_two_calls_a_text_two_and_a_tip_26(place: Town) -> None:
    """The budget that keeps the bot quick when many write at once."""
    lan = place.resident()
    await place.api.quiet(1)  # the bot introduces itself first
    begun = calls_so_far(place)
    costs: list[int] = []

    async def cost(quiet: float = 0.1) -> None:
        await place.api.quiet(quiet)
        costs.append(calls_so_far(place) - begun - sum(costs))

    await welcomed(lan)
    await cost()
    for label, then in (("Báo tin", "việc gì"), ("Trộm, cướp", "giống"), ("Trộm cắp", "lúc nào"), ("Hôm nay", "nào?")):
        await pressed(lan, label, then)
        await cost()
    for words, then in (("my thoi", "Bà con thấy gì"), ("Hai người lấy xe", "Đã ghi 1"), ("Nón đỏ", "Đã ghi 2")):
        await typed(lan, words, then)
        await cost(1.2)  # taking the old keyboard away waits for the chat's second
    for label, then in (("Xong", "Coi lại"), ("Không ngại", "✅"), ("Gửi tin", "Mã tin")):
        lan.presses(lan.last_message(), label)
        await lan.waits_for("Mã tin" if then == "Mã tin" else "Coi lại", anew=True)
        await cost()

    assert max(costs) <= 2
    assert sum(costs) <= 26
    assert {200} == {call.code for call in calls_since(place, begun)}


async def test_a_cancelled_draft_is_asked_about_and_can_be_kept(place: Town) -> None:
    """One wrong press with a shaking hand costs nothing."""
    lan = place.resident()
    await welcomed(lan)
    await reviews_a_theft(lan)

    asked = await pressed(lan, "Hủy", "Bỏ tin này?")
    kept = await pressed(lan, "Giữ lại", "Coi lại")
    await typed(lan, "/huy", "Bỏ tin này?")
    dropped = await pressed(lan, "Bỏ", "Đã bỏ")

    assert "Chưa có gì được gửi" in asked
    assert "Hai người lấy xe đạp" in kept
    assert "Không có gì được gửi" in dropped


async def test_back_and_skip_lose_nothing(place: Town) -> None:
    """From the review into a question and back; an extra that is left out; the answers stand."""
    lan = place.resident()
    await welcomed(lan)
    review = await reviews_a_theft(lan)

    await pressed(lan, "Đổi xã", "xã, phường nào")
    returned = await pressed(lan, "Quay lại", "Coi lại")
    await pressed(lan, "Dè chừng ai", "dè chừng ai")
    skipped = await pressed(lan, "Bỏ qua", "Coi lại")
    await pressed(lan, "Chỗ nào", "Chỗ nào trong xã")
    placed = await typed(lan, "sau chợ <Mỹ Thới>", "Coi lại")

    assert [review, review] == [returned, skipped]
    assert "sau chợ <Mỹ Thới>" in placed


async def test_the_language_can_change_in_the_middle(place: Town) -> None:
    """The draft stays, the question comes in the other language, and the words stand as typed."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    await typed(lan, "/ngonngu", "Choose a language")

    await pressed(lan, "English", "Which commune")
    await typed(lan, "my thoi", "kind is closest")
    await pressed(lan, "Skip", "When was it")
    review = await pressed(lan, "Today", "Read it once more")

    assert "Hai người lấy xe đạp" in review
    assert "Nothing has been sent" in review


async def test_an_english_phone_is_answered_in_english(place: Town) -> None:
    """From the first screen to the receipt."""
    ann = place.resident("Ann", language="en-GB")
    ann.starts()
    await ann.waits_for("IN DANGER NOW")
    await typed(ann, "Two men took a bicycle", "NOT yet sent")
    await typed(ann, "my thoi", "kind is closest")
    await pressed(ann, "Skip", "When was it")
    await pressed(ann, "Today", "exactly what the police will see")

    receipt = await pressed(ann, "Send the tip", "Your code")

    assert "Sent to An Giang Provincial Police" in receipt


async def test_two_tips_have_different_receipts(place: Town) -> None:
    """Each tip has its own."""
    lan = place.resident()
    await welcomed(lan)
    first = await sends_a_theft(lan)
    await typed(lan, "Chuyện khác hẳn", "tin mới, hay thêm")
    await pressed(lan, "Tin mới", "xã, phường nào")
    await places_it(lan)
    await pressed(lan, "Hôm nay", "Coi lại")

    second = receipt_in(await pressed(lan, "Gửi tin", "Mã tin"))

    assert first != second
    assert ("Chuyện khác hẳn",) == (await tip_under(place, second)).account.texts
