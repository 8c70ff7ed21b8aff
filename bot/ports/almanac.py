"""The picture of a month: what stands on it, in words already, and who draws it."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.broadcasts.agenda import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One sending in the field of its day."""

    text: str  #: its hour
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day."""

    number: int
    is_within: bool  #: the month that is shown
    is_today: bool
    moon: str  #: its day of the lunar calendar, with the month where one begins; may be empty
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sending in the list below."""

    when: str
    text: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One month."""

    title: str
    subtitle: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    legend: tuple[tuple[Standing, str], ...]
    heading: str  #: of the list
    lines: tuple[Line, ...]


class AlmanacFailed(Exception):  # noqa: N818 - it says what happened
    """The picture could not be drawn."""


class Artist(Protocol):
    """Draws months."""

    async def drawn(self, page: Page) -> bytes:
        """Give a month as PNG.

        Raises:
            AlmanacFailed: it could not be drawn.

        """
        ...
