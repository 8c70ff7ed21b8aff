"""One message to a group or an officer, sent, edited or taken away: protected, without previews, within its budget."""

import struct
import zlib
from contextlib import suppress
from typing import Final

from telegram import ForceReply, InputMediaPhoto, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.domain.identifiers import ChatId, MessageId
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot

_UNCHANGED = "message is not modified"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SIDE: Final = 64  #: pixels of the grey square that stands where a photo was


async def post(
    bot: InboxBot,
    chat: ChatId,
    screen: Screen,
    *,
    priority: Priority,
    replies_to: MessageId | None = None,
    topic: MessageId | None = None,
    protected: bool = True,
) -> MessageId:
    """Send a screen; as a reply where that message is still there, which in a forum also finds the topic.

    One that asks opens the reply in the client of whomever its text mentions, and of nobody else.
    """
    reply = ReplyParameters(replies_to, allow_sending_without_reply=True) if replies_to is not None else None
    asking = ForceReply(selective=True, input_field_placeholder=screen.asks) if screen.asks is not None else None
    sent = await bot.send_message(
        chat,
        screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=asking if asking is not None else screen.markup,
        reply_parameters=reply,
        message_thread_id=topic,
        link_preview_options=_NO_PREVIEW,
        protect_content=protected,
        rate_limit_args=priority,
    )
    return MessageId(sent.message_id)


async def edit(bot: InboxBot, chat: ChatId, message: MessageId, screen: Screen, *, priority: Priority) -> bool:
    """Change a message to a screen; tell False where it is gone or no longer the bot's to change."""
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.markup,
            link_preview_options=_NO_PREVIEW,
            rate_limit_args=priority,
        )
    except BadRequest as error:
        return _UNCHANGED in error.message.lower()
    return True


async def remove_photo(bot: InboxBot, chat: ChatId, message: MessageId, *, priority: Priority) -> None:
    """Take a photo away; where it is too old to be deleted, a grey square takes its place.

    Where the bot or the group is gone, nothing can be done.
    """
    with suppress(Forbidden, ChatMigrated):
        try:
            await bot.delete_message(chat, message, rate_limit_args=priority)
        except BadRequest:
            with suppress(BadRequest):
                grey = InputMediaPhoto(_grey(), filename="trong.png")
                await bot.edit_message_media(grey, chat_id=chat, message_id=message, rate_limit_args=priority)


def _grey() -> bytes:
    """Give a grey square as a PNG file, whose format is simple enough to be written by hand (RFC 2083)."""
    rows = b"".join(b"\0" + b"\xb0" * _SIDE for _ in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
