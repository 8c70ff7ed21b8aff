"""Which way up a photo was taken: the one thing that is read of EXIF data."""

import struct
from typing import Final

UPRIGHT: Final = 1

_ORIENTATION: Final = 0x0112
_FORMATS: Final = {3: "H", 4: "I"}  # SHORT, as it should be; some write LONG
_ENTRY: Final = 12


def orientation(exif: bytes) -> int:
    """Give the orientation, 1 to 8; what cannot be read is upright."""
    data = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        return UPRIGHT
    try:
        (directory,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, directory)
        for at in range(directory + 2, directory + 2 + count * _ENTRY, _ENTRY):
            tag, kind = struct.unpack_from(f"{order}HH", data, at)
            if tag == _ORIENTATION and kind in _FORMATS:
                (value,) = struct.unpack_from(f"{order}{_FORMATS[kind]}", data, at + 8)
                return value if 1 <= value <= 8 else UPRIGHT  # noqa: PLR2004 - the values of the standard
    except struct.error:
        pass
    return UPRIGHT
