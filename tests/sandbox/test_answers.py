"""What the stand-in tells the bot has the shape that the published Bot API gives it."""

import pytest

from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.members import ALL_RIGHTS
from bot.sandbox.plain import Json, object_in
from tests.bot_api_table import answer_problems, is_here
from tests.sandbox.bare_client import BareClient

pytestmark = pytest.mark.skipif(
    not is_here(), reason="the published table of the Bot API does not lie next to the project"
)

#: Fields of older versions that Telegram still sends and no longer documents.
LEGACY = (
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_sender_name",
    "forward_date",
    "new_chat_member",
    "new_chat_participant",
    "all_members_are_administrators",
)


def unexpected(kind: str, value: Json) -> list[str]:
    """Name what does not fit, legacy fields apart."""
    return [
        problem
        for problem in answer_problems(kind, value)
        if not problem.endswith(tuple(f"unknown {field}" for field in LEGACY))
    ]


def lively_forum(api: BotApiServer) -> tuple[Person, Chat]:
    """Give an owner and a forum in which much has happened."""
    an, lan = api.person("An", username="an"), api.person("Lan", last_name="Lê", is_premium=True)
    lan.starts("r")
    lan.edits(lan.sends("xem https://example.org và /help"), "khác")
    lan.forwards("lời", origin=an.user)
    lan.forwards("lời", hidden_name="Ẩn")
    lan.sends_contact("+84901234567")
    lan.sends_location(10.38, 105.44)
    lan.sends_album(2, caption="ảnh")
    lan.sends_video()
    lan.writes("<b>đậm</b> và <a href='https://example.org'>liên kết</a>")
    lan.sends_poll("Có họp không?", ["Có", "Không"])
    lan.sends_poll("Gọi số nào?", ["113", "114"], right=0, explanation="Công an")
    lan.sends_venue(10.38, 105.44, title="Nhà văn hóa", address="Ấp 1")
    lan.sends_album_of("photo", "video")
    channel = api.group("Kênh xã", owner=an, kind="channel")
    an.adds_bot_to(channel, admin_rights=frozenset({"can_post_messages"}))
    an.edits(lan_reads := an.sends("tin của kênh", to=channel), "sửa")
    lan.passes_on(lan_reads)
    lan.sends_voice()
    lan.sends_sticker()
    lan.sends_document("a.pdf")
    lan.blocks_bot()
    forum = api.group("Tổ", owner=an, forum=True, username="to_mot")
    an.adds_bot_to(forum, payload="g", admin_rights=ALL_RIGHTS)
    lan.joins(forum)
    an.promotes(lan, forum)
    topic = an.opens_topic(forum, "Tin")
    lan.sends("trong chủ đề", to=forum, topic=topic.message_id)
    lan.sends("ẩn", to=forum, anonymously=True)
    an.puts_out(lan, forum)
    an.renames(forum, "Tổ khác")
    an.upgrades(an.creates_group("Cũ"))
    return an, forum


async def test_updates_are_as_published(api: BotApiServer, bare: BareClient) -> None:
    """Messages of every kind, edits, presses and comings and goings fit the published Update."""
    await bare.result("getUpdates", allowed_updates=["message", "edited_message", "my_chat_member", "chat_member"])
    lively_forum(api)

    updates = await bare.result("getUpdates")

    assert unexpected("Array of Update", updates) == []


async def test_presses_are_as_published(api: BotApiServer, bare: BareClient) -> None:
    """A callback query fits, with its message and without."""
    lan = api.person("Lan")
    lan.starts()
    markup: Json = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    await bare.result("sendMessage", chat_id=lan.user_id, text="a", reply_markup=markup)
    lan.presses(lan.last_message(), "a")
    api.clock.advance(49 * 3600)
    lan.presses(lan.last_message(), "a")

    assert unexpected("Array of Update", await bare.result("getUpdates")) == []


async def test_answers_are_as_published(api: BotApiServer, bare: BareClient) -> None:
    """What calls give back fits the types that the published methods return."""
    an, forum = lively_forum(api)
    where: dict[str, Json] = {"chat_id": forum.chat_id}
    sent = await bare.result("sendMessage", **where, text="<b>a</b>", parse_mode="HTML")
    await bare.result("pinChatMessage", **where, message_id=object_in(sent)["message_id"])
    answers: dict[str, Json] = {
        "Message": sent,
        "User": await bare.result("getMe"),
        "ChatFullInfo": await bare.result("getChat", **where),
        "Array of ChatMember": await bare.result("getChatAdministrators", **where),
        "ChatMember": await bare.result("getChatMember", **where, user_id=an.user_id),
        "ForumTopic": await bare.result("createForumTopic", **where, name="a"),
        "ChatInviteLink": await bare.result("createChatInviteLink", **where),
        "WebhookInfo": await bare.result("getWebhookInfo"),
        "BotName": await bare.result("getMyName"),
    }

    assert [problem for kind, answer in answers.items() for problem in unexpected(kind, answer)] == []
