"""The picture in a JPEG file: tables, frame, scans and colour profile."""

from collections.abc import Iterator
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.orientation import UPRIGHT, orientation
from bot.evidence.pictures import Container, Picture

START: Final = b"\xff\xd8"

_END, _SCAN = 0xD9, 0xDA
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})  # Huffman, arithmetic, quantisation, restart interval
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEEDED: Final = _FRAMES | _TABLES | {_SCAN}
_ALONE: Final = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})  # markers without a length
#: How the colours are meant: JFIF says YCbCr, Adobe says which transform, ICC says which red.
_COLOURS: Final = ((0xE0, b"JFIF\0"), (0xEE, b"Adobe"), (0xE2, b"ICC_PROFILE\0"))
_EXIF: Final = (0xE1, b"Exif\0\0")


def picture(content: bytes) -> Picture:
    """Give what a JPEG file shows; what comes between, before and behind it is left out.

    Films and further pictures that phones put behind the end are never looked at: a decoder stops at the end.
    """
    kept = [START]
    size: tuple[int, int] | None = None
    exif: bytes | None = None
    for marker, segment in _segments(content):
        body = segment[4:]
        if marker in _FRAMES:
            if size is not None or len(body) < 5:  # noqa: PLR2004 - precision, height, width
                raise PhotoRefused(PhotoFault.DAMAGED)
            size = (int.from_bytes(body[3:5]), int.from_bytes(body[1:3]))
        if marker in _NEEDED or any(marker == number and body.startswith(name) for number, name in _COLOURS):
            kept.append(segment)
        elif exif is None and marker == _EXIF[0] and body.startswith(_EXIF[1]):
            exif = body
    if size is None:
        raise PhotoRefused(PhotoFault.DAMAGED)
    return Picture(
        container=Container.JPEG,
        width=size[0],
        height=size[1],
        orientation=UPRIGHT if exif is None else orientation(exif),
        content=b"".join(kept),
    )


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give marker and bytes of each segment; the last is the first scan with all that follows."""
    at = len(START)
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 4 > len(content):
            raise PhotoRefused(PhotoFault.DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:  # noqa: PLR2004 - a fill byte before a marker
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - as above
            continue
        if marker == _SCAN:
            yield marker, content[at:]
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _END or end < at + 4 or end > len(content):
            raise PhotoRefused(PhotoFault.DAMAGED)
        yield marker, content[at:end]
        at = end
