"""Whether two pictures look the same: structural similarity of Wang and others (2004), over windows of eight pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

_WINDOW: Final = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Give the least of the similarities of brightness, and of red, green and blue at half the size, as eyes take them.

    The same is 1.0; of another size is 0.
    """
    if one.size != other.size:
        return 0.0
    first, second = one.convert("RGB"), other.convert("RGB")
    pairs = [(first.convert("L"), second.convert("L"))]
    pairs.extend(zip(_halved(first).split(), _halved(second).split(), strict=True))
    return min(_similarity(*pair) for pair in pairs)


def _halved(image: Image.Image) -> Image.Image:
    return image.reduce(2) if min(image.size) >= 2 * _WINDOW else image


def _similarity(one: Image.Image, other: Image.Image) -> float:
    wide, high = one.size
    first, second = one.tobytes(), other.tobytes()
    found = [
        _of_window(_window(first, wide, left, top), _window(second, wide, left, top))
        for top in range(0, high - _WINDOW + 1, _WINDOW)
        for left in range(0, wide - _WINDOW + 1, _WINDOW)
    ]
    return sum(found) / len(found)


def _window(pixels: bytes, wide: int, left: int, top: int) -> bytes:
    rows = (at * wide + left for at in range(top, top + _WINDOW))
    return b"".join(pixels[row : row + _WINDOW] for row in rows)


def _of_window(one: bytes, other: bytes) -> float:
    count = len(one)
    mean_one, mean_other = sum(one) / count, sum(other) / count
    spread_one = sum(value * value for value in one) / count - mean_one**2
    spread_other = sum(value * value for value in other) / count - mean_other**2
    shared = sum(a * b for a, b in zip(one, other, strict=True)) / count - mean_one * mean_other
    return ((2 * mean_one * mean_other + _C1) * (2 * shared + _C2)) / (
        (mean_one**2 + mean_other**2 + _C1) * (spread_one + spread_other + _C2)
    )
