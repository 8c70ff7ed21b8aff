"""What a bot hears in a group: all of it as an administrator, otherwise only what is meant for it (privacy mode).

Meant for it are replies to it, replies to what was said to it, commands that name it or nobody, and mentions of it.
Service messages always come, the one that puts it out included.
"""

from bot.sandbox.chats import Chat
from bot.sandbox.members import User
from bot.sandbox.messages import Message
from bot.sandbox.plain import number_in, object_in, text_in


def bot_hears(chat: Chat, message: Message, *, bot: User) -> bool:
    """Say whether Telegram passes a message on to the bot that did not write it."""
    if chat.is_private:
        return True
    member = chat.member(bot.user_id)
    if member is None or not member.is_in_chat:
        return object_in(message.service.get("left_chat_member")).get("id") == bot.user_id
    if member.is_administrator or chat.kind == "channel" or message.service:
        return True
    return _is_meant_for(chat, message, bot=bot)


def _is_meant_for(chat: Chat, message: Message, *, bot: User) -> bool:
    replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    if replied is not None and not replied.service:
        if replied.sender is bot:
            return True
        earlier = chat.messages.get(replied.reply_to) if replied.reply_to is not None else None
        if (earlier is not None and earlier.sender is bot) or _names(replied, bot=bot):
            return True
    return _names(message, bot=bot)


def _names(message: Message, *, bot: User) -> bool:
    """Say whether a leading command or a mention is for the bot."""
    username = (bot.username or "").lower()
    for entity in message.content.entities:
        kind, start = text_in(entity.get("type")), number_in(entity.get("offset"))
        words = _cut_out(message.content.words, start, number_in(entity.get("length"))).lower()
        if kind == "mention" and words == f"@{username}":
            return True
        if kind == "bot_command" and start == 0:
            _, at, name = words.partition("@")
            return not at or name == username
    return False


def _cut_out(words: str, start: int, length: int) -> str:
    """Give a piece of a text by UTF-16 offset and length."""
    return words.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")
