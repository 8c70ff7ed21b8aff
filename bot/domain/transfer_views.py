"""What officers are shown of a tip's way from unit to unit, as data: places to send it to, moves, what stays behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.moves import Movement, ReadyReason, Standing, Waiting
from bot.domain.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit to which a tip might go."""

    unit: Unit
    standing: Standing
    barrier: Mapping[str, str] | None = None  #: why it is forbidden, by language


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why a tip is moved: a ready reason, or an officer's own words."""

    ready: ReadyReason | None = None
    words: str | None = None


NO_GROUNDS: Final = Grounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """What a menu about passing a tip on needs."""

    places: tuple[Place, ...] = ()
    reasons: tuple[ReadyReason, ...] = ()
    target: Unit | None = None
    grounds: Grounds = NO_GROUNDS
    is_return: bool = False  #: the tip goes back to the unit that passed it
    is_desks_turn: bool = False  #: it has been passed around: only the desk remains
    is_binding: bool = False  #: the unit can only take it or return it to the desk


NO_TRANSFER: Final = TransferView()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """A move that somebody wished."""

    origin: Unit
    target: Unit
    movement: Movement
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """How a tip came to its unit."""

    moves: tuple[MoveView, ...] = ()
    is_here_by_move: bool = False  #: the last of them brought it to where it is
    is_passed_around: bool = False  #: the desk decides, or has decided


UNMOVED: Final = WayView()


@dataclass(frozen=True, slots=True, kw_only=True)
class StubView:
    """What a unit is told of a tip that it has passed on."""

    target: Unit
    at: datetime
    became: Waiting
    was_return: bool = False  #: to a unit that had passed it here
