"""A text goes out in every shape that clients use, or is refused with Telegram's own words."""

import pytest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, number_in, object_in
from bot.sandbox.screen import Button
from tests.sandbox.bare_client import BareClient
from tests.sandbox.conftest import TOKEN


async def test_a_text_with_buttons_is_shown(api: BotApiServer, bare: BareClient) -> None:
    """What the bot sends is on the person's screen, with markup read and buttons in rows."""
    lan = api.person("Lan")
    lan.starts()

    await bare.result(
        "sendMessage",
        chat_id=lan.user_id,
        text=" <b>Chưa gửi</b> &lt;gì&gt; 🙂 ",
        parse_mode="HTML",
        protect_content=True,
        reply_markup={
            "inline_keyboard": [
                [{"text": "Gửi tin", "callback_data": "send"}, {"text": "Hủy", "callback_data": "cancel"}],
                [{"text": "Chép mã", "copy_text": {"text": "TB-1"}}],
            ]
        },
    )

    seen = lan.last_message()
    assert seen.text == "Chưa gửi <gì> 🙂"
    assert seen.entities == ({"type": "bold", "offset": 0, "length": 8},)
    assert seen.labels == [["Gửi tin", "Hủy"], ["Chép mã"]]
    assert Button(text="Chép mã", copies="TB-1") == seen.button("Chép mã")
    assert (seen.by_bot, seen.is_protected, seen.is_edited) == (True, True, False)


async def test_forms_carry_nested_objects_as_json_text(api: BotApiServer, bare: BareClient) -> None:
    """Url-encoded and multipart forms mean the same as a JSON body."""
    lan = api.person("Lan")
    lan.starts()
    markup = '{"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}'
    fields = {"chat_id": str(lan.user_id), "text": "một", "protect_content": "true", "reply_markup": markup}

    await bare.form("sendMessage", **fields)
    await bare.multipart("sendMessage", files={}, **fields)

    first, second = lan.screen()[1:]
    assert first.buttons == second.buttons
    assert ((first.text, first.is_protected), first.labels) == (("một", True), [["Có"]])
    assert api.journal.calls("sendMessage")[0].params == api.journal.calls("sendMessage")[1].params


async def test_a_reply_keyboard_and_a_forced_reply_are_shown(api: BotApiServer, bare: BareClient) -> None:
    """Keyboards that are not inline are seen too, and a forced reply says so."""
    lan = api.person("Lan")
    lan.starts()

    await bare.result("sendMessage", chat_id=lan.user_id, text="a", reply_markup={"keyboard": [[{"text": "Báo tin"}]]})
    assert lan.last_message().labels == [["Báo tin"]]
    await bare.result("sendMessage", chat_id=lan.user_id, text="b", reply_markup={"force_reply": True})
    assert lan.last_message().asks_reply is True


async def test_the_answer_is_a_message(api: BotApiServer, bare: BareClient) -> None:
    """The bot gets back what Telegram would give it."""
    lan = api.person("Lan", last_name="Lê", username="lan")
    asked = lan.starts()

    message = object_in(
        await bare.result(
            "sendMessage", chat_id=lan.user_id, text="chào", reply_parameters={"message_id": asked.message_id}
        )
    )

    assert message["from"] == {"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "tinbao_bot"}
    person = {"id": lan.user_id, "type": "private", "first_name": "Lan", "last_name": "Lê", "username": "lan"}
    assert person == message["chat"]
    assert number_in(object_in(message["reply_to_message"])["message_id"]) == asked.message_id
    assert (message["text"], message["message_id"]) == ("chào", 2)


def rows(*lengths: int, data: str = "a") -> Json:
    """Give a keyboard with rows of so many buttons."""
    keyboard: list[Json] = [
        list[Json]({"text": "a", "callback_data": data} for _ in range(length)) for length in lengths
    ]
    return {"inline_keyboard": keyboard}


REFUSED: list[tuple[str, dict[str, Json]]] = [
    ("message text is empty", {"text": ""}),
    ("text must be non-empty", {"text": " \n "}),
    ("text must be non-empty", {"text": "<b> </b>", "parse_mode": "HTML"}),
    ("message is too long", {"text": "ă" * 4097}),
    ("message is too long", {"text": "🙂" * 2049}),
    ("unsupported parse_mode", {"text": "a", "parse_mode": "BBCode"}),
    (
        'can\'t parse entities: Unsupported start tag "p" at byte offset 4',
        {"text": "xấ<p>", "parse_mode": "HTML"},
    ),
    ("message to be replied not found", {"text": "a", "reply_parameters": {"message_id": 99}}),
    ("message thread not found", {"text": "a", "message_thread_id": 5}),
    ('unknown parameter "txt" of sendMessage', {"text": "a", "txt": "b"}),
    ('can\'t parse parameter "text": String', {"text": 5}),
    ('can\'t parse parameter "disable_notification": Boolean', {"text": "a", "disable_notification": "maybe"}),
    (
        'can\'t parse reply keyboard markup JSON object: unknown field "callback"',
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback": "b"}]]}},
    ),
    (
        "can't parse reply keyboard markup JSON object: Can't find field \"text\"",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"callback_data": "b"}]]}},
    ),
    (
        "can't parse reply keyboard markup JSON object: JSON expected",
        {"text": "a", "reply_markup": "{inline"},
    ),
    (
        "BUTTON_DATA_INVALID",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "đ" * 33}]]}},
    ),
    (
        "BUTTON_DATA_INVALID",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": ""}]]}},
    ),
    (
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
    ),
    ("reply markup is too long", {"text": "a", "reply_markup": rows(9)}),
    ("reply markup is too long", {"text": "a", "reply_markup": rows(*[8] * 13)}),
    (
        "BUTTON_COPY_TEXT_INVALID",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": {"text": "x" * 257}}]]}},
    ),
    (
        "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "nowhere"}]]}},
    ),
]


@pytest.mark.parametrize(("words", "params"), REFUSED)
async def test_what_telegram_refuses_is_refused(
    api: BotApiServer, bare: BareClient, words: str, params: dict[str, Json]
) -> None:
    """Each breach of a limit has Telegram's words, and nothing is shown."""
    lan = api.person("Lan")
    lan.starts()

    assert await bare.refusal("sendMessage", chat_id=lan.user_id, **params) == f"Bad Request: {words}"
    assert lan.texts() == ["/start"]


async def test_the_longest_that_is_allowed_is_sent(api: BotApiServer, bare: BareClient) -> None:
    """4096 UTF-16 units after the markup is read, 64 bytes of data, 8 buttons a row, 100 in all."""
    lan = api.person("Lan")
    lan.starts()

    await bare.result(
        "sendMessage",
        chat_id=lan.user_id,
        text=f"<b>{'🙂' * 2048}</b>",
        parse_mode="html",
        reply_markup=rows(*[8] * 12, data="x" * 64),
    )

    assert sum(len(row) for row in lan.last_message().labels) == 96


async def test_chats_out_of_reach_are_told_apart(api: BotApiServer, bare: BareClient) -> None:
    """A stranger, a blocker, a deleted account, an unknown chat: each has its own answer."""
    stranger, blocker, gone = api.person("Lạ"), api.person("Chặn"), api.person("Mất")
    blocker.starts()
    blocker.blocks_bot()
    gone.starts()
    gone.deletes_account()

    answers = {
        name: await bare.refusal("sendMessage", chat_id=chat_id, text="a")
        for name, chat_id in (
            ("stranger", stranger.user_id),
            ("blocker", blocker.user_id),
            ("gone", gone.user_id),
            ("unknown", 12345),
            ("named", "@nobody_here"),
        )
    }

    assert answers == {
        "stranger": "Forbidden: bot can't initiate conversation with a user",
        "blocker": "Forbidden: bot was blocked by the user",
        "gone": "Forbidden: user is deactivated",
        "unknown": "Bad Request: chat not found",
        "named": "Bad Request: chat not found",
    }
    blocker.starts()
    await bare.result("sendMessage", chat_id=blocker.user_id, text="chào lại")


async def test_missing_parameters_are_named(bare: BareClient) -> None:
    """What is required and absent is refused in Telegram's words."""
    assert await bare.refusal("sendMessage", text="a") == "Bad Request: chat_id is empty"
    assert await bare.refusal("sendMessage", chat_id=1) == "Bad Request: message text is empty"
    assert await bare.refusal("getFile") == 'Bad Request: parameter "file_id" is required'


async def test_strange_doors_are_closed(api: BotApiServer, bare: BareClient) -> None:
    """A wrong token, an unknown method and an unknown path have Telegram's codes."""
    elsewhere = BareClient(session=bare.session, root=f"{api.root}/bot7000000001:wrong")
    nowhere = BareClient(session=bare.session, root=f"{api.root}/x{TOKEN}")

    assert await elsewhere.call("getMe") == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await bare.call("getYou") == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert await nowhere.call("getMe") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert object_in(await bare.result("GETME"))["username"] == "tinbao_bot"
