"""A tip and its life. The life is one table; `Tip.moved_to` is the only door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import ChangeNotAllowed
from bot.domain.identifiers import Handle, OfficerId, Reference, RuleCode, TipId
from bot.domain.kinds import GroupCode, LeafCode, Urgency
from bot.domain.outcomes import Outcome, OutcomeCode
from bot.domain.point import Point
from bot.domain.units import CommuneCode, UnitCode


class When(StrEnum):
    """When the thing happened, as the resident says it; the exact hour is never asked."""

    NOW = "now"
    TODAY = "today"
    EARLIER = "earlier"
    OFTEN = "often"
    UNSURE = "unsure"


class Status(StrEnum):
    """Where a tip stands; each has a word for its reporter."""

    NEW = "new"
    PASSED = "passed"  #: new at another unit
    TAKEN = "taken"
    ASKED = "asked"  #: a question waits for the reporter
    CHECKING = "checking"  #: the reporter has answered
    CLOSING = "closing"  #: an outcome waits for confirmation
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Actor(StrEnum):
    """Who makes a change, as the table sees it. Roles and units are checked before (`people.may`)."""

    REPORTER = "reporter"
    OFFICER = "officer"
    HEAD = "head"
    SYSTEM = "system"


_STAFF: Final = frozenset({Actor.OFFICER, Actor.HEAD})
_ANY: Final = _STAFF | {Actor.SYSTEM}
_HEAD: Final = frozenset({Actor.HEAD})
_REPORTER: Final = frozenset({Actor.REPORTER})

#: From each status, the statuses that may follow, with who may make the change. What is not here cannot happen.
CHANGES: Final[dict[Status, dict[Status, frozenset[Actor]]]] = {
    Status.NEW: {Status.TAKEN: _STAFF, Status.PASSED: _ANY, Status.WITHDRAWN: _REPORTER},
    Status.PASSED: {Status.TAKEN: _STAFF, Status.PASSED: _ANY, Status.WITHDRAWN: _REPORTER},
    Status.TAKEN: {
        Status.NEW: _ANY,
        Status.ASKED: _STAFF,
        Status.PASSED: _STAFF,
        Status.CLOSING: _STAFF,
        Status.CLOSED: _STAFF,
        Status.WITHDRAWN: _REPORTER,
    },
    Status.ASKED: {
        Status.NEW: _ANY,
        Status.ASKED: _STAFF,
        Status.CHECKING: _REPORTER,
        Status.PASSED: _STAFF,
        Status.CLOSING: _STAFF,
        Status.CLOSED: _STAFF,
        Status.WITHDRAWN: _REPORTER,
    },
    Status.CHECKING: {
        Status.NEW: _ANY,
        Status.ASKED: _STAFF,
        Status.PASSED: _STAFF,
        Status.CLOSING: _STAFF,
        Status.CLOSED: _STAFF,
        Status.WITHDRAWN: _REPORTER,
    },
    Status.CLOSING: {Status.TAKEN: _ANY, Status.CLOSED: _STAFF, Status.WITHDRAWN: _REPORTER},
    Status.CLOSED: {Status.NEW: _REPORTER | _HEAD},
    Status.WITHDRAWN: {},
}

REOPENS_FOR: Final = timedelta(days=30)
IN_HAND: Final = frozenset({Status.TAKEN, Status.ASKED, Status.CHECKING, Status.CLOSING})
ENDED: Final = frozenset({Status.CLOSED, Status.WITHDRAWN})


class Why(StrEnum):
    """Why a tip stands at its unit; the desk's card says it."""

    COMMUNE = "commune"  #: the commune's own police
    RULE = "rule"  #: a rule of the units file names this unit
    OFFICIALS = "officials"  #: it concerns officials: the province alone
    FEARS = "fears"  #: the reporter would rather the commune did not know
    NO_GROUP = "no_group"  #: the unit whose it would be has no group yet
    STRANGERS = "strangers"  #: that unit's group has members nobody accepted
    TOO_MANY = "too_many"  #: more tips from one chat than go to a unit
    TRANSFERRED = "transferred"
    UNDELIVERABLE = "undeliverable"  #: the group cannot be reached

    @property
    def keeps_from_commune(self) -> bool:
        """Tell whether the commune's police must never learn of the tip."""
        return self in {Why.OFFICIALS, Why.FEARS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of the resident with the ids of the message it came in, so that an edit can replace it."""

    message: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the resident told; sealed under the tip's own key."""

    texts: tuple[str, ...] = ()
    taps: tuple[str, ...] = ()  #: codes of the group's taps
    pin: Point | None = None  #: the scene on the map, to about ten metres
    place: str | None = None
    duration: str | None = None
    beware: str | None = None
    safe_hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A tip as the casebook keeps it. It knows its reporter only as a handle, or not at all."""

    id: TipId
    reference: Reference
    unit: UnitCode
    why: Why
    commune: CommuneCode
    group: GroupCode | None
    leaf: LeafCode | None
    when: When | None
    urgency: Urgency
    account: Account
    received: datetime  #: to the minute
    status: Status = Status.NEW
    status_since: datetime  #: to the minute
    handle: Handle | None = None  #: None once burnt: the reporter reads only when looking up
    shielded: bool = False  #: the commune's police must never learn of it, wherever it goes
    rule: RuleCode | None = None  #: of the units file, which decided whose it is; None: the end of the list did
    taken_by: OfficerId | None = None
    taken_at: datetime | None = None  #: to the minute: since when it is in these hands
    outcome: OutcomeCode | None = None
    outcome_blanks: tuple[str, ...] = ()  #: what the officer filled into the outcome's word
    confirmations: int = 0  #: of the outcome's confirmations, how many are given
    number: str | None = None  #: `Số tin báo`: the police's own register
    version: int = 0

    def moved_to(self, status: Status, *, by: Actor, at: datetime) -> "Tip":
        """Give the tip after a change of status.

        Raises:
            ChangeNotAllowed: the table has no such change for this actor.

        """
        if by not in CHANGES[self.status].get(status, frozenset()):
            raise ChangeNotAllowed(self.status, status)
        is_held = status in IN_HAND or status is Status.CLOSED
        return replace(
            self,
            status=status,
            status_since=minute(at),
            taken_by=self.taken_by if is_held else None,
            taken_at=self.taken_at if is_held else None,
            version=self.version + 1,
        )

    def held_by(self, officer: OfficerId, *, at: datetime) -> "Tip":
        """Give the tip in these hands: since now, unless it has been in them before."""
        is_same = officer == self.taken_by and self.taken_at is not None
        return self if is_same else replace(self, taken_by=officer, taken_at=minute(at))

    def raised(self) -> "Tip":
        """Give the tip as one that must be seen at once, with a new version where it was not."""
        return self if self.urgency is Urgency.URGENT else replace(self.touched(), urgency=Urgency.URGENT)

    def touched(self) -> "Tip":
        """Give the tip with a new version, so that older buttons are known as old."""
        return replace(self, version=self.version + 1)


def may_reopen(tip: Tip, outcome: Outcome | None, *, at: datetime) -> bool:
    """Tell whether the reporter may still say that it goes on: its outcome allows it, and 30 days are not over."""
    is_closed = tip.status is Status.CLOSED and outcome is not None and outcome.reopens
    return is_closed and at - tip.status_since <= REOPENS_FOR


def minute(at: datetime) -> datetime:
    """Give the time without its seconds: the finest that the casebook keeps."""
    return at.replace(second=0, microsecond=0)
