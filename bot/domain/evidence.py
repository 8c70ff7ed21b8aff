"""Evidence: photos that were cleaned, each in a sealed file of its own.

The file's name says nothing, and its key lies with whoever may open it: in the draft while a tip is told, under the
tip's own key once it was sent. Whoever forgets the key has destroyed the photo.
"""

from dataclasses import dataclass, field
from typing import Final, NewType

from bot.domain.errors import Refused

PhotoId = NewType("PhotoId", str)  #: 32 random hex digits: the name of a photo's file

MOST_PHOTOS: Final = 10  #: of one tip, or of one addition to it; also what an album of Telegram holds
MOST_BYTES: Final = 20 * 1024 * 1024  #: of a file that Telegram lets a bot fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A clean photo, without its bytes."""

    id: PhotoId
    key: bytes = field(repr=False)  #: 32 bytes that open its file
    mime: str  #: image/jpeg or image/png
    width: int
    height: int
    size: int  #: bytes
    digest: bytes  #: SHA-256 of the clean bytes, taken when it was cleaned


class TooManyPhotos(Refused):
    """There is no room for another photo."""


class PhotoTooLarge(Refused):
    """Telegram does not hand a bot files of this size; nothing was fetched."""


class PhotoUnfetched(Refused):
    """Telegram no longer gives this file; sent once more it can be had."""
