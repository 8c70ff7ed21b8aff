"""Methods that change or take away messages, and the answers to presses."""

from bot.sandbox.access import own_message, own_standing, reachable_chat
from bot.sandbox.asked import Asked
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Content, Message
from bot.sandbox.methods.posting import content_of
from bot.sandbox.plain import Json, JsonObject
from bot.sandbox.pressing import Answer
from bot.sandbox.refusals import bad_request
from bot.sandbox.strictness import ANSWER_LIMIT, check_markup, read_caption, read_text
from bot.sandbox.world import TWO_DAYS

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_LATE = "query is too old and response timeout expired or query ID is invalid"
_LASTING = ("forum_topic_created", "group_chat_created", "supergroup_chat_created", "channel_chat_created")
_BATCH = 100


def edit_text(asked: Asked) -> Json:
    """Change a text and its keyboard."""
    chat, message = _target(asked)
    words, entities = read_text(
        asked.text("text"), parse_mode=asked.text("parse_mode"), entities=asked.objects("entities")
    )
    if message.content.media:
        raise bad_request("there is no text in the message to edit")
    return _changed(asked, chat, message, Content(words=words, entities=entities))


def edit_caption(asked: Asked) -> Json:
    """Change a caption and its keyboard."""
    chat, message = _target(asked)
    words, entities = read_caption(
        asked.text("caption"), parse_mode=asked.text("parse_mode"), entities=asked.objects("caption_entities")
    )
    if not message.content.is_captioned:
        raise bad_request("there is no caption in the message to edit")
    return _changed(asked, chat, message, Content(words=words, entities=entities, media=message.content.media))


def edit_media(asked: Asked) -> Json:
    """Change the file of a message, with its caption and keyboard."""
    chat, message = _target(asked)
    if not message.content.media:
        raise bad_request("there is no media in the message to edit")
    return _changed(asked, chat, message, content_of(asked, asked.object("media")))


def edit_markup(asked: Asked) -> Json:
    """Change a keyboard only."""
    chat, message = _target(asked)
    return _changed(asked, chat, message, message.content)


def delete_message(asked: Asked) -> Json:
    """Take one message away."""
    chat = reachable_chat(asked)
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    words = _undeletable(asked, chat, message)
    if words is not None:
        raise bad_request(words)
    asked.world.delete(chat, message.message_id)
    return True


def delete_messages(asked: Asked) -> Json:
    """Take up to 100 messages away; those that are gone or may not be taken are passed over."""
    chat = reachable_chat(asked)
    wanted = asked.numbers("message_ids")
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > _BATCH:
        raise bad_request("too many message identifiers specified")
    for message_id in wanted:
        message = chat.messages.get(message_id)
        if message is not None and _undeletable(asked, chat, message) is None:
            asked.world.delete(chat, message_id)
    return True


def answer_press(asked: Asked) -> Json:
    """Show a toast or an alert to whoever pressed; each press takes one answer, in time."""
    if len(asked.text("text")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    press = asked.world.presses.pop(asked.text("callback_query_id"), None)
    if press is None or asked.world.clock.now() - press.at > asked.world.press_lifetime:
        raise bad_request(_LATE)
    press.take(Answer(text=asked.text("text"), is_alert=asked.flag("show_alert"), url=asked.text("url") or None))
    return True


def react(asked: Asked) -> Json:
    """Set the bot's reaction to a message."""
    chat = reachable_chat(asked)
    message_id = asked.number("message_id")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to react not found")
    reactions = asked.objects("reaction")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    asked.world.reactions[chat.chat_id, message_id] = reactions
    message.mark = asked.world.next_mark()
    chat.bell.ring()
    return True


def _target(asked: Asked) -> tuple[Chat, Message]:
    if asked.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not asked.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = reachable_chat(asked)
    return chat, own_message(asked, chat)


def _changed(asked: Asked, chat: Chat, message: Message, content: Content) -> Json:
    markup: JsonObject | None = asked.object("reply_markup") or None
    if markup is not None:
        check_markup(markup)
    if markup is None or not markup.get("inline_keyboard"):
        markup = None
    if message.markup is not None and message.keyboard is None:
        raise bad_request("message can't be edited")
    if content == message.content and markup == message.keyboard:
        raise bad_request(_SAME)
    asked.world.edit(chat, message, content=content, markup=markup)
    return chat.message_as_json(message)


def _undeletable(asked: Asked, chat: Chat, message: Message) -> str | None:
    """Give Telegram's words for why a message stays, None when it may go."""
    world = asked.world
    if world.now() - message.date > TWO_DAYS:
        return "message can't be deleted for everyone"
    if any(name in message.service for name in _LASTING):
        return "message can't be deleted"
    mine = message.sender is world.bot
    if chat.kind == "channel":
        mine = mine and own_standing(world, chat).may("can_post_messages")
    if mine or chat.is_private or own_standing(world, chat).may("can_delete_messages"):
        return None
    return "message can't be deleted"
