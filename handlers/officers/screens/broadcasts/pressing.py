"""What buttons of composing carry, and how it is read back.

``bc:m:<item>[:<value>]`` is about broadcasts as such and outlives what is open; ``bc:<version>:<action>[:<value>…]``
belongs to the draft that lies open, as the conversation stood at that version. Both stay under Telegram's 64 bytes.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import StalePress

PREFIX: Final = "bc"
PATTERN: Final = rf"^{PREFIX}:"
_MENU: Final = "m"


@dataclass(frozen=True, slots=True)
class MenuPress:
    """A button that leads to a list or a draft."""

    item: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class DraftPress:
    """A button of the draft that lies open."""

    version: int
    action: str
    values: tuple[str, ...] = ()


def menu(item: str, value: str = "") -> str:
    """Give the data of a button that outlives what is open."""
    return f"{PREFIX}:{_MENU}:{item}:{value}" if value else f"{PREFIX}:{_MENU}:{item}"


def draft(version: int, action: str, *values: str | int) -> str:
    """Give the data of a button of the draft that lies open."""
    return ":".join((PREFIX, str(version), action, *(str(value) for value in values)))


def read(data: str) -> MenuPress | DraftPress:
    """Read a button's data.

    Raises:
        StalePress: no button of today carries it.

    """
    match data.split(":"):
        case [_, "m", item]:
            return MenuPress(item)
        case [_, "m", item, value]:
            return MenuPress(item, value)
        case [_, version, action, *values] if version.isdecimal():
            return DraftPress(int(version), action, tuple(values))
        case _:
            raise StalePress
