"""Browsing for a commune without typing: by first letter or by former district, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

T = TypeVar("T")

PAGE: Final = 8  #: buttons that fit a small phone above those that lead on


class By(StrEnum):
    """What communes are listed by."""

    LETTER = "letter"
    DISTRICT = "district"  #: of those that ended in 2025


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that lies open: a letter's or a district's, or (no key) the districts themselves."""

    by: By
    key: str | None = None
    page: int = 0  #: counted from nought

    def shown(self, rows: Sequence[T]) -> Sequence[T]:
        """Give the rows of the open page."""
        page = self._kept(rows).page
        return rows[page * PAGE : (page + 1) * PAGE]

    def before(self, rows: Sequence[object]) -> "Listing | None":
        """Give the page before; None on the first."""
        here = self._kept(rows)
        return replace(here, page=here.page - 1) if here.page else None

    def after(self, rows: Sequence[object]) -> "Listing | None":
        """Give the page after; None on the last."""
        here = self._kept(rows)
        return replace(here, page=here.page + 1) if (here.page + 1) * PAGE < len(rows) else None

    def _kept(self, rows: Sequence[object]) -> "Listing":
        """Give the same on a page that there is."""
        return replace(self, page=max(0, min(self.page, (len(rows) - 1) // PAGE)))
