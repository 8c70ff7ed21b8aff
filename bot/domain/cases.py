"""Several tips of one event: each stays whole and its reporter's own; officers see that they belong together.

A case stands at one unit. A tip that goes elsewhere leaves it, and a case of one is none. Whether the senders differ is
nowhere said: tips of one person cannot be linked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NewType

from bot.domain.identifiers import OfficerId, Reference, TipId
from bot.domain.likeness import Reason
from bot.domain.receipts import ALPHABET
from bot.domain.tip import Status, Tip
from bot.domain.units import UnitCode

CaseId = NewType("CaseId", str)  #: 16 hex digits, derived from the errand that opened it

MOST_TOGETHER: Final = 20  #: tips of one case
#: In these a tip may still be found to belong with others.
WORKED_ON: Final = frozenset({Status.NEW, Status.PASSED, Status.TAKEN, Status.ASKED, Status.CHECKING})
FREE: Final = frozenset({Status.NEW, Status.PASSED})  #: in nobody's hands
_SYMBOLS: Final = 5  #: of a reference
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Tips of one event at one unit, at least two of them, the oldest first."""

    id: CaseId
    unit: UnitCode
    tips: tuple[TipId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sister:
    """Another tip of the same case, as officers of its unit see it."""

    reference: Reference
    status: Status
    version: int
    taken_by: OfficerId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A tip that may be of the same event, and why it is thought so."""

    reference: Reference
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """How a tip stands to others of its unit."""

    sisters: tuple[Sister, ...] = ()
    likely: tuple[Likely, ...] = ()  #: the strongest first
    can_join: bool = False  #: there are others with which it could be joined, or from which it could be split

    @property
    def free(self) -> tuple[Sister, ...]:
        """The sisters that nobody has in hand."""
        return tuple(sister for sister in self.sisters if sister.status in FREE)

    def closable_by(self, officer: OfficerId | None) -> tuple[Sister, ...]:
        """Give the sisters that this officer could close: in their hands, or in nobody's."""
        mine = {officer, None}
        return tuple(one for one in self.sisters if one.status in WORKED_ON and one.taken_by in mine)


ALONE: Final = Together()


def sister_of(tip: Tip) -> Sister:
    """Give a tip as its sisters' cards show it."""
    return Sister(reference=tip.reference, status=tip.status, version=tip.version, taken_by=tip.taken_by)


def references_in(text: str) -> tuple[Reference, ...]:
    """Give the references that an officer typed, as in "#7K2QD, 9xq1b"; none where a word is no reference."""
    words = text.replace("#", " ").replace(",", " ").upper().translate(_MISREAD).split()
    is_all = all(len(word) == _SYMBOLS and set(word) <= set(ALPHABET) for word in words)
    return tuple(dict.fromkeys(Reference(word) for word in words)) if is_all else ()


def may_stand_together(tips: Sequence[Tip], *, at: UnitCode, shielded_from: Sequence[UnitCode]) -> bool:
    """Tell whether these tips may be one case at a unit: all are there, and none must be kept from it.

    `shielded_from`: the police of the communes that must never learn of those of them that are shielded.
    """
    is_here = all(tip.unit == at and tip.status is not Status.WITHDRAWN for tip in tips)
    return is_here and at not in shielded_from
