"""Methods about chats, their members and their topics."""

from bot.sandbox.access import manages_topic, own_standing, reachable_chat
from bot.sandbox.asked import Asked
from bot.sandbox.chats import Chat
from bot.sandbox.joining import change_standing, put_out
from bot.sandbox.members import Member
from bot.sandbox.messages import Content, Draft
from bot.sandbox.plain import Json, JsonObject, array_of
from bot.sandbox.refusals import bad_request

_TOPIC_NAME = 128
_GIFTS: JsonObject = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
)
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def get_chat(asked: Asked) -> Json:
    """Give everything about a chat."""
    chat = reachable_chat(asked)
    shown = chat.as_json()
    shown["accent_color_id"] = 3
    shown["max_reaction_count"] = 11
    shown["accepted_gift_types"] = _GIFTS
    if chat.username is not None:
        shown["active_usernames"] = [chat.username]
    if chat.is_group:
        shown["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    if chat.pinned is not None and chat.pinned in chat.messages:
        shown["pinned_message"] = chat.message_as_json(chat.messages[chat.pinned])
    return shown


def get_member(asked: Asked) -> Json:
    """Give somebody's standing."""
    return _person_in(asked, reachable_chat(asked)).as_json()


def get_member_count(asked: Asked) -> Json:
    """Count those who take part."""
    return sum(1 for member in reachable_chat(asked).members.values() if member.is_in_chat)


def get_administrators(asked: Asked) -> Json:
    """List those who run the chat, other bots left out."""
    chat = reachable_chat(asked)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    bots = asked.flag("return_bots")
    return array_of(
        member.as_json()
        for member in chat.members.values()
        if member.is_administrator and (bots or not member.user.is_bot or member.user is asked.world.bot)
    )


def ban_member(asked: Asked) -> Json:
    """Put somebody out and keep them out."""
    chat = _managed(asked)
    member = _restrictable(asked, chat)
    put_out(asked.world, chat, member.user, status="kicked", by=asked.world.bot)
    return True


def unban_member(asked: Asked) -> Json:
    """Let somebody come again; without `only_if_banned` a member is put out first."""
    chat = _managed(asked)
    member = _restrictable(asked, chat)
    if member.status == "kicked":
        change_standing(asked.world, chat, Member(user=member.user, status="left"), by=asked.world.bot)
    elif member.is_in_chat and not asked.flag("only_if_banned"):
        put_out(asked.world, chat, member.user, status="left", by=asked.world.bot)
    return True


def leave_chat(asked: Asked) -> Json:
    """Let the bot leave a group or channel."""
    chat = reachable_chat(asked)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    put_out(asked.world, chat, asked.world.bot, status="left", by=asked.world.bot)
    return True


def create_invite_link(asked: Asked) -> Json:
    """Give a new link into the chat."""
    chat = reachable_chat(asked)
    _need(asked, chat, "can_invite_users", "not enough rights to manage chat invite link")
    return {
        "invite_link": f"https://t.me/+{asked.world.random_id()}",
        "creator": asked.world.bot.as_json(),
        "creates_join_request": asked.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }


def pin_message(asked: Asked) -> Json:
    """Pin a message."""
    chat = reachable_chat(asked)
    if chat.is_group:
        _need(asked, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if asked.number("message_id") not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = asked.number("message_id")
    pinned = chat.message_as_json(chat.messages[chat.pinned], with_reply=False)
    asked.world.announce(chat, {"pinned_message": pinned}, by=asked.world.bot)
    return True


def unpin_message(asked: Asked) -> Json:
    """Unpin a message, the last one when none is named."""
    chat = reachable_chat(asked)
    if chat.pinned is None or asked.number("message_id", chat.pinned) != chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True


def create_topic(asked: Asked) -> Json:
    """Open a topic in a forum."""
    chat = reachable_chat(asked)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    _need(asked, chat, "can_manage_topics", "not enough rights to create a topic")
    name = asked.text("name").strip()
    if not 1 <= len(name) <= _TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_INVALID" if name else "topic name must be non-empty")
    colour = asked.number("icon_color", 7322096)
    service: JsonObject = {"forum_topic_created": {"name": name, "icon_color": colour}}
    root = asked.world.post_topic(chat, Draft(content=Content(), service=service), name=name, sender=asked.world.bot)
    return {"message_thread_id": root.message_id, "name": name, "icon_color": colour}


def edit_topic(asked: Asked) -> Json:
    """Rename a topic."""
    chat = _forum(asked)
    thread_id = _topic(asked, chat)
    name = asked.text("name").strip() or chat.topics[thread_id]
    if name == chat.topics[thread_id]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.topics[thread_id] = name
    _say_in_topic(asked, chat, thread_id, {"forum_topic_edited": {"name": name}})
    return True


def close_topic(asked: Asked) -> Json:
    """Close a topic to everybody but those who may manage topics."""
    chat = _forum(asked)
    thread_id = _topic(asked, chat)
    if thread_id in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.add(thread_id)
    _say_in_topic(asked, chat, thread_id, {"forum_topic_closed": {}})
    return True


def reopen_topic(asked: Asked) -> Json:
    """Open a closed topic again."""
    chat = _forum(asked)
    thread_id = _topic(asked, chat)
    if thread_id not in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.discard(thread_id)
    _say_in_topic(asked, chat, thread_id, {"forum_topic_reopened": {}})
    return True


def delete_topic(asked: Asked) -> Json:
    """Take a topic away with everything in it."""
    chat = reachable_chat(asked)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    _need(asked, chat, "can_delete_messages", "not enough rights to delete the topic")
    asked.world.delete_topic(chat, _topic(asked, chat))
    return True


def _say_in_topic(asked: Asked, chat: Chat, thread_id: int, service: JsonObject) -> None:
    draft = Draft(content=Content(), service=service, thread_id=thread_id, reply_to=thread_id)
    asked.world.post(chat, draft, sender=asked.world.bot)


def _forum(asked: Asked) -> Chat:
    """Give the forum whose topic is to be changed."""
    chat = reachable_chat(asked)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not manages_topic(asked.world, chat, asked.number("message_thread_id")):
        raise bad_request("not enough rights to edit the topic")
    return chat


def _topic(asked: Asked, chat: Chat) -> int:
    if asked.number("message_thread_id") not in chat.topics:
        raise bad_request("message thread not found")
    return asked.number("message_thread_id")


def _managed(asked: Asked) -> Chat:
    chat = reachable_chat(asked)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    _need(asked, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member")
    return chat


def _restrictable(asked: Asked, chat: Chat) -> Member:
    member = _person_in(asked, chat)
    if member.user is asked.world.bot:
        raise bad_request("can't restrict self")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return member


def _person_in(asked: Asked, chat: Chat) -> Member:
    user = asked.world.users.get(asked.number("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    return chat.member(user.user_id) or Member(user=user, status="left")


def _need(asked: Asked, chat: Chat, right: str, words: str) -> None:
    if not own_standing(asked.world, chat).may(right):
        raise bad_request(words)
