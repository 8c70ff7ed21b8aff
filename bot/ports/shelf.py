"""The shelf: where the bytes of photos lie, each sealed under a key that the shelf does not keep."""

from collections.abc import Iterable
from typing import Protocol

from bot.domain.evidence import PhotoId


class Shelf(Protocol):
    """Sealed files."""

    async def keep(self, content: bytes) -> tuple[PhotoId, bytes]:
        """Put bytes on the shelf; give the name of their file, and the only key that opens it."""
        ...

    async def read(self, photo: PhotoId, key: bytes) -> bytes | None:
        """Give the bytes; None where the file is gone or does not open."""
        ...

    async def every(self) -> frozenset[PhotoId]:
        """Give the names of all files."""
        ...

    async def discard(self, photos: Iterable[PhotoId]) -> None:
        """Take files off the shelf; those that are gone already are no matter."""
        ...
