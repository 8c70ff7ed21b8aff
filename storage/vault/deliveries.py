"""Each subscriber's turn of each sending, within one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Delivery, Outcome, Result, Tally
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.ports.subscriptions import Run
from storage.sealing import Keyring
from storage.vault import claiming, counting, preparing, recording
from storage.vault.broadcast_tables import deliveries, run_counts, runs, subscribers
from storage.vault.subscribers import is_of
from storage.vault.terms import DELIVERY_DAYS, day

_HOUR: Final = 3600
_PERHAPS_THERE: Final = (Outcome.IN_FLIGHT.value, Outcome.DELIVERED.value, Outcome.UNCERTAIN.value)


class Deliveries:
    """The turns within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def prepare(self, run: Run, *, now: datetime, limit: int) -> bool:
        """Make the turns of at most so many more subscribers; tell True once all are made."""
        return await preparing.prepare(self._connection, run, now=now, limit=limit)

    async def recover(self) -> int:
        """Put what was in flight when the process ended back in line; give how many, counted as doubled."""
        return await recording.recover(self._connection)

    async def claim(self, occurrence: OccurrenceId, *, now: datetime, limit: int) -> list[Delivery]:
        """Look at so many turns that are due, and give those of them that can be sent, in flight from now on."""
        return await claiming.claim(self._connection, self._keyring, occurrence, now=now, limit=limit)

    async def record(self, results: Sequence[Result], *, revision: int) -> None:
        """Keep what became of turns that were claimed; whoever cannot be reached has no subscription any more."""
        await recording.record(self._connection, self._keyring, results, revision=revision)

    async def next_due(self, occurrence: OccurrenceId) -> datetime | None:
        """Give when the next waiting turn is due (to the hour, in UTC); None where none waits."""
        going = select(runs.c.occurrence).where(runs.c.occurrence == occurrence, ~runs.c.stopped).exists()
        waiting = select(deliveries.c.due).where(claiming.waits(occurrence), going)
        soonest = await self._connection.scalar(waiting.order_by(deliveries.c.due).limit(1))
        return datetime.fromtimestamp(soonest * _HOUR, UTC) if soonest is not None else None

    async def tally(self, occurrence: OccurrenceId, *, now: datetime, revision: int | None = 0) -> Tally:
        """Give what became of the turns of a sending; behind are copies older than this revision, or (None) all."""
        return await counting.tally(self._connection, occurrence, now=now, revision=revision)

    async def stop(self, occurrence: OccurrenceId) -> None:
        """End a sending: no turn of it is given any more; those in flight are recorded still."""
        await self._connection.execute(update(runs).where(runs.c.occurrence == occurrence).values(stopped=True))

    async def going(self) -> list[OccurrenceId]:
        """Give the sendings that were not stopped and have turns that wait or are in flight."""
        return await counting.going(self._connection)

    async def waiting(self) -> int:
        """Count the turns that wait, of all sendings that were not stopped."""
        return await counting.waiting(self._connection)

    async def find_useful(self, occurrence: OccurrenceId, chat: ChatId) -> bool:
        """Keep that a subscriber finds it useful; tell False where it was never sent there."""
        found = await self._turn(occurrence, chat)
        if found is None:
            return False
        number, is_useful, _ = found
        if not is_useful:
            await self._change(occurrence, number, useful=True)
            await self._count((counting.USEFUL, "", 1), occurrence=occurrence)
        return True

    async def vote(self, occurrence: OccurrenceId, chat: ChatId, option: int, *, final: bool) -> int | None:
        """Keep a subscriber's answer, and give the one that holds now; None where it was never sent there."""
        found = await self._turn(occurrence, chat)
        if found is None:
            return None
        number, _, before = found
        if before == option or (final and before is not None):
            return before
        await self._change(occurrence, number, vote=option)
        taken_back = [(counting.VOTE, str(before), -1)] if before is not None else []
        await self._count((counting.VOTE, str(option), 1), *taken_back, occurrence=occurrence)
        return option

    async def forget_old(self, now: datetime, *, limit: int) -> bool:
        """Forget at most so many turns of sendings that began 90 days ago; tell True once there are no more."""
        old = select(runs.c.occurrence).where(runs.c.day <= day(now) - DELIVERY_DAYS).order_by(runs.c.occurrence)
        occurrence = await self._connection.scalar(old.limit(1))
        if occurrence is None:
            return True
        of_it = deliveries.c.occurrence == occurrence
        some = select(deliveries.c.subscriber).where(of_it).order_by(deliveries.c.subscriber).limit(limit)
        gone = await self._connection.execute(delete(deliveries).where(of_it, deliveries.c.subscriber.in_(some)))
        if gone.rowcount < limit:
            await self._connection.execute(delete(run_counts).where(run_counts.c.occurrence == occurrence))
            await self._connection.execute(delete(runs).where(runs.c.occurrence == occurrence))
        return False

    async def _turn(self, occurrence: OccurrenceId, chat: ChatId) -> tuple[int, bool | None, int | None] | None:
        """Give a subscriber's turn if it may have arrived: number, whether found useful, answer."""
        theirs = (
            select(deliveries.c.subscriber, deliveries.c.useful, deliveries.c.vote)
            .join(subscribers, subscribers.c.id == deliveries.c.subscriber)
            .where(is_of(self._keyring, chat), deliveries.c.occurrence == occurrence)
            .where(deliveries.c.outcome.in_(_PERHAPS_THERE) | deliveries.c.again)
        )
        return (await self._connection.execute(theirs)).first()

    async def _change(self, occurrence: OccurrenceId, number: int, **values: object) -> None:
        turn = and_(deliveries.c.occurrence == occurrence, deliveries.c.subscriber == number)
        await self._connection.execute(update(deliveries).where(turn).values(**values))

    async def _count(self, *changed: tuple[str, str, int], occurrence: OccurrenceId) -> None:
        changes = counting.Changes()
        for what, which, by in changed:
            changes.add(occurrence, what, which, by)
        await changes.keep(self._connection)
