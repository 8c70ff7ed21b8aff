"""What a file shows, taken out of its container: only that is given to a decoder.

Everything a decoder does not need for the pixels (texts, places, thumbnails, films behind the end) is left out here, so
that it cannot reach the clean photo by way of a library, and the library's readers of it are never run.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused

MAX_SIDE: Final = 32_000  #: long pictures of a whole conversation


class Container(Enum):
    """The kinds of files that are taken, by the library's names."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"


#: Phones of fifty megapixels give up to 8192 x 6144. No camera gives WebP, whose decoder takes sixteen bytes a pixel.
MAX_PIXELS: Final = {Container.JPEG: 52_000_000, Container.PNG: 52_000_000, Container.WEBP: 26_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The part of a file that shows something."""

    container: Container
    width: int
    height: int
    orientation: int  #: as EXIF counts, 1 to 8; 1 is upright
    content: bytes

    def __post_init__(self) -> None:
        """Refuse what has no pixels or too many, before anything is decoded."""
        if not (self.width and self.height):
            raise PhotoRefused(PhotoFault.DAMAGED)
        if max(self.width, self.height) > MAX_SIDE or self.width * self.height > MAX_PIXELS[self.container]:
            raise PhotoRefused(PhotoFault.TOO_MANY_PIXELS)
