"""Fetching what people have sent: Telegram keeps files apart from messages and hands them out for an hour at a time."""

import asyncio
from dataclasses import dataclass
from typing import Final

from telegram import Message
from telegram.error import BadRequest, InvalidToken

from bot.domain.evidence import MOST_BYTES, PhotoTooLarge, PhotoUnfetched
from handlers.calls import Priority
from handlers.context import InboxBot

_NO_PICTURE: Final = "application/"  #: what a file says it is, where it says that it is none
AT_ONCE: Final = 3  #: files on their way at the same time, since each may take 20 MB of memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file that may be a photo, before it is fetched."""

    file: str  #: Telegram's id of it
    size: int  #: bytes, as Telegram says
    declared: str | None  #: the MIME type that its sender's program gave


def picture(message: Message) -> Picture | None:
    """Give what of a message may be a photo: a photo, or a file that does not say that it is something else."""
    if message.photo:
        best = message.photo[-1]
        return Picture(file=best.file_id, size=best.file_size or 0, declared="image/jpeg")
    file = message.document
    if file is None or (file.mime_type or "").startswith(_NO_PICTURE):
        return None
    return Picture(file=file.file_id, size=file.file_size or 0, declared=file.mime_type)


class Fetcher:
    """Fetches files."""

    def __init__(self, bot: InboxBot) -> None:
        self._bot = bot
        self._places = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, wanted: Picture) -> bytes:
        """Give a file's bytes.

        Raises:
            PhotoTooLarge: Telegram does not hand out files of this size; said without trying.
            PhotoUnfetched: Telegram does not give this file any more.
            telegram.error.TelegramError: it could not be had now.

        """
        if wanted.size > MOST_BYTES:
            raise PhotoTooLarge
        async with self._places:
            try:
                file = await self._bot.get_file(wanted.file, rate_limit_args=Priority.REPLY)
                return bytes(await file.download_as_bytearray())
            except BadRequest as error:
                raise (PhotoTooLarge if "too big" in error.message.lower() else PhotoUnfetched) from None
            except InvalidToken:  # a path that is not there any more: the library reads its 404 as a wrong token
                raise PhotoUnfetched from None
