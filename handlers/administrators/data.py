"""What buttons of administrators carry, ``a:<action>[:<value>…]``, and how it is read back."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import StalePress

PREFIX: Final = "a"
PATTERN: Final = rf"^{PREFIX}:"


@dataclass(frozen=True, slots=True)
class Press:
    """A button of an administrator."""

    action: str
    values: tuple[str, ...]


def about(action: str, *values: str) -> str:
    """Give the data of a button."""
    return ":".join((PREFIX, action, *values))


def read(data: str) -> Press:
    """Read a button's data.

    Raises:
        StalePress: no button of today carries it.

    """
    match data.split(":"):
        case ["a", action, *values]:
            return Press(action, tuple(values))
        case _:
            raise StalePress
