"""What buttons of officers carry, and how it is read back.

``c:<action>:<reference>:<version>[:<value>]`` is about a tip as it stood at that version; ``o:<action>[:<value>…]`` is
about a unit and who works there. Neither names a resident; both stay under Telegram's 64 bytes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.cases import Sister
from bot.domain.errors import StalePress
from bot.domain.identifiers import EntryId, Reference
from bot.domain.tip import Tip

TIP: Final = "c"
UNIT: Final = "o"
PATTERN: Final = rf"^(?:{TIP}|{UNIT}):"


class MenuAction(StrEnum):
    """What a button of a menu asks for; the buttons of a card are `bot.domain.casework.CardButton`."""

    QUESTION = "q"
    OWN_WORDS = "own"
    SEND = "send"
    SEND_ANYWAY = "anyway"
    REVISE = "revise"
    DROP = "drop"
    FORWARD = "fwd"
    OUTCOME = "out"
    CONFIRM_OUTCOME = "confirm"
    COLLEAGUE = "to"
    TARGET = "unit"
    CONFIRM_TRANSFER = "pass"
    EXTEND = "extend"  #: with a ground: on that one
    LOOK_FOR_UNIT = "find"
    MOVE_REASON = "why"
    OWN_REASON = "whyown"
    JOIN_WITH = "with"
    SPLIT = "split"
    TAKE_REST = "rest"


@dataclass(frozen=True, slots=True)
class TipPress:
    """A button under a card or a menu."""

    action: str
    reference: Reference
    version: int
    value: str = ""

    @property
    def move(self) -> tuple[EntryId, str]:
        """The value as the id of a move that is being made, and the code of a reason."""
        entry, _, reason = self.value.partition(".")
        return EntryId(entry), reason

    @property
    def entry(self) -> EntryId:
        """The value as the id of an entry."""
        return EntryId(self.value)


@dataclass(frozen=True, slots=True)
class UnitPress:
    """A button about a unit and its people."""

    action: str
    values: tuple[str, ...]


def about(tip: Tip | Sister, action: str, value: str = "") -> str:
    """Give the data of a button about a tip as it stands."""
    data = f"{TIP}:{action}:{tip.reference}:{tip.version}"
    return f"{data}:{value}" if value else data


def within(action: str, *values: str) -> str:
    """Give the data of a button about a unit."""
    return ":".join((UNIT, action, *values))


def read(data: str) -> TipPress | UnitPress:
    """Read a button's data.

    Raises:
        StalePress: no button of today carries it.

    """
    match data.split(":"):
        case ["c", action, reference, version] if version.isdecimal():
            return TipPress(action, Reference(reference), int(version))
        case ["c", action, reference, version, value] if version.isdecimal():
            return TipPress(action, Reference(reference), int(version), value)
        case ["o", action, *values]:
            return UnitPress(action, tuple(values))
        case _:
            raise StalePress
