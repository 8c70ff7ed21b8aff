"""Where a shared place lies, as far as it helps to find the commune. It decides nothing: a button always confirms."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.domain.units import CommuneCode

_STEP: Final = 100  #: metres, to which distances are kept: finer ones would tell where the place is


class Lie(StrEnum):
    """How a place lies to the communes of the province."""

    INSIDE = "inside"  #: within a commune's boundary
    AROUND = "around"  #: no boundaries are known: those whose reference points lie nearest may be meant
    OUTSIDE = "outside"  #: in no commune, but not far: across the border, at sea, in the next province
    FAR = "far"  #: too far from any commune to help


@dataclass(frozen=True, slots=True)
class Nearby:
    """A commune and how far away it is."""

    commune: CommuneCode
    metres: int  #: to its boundary, 0 inside; where no boundaries are known, to its reference point


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place's lie, and the communes to offer for it: the likeliest first, at most a handful."""

    lie: Lie
    nearby: tuple[Nearby, ...] = ()

    @property
    def communes(self) -> tuple[CommuneCode, ...]:
        """The communes to offer, in order."""
        return tuple(found.commune for found in self.nearby)

    @property
    def blurred(self) -> "Whereabouts":
        """The same with distances to a hundred metres, so that what is kept of a place does not tell where it was."""
        near = tuple(replace(found, metres=round(found.metres / _STEP) * _STEP) for found in self.nearby)
        return replace(self, nearby=near)

    def metres_to(self, commune: CommuneCode) -> int | None:
        """Give how far a commune is; None where it is not among those to offer."""
        return next((found.metres for found in self.nearby if found.commune == commune), None)
