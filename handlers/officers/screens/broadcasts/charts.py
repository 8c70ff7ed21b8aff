"""Charts in text: bars of ten cells that stand first in a line, so that they align in any font and on any phone."""

from typing import Final

from bot.domain.broadcasts.progress import Shown
from handlers.texts import Html, Words

CELLS: Final = 10
_FULL, _EMPTY = "▇", "▁"


def bar(part: int, whole: int) -> str:
    """Give a bar: as many cells as the part is of the whole; whatever is there at all has one."""
    cells = min(CELLS, round(part * CELLS / whole)) if whole > 0 else 0
    cells = max(1, cells) if part > 0 else 0
    return _FULL * cells + _EMPTY * (CELLS - cells)


def line(count: Shown, whole: int, label: Html, words: Words) -> Html | None:
    """Give a bar with its number and what it counts; nothing where the number is not told."""
    if count is None:
        return None
    return words("conduct.bar", bar=bar(count, whole), count=number(count, words), label=label)


def number(count: int, words: Words) -> str:
    """Give a number with its thousands apart, as the language writes them."""
    return f"{count:,}".replace(",", words.plain("conduct.thousands"))


def people(count: Shown, words: Words) -> Html:
    """Give a count of people in words; one that is not told is below twenty (`reach.rounded`)."""
    return words("conduct.few") if count is None else words("conduct.about", count=number(count, words))
