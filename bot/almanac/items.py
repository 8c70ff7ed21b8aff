"""What a drawn month is made of: texts and boxes, in dots from its top left corner, each in one of a few inks."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from bot.posters.sheet import Face, width

#: The size at which a phone shows a picture whole and Telegram makes it no smaller.
WIDTH: Final = 1080
HEIGHT: Final = 1350


class Ink(Enum):
    """Red, green, blue."""

    BLACK = (17, 17, 17)
    GREY = (96, 96, 96)
    FAINT = (150, 150, 150)  #: of days that are not the month's
    RULE = (222, 222, 222)
    PALE = (240, 240, 240)
    PAPER = (255, 255, 255)
    BRICK = (163, 52, 26)
    GREEN = (22, 101, 62)
    MINT = (221, 240, 229)
    BLUE = (20, 77, 140)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of words; `size` is the height of the type."""

    text: str
    x: float
    baseline: float
    size: float
    face: Face = Face.PLAIN
    ink: Ink = Ink.BLACK
    on: Ink = Ink.PAPER  #: what lies under it
    anchor: Literal["left", "middle", "right"] = "left"

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom of its letters."""
        wide = width(self.text, self.face, self.size)
        left = self.x - {"left": 0.0, "middle": wide / 2, "right": wide}[self.anchor]
        return left, self.baseline - 0.76 * self.size, left + wide, self.baseline + 0.22 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle with round corners, filled, with an edge or without."""

    left: float
    top: float
    width: float
    height: float
    radius: float = 0
    fill: Ink = Ink.PAPER
    edge: Ink | None = None


Item = Text | Box


def cut(text: str, face: Face, *, size: float, room: float) -> str:
    """Give a text as it stands, or its beginning with a sign that it goes on."""
    if width(text, face, size) <= room:
        return text
    while text and width(f"{text}…", face, size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"
