"""What a drawn sheet is made of: words, boxes and the squares of a code, in millimetres from its top left corner.

One description, two canvases: `bot.posters.pdf` and `bot.posters.png` draw the same items and decide nothing.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from reportlab.pdfbase.ttfonts import TTFont

#: A4.
WIDTH: Final = 210.0
HEIGHT: Final = 297.0
FONTS: Final = Path(__file__).with_name("fonts")


class Face(StrEnum):
    """The weights of the one family, by their files; it was drawn for Vietnamese and lies beside this module."""

    PLAIN = "BeVietnamPro-Medium"
    STRONG = "BeVietnamPro-ExtraBold"

    @property
    def file(self) -> Path:
        """Where its outlines are."""
        return FONTS / f"{self.value}.ttf"


class Ink(Enum):
    """The three colours and a tint, each dark or light enough for a printer that has only black: red, green, blue."""

    BLACK = (17, 17, 17)
    PAPER = (255, 255, 255)
    BRICK = (163, 52, 26)
    SAND = (248, 239, 237)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of words; `size` is the height of the type."""

    text: str
    x: float
    baseline: float
    size: float
    face: Face = Face.PLAIN
    ink: Ink = Ink.BLACK
    anchor: Literal["left", "middle", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle with round corners."""

    left: float
    top: float
    width: float
    height: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The squares of a code; four squares around it must stay empty."""

    left: float
    top: float
    side: float
    rows: tuple[tuple[bool, ...], ...]

    @property
    def module(self) -> float:
        """The side of one square."""
        return self.side / len(self.rows)


Item = Words | Box | Code
Sheet = tuple[Item, ...]


@cache
def outlines(face: Face) -> TTFont:
    """Read a weight's outlines once."""
    return TTFont(face.value, str(face.file))


def width(text: str, face: Face, size: float) -> float:
    """Give how wide a line is."""
    return outlines(face).stringWidth(text, size)


def fitting(text: str, face: Face, *, size: float, room: float) -> float:
    """Give the size, at most this, at which a line fits its room."""
    return min(size, size * room / max(width(text, face, size), 1e-9))


def lines_of(text: str, face: Face, *, size: float, room: float) -> tuple[str, ...]:
    """Break a text into lines that fit their room; a word that is too long stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", face, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
