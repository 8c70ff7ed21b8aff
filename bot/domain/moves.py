"""How a tip has come from unit to unit, and where it may go next. Pure: one row a change of unit, in order.

Officers pass a tip on or return it; each does so for a reason. At the third move it goes to the province's desk, whose
word is binding from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from bot.domain.identifiers import EntryId, TipId
from bot.domain.tip import Status, Tip
from bot.domain.units import DESK, Unit, UnitCode, UnitKind

#: Why a tip is passed on or returned; the ready ones stand in the directory.
ReasonCode = NewType("ReasonCode", str)

#: The reason that an officer wrote in own words.
OWN_WORDS: Final = ReasonCode("own")
#: Letters of own words that a card shows; longer ones are posted whole beside it.
ON_A_CARD: Final = 150
#: This move, and every further one, is from or to the desk.
DECIDED_AT: Final = 3


class Movement(StrEnum):
    """What made a tip change its unit."""

    PASSED = "passed"  #: an officer's doing
    RETURNED = "returned"  #: an officer's: to the unit that had passed it
    ROUTED = "routed"  #: nobody's wish: a group was lost, the reporter named another commune


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One change of unit."""

    id: str
    tip: TipId
    origin: UnitCode
    target: UnitCode
    movement: Movement
    at: datetime  #: to the minute
    reason: ReasonCode | None = None  #: None where nobody wished it
    entry: EntryId | None = None  #: the note that holds own words


class Standing(StrEnum):
    """Whether a tip may go to a unit now."""

    OPEN = "open"
    UNREADY = "unready"  #: it can be shown nothing: no group, or strangers in it
    FORBIDDEN = "forbidden"  #: by the directory's rules
    DESK_ONLY = "desk_only"  #: it has been passed around: the desk decides


class Waiting(StrEnum):
    """What became of a tip at the unit that it was passed to, as the unit that it left is told."""

    WAITING = "waiting"
    TAKEN = "taken"
    RETURNED = "returned"
    GONE_ON = "gone_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReason:
    """A reason that is chosen by one press."""

    code: ReasonCode
    label: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A way that no tip may be passed; sides are unit codes or kinds of units."""

    origins: frozenset[str]
    targets: frozenset[str]
    reason: Mapping[str, str] = field(hash=False)  #: what an officer is told, by language

    def covers(self, origin: Unit, target: Unit) -> bool:
        """Tell whether it is the way between these units."""
        return _named(origin, self.origins) and _named(target, self.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """What the directory says of passing tips on."""

    reasons: Mapping[ReasonCode, ReadyReason]
    forbidden: tuple[Direction, ...]

    def barrier(self, origin: Unit, target: Unit) -> Direction | None:
        """Give what forbids this way; None where nothing does, as always to the desk."""
        if target.code == DESK:
            return None
        return next((direction for direction in self.forbidden if direction.covers(origin, target)), None)


def by_officers(moves: Sequence[Move]) -> int:
    """Count the moves that somebody wished."""
    return sum(move.movement is not Movement.ROUTED for move in moves)


def is_desks_turn(tip: Tip, moves: Sequence[Move]) -> bool:
    """Tell whether the tip may go from its unit to the desk alone, since it has been passed around."""
    return tip.unit != DESK and by_officers(moves) >= DECIDED_AT - 1


def is_passed_around(moves: Sequence[Move]) -> bool:
    """Tell whether the desk is to decide, or has decided."""
    return by_officers(moves) >= DECIDED_AT


def came_from(tip: Tip, moves: Sequence[Move]) -> UnitCode | None:
    """Give the unit that a tip can be returned to while nobody has taken it; None where none has passed it here."""
    last = moves[-1] if moves else None
    if last is None or tip.status is not Status.PASSED or last.movement is not Movement.PASSED:
        return None
    return last.origin if last.target == tip.unit else None


def never_receives(tip: Tip, unit: Unit) -> bool:
    """Tell whether a tip may never go to a unit: a shielded one to no commune's police at all.

    Which commune it was is what its reporter said; the police who are feared may be the neighbours.
    """
    return unit.code == tip.unit or (tip.shielded and unit.kind is UnitKind.COMMUNE)


def standing(tip: Tip, moves: Sequence[Move], *, origin: Unit, target: Unit, transfers: Transfers) -> Standing:
    """Tell whether a tip may be passed to a unit, as far as rules say."""
    if is_desks_turn(tip, moves) and target.code != DESK:
        return Standing.DESK_ONLY
    if came_from(tip, moves) != target.code and transfers.barrier(origin, target) is not None:
        return Standing.FORBIDDEN
    return Standing.OPEN


def became(tip: Tip, moves: Sequence[Move], number: int) -> Waiting:
    """Tell what became of a tip after one of its moves, counted from zero."""
    if number + 1 < len(moves):
        following = moves[number + 1]
        is_back = following.movement is Movement.RETURNED and following.target == moves[number].origin
        return Waiting.RETURNED if is_back else Waiting.GONE_ON
    return Waiting.WAITING if tip.status is Status.PASSED else Waiting.TAKEN


def _named(unit: Unit, side: frozenset[str]) -> bool:
    return unit.code in side or unit.kind.value in side
