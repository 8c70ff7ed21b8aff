"""Sendings in a vault, as tests tell them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.broadcasts.deliveries import Delivery, Outcome, Result, Tally
from bot.domain.broadcasts.subscription import Subscription
from bot.domain.identifiers import ChatId, MessageId, OccurrenceId
from bot.ports.subscriptions import Run
from storage.engine import Store
from storage.vault import Vault
from storage.vault.broadcast_tables import deliveries, subscribers
from tests.storage.safe import LAN, RUN, subscription


def chats(count: int) -> list[ChatId]:
    """Give so many chats."""
    return [ChatId(LAN + number) for number in range(count)]


def message_of(chat: ChatId) -> MessageId:
    """Give the id of the message that a chat was sent."""
    return MessageId(chat % 1000 + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One sending at one time, each step in a transaction of its own."""

    vault: Vault
    now: datetime
    run: Run = RUN

    @property
    def occurrence(self) -> OccurrenceId:
        """Its number."""
        return self.run.occurrence

    async def subscribe(self, *wanted: Subscription | ChatId) -> None:
        """Keep subscriptions; of a chat alone, the usual one."""
        async with self.vault.begin() as session:
            for one in wanted:
                await session.subscribers.keep(one if isinstance(one, Subscription) else subscription(one))

    async def leave(self, chat: ChatId) -> None:
        """End a subscription."""
        async with self.vault.begin() as session:
            await session.subscribers.end(chat)

    async def prepare(self, *, limit: int = 3) -> None:
        """Make all turns, so many subscribers at a time."""
        is_through = False
        while not is_through:
            async with self.vault.begin() as session:
                is_through = await session.deliveries.prepare(self.run, now=self.now, limit=limit)

    async def claim(self, limit: int = 1000) -> list[Delivery]:
        """Claim turns."""
        async with self.vault.begin() as session:
            return await session.deliveries.claim(self.occurrence, now=self.now, limit=limit)

    async def record(
        self,
        turns: Sequence[Delivery],
        outcome: Outcome = Outcome.DELIVERED,
        *,
        reason: str = "",
        again: bool = False,
        revision: int = 0,
    ) -> None:
        """Record one outcome of turns."""
        results = [
            Result(
                delivery=turn,
                outcome=outcome,
                messages=(message_of(turn.chat),) if outcome is Outcome.DELIVERED else (),
                reason=reason,
                again=again,
            )
            for turn in turns
        ]
        async with self.vault.begin() as session:
            await session.deliveries.record(results, revision=revision)

    async def recover(self) -> int:
        """Start anew after a crash."""
        async with self.vault.begin() as session:
            return await session.deliveries.recover()

    async def stop(self) -> None:
        """End the sending."""
        async with self.vault.begin() as session:
            await session.deliveries.stop(self.occurrence)

    async def tally(self, *, revision: int | None = 0) -> Tally:
        """Count."""
        async with self.vault.begin() as session:
            return await session.deliveries.tally(self.occurrence, now=self.now, revision=revision)

    async def next_due(self) -> datetime | None:
        """Give when the next one is due."""
        async with self.vault.begin() as session:
            return await session.deliveries.next_due(self.occurrence)


async def numbers_of(store: Store) -> list[int]:
    """Give the numbers of all subscribers."""
    async with store.looking() as connection:
        return list(await connection.scalars(select(subscribers.c.id).order_by(subscribers.c.id)))


async def rows_of(store: Store, run: Run = RUN) -> Counter[Outcome]:
    """Count the rows of a sending by their outcomes."""
    async with store.looking() as connection:
        found = await connection.scalars(select(deliveries.c.outcome).where(deliveries.c.occurrence == run.occurrence))
        return Counter(Outcome(outcome) for outcome in found)
