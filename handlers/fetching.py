"""Fetching what people have sent: Telegram keeps files apart from messages and hands them out for an hour at a time."""

import asyncio
from typing import Final

from telegram.error import BadRequest, InvalidToken

from bot.domain.evidence import MOST_BYTES, PhotoTooLarge, PhotoUnfetched
from handlers.calls import Priority
from handlers.context import InboxBot

AT_ONCE: Final = 3  #: files on their way at the same time, since each may take 20 MB of memory


class Fetcher:
    """Fetches files."""

    def __init__(self, bot: InboxBot) -> None:
        self._bot = bot
        self._places = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, file_id: str, *, size: int) -> bytes:
        """Give a file's bytes; `size` is what Telegram says of it, in bytes.

        Raises:
            PhotoTooLarge: Telegram does not hand out files of this size; said without trying.
            PhotoUnfetched: Telegram does not give this file any more.
            telegram.error.TelegramError: it could not be had now.

        """
        if size > MOST_BYTES:
            raise PhotoTooLarge
        async with self._places:
            try:
                file = await self._bot.get_file(file_id, rate_limit_args=Priority.REPLY)
                return bytes(await file.download_as_bytearray())
            except BadRequest as error:
                raise (PhotoTooLarge if "too big" in error.message.lower() else PhotoUnfetched) from None
            except InvalidToken:  # a path that is not there any more: the library reads its 404 as a wrong token
                raise PhotoUnfetched from None
