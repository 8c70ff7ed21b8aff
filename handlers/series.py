"""Several messages that are one, such as an album: each comes as an errand of its own, and one answer is enough."""

import asyncio
from typing import Final

from bot.domain.identifiers import ChatId
from handlers.context import Context
from handlers.minimise import album_of

_QUIET: Final = 0.6  #: seconds without a further photo of an album, after which its one answer is given
_LOOK: Final = 0.1


async def goes_on(context: Context, chat: ChatId, album: str) -> bool:
    """Tell whether a further part of an album is next in this chat, so that its answer answers this one too."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _QUIET
    while loop.time() < until:
        if (errand := context.following(chat)) is not None:
            return album_of(errand.payload) == album
        await asyncio.sleep(_LOOK)
    return False
