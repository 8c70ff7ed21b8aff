"""What the distributor asks of the stores, and how fast it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.sending import Sending

from bot.domain.deliveries import Delivery, EditResult, Result
from bot.ports.subscriptions import Copies


class Distributing(Protocol):
    """What the stores hold of broadcasts that are being sent."""

    async def recover(self) -> int:
        """Put back what was in flight when the process ended; give how many."""
        ...

    async def sending(self) -> Sequence[Sending]:
        """Give what is being sent, the urgent first, and end what officers have stopped."""
        ...

    async def behind(self) -> Sequence[Sending]:
        """Give the sendings whose copies are to be changed or deleted."""
        ...

    async def prepare(self, sending: Sending) -> bool:
        """Make some more turns; tell True once there are all."""
        ...

    async def claim(self, sending: Sending, *, limit: int) -> Sequence[Delivery]:
        """Give turns that are due, in flight from now on."""
        ...

    async def copies(self, sending: Sending, *, after: int, limit: int) -> Copies:
        """Give copies that are to be changed or deleted."""
        ...

    async def record(self, sending: Sending, results: Sequence[Result], edits: Sequence[EditResult]) -> None:
        """Keep what became of turns."""
        ...

    async def sent(self, sending: Sending) -> int:
        """Count what may have been delivered of a sending."""
        ...

    async def finish(self, sending: Sending) -> datetime | None:
        """End a sending of which nothing waits; else give when its next turn is due."""
        ...

    async def caught_up(self, sending: Sending) -> None:
        """Know that every copy is as it should be."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast broadcasts may be, and what they may cost."""

    rate: int  #: messages a second
    paid_rate: int = 0
    paid_stars: int = 0  #: the most that one sending may cost

    @property
    def is_paid(self) -> bool:
        """Tell whether paying makes it faster."""
        return self.paid_rate > self.rate
