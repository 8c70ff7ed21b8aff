"""The casebook's part about who works with tips, their groups, and what was done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.identifiers import (
    ChatId,
    OfficerId,
    UserId,
)
from bot.domain.people import Officer, Role
from bot.domain.units import UnitCode
from bot.ports import Json


class Officers(Protocol):
    """Who is enrolled."""

    async def enrol(self, officer: Officer, *, now: datetime) -> None:
        """Keep an officer, or their new name and role."""
        ...

    async def of_user(self, user: UserId) -> list[Officer]:
        """Give the roles of a person."""
        ...

    async def get(self, officer: OfficerId) -> Officer | None:
        """Give one officer, also one removed."""
        ...

    async def of_unit(self, unit: UnitCode) -> list[Officer]:
        """Give the living officers of a unit."""
        ...

    async def with_role(self, role: Role) -> list[Officer]:
        """Give all who hold a role."""
        ...

    async def remove(self, officer: OfficerId, *, now: datetime) -> None:
        """End a role."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation gives."""

    role: Role
    unit: UnitCode | None
    invited_by: OfficerId | None


class Invitations(Protocol):
    """Single-use links; only a hash of each is kept."""

    async def issue(self, invitation: Invitation, *, expires: datetime) -> str:
        """Keep an invitation; give its token, ``i_`` and 32 symbols."""
        ...

    async def redeem(self, token: str, *, now: datetime) -> Invitation | None:
        """Give what a living token promises and use it up."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The group that a unit has bound."""

    unit: UnitCode
    chat: ChatId
    is_forum: bool = False
    strangers: frozenset[UserId] = frozenset()  #: members that nobody has accepted, as far as their ids are known
    unknown: int = 0  #: members counted whose ids Telegram has not told
    accepted: frozenset[UserId] = frozenset()
    accepted_unknown: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether every member is enrolled or accepted: only then do tips go there."""
        return not self.strangers and self.unknown <= self.accepted_unknown


class Groups(Protocol):
    """Which group is whose."""

    async def of(self, unit: UnitCode) -> Group | None:
        """Give the group of a unit."""
        ...

    async def at(self, chat: ChatId) -> Group | None:
        """Give the unit's group that this chat is."""
        ...

    async def bind(self, group: Group) -> None:
        """Keep a group in place of the unit's former one."""
        ...

    async def moved(self, old: ChatId, new: ChatId) -> None:
        """Follow a group that Telegram has moved to a new id; its messages, which did not move, are forgotten."""
        ...

    async def unbind(self, unit: UnitCode) -> None:
        """Forget a unit's group."""
        ...

    async def every(self) -> list[Group]:
        """Give all groups."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """An entry of the audit."""

    number: int
    at: datetime  #: to the minute
    actor: str  #: an officer's id, "reporter" or "system"
    action: str
    unit: UnitCode | None
    tip: str | None  #: the reference of the tip that it is about


class Audit(Protocol):
    """What was changed and read, each entry chained to the one before by a hash."""

    async def write(
        self, action: str, *, at: datetime, actor: str, unit: UnitCode | None = None, data: Json | None = None
    ) -> None:
        """Append an entry. `actor` is an officer's id, "reporter" or "system"; data never holds contents."""
        ...

    async def last(self, *, limit: int, before: int | None = None) -> list[Audited]:
        """Give so many entries, the newest first; `before`: only those with smaller numbers."""
        ...

    async def first_broken(self) -> int | None:
        """Give the number of the first entry that does not fit its chain, or None."""
        ...


class Facts(Protocol):
    """Small facts that last, such as the bot's user name."""

    async def get(self, name: str) -> str | None:
        """Give a fact."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Keep a fact."""
        ...
