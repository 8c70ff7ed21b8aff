"""Picturing: a photo that came becomes a clean one on the shelf, before anybody else sees it."""

import hashlib

from bot.domain.evidence import Photo
from bot.ports.evidence import Cleaner
from bot.ports.shelf import Shelf


class Picturing:
    """Takes photos in."""

    def __init__(self, cleaner: Cleaner, shelf: Shelf) -> None:
        self._cleaner = cleaner
        self._shelf = shelf

    async def taken_in(self, content: bytes, *, declared: str | None = None) -> Photo:
        """Clean a photo and put it on the shelf; `declared` is the MIME type that its sender's program gave.

        What came is not kept. A replay makes another file; the one that nobody remembers is swept away.

        Raises:
            PhotoRefused: it is no photo, or none that can be cleaned.

        """
        clean = await self._cleaner.clean(content, declared=declared)
        name, key = await self._shelf.keep(clean.content)
        return Photo(
            id=name,
            key=key,
            mime=clean.mime,
            width=clean.width,
            height=clean.height,
            size=len(clean.content),
            digest=hashlib.sha256(clean.content).digest(),
        )
