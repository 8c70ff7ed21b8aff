"""What the services ask of whoever cleans evidence: bytes in, clean bytes out, or a refusal."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class PhotoType(Enum):
    """What a clean photo is encoded as; the value is its MIME type."""

    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPhoto:
    """A photo that shows what the former showed and tells nothing else. The same bytes in give the same bytes out."""

    content: bytes
    type: PhotoType
    width: int
    height: int

    @property
    def mime(self) -> str:
        """The MIME type."""
        return self.type.value

    @property
    def ending(self) -> str:
        """What a name of our own ends with; the sender's name is never kept."""
        return ".jpg" if self.type is PhotoType.JPEG else ".png"


class Cleaner(Protocol):
    """Cleans photos."""

    async def clean(self, content: bytes, *, declared: str | None) -> CleanPhoto:
        """Give the photo anew, upright, without any metadata, small enough for Telegram to take as a photo.

        `declared` is the MIME type that the sender's program gave. It is never believed; a file that is called a photo
        and is none is told as damaged.

        Raises:
            PhotoRefused: with the reason; the next photo is cleaned all the same.

        """
        ...
