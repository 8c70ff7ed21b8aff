"""Who works with tips, and what each role may do. What a person may touch also depends on the unit."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.identifiers import OfficerId, UserId
from bot.domain.units import DESK, Unit, UnitCode


class Role(StrEnum):
    """A role is given by an invitation and ends when it is taken away."""

    ADMINISTRATOR = "administrator"  #: keeps the system; is shown no tip
    DESK = "desk"  #: the province's desk: receives what no commune may see
    HEAD = "head"  #: leads a unit; confirms what needs a second look
    OFFICER = "officer"
    ANNOUNCER = "announcer"  #: writes broadcasts of a unit
    AUDITOR = "auditor"  #: reads the audit log

    @property
    def has_unit(self) -> bool:
        """Tell whether this role is always held within one unit."""
        return self in _IN_A_UNIT


class Wish(StrEnum):
    """Everything that a command or a button of staff can ask for."""

    TAKE = "take"
    GIVE_BACK = "give_back"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    ASK = "ask"
    NOTE = "note"
    COPY = "copy"
    NUMBER = "number"
    TRANSFER = "transfer"
    CLOSE = "close"
    REOPEN = "reopen"
    EXTEND = "extend"
    CONFIRM = "confirm"
    CONFIRM_FOR_PROVINCE = "confirm_for_province"
    BIND_GROUP = "bind_group"
    REBIND_GROUP = "rebind_group"
    SETTLE_MEMBERS = "settle_members"
    LIST_UNITS = "list_units"
    SEE_UNIT = "see_unit"
    INVITE = "invite"
    REMOVE_OFFICER = "remove_officer"
    READ_AUDIT = "read_audit"
    JOIN = "join"  #: hold several tips of one event together, or let one go
    SEE_DUTY = "see_duty"
    SET_DUTY = "set_duty"
    READ_DIGEST = "read_digest"
    COMPOSE = "compose"  #: write a broadcast of a unit
    APPROVE = "approve"  #: let a broadcast go that somebody else wrote
    CONDUCT = "conduct"  #: pause, stop or correct one that is being sent or has been, and read how it went
    RECALL = "recall"  #: take one back at once, whoever approved it
    BIND_CHANNEL = "bind_channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An enrolled person with one role; a person may hold several, each a row of its own."""

    id: OfficerId
    user: UserId
    name: str  #: as shown to colleagues, never to residents
    role: Role
    unit: UnitCode | None  #: None for roles without a unit


def may(officer: Officer, wish: Wish, unit: UnitCode | None) -> bool:
    """Tell whether this officer may do this to something of this unit (None: to the system as a whole)."""
    if officer.role not in ALLOWED[wish]:
        return False
    if wish in _EVERYWHERE.get(officer.role, frozenset()):
        return True
    where = DESK if wish in _AT_THE_DESK else unit
    return officer.unit is not None and officer.unit == where


def may_know_of_shielded(officer: Officer, unit: UnitCode) -> bool:
    """Tell whether this officer may know that a unit has a shielded tip: its people, and those of the desk."""
    return officer.unit in {unit, DESK}


def may_invite(officer: Officer, role: Role, unit: UnitCode | None) -> bool:
    """Tell whether this officer may invite somebody to this role: a head, only to its own unit's work."""
    if not fits(role, unit) or not may(officer, Wish.INVITE, unit):
        return False
    return officer.role is Role.ADMINISTRATOR or role.has_unit


def fits(role: Role, unit: UnitCode | None) -> bool:
    """Tell whether a role can be held there: the desk's members at the desk alone, an administrator nowhere."""
    if role is Role.DESK:
        return unit == DESK
    return role.has_unit == (unit is not None)


def roles_at(unit: Unit) -> tuple[Role, ...]:
    """Give the roles to which somebody can be invited at a unit, in the order of the menus."""
    if unit.code == DESK:
        return (Role.DESK, Role.HEAD)
    return (Role.HEAD, Role.OFFICER, *((Role.ANNOUNCER,) if unit.has_audience else ()))


def name_from(typed: str) -> str:
    """Give the name that colleagues see, without the "đ/c" that is put before every name where it is shown."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    return _ADDRESS.sub("", name)


#: "đồng chí" and its short forms, with or without marks.
_ADDRESS: Final = re.compile(r"^(?:(?:[đd]\s?/\s?c[.:,]?\s*)|(?:(?:[đd]c|đồng chí|dong chi)[.:,]?\s+))+", re.IGNORECASE)

_IN_A_UNIT: Final = frozenset({Role.DESK, Role.HEAD, Role.OFFICER, Role.ANNOUNCER})
_CASEWORKERS: Final = frozenset({Role.DESK, Role.HEAD, Role.OFFICER})
_LEADERS: Final = frozenset({Role.HEAD})
_LEADERS_THERE: Final = _LEADERS | {Role.DESK}  #: the desk may have no head: there each member leads

#: Who may do what, the unit aside. A tip's wishes are never an administrator's.
ALLOWED: Final[dict[Wish, frozenset[Role]]] = {
    Wish.TAKE: _CASEWORKERS,
    Wish.GIVE_BACK: _CASEWORKERS,
    Wish.HAND_OVER: _CASEWORKERS,
    Wish.TAKE_BACK: _LEADERS_THERE,
    Wish.ASK: _CASEWORKERS,
    Wish.NOTE: _CASEWORKERS,
    Wish.COPY: _CASEWORKERS,
    Wish.NUMBER: _CASEWORKERS,
    Wish.TRANSFER: _CASEWORKERS,
    Wish.CLOSE: _CASEWORKERS,
    Wish.REOPEN: _LEADERS_THERE,
    Wish.EXTEND: _LEADERS_THERE,
    Wish.CONFIRM: _LEADERS,
    Wish.CONFIRM_FOR_PROVINCE: frozenset({Role.DESK, Role.HEAD}),
    Wish.BIND_GROUP: _CASEWORKERS,
    Wish.REBIND_GROUP: _LEADERS_THERE,
    Wish.SETTLE_MEMBERS: _LEADERS_THERE,
    Wish.LIST_UNITS: frozenset({Role.ADMINISTRATOR}),
    Wish.SEE_UNIT: frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    Wish.INVITE: frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    Wish.REMOVE_OFFICER: frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    Wish.READ_AUDIT: frozenset({Role.AUDITOR}),
    Wish.JOIN: _CASEWORKERS,
    Wish.SEE_DUTY: _CASEWORKERS,
    Wish.SET_DUTY: _LEADERS_THERE,
    Wish.READ_DIGEST: frozenset({Role.DESK, Role.HEAD}),
    Wish.COMPOSE: frozenset({Role.DESK, Role.HEAD, Role.ANNOUNCER}),
    Wish.APPROVE: frozenset({Role.DESK, Role.HEAD, Role.OFFICER, Role.ANNOUNCER}),
    Wish.CONDUCT: frozenset({Role.DESK, Role.HEAD, Role.ANNOUNCER}),
    Wish.RECALL: frozenset({Role.DESK, Role.HEAD}),
    Wish.BIND_CHANNEL: frozenset({Role.DESK, Role.HEAD, Role.ANNOUNCER}),
}

#: The province speaks, and is told how all units are, at its desk alone.
_AT_THE_DESK: Final = frozenset({Wish.CONFIRM_FOR_PROVINCE, Wish.READ_DIGEST})

#: What a role may do whatever the unit.
_EVERYWHERE: Final[dict[Role, frozenset[Wish]]] = {
    Role.ADMINISTRATOR: frozenset({Wish.LIST_UNITS, Wish.SEE_UNIT, Wish.INVITE, Wish.REMOVE_OFFICER}),
    Role.AUDITOR: frozenset({Wish.READ_AUDIT}),
    Role.DESK: frozenset({Wish.COMPOSE, Wish.APPROVE, Wish.CONDUCT, Wish.RECALL, Wish.BIND_CHANNEL}),
}
