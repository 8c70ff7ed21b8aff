"""Photos on their way to officers: uploaded anew from the shelf, one album, named by their number and nothing else."""

from collections.abc import Sequence
from typing import Final

from telegram import InputMediaDocument, InputMediaPhoto, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.domain.evidence import Photo
from bot.domain.identifiers import ChatId, MessageId
from bot.ports.shelf import Shelf
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.texts import Html

_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}
_UPLOAD: Final = 60.0  #: seconds that an album may take on its way
_Media = InputMediaPhoto | InputMediaDocument


class Albums:
    """Posts photos."""

    def __init__(self, bot: InboxBot, shelf: Shelf) -> None:
        self._bot = bot
        self._shelf = shelf

    async def post(
        self,
        chat: ChatId,
        photos: Sequence[Photo],
        *,
        caption: Html,
        missing: Html,
        priority: Priority,
        replies_to: MessageId | None,
        protected: bool,
    ) -> Sequence[MessageId]:
        """Send photos as one album, or one alone; `missing` is said in place of those whose file is gone.

        Telegram takes whatever it cannot show as a photo as a file instead.
        """
        found = [(photo, content) for photo in photos if (content := await self._shelf.read(photo.id, photo.key))]
        said = caption if len(found) == len(photos) else Html(f"{caption}\n{missing}")
        reply = ReplyParameters(replies_to, allow_sending_without_reply=True) if replies_to is not None else None
        if not found:
            sent = await self._bot.send_message(
                chat,
                said,
                parse_mode=ParseMode.HTML,
                reply_parameters=reply,
                protect_content=protected,
                rate_limit_args=priority,
            )
            return [MessageId(sent.message_id)]
        try:
            messages = await self._sent(chat, _media(InputMediaPhoto, found, said), reply, priority, protected)
        except BadRequest:
            messages = await self._sent(chat, _media(InputMediaDocument, found, said), reply, priority, protected)
        return [MessageId(message.message_id) for message in messages]

    async def _sent(
        self,
        chat: ChatId,
        media: Sequence[_Media],
        reply: ReplyParameters | None,
        priority: Priority,
        protected: bool,  # noqa: FBT001 - passed on as it came
    ) -> Sequence[Message]:
        if len(media) > 1:
            return await self._bot.send_media_group(
                chat,
                media,
                reply_parameters=reply,
                protect_content=protected,
                write_timeout=_UPLOAD,
                rate_limit_args=priority,
            )
        (one,) = media
        send = self._bot.send_photo if isinstance(one, InputMediaPhoto) else self._bot.send_document
        message = await send(
            chat,
            one.media,
            caption=one.caption,
            parse_mode=ParseMode.HTML,
            reply_parameters=reply,
            protect_content=protected,
            write_timeout=_UPLOAD,
            rate_limit_args=priority,
        )
        return [message]


def _media(kind: type[_Media], found: Sequence[tuple[Photo, bytes]], caption: Html) -> list[_Media]:
    """Give the parts of an album; the first one carries the caption."""
    return [
        kind(
            content,
            filename=f"hinh-{number}.{_ENDINGS.get(photo.mime, 'bin')}",
            caption=caption if number == 1 else None,
            parse_mode=ParseMode.HTML,
        )
        for number, (photo, content) in enumerate(found, start=1)
    ]
