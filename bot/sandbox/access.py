"""Whether the bot can reach a chat, a message or a person, and Telegram's words when it cannot."""

from bot.sandbox.asked import Asked
from bot.sandbox.chats import Chat
from bot.sandbox.members import Member
from bot.sandbox.messages import Message
from bot.sandbox.plain import number_in
from bot.sandbox.refusals import Refusal, bad_request, forbidden, migrated
from bot.sandbox.world import World

_KIND_WORDS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def chat_id_of(world: World, named: object) -> int | None:
    """Give the id of a chat named by its id or by its public @username."""
    if isinstance(named, int):
        return named
    if isinstance(named, str):
        return world.by_username.get(named.removeprefix("@").lower())
    return None


def reachable_chat(asked: Asked, name: str = "chat_id") -> Chat:
    """Give the chat that a parameter names, or refuse as Telegram does when the bot is not in it (any more)."""
    world = asked.world
    chat_id = chat_id_of(world, asked.params.get(name))
    chat = world.chats.get(chat_id) if chat_id is not None else None
    if chat is None:
        raise _no_chat(world, chat_id)
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.is_private:
        if chat.chat_id in world.deleted_users:
            raise forbidden("user is deactivated")
        if chat.has_blocked_bot:
            raise forbidden("bot was blocked by the user")
        return chat
    own = chat.member(world.bot.user_id)
    if own is None or not own.is_in_chat:
        raise _outside(chat, own)
    return chat


def writable_chat(asked: Asked) -> Chat:
    """Give the chat to post to, with its topic checked."""
    chat = reachable_chat(asked)
    if chat.kind == "channel" and not own_standing(asked.world, chat).may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    thread_id = asked.number("message_thread_id")
    if thread_id:
        if not chat.is_forum or thread_id not in chat.topics:
            raise bad_request("message thread not found")
        require_open(asked.world, chat, thread_id)
    return chat


def require_open(world: World, chat: Chat, topic: int) -> None:
    """Refuse to write into a closed topic, unless the bot may manage it."""
    if topic in chat.closed_topics and not manages_topic(world, chat, topic):
        raise bad_request("TOPIC_CLOSED")


def manages_topic(world: World, chat: Chat, topic: int) -> bool:
    """Say whether the bot may rename, close and open a topic: by its right, or because it has made it."""
    root = chat.messages.get(topic)
    is_own = root is not None and root.sender is world.bot
    return is_own or own_standing(world, chat).may("can_manage_topics")


def own_standing(world: World, chat: Chat) -> Member:
    """Give the bot's standing in a chat."""
    return chat.member(world.bot.user_id) or Member(user=world.bot, status="left")


def own_message(asked: Asked, chat: Chat) -> Message:
    """Give the bot's own message that is to be edited."""
    if not asked.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    is_own = message.sender is asked.world.bot
    if chat.kind == "channel":
        right = "can_post_messages" if is_own else "can_edit_messages"
        is_own = own_standing(asked.world, chat).may(right)
    if not is_own or message.service or message.forward_origin is not None:
        raise bad_request("message can't be edited")
    return message


def replied_message(asked: Asked, chat: Chat) -> int | None:
    """Give the id of the message that is answered, None where there is none."""
    reply = asked.object("reply_parameters")
    if not reply:
        return None
    elsewhere = chat_id_of(asked.world, reply["chat_id"]) if "chat_id" in reply else chat.chat_id
    message_id = number_in(reply["message_id"])
    if elsewhere == chat.chat_id and message_id in chat.messages:
        return message_id
    if reply.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")


def _no_chat(world: World, chat_id: int | None) -> Refusal:
    if chat_id == world.bot.user_id:
        return forbidden("bot can't send messages to the bot")
    if chat_id in world.users:
        return forbidden("bot can't initiate conversation with a user")
    return bad_request("chat not found")


def _outside(chat: Chat, own: Member | None) -> Refusal:
    kind = _KIND_WORDS[chat.kind]
    if own is not None and own.status == "kicked":
        return forbidden(f"bot was kicked from the {kind}")
    if own is None and chat.username is None:
        return bad_request("chat not found")
    return forbidden(f"bot is not a member of the {kind}")
