"""Messages are edited and taken away as on Telegram: one's own, changed in fact, and not too old."""

import pytest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, number_in, object_in
from tests.sandbox.bare_client import BareClient

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
MARKUP: Json = {"inline_keyboard": [[{"text": "Tiếp", "callback_data": "next"}]]}


async def sent(bare: BareClient, chat_id: int, **params: Json) -> int:
    """Send a text and give its message id."""
    params = {"text": "đầu", **params}
    return number_in(object_in(await bare.result("sendMessage", chat_id=chat_id, **params))["message_id"])


async def test_an_edit_replaces_text_and_keyboard(api: BotApiServer, bare: BareClient) -> None:
    """An edit without a keyboard takes the old one away."""
    lan = api.person("Lan")
    lan.starts()
    message_id = await sent(bare, lan.user_id, reply_markup=MARKUP)

    await bare.result("editMessageText", chat_id=lan.user_id, message_id=message_id, text="sau")

    seen = lan.last_message()
    assert (seen.text, seen.labels, seen.is_edited) == ("sau", [], True)


async def test_an_edit_of_the_keyboard_leaves_the_text(api: BotApiServer, bare: BareClient) -> None:
    """Only the buttons change."""
    lan = api.person("Lan")
    lan.starts()
    message_id = await sent(bare, lan.user_id)

    await bare.result("editMessageReplyMarkup", chat_id=lan.user_id, message_id=message_id, reply_markup=MARKUP)

    assert (lan.last_message().text, lan.last_message().labels) == ("đầu", [["Tiếp"]])


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_an_edit_that_changes_nothing_is_refused(api: BotApiServer, bare: BareClient, method: str) -> None:
    """The same text and the same buttons again are `not modified`, whatever way they are written."""
    lan = api.person("Lan")
    lan.starts()
    message_id = await sent(bare, lan.user_id, reply_markup=MARKUP)
    text: dict[str, Json] = {"text": "  <i></i>đầu ", "parse_mode": "HTML"} if method == "editMessageText" else {}

    answer = await bare.refusal(method, chat_id=lan.user_id, message_id=message_id, reply_markup=MARKUP, **text)

    assert answer == SAME


async def test_only_own_plain_messages_can_be_edited(api: BotApiServer, bare: BareClient) -> None:
    """A missing message, somebody else's, and one with a forced reply cannot be edited."""
    lan = api.person("Lan")
    foreign = lan.starts()
    forced = await sent(bare, lan.user_id, reply_markup={"force_reply": True})

    async def edit(message_id: int) -> str:
        return await bare.refusal("editMessageText", chat_id=lan.user_id, message_id=message_id, text="x")

    assert await edit(99) == "Bad Request: message to edit not found"
    assert await edit(foreign.message_id) == "Bad Request: message can't be edited"
    assert await edit(forced) == "Bad Request: message can't be edited"


async def test_messages_of_both_sides_can_be_deleted_in_private(api: BotApiServer, bare: BareClient) -> None:
    """In a private chat the bot may take away its own messages and the person's."""
    lan = api.person("Lan")
    typed = lan.starts()
    message_id = await sent(bare, lan.user_id)

    await bare.result("deleteMessage", chat_id=lan.user_id, message_id=message_id)
    await bare.result("deleteMessage", chat_id=lan.user_id, message_id=typed.message_id)

    assert lan.screen() == []
    again = await bare.refusal("deleteMessage", chat_id=lan.user_id, message_id=message_id)
    assert again == "Bad Request: message to delete not found"


async def test_old_messages_stay(api: BotApiServer, bare: BareClient) -> None:
    """After 48 hours nothing can be deleted: one by one it is refused, in a batch it is passed over."""
    lan = api.person("Lan")
    lan.starts()
    old = await sent(bare, lan.user_id, text="cũ")
    api.clock.advance(48 * 3600 + 5)
    new = await sent(bare, lan.user_id, text="mới")

    one = await bare.refusal("deleteMessage", chat_id=lan.user_id, message_id=old)
    await bare.result("deleteMessages", chat_id=lan.user_id, message_ids=[old, new, 99])

    assert one == "Bad Request: message can't be deleted for everyone"
    assert lan.texts() == ["/start", "cũ"]


async def test_in_groups_only_a_right_deletes_the_words_of_others(api: BotApiServer, bare: BareClient) -> None:
    """A plain member deletes its own messages only; with the right it may delete all."""
    an = api.person("An")
    group = api.group("Tổ", owner=an)
    an.adds_bot_to(group)
    word = an.sends("lời", to=group)

    refused = await bare.refusal("deleteMessage", chat_id=group.chat_id, message_id=word.message_id)
    an.gives_bot_rights(group, frozenset({"can_delete_messages"}))
    await bare.result("deleteMessage", chat_id=group.chat_id, message_id=word.message_id)

    assert refused == "Bad Request: message can't be deleted"
    assert [message for message in an.screen(group) if message.text] == []


async def test_a_copy_shows_no_sender_and_a_forward_does(api: BotApiServer, bare: BareClient) -> None:
    """The stand-in keeps the difference that matters: a forward names whoever wrote it."""
    lan, an = api.person("Lan"), api.person("An")
    word = lan.starts()
    an.starts()
    source: dict[str, Json] = {"chat_id": an.user_id, "from_chat_id": lan.user_id, "message_id": word.message_id}

    copied = object_in(await bare.result("copyMessage", **source))
    forwarded = object_in(await bare.result("forwardMessage", **source))

    assert copied == {"message_id": 2}
    assert object_in(object_in(forwarded["forward_origin"])["sender_user"])["first_name"] == "Lan"


async def test_what_is_protected_cannot_be_forwarded(api: BotApiServer, bare: BareClient) -> None:
    """A protected message is not forwarded, though bots may copy it."""
    lan, an = api.person("Lan"), api.person("An")
    lan.starts()
    an.starts()
    message_id = await sent(bare, lan.user_id, protect_content=True)
    source: dict[str, Json] = {"chat_id": an.user_id, "from_chat_id": lan.user_id, "message_id": message_id}

    assert await bare.refusal("forwardMessage", **source) == "Bad Request: message can't be forwarded"
    await bare.result("copyMessage", **source)


async def test_a_reaction_is_kept(api: BotApiServer, bare: BareClient) -> None:
    """The bot marks a message with one emoji."""
    lan = api.person("Lan")
    word = lan.starts()
    eye: Json = {"type": "emoji", "emoji": "👀"}

    await bare.result("setMessageReaction", chat_id=lan.user_id, message_id=word.message_id, reaction=[eye])

    assert [eye] == api.world.reactions[lan.user_id, word.message_id]
