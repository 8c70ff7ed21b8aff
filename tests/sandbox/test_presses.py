"""A press reaches the bot as a callback query and takes one answer, in time."""

import pytest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, object_in
from bot.sandbox.pressing import Answer
from tests.sandbox.bare_client import BareClient

LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
MARKUP: Json = {
    "inline_keyboard": [
        [{"text": "✅ Gửi tin", "callback_data": "v1:send"}, {"text": "Gửi tin thử", "callback_data": "v1:try"}],
        [{"text": "Mở", "url": "https://example.org"}],
    ]
}


async def test_a_press_is_a_callback_query(api: BotApiServer, bare: BareClient) -> None:
    """The query carries the presser, the message with its keyboard, and the data."""
    lan = api.person("Lan", language_code="en", is_premium=True)
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)

    press = lan.presses(lan.last_message(), "✅")

    query = object_in((await bare.updates())[-1]["callback_query"])
    assert (press.query_id, "v1:send") == (query["id"], query["data"])
    account = {
        "id": lan.user_id,
        "is_bot": False,
        "first_name": "Lan",
        "language_code": "en",
        "is_premium": True,
    }
    assert account == query["from"]
    assert object_in(query["message"])["reply_markup"] == MARKUP


async def test_the_presser_sees_the_answer(api: BotApiServer, bare: BareClient) -> None:
    """A toast or an alert is shown to whoever pressed."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    press = lan.presses(lan.last_message(), "v1:try")

    await bare.result("answerCallbackQuery", callback_query_id=press.query_id, text="Đã gửi", show_alert=True)

    assert Answer(text="Đã gửi", is_alert=True) == await press.answered()


async def test_a_press_takes_one_answer(api: BotApiServer, bare: BareClient) -> None:
    """A second answer and an answer to nothing are too late."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    press = lan.presses(lan.last_message(), "✅")
    await bare.result("answerCallbackQuery", callback_query_id=press.query_id)

    assert await bare.refusal("answerCallbackQuery", callback_query_id=press.query_id) == LATE
    assert await bare.refusal("answerCallbackQuery", callback_query_id="1") == LATE


async def test_an_answer_must_come_in_time(api: BotApiServer, bare: BareClient) -> None:
    """A press that has waited too long cannot be answered."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    press = lan.presses(lan.last_message(), "✅")

    api.clock.advance(31)

    assert await bare.refusal("answerCallbackQuery", callback_query_id=press.query_id) == LATE
    with pytest.raises(AssertionError, match="was not answered within"):
        await press.answered(within=0.01)


async def test_an_answer_has_at_most_200_signs(api: BotApiServer, bare: BareClient) -> None:
    """A longer answer is refused and the press can still be answered."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    press = lan.presses(lan.last_message(), "✅")

    long = await bare.refusal("answerCallbackQuery", callback_query_id=press.query_id, text="a" * 201)
    await bare.result("answerCallbackQuery", callback_query_id=press.query_id, text="a" * 200)

    assert long == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_button_that_is_not_there_fails_clearly(api: BotApiServer, bare: BareClient) -> None:
    """The failure lists the buttons there are."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)

    with pytest.raises(AssertionError, match=r"no button 'Xóa' among .*✅ Gửi tin.* under 'Xem lại'"):
        lan.presses(lan.last_message(), "Xóa")
    with pytest.raises(AssertionError, match="the button 'Mở' tells the bot nothing"):
        lan.presses(lan.last_message(), "Mở")


async def test_a_stale_press_still_reaches_the_bot(api: BotApiServer, bare: BareClient) -> None:
    """Somebody who looks at an older state can press what they see there, until the message is gone."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    stale = lan.last_message()
    where: dict[str, Json] = {"chat_id": lan.user_id, "message_id": stale.message_id}
    await bare.result("editMessageText", **where, text="khác")

    lan.presses(stale, "✅")

    query = object_in((await bare.updates())[-1]["callback_query"])
    assert (query["data"], object_in(query["message"])["text"]) == ("v1:send", "khác")
    await bare.result("deleteMessage", **where)
    with pytest.raises(AssertionError, match="no such message to press"):
        lan.presses(stale, "✅")


async def test_a_press_on_a_very_old_message_brings_no_content(api: BotApiServer, bare: BareClient) -> None:
    """After 48 hours the query tells only where the message lies."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("sendMessage", chat_id=lan.user_id, text="Xem lại", reply_markup=MARKUP)
    api.clock.advance(49 * 3600)

    lan.presses(lan.last_message(), "✅")

    message = object_in(object_in((await bare.updates())[-1]["callback_query"])["message"])
    assert {"chat": api.world.chats[lan.user_id].as_json(), "message_id": 2, "date": 0} == message
