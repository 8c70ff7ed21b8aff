"""The vault's part about broadcasts: who asked for them, and each one's way to each of them.

No key links a subscriber to a tip, a conversation or a letter: the hash of the chat has a label of its own here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.deliveries import Copies, Delivery, EditResult, Result, Tally
from bot.domain.broadcasts.subscription import Subscription
from bot.domain.identifiers import ChatId, OccurrenceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many of some subscribers an audience has, and where to count on."""

    count: int
    after: int | None  #: the last subscriber that was looked at; None: all were


class Subscribers(Protocol):
    """Who wants to be told what."""

    async def of(self, chat: ChatId) -> Subscription | None:
        """Give the subscription of a chat."""
        ...

    async def keep(self, subscription: Subscription) -> None:
        """Keep a subscription in place of the one before."""
        ...

    async def end(self, chat: ChatId) -> bool:
        """Forget a subscription; its waiting deliveries are not sent. Tell whether there was one."""
        ...

    async def reach(self, audience: Audience, *, urgent: bool, after: int, limit: int) -> Reach:
        """Count exactly whom an audience has among some subscribers; people are shown it rounded (`Reaching`)."""
        ...

    async def count(self) -> int:
        """Count all subscriptions."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the vault must know of an occurrence to make its deliveries."""

    occurrence: OccurrenceId
    audience: Audience
    urgent: bool
    expires: datetime  #: whoever is quiet until then is not sent it


class Deliveries(Protocol):
    """Each subscriber's turn of each sending."""

    async def prepare(self, run: Run, *, now: datetime, limit: int) -> bool:
        """Make the rows of at most so many more subscribers; tell True once all are made.

        Called again after a crash it goes on where it was, and makes no row twice.
        """
        ...

    async def recover(self) -> int:
        """Put what was in flight when the process ended back in line; give how many, counted as doubled."""
        ...

    async def claim(self, occurrence: OccurrenceId, *, now: datetime, limit: int) -> list[Delivery]:
        """Look at so many turns that are due, and give those of them that can be sent, in flight from now on.

        The others are put off or away, so that none may be given though some are due still.
        """
        ...

    async def record(self, results: Sequence[Result], *, revision: int) -> None:
        """Keep what became of turns that were claimed; whoever cannot be reached has no subscription any more.

        `revision`: of the broadcast when they were sent.
        """
        ...

    async def next_due(self, occurrence: OccurrenceId) -> datetime | None:
        """Give when the next waiting turn is due (to the hour); None where none waits."""
        ...

    async def tally(self, occurrence: OccurrenceId, *, now: datetime, revision: int | None = 0) -> Tally:
        """Give what became of the turns of a sending; behind are copies older than this revision, or (None) all."""
        ...

    async def stop(self, occurrence: OccurrenceId) -> None:
        """End a sending: no turn of it is given any more; those in flight are recorded still."""
        ...

    async def find_useful(self, occurrence: OccurrenceId, chat: ChatId) -> bool:
        """Keep that a subscriber finds it useful; tell False where it was never sent there."""
        ...

    async def vote(self, occurrence: OccurrenceId, chat: ChatId, option: int, *, final: bool) -> int | None:
        """Keep a subscriber's answer, and give the one that holds now; None where it was never sent there.

        `final`: the first answer stands, as in a quiz; else the latest does.
        """
        ...

    async def going(self) -> list[OccurrenceId]:
        """Give the sendings that were not stopped and have turns that wait or are in flight."""
        ...

    async def waiting(self) -> int:
        """Count the turns that wait, of all sendings that were not stopped."""
        ...

    async def forget_old(self, now: datetime, *, limit: int) -> bool:
        """Forget at most so many turns of sendings that began 90 days ago; tell True once there are no more."""
        ...


class Bulletins(Protocol):
    """The copies that lie in subscribers' chats, for corrections and recalls."""

    async def behind(self, occurrence: OccurrenceId, *, revision: int | None, after: int, limit: int) -> Copies:
        """Look at so many turns after a subscriber; give the copies that show an older revision, or (None) all.

        Nothing changes by it: killed before what was done is recorded, they are given again.
        """
        ...

    async def record(self, results: Sequence[EditResult], *, revision: int) -> None:
        """Keep what became of edits and deletions; a copy that cannot be changed is forgotten, and counted."""
        ...
