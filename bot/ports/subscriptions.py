"""The vault's part about broadcasts: who asked for them, and each one's way to each of them.

No key links a subscriber to a tip, a conversation or a letter: the hash of the chat has a label of its own here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast import Audience
from bot.domain.deliveries import Delivery, Result, Tally
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.domain.subscription import Subscription


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

    async def reach(self, audience: Audience, *, urgent: bool) -> int:
        """Count exactly whom an audience has; for the program alone, people are shown it rounded."""
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
        """Give turns that are due, in flight from now on; those that may not be sent any more are put away."""
        ...

    async def claim_behind(self, occurrence: OccurrenceId, *, revision: int, limit: int) -> list[Delivery]:
        """Give delivered turns whose copies show an older revision."""
        ...

    async def record(self, results: Sequence[Result], *, now: datetime, revision: int) -> None:
        """Keep what became of turns; whoever cannot be reached has no subscription any more."""
        ...

    async def next_due(self, occurrence: OccurrenceId) -> datetime | None:
        """Give when the next waiting turn is due (to the hour); None where none waits."""
        ...

    async def tally(self, occurrence: OccurrenceId, *, revision: int = 0) -> Tally:
        """Count what became of the turns of a sending."""
        ...

    async def stop(self, occurrence: OccurrenceId) -> None:
        """Put away every turn that waits still."""
        ...

    async def find_useful(self, occurrence: OccurrenceId, chat: ChatId) -> bool:
        """Keep that a subscriber finds it useful; tell False where it was never sent there."""
        ...

    async def vote(self, occurrence: OccurrenceId, chat: ChatId, option: int, *, final: bool) -> int | None:
        """Keep a subscriber's answer, and give the one that holds now; None where it was never sent there.

        `final`: the first answer stands, as in a quiz; else the latest does.
        """
        ...
