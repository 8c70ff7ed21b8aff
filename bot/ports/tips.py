"""The casebook's part about tips and what is on its way to units. It knows no resident."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.dispatches import Destination, Dispatch, Post, PostKind
from bot.domain.evidence import Photo, PhotoId
from bot.domain.identifiers import (
    ChatId,
    EntryId,
    ErrandId,
    Handle,
    MessageId,
    OfficerId,
    Reference,
    TipId,
)
from bot.domain.receipts import Receipt
from bot.domain.reckoning import Deadline
from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.domain.units import UnitCode


class Applied(Protocol):
    """Which errands have had their effect on the casebook."""

    async def first_time(self, errand: ErrandId, *, now: datetime) -> bool:
        """Note the errand; tell whether it had not been noted before."""
        ...

    async def knows(self, errand: ErrandId) -> bool:
        """Tell whether the errand has been noted."""
        ...


class Tips(Protocol):
    """Tips, each sealed under a key of its own."""

    async def is_free(self, reference: Reference) -> bool:
        """Tell whether no tip has this reference; `add` wants a free one."""
        ...

    async def add(self, tip: Tip, receipt: Receipt) -> bool:
        """Keep a new tip; tell False and change nothing where its id is already there."""
        ...

    async def get(self, tip: TipId) -> Tip | None:
        """Give a tip."""
        ...

    async def by_receipt(self, readings: Sequence[Receipt]) -> Tip | None:
        """Give the tip that one of these receipts leads to."""
        ...

    async def by_reference(self, reference: Reference) -> Tip | None:
        """Give the tip with this reference."""
        ...

    async def these(self, wanted: Sequence[TipId]) -> list[Tip]:
        """Give these tips in the order in which they are named, but for those that are not kept any more."""
        ...

    async def save(self, tip: Tip) -> None:
        """Keep a tip in place of the one before."""
        ...

    async def at_unit(self, unit: UnitCode, *, held_by: OfficerId | None = None) -> list[Tip]:
        """Give the open tips of a unit, or those of them in one officer's hands."""
        ...

    async def closing(self) -> list[Tip]:
        """Give the tips whose outcome waits for somebody's agreement, the oldest first."""
        ...

    async def ended_by(self, at: datetime) -> list[Tip]:
        """Give the tips that were closed or withdrawn by this time and are still kept; the oldest first."""
        ...

    async def left_open_since(self, at: datetime) -> list[Tip]:
        """Give the open tips that have not changed, and about which nothing was said, since this time; oldest first."""
        ...

    async def shred(self, tip: TipId) -> None:
        """Destroy a tip's key, and with it all that was written about it; what serves for counting stays."""
        ...


class Threads(Protocol):
    """What was said about a tip after it was sent."""

    async def add(self, entry: Entry) -> None:
        """Keep an entry; adding the same one again changes nothing."""
        ...

    async def of(self, tip: TipId) -> list[Entry]:
        """Give the entries of a tip in order."""
        ...

    async def get(self, entry: EntryId) -> Entry | None:
        """Give one entry."""
        ...

    async def forget(self, entry: EntryId) -> None:
        """Forget an entry that was never sent."""
        ...


class Evidence(Protocol):
    """Which photos belong to which tip. Their bytes lie on the shelf."""

    async def add(self, tip: TipId, photos: Sequence[Photo], *, entry: EntryId | None = None) -> None:
        """Keep which photos came with a tip, or with an entry of its thread; again, it changes nothing."""
        ...

    async def of(self, tip: TipId, *, entry: EntryId | None = None) -> list[Photo]:
        """Give the photos that came with a tip itself, or with an entry of its thread, in order."""
        ...

    async def every(self, tip: TipId) -> list[Photo]:
        """Give all photos of a tip, in order."""
        ...

    async def ids(self) -> frozenset[PhotoId]:
        """Give the names of all files that belong to a tip."""
        ...

    async def forget(self, entry: EntryId) -> None:
        """Forget the photos of an entry that was never sent."""
        ...


class Posts(Protocol):
    """The bot's own messages in groups."""

    async def add(self, posts: Sequence[Post]) -> None:
        """Remember messages."""
        ...

    async def at(self, chat: ChatId, message: MessageId) -> Post | None:
        """Give what a message is."""
        ...

    async def of(self, tip: TipId, kind: PostKind | None = None) -> list[Post]:
        """Give the messages of a tip, oldest first."""
        ...

    async def forget(self, chat: ChatId, message: MessageId) -> None:
        """Forget a message that is gone or done."""
        ...


class Dispatches(Protocol):
    """What is on its way to units and officers."""

    async def put(self, dispatch: Dispatch, *, now: datetime, key: str | None = None) -> None:
        """Add a dispatch; with a key, it takes the place of one with this key that has not been begun."""
        ...

    async def due(self, now: datetime, *, limit: int, besides: Collection[Destination] = ()) -> list[Dispatch]:
        """Give what may be sent now, most urgent and then oldest first: a few of each destination but these."""
        ...

    async def next_due(self, *, after: datetime) -> datetime | None:
        """Give when the next one is due that is not due by then."""
        ...

    async def begin(self, dispatch: str) -> bool:
        """Note that sending begins, so that after a crash it is known that it may have arrived.

        Tell False where another one has taken its place.
        """
        ...

    async def sent(self, dispatch: str) -> None:
        """Forget what has been delivered."""
        ...

    async def postpone(self, dispatch: str, *, until: datetime, surely_unsent: bool = False) -> None:
        """Try again later; counts an attempt. `surely_unsent`: it is known not to have arrived."""
        ...

    async def wake(self, unit: UnitCode, *, now: datetime) -> None:
        """Make due at once what waits for this unit's group."""
        ...

    async def of_unit(self, unit: UnitCode) -> list[Dispatch]:
        """Give everything that is on its way to this unit's group, due or not, in order."""
        ...

    async def waiting_for(self) -> dict[UnitCode, int]:
        """Give how many dispatches wait for each unit."""
        ...


class Deadlines(Protocol):
    """By when tips must have been seen, taken, answered and closed."""

    async def of(self, tip: TipId) -> list[Deadline]:
        """Give the deadlines of a tip, in the order of their milestones."""
        ...

    async def keep(self, tip: TipId, rows: Sequence[Deadline]) -> None:
        """Keep these as the deadlines of a tip, in place of those before; whoever had claimed one has it no more."""
        ...

    async def claim(self, *, now: datetime, until: datetime, is_night: bool, limit: int) -> tuple[str, list[Deadline]]:
        """Claim those about which somebody is to be told now, the oldest first, so long that nobody else does.

        By night only those that are told at night. Gives the name of the claim with them.
        """
        ...

    async def is_claimed(self, row: Deadline, *, claim: str) -> bool:
        """Tell whether a deadline stands as it was claimed, and the claim has not passed to somebody else."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Tell handle H that something new stands in the thread of its tip."""

    id: str
    handle: Handle
    tip: TipId
    urgent: bool


class Notices(Protocol):
    """What reporters are to be told, until the vault has taken it over."""

    async def put(self, notice: Notice) -> None:
        """Add a notice."""
        ...

    async def waiting(self, *, limit: int) -> list[Notice]:
        """Give those not handed over, oldest first."""
        ...

    async def handed_over(self, notice: str) -> None:
        """Note that the vault has it; the row is forgotten."""
        ...
