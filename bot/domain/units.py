"""Who may receive a tip and what part of the province they answer for.

Plain facts as they stand in the directory. This module does not know how they are read, searched or shown, nor which
Telegram group a unit has bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from bot.domain.point import Point

#: A unit of police: a commune's own code ("30307"), ``desk``, or a specialist's name ("PC02").
UnitCode = NewType("UnitCode", str)

#: The statistics office's code of a commune in force since July 2025. Codes were reused: never join eras by code.
CommuneCode = NewType("CommuneCode", str)

#: The province's own desk: it receives what no commune may see and what has nowhere else to go.
DESK = UnitCode("desk")


class UnitKind(StrEnum):
    """What a unit is to a tip."""

    COMMUNE = "commune"
    DESK = "desk"
    SPECIALIST = "specialist"


class CommuneKind(StrEnum):
    """The three sorts of commune-level units, by the word that stands before the name."""

    COMMUNE = "xã"
    WARD = "phường"
    ZONE = "đặc khu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune, ward or special zone of the province."""

    code: CommuneCode
    #: With its kind, as in running text: "phường Long Xuyên".
    name: str
    #: Without its kind, as on a button: "Long Xuyên".
    short: str
    kind: CommuneKind
    #: Touches Cambodia on land.
    border: bool
    #: Has a mainland coast.
    coastal: bool
    #: Lies on islands.
    island: bool
    #: A point inside, for showing where it lies; not a boundary.
    point: Point

    @property
    def unit(self) -> UnitCode:
        """The code of its police: the commune's own."""
        return UnitCode(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of police that can be given a tip."""

    code: UnitCode
    #: By language: {"vi": "Công an phường Long Xuyên", "en": "Long Xuyên Ward Police"}.
    name: Mapping[str, str] = field(hash=False)
    kind: UnitKind
    #: The commune it answers for; only units of kind COMMUNE have one.
    commune: CommuneCode | None = None
    #: The telephone of the officer on duty, as it is printed for people; None while it is not known.
    duty_phone: str | None = None
    #: The unit that stands in where this one cannot be reached; None: the desk.
    fallback: UnitCode | None = None

    @property
    def has_audience(self) -> bool:
        """Whether whoever writes broadcasts there has somebody to address: its commune; at the desk, any."""
        return self.commune is not None or self.code == DESK
