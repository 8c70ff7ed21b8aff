"""How officers are shown things: their words, and their hours, which are never finer than they need be."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.domain.units import DESK, Unit
from handlers.texts import Html, Words

QUARTER: Final = 15  #: minutes: for what a reporter did
FIVE: Final = 5  #: minutes: for what officers did


@dataclass(frozen=True, slots=True)
class Look:
    """The words of a group or an officer, and the zone of their clock."""

    words: Words
    zone: tzinfo

    def hour(self, at: datetime, *, to: int = FIVE) -> str:
        """Give a time as people read it, rounded down to so many minutes."""
        local = at.astimezone(self.zone)
        return f"{local.replace(minute=local.minute - local.minute % to):%H:%M %d/%m}"


def called(unit: Unit, words: Words) -> str:
    """Give a unit as officers call it: the province's desk by what it does, every other by its name."""
    return words.plain("unit.desk") if unit.code == DESK else words.pick(unit.name)


def brief(unit: Unit, words: Words) -> str:
    """Give a unit in a list: by its code where its name ends with that, as police call their divisions."""
    name = called(unit, words)
    return unit.code if name.endswith(f"({unit.code})") else name


def quoted(words: Words, text: str) -> Html:
    """Give typed words as a quotation."""
    return Html(f"<blockquote>{words.escaped(text)}</blockquote>")


def apart(block: Html) -> Html:
    """Give a block with an empty line before it."""
    return Html(f"\n{block}")


def joined(*blocks: Html | None, by: str = "\n") -> Html:
    """Give blocks one under the other, those that say something."""
    return Html(by.join(block for block in blocks if block))
