"""Drawing of what was laid out, as PNG with few colours, so that it loads on a slow line."""

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.almanac.items import HEIGHT, WIDTH, Box, Item, Text
from bot.posters.sheet import Face

_ANCHORS: Final = {"left": "ls", "middle": "ms", "right": "rs"}
_OVERSAMPLED: Final = 4
_COLOURS: Final = 128
_EDGE: Final = 3


def drawn(items: tuple[Item, ...]) -> bytes:
    """Draw a month; the same one gives the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for item in items:
        match item:
            case Text():
                font = _font(item.face, round(item.size))
                place = (item.x, item.baseline)
                draw.text(place, item.text, fill=item.ink.value, font=font, anchor=_ANCHORS[item.anchor])
            case Box():
                _box(image, item)
    file = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _box(image: Image.Image, box: Box) -> None:
    """Fill a box; corners are drawn larger and made smaller, since the library draws them in steps."""
    left, top = round(box.left), round(box.top)
    size = (round(box.width), round(box.height))
    if box.edge is not None:
        image.paste(box.edge.value, (left, top), _mask(size, round(box.radius)))
        left, top, size = left + _EDGE, top + _EDGE, (size[0] - 2 * _EDGE, size[1] - 2 * _EDGE)
    image.paste(box.fill.value, (left, top), _mask(size, max(round(box.radius) - _EDGE * (box.edge is not None), 0)))


@cache
def _mask(size: tuple[int, int], radius: int) -> Image.Image:
    large = Image.new("L", (size[0] * _OVERSAMPLED, size[1] * _OVERSAMPLED), 0)
    whole = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(whole, radius * _OVERSAMPLED, fill=255)
    return large.reduce(_OVERSAMPLED)


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.file), size, layout_engine=ImageFont.Layout.BASIC)
