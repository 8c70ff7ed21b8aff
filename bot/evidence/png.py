"""The picture in a PNG file: header, palette, transparency, pixels and colour profile."""

import zlib
from collections.abc import Iterator
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.orientation import UPRIGHT, orientation
from bot.evidence.pictures import Container, Picture

START: Final = b"\x89PNG\r\n\x1a\n"

_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_ANIMATION: Final = frozenset({b"acTL", b"fcTL", b"fdAT"})
_HEADER: Final = 13
_FRAME: Final = 12  # length, name and check sum
_LARGEST_PROFILE: Final = 2**20


def picture(content: bytes) -> Picture:
    """Give what a PNG file shows; texts, times, places and whatever follows the end are left out."""
    kept = [START]
    size: tuple[int, int] | None = None
    turned = UPRIGHT
    for name, chunk in _chunks(content):
        body = chunk[8:-4]
        if name in _ANIMATION:
            raise PhotoRefused(PhotoFault.ANIMATED)
        if (name == b"IHDR") != (size is None) or (name == b"IHDR" and len(body) != _HEADER):
            raise PhotoRefused(PhotoFault.DAMAGED)
        if name == b"IHDR":
            size = (int.from_bytes(body[:4]), int.from_bytes(body[4:8]))
        if name in _KEPT or (name == b"iCCP" and _is_reasonable(body)):
            kept.append(chunk)
        elif name == b"eXIf":
            turned = orientation(body)
    width, height = size or (0, 0)
    return Picture(container=Container.PNG, width=width, height=height, orientation=turned, content=b"".join(kept))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give name and bytes of each chunk up to the end mark."""
    at, name = len(START), b""
    while name != b"IEND":
        end = at + _FRAME + int.from_bytes(content[at : at + 4])
        if end > len(content):
            raise PhotoRefused(PhotoFault.DAMAGED)
        name = content[at + 4 : at + 8]
        yield name, content[at:end]
        at = end


def _is_reasonable(profile: bytes) -> bool:
    """Tell whether a colour profile has the size of one: a few bytes can unfold to gigabytes."""
    _, _, packed = profile.partition(b"\0")
    unfolding = zlib.decompressobj()
    try:
        return len(unfolding.decompress(packed[1:], _LARGEST_PROFILE)) < _LARGEST_PROFILE
    except zlib.error:
        return False
