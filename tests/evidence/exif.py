"""EXIF data for marked photos, written by hand: directories, places, maker notes and a thumbnail."""

from __future__ import annotations

import struct
from typing import Final

_ASCII, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 2, 3, 4, 5, 7
_WIDTHS: Final = {_ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8, _UNDEFINED: 1}

Entry = tuple[int, int, bytes]  #: tag, type, value


def exif(mark: str, *, thumbnail: bytes = b"", orientation: int = 1, order: str = ">") -> bytes:
    """Give a TIFF structure with the mark as maker, author, description, comment, serial number and place."""
    word = mark.encode()
    text = word + b"\0"
    exif_at, gps_at, thumbnails_at, thumbnail_at = 1024, 2048, 3072, 4096
    first: list[Entry] = [
        (0x010E, _ASCII, text),
        (0x010F, _ASCII, text),
        (0x0110, _ASCII, text),
        (0x0112, _SHORT, struct.pack(f"{order}H", orientation)),
        (0x0131, _ASCII, text),
        (0x0132, _ASCII, b"2026:03:04 05:06:07\0"),
        (0x013B, _ASCII, text),
        (0x8298, _ASCII, text),
        (0x8769, _LONG, struct.pack(f"{order}I", exif_at)),
        (0x8825, _LONG, struct.pack(f"{order}I", gps_at)),
    ]
    details: list[Entry] = [
        (0x9003, _ASCII, b"2026:03:04 05:06:07\0"),
        (0x927C, _UNDEFINED, b"Maker\0" + word),
        (0x9286, _UNDEFINED, b"ASCII\0\0\0" + word),
        (0xA420, _ASCII, text),
        (0xA430, _ASCII, text),
        (0xA431, _ASCII, text),
    ]
    place = struct.pack(f"{order}6I", 10, 1, 22, 1, 3344, 100)
    places: list[Entry] = [
        (0x0001, _ASCII, b"N\0"),
        (0x0002, _RATIONAL, place),
        (0x0003, _ASCII, b"E\0"),
        (0x0004, _RATIONAL, place),
        (0x001B, _UNDEFINED, b"ASCII\0\0\0" + word),
    ]
    small: list[Entry] = [
        (0x0103, _SHORT, struct.pack(f"{order}H", 6)),
        (0x0201, _LONG, struct.pack(f"{order}I", thumbnail_at)),
        (0x0202, _LONG, struct.pack(f"{order}I", len(thumbnail))),
    ]
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    parts = {
        0: head,
        8: _directory(first, 8, order, following=thumbnails_at if thumbnail else 0),
        exif_at: _directory(details, exif_at, order),
        gps_at: _directory(places, gps_at, order),
        thumbnails_at: _directory(small, thumbnails_at, order),
        thumbnail_at: thumbnail,
    }
    return _placed(parts, length=thumbnail_at + len(thumbnail))


def _placed(parts: dict[int, bytes], *, length: int) -> bytes:
    whole = bytearray(length)
    for at, part in parts.items():
        whole[at : at + len(part)] = part
    return bytes(whole)


def _directory(entries: list[Entry], at: int, order: str, *, following: int = 0) -> bytes:
    """Give a directory that stands at an offset, with the values that do not fit into it behind it."""
    behind = at + 2 + 12 * len(entries) + 4
    rows, values = bytearray(struct.pack(f"{order}H", len(entries))), bytearray()
    for tag, kind, value in entries:
        rows += struct.pack(f"{order}HHI", tag, kind, len(value) // _WIDTHS[kind])
        if len(value) <= 4:
            rows += value.ljust(4, b"\0")
        else:
            rows += struct.pack(f"{order}I", behind + len(values))
            values += value + bytes(len(value) % 2)
    return bytes(rows + struct.pack(f"{order}I", following) + values)
