"""Groups to play in, and short ways to say what the bot was told of them."""

from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.plain import JsonObject, object_in, text_in
from tests.sandbox.bare_client import BareClient

TOPICS = frozenset({"can_manage_topics"})


def kinds(updates: list[JsonObject]) -> list[str]:
    """Give the kinds of updates, with the service field for service messages."""
    named: list[str] = []
    for update in updates:
        kind = next(name for name in update if name != "update_id")
        fields = object_in(update[kind])
        service = next((name for name in fields if name in SERVICES), "")
        named.append(f"{kind} {service}".strip())
    return named


SERVICES = {
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "new_chat_title",
}


def group_of(api: BotApiServer, *, forum: bool = False) -> tuple[Person, Person, Chat]:
    """Give an owner, a member and their group, the bot in it without rights."""
    an, binh = api.person("An"), api.person("Bình")
    group = api.group("Công an xã", owner=an, members=(binh,), forum=forum)
    an.adds_bot_to(group)
    return an, binh, group


async def heard(bare: BareClient) -> list[str]:
    """Give the texts that reached the bot."""
    return [
        text_in(object_in(update["message"]).get("text"))
        for update in await bare.updates()
        if "text" in object_in(update.get("message"))
    ]
