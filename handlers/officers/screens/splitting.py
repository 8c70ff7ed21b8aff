"""Splitting: what people typed, laid out over as many messages as Telegram's limit asks for.

Nothing is lost and no word is broken that fits into a message. It knows neither tips nor the words around them.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from handlers.measuring import shown_units, units
from handlers.texts import Html

LIMIT: Final = 3900  #: UTF-16 units of a message; Telegram takes 4096
_INLINE: Final = 160  #: units that may stand on the line of their label
_LEAST: Final = 200  #: units under which a text is not begun at the foot of a message
_JOINER: Final = "\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that a person typed, with the label that stands before it."""

    label: Html
    text: str


def laid_out(told: Iterable[Told], *, first: int, rest: int = LIMIT) -> list[Html]:
    """Give texts of at most so many units: the first message's, which may be empty, and those of further ones."""
    pages: list[list[Html]] = [[]]
    left = first
    for item in told:
        text = item.text.strip()
        if _is_inline(text):
            line = Html(f"{item.label} {_escaped(text)}")
            if shown_units(line) > left:
                pages.append([])
                left = rest
            pages[-1].append(line)
            left -= shown_units(line) + 1
            continue
        heading = shown_units(item.label) + 1
        if left < heading + max(min(_LEAST, units(text)), units(text.split(maxsplit=1)[0])):
            pages.append([])
            left = rest
        pieces = cut(text, first=left - heading, rest=rest)
        for number, piece in enumerate(pieces):
            if number:
                pages.append([])
                left = rest
            quote = f"<blockquote>{_escaped(piece)}</blockquote>"
            block = Html(quote if number else f"{item.label}\n{quote}")
            pages[-1].append(block)
            left -= shown_units(block) + 1
    return [Html("\n".join(page)) for page in pages]


def cut(text: str, *, first: int, rest: int) -> list[str]:
    """Give a text in pieces of at most so many units, cut between words; only what is longer than a piece is broken."""
    pieces: list[str] = []
    room = first
    while units(text) > room:
        end = _fitting(text, room)
        between = _last_gap(text, end)
        if between:
            end = between
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
        room = rest
    return [*pieces, text] if text else pieces


def cropped(text: str, *, most: int) -> str:
    """Give a text in at most so many units, with a sign where something is missing."""
    return text if units(text) <= most else f"{text[: _fitting(text, most - 1)].rstrip()}…"


def _is_inline(text: str) -> bool:
    return "\n" not in text and units(text) <= _INLINE


def _fitting(text: str, room: int) -> int:
    """Give how many letters fit, at least one, without parting a letter from its marks."""
    end = used = 0
    while end < len(text) and used + units(text[end]) <= room:
        used += units(text[end])
        end += 1
    whole = end
    while 0 < whole < len(text) and _belongs_together(text[whole - 1], text[whole]):
        whole -= 1
    return whole or max(end, 1)


def _belongs_together(before: str, after: str) -> bool:
    return unicodedata.combining(after) != 0 or _JOINER in {before, after} or unicodedata.category(after) == "Mn"


def _last_gap(text: str, end: int) -> int:
    """Give the last place up to this one at which a word ends; 0 where there is none."""
    for place in range(end, 0, -1):
        if place < len(text) and text[place].isspace():
            return place
    return 0


def _escaped(text: str) -> Html:
    return Html(escape(text, quote=False))
