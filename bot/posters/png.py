"""A sheet as PNG at 300 dots an inch, for showing on a phone and for print shops that take no PDF.

The library draws in one channel whose values run from black over paper to brick; a palette turns that into colours when
it is written. Edges stay smooth, and a sheet costs a quarter of what three channels would.
"""

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.posters.sheet import HEIGHT, WIDTH, Box, Code, Face, Ink, Item, Sheet, Words

DOTS_AN_INCH: Final = 300
_DOT: Final = DOTS_AN_INCH / 25.4  #: dots in a millimetre
_PAPER: Final = 128
_TONES: Final = {Ink.BLACK: 0, Ink.PAPER: _PAPER, Ink.SAND: 138, Ink.BRICK: 255}
_ANCHORS: Final = {"left": "ls", "middle": "ms", "right": "rs"}
_OVERSAMPLED: Final = 4


def drawn(sheet: Sheet) -> bytes:
    """Draw a sheet; the same sheet gives the same bytes."""
    image = Image.new("L", (round(WIDTH * _DOT), round(HEIGHT * _DOT)), _PAPER)
    draw = ImageDraw.Draw(image)
    for item in sheet:
        _draw(draw, image, item)
    image.putpalette(_palette())
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(DOTS_AN_INCH, DOTS_AN_INCH), compress_level=6)
    return file.getvalue()


def _draw(draw: ImageDraw.ImageDraw, image: Image.Image, item: Item) -> None:
    match item:
        case Words():
            font = _font(item.face, round(item.size * _DOT))
            place = (item.x * _DOT, item.baseline * _DOT)
            draw.text(place, item.text, fill=_TONES[item.ink], font=font, anchor=_ANCHORS[item.anchor])
        case Box():
            _box(image, item)
        case Code():
            _code(draw, item)


def _box(image: Image.Image, box: Box) -> None:
    """Fill a box; the library draws round corners in steps, so that they are drawn larger and made smaller."""
    left, top = round(box.left * _DOT), round(box.top * _DOT)
    right, bottom = round((box.left + box.width) * _DOT), round((box.top + box.height) * _DOT)
    size = (right - left, bottom - top)
    mask = _mask(size, round(box.radius * _DOT))
    image.paste(_TONES[box.ink], (left, top, right, bottom), mask)


@cache
def _mask(size: tuple[int, int], radius: int) -> Image.Image:
    large = Image.new("L", (size[0] * _OVERSAMPLED, size[1] * _OVERSAMPLED), 0)
    whole = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(whole, radius * _OVERSAMPLED, fill=255)
    return large.reduce(_OVERSAMPLED)


def _code(draw: ImageDraw.ImageDraw, code: Code) -> None:
    """Draw the squares with sharp edges, each a whole number of dots."""
    side = int(code.module * _DOT)
    left, top = round(code.left * _DOT), round(code.top * _DOT)
    for number, row in enumerate(code.rows):
        for place, is_dark in enumerate(row):
            if is_dark:
                x, y = left + place * side, top + number * side
                draw.rectangle((x, y, x + side - 1, y + side - 1), fill=_TONES[Ink.BLACK])


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.file), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _palette() -> bytes:
    """Give the colours of the 256 values: from black to paper, from paper to brick."""
    colours: list[int] = []
    for value in range(256):
        ink = Ink.BLACK if value <= _PAPER else Ink.BRICK
        share = abs(value - _PAPER) / abs(_TONES[ink] - _PAPER)
        colours += [
            round(paper + (full - paper) * share) for paper, full in zip(Ink.PAPER.value, ink.value, strict=True)
        ]
    return bytes(colours)
