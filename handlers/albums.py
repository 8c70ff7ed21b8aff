"""Photos on their way to a chat: uploaded anew, as one album, named by their number and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from telegram import InputMediaDocument, InputMediaPhoto, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.domain.evidence import Photo
from bot.domain.identifiers import ChatId, MessageId
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.texts import Html

_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}
_UPLOAD: Final = 60.0  #: seconds that an album may take on its way
_Media = InputMediaPhoto | InputMediaDocument


async def post_album(
    bot: InboxBot,
    chat: ChatId,
    photos: Sequence[tuple[Photo, bytes]],
    *,
    caption: Html,
    priority: Priority,
    replies_to: MessageId | None = None,
    topic: MessageId | None = None,
    protected: bool = True,
) -> Sequence[MessageId]:
    """Send one to ten photos as one album, or one alone, under one caption; give their messages in order.

    Telegram is given as files what it does not take as photos.
    """
    reply = ReplyParameters(replies_to, allow_sending_without_reply=True) if replies_to is not None else None
    how = _How(reply=reply, topic=topic, priority=priority, protected=protected)
    try:
        messages = await _sent(bot, chat, _media(InputMediaPhoto, photos, caption), how)
    except BadRequest:
        messages = await _sent(bot, chat, _media(InputMediaDocument, photos, caption), how)
    return [MessageId(message.message_id) for message in messages]


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    reply: ReplyParameters | None
    topic: MessageId | None
    priority: Priority
    protected: bool


async def _sent(bot: InboxBot, chat: ChatId, media: Sequence[_Media], how: _How) -> Sequence[Message]:
    if len(media) > 1:
        return await bot.send_media_group(
            chat,
            media,
            reply_parameters=how.reply,
            message_thread_id=how.topic,
            protect_content=how.protected,
            write_timeout=_UPLOAD,
            rate_limit_args=how.priority,
        )
    (one,) = media
    send = bot.send_photo if isinstance(one, InputMediaPhoto) else bot.send_document
    message = await send(
        chat,
        one.media,
        caption=one.caption,
        parse_mode=ParseMode.HTML,
        reply_parameters=how.reply,
        message_thread_id=how.topic,
        protect_content=how.protected,
        write_timeout=_UPLOAD,
        rate_limit_args=how.priority,
    )
    return [message]


def _media(kind: type[_Media], photos: Sequence[tuple[Photo, bytes]], caption: Html) -> list[_Media]:
    """Give the parts of an album; the first one carries the caption."""
    return [
        kind(
            content,
            filename=f"hinh-{number}.{_ENDINGS.get(photo.mime, 'bin')}",
            caption=caption if number == 1 else None,
            parse_mode=ParseMode.HTML,
        )
        for number, (photo, content) in enumerate(photos, start=1)
    ]
