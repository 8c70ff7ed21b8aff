"""The picture in a WebP file: its one frame, transparency and colour profile."""

from collections.abc import Iterator
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.orientation import UPRIGHT, orientation
from bot.evidence.pictures import Container, Picture

START: Final = b"RIFF"
FORM: Final = b"WEBP"

_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ICCP"})
_ANIMATION: Final = frozenset({b"ANIM", b"ANMF"})
_TOLD: Final = 0x30  # of the flags: a profile and transparency; metadata and animation are not told of any more
_MOVES: Final = 0x02
_SIDE: Final = 0x3FFF  # fourteen bits


def picture(content: bytes) -> Picture:
    """Give what a WebP file shows; metadata, unknown chunks and whatever follows the end are left out."""
    kept: list[bytes] = []
    sizes: list[tuple[int, int]] = []
    turned = UPRIGHT
    for name, chunk in _chunks(content):
        body = chunk[8:]
        if name in _ANIMATION or (name == b"VP8X" and body[0] & _MOVES):
            raise PhotoRefused(PhotoFault.ANIMATED)
        if name in _SIZES:
            sizes.append(_SIZES[name](body))
        if name == b"VP8X":
            kept.append(chunk[:8] + bytes([body[0] & _TOLD]) + body[1:])
        elif name in _KEPT:
            kept.append(chunk)
        elif name == b"EXIF":
            turned = orientation(body)
    inner = FORM + b"".join(kept)
    return Picture(
        container=Container.WEBP,
        width=max((width for width, _ in sizes), default=0),
        height=max((height for _, height in sizes), default=0),
        orientation=turned,
        content=START + len(inner).to_bytes(4, "little") + inner,
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give name and bytes of each chunk, the byte that makes its length even with it."""
    end_of_all = 8 + int.from_bytes(content[4:8], "little")
    if end_of_all > len(content):
        raise PhotoRefused(PhotoFault.DAMAGED)
    at = 12
    while at + 8 <= end_of_all:
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        name = content[at : at + 4]
        if end > end_of_all or (name in _SIZES and length < 10):  # noqa: PLR2004 - a frame's header is longer
            raise PhotoRefused(PhotoFault.DAMAGED)
        yield name, content[at:end]
        at = end


def _of_canvas(body: bytes) -> tuple[int, int]:
    return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")


def _of_lossy(body: bytes) -> tuple[int, int]:
    return int.from_bytes(body[6:8], "little") & _SIDE, int.from_bytes(body[8:10], "little") & _SIDE


def _of_lossless(body: bytes) -> tuple[int, int]:
    bits = int.from_bytes(body[1:5], "little")
    return 1 + (bits & _SIDE), 1 + (bits >> 14 & _SIDE)


_SIZES: Final = {b"VP8X": _of_canvas, b"VP8 ": _of_lossy, b"VP8L": _of_lossless}
