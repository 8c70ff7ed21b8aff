"""Distributing: what the two stores hold of broadcasts that are being sent, for whoever sends them.

The casebook says what is sent and whether it goes on; the vault says to whom, and what came of it. No transaction here
is longer than some hundredths of a second, since a tip may wait for it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcast import Occurrence, OccurrenceState
from bot.domain.deliveries import Delivery, EditResult, Outcome, Result
from bot.domain.identifiers import OccurrenceId
from bot.domain.sending import Sending
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.subscriptions import Copies, Run
from bot.ports.vault import Vault
from bot.services.auditing import SYSTEM

#: How long a sending waits for those who are quiet when it begins.
LASTS: Final = timedelta(hours=24)
_MADE_AT_ONCE: Final = 1000  #: turns
_ARRIVED: Final = (Outcome.DELIVERED, Outcome.UNCERTAIN)


class Distributing:
    """Sendings under way, and what is to be changed of those that were."""

    def __init__(self, vault: Vault, casebook: Casebook, clock: Clock) -> None:
        self._vault = vault
        self._casebook = casebook
        self._clock = clock
        self._stopped = set[OccurrenceId]()  # that the vault knows of

    async def recover(self) -> int:
        """Put back what was in flight when the process ended; give how many may be sent twice."""
        await self.sending()
        async with self._vault.begin() as session:
            return await session.deliveries.recover()

    async def sending(self) -> Sequence[Sending]:
        """Give what is being sent, the urgent first, else the one that was planned first; end what was stopped."""
        async with self._casebook.begin() as book:
            found = await book.occurrences.in_state(OccurrenceState.SENDING, OccurrenceState.STOPPED)
            going_on = [one for one in found if one.state is OccurrenceState.SENDING]
            sendings = await _with_broadcasts(book, going_on)
        for one in found:
            if one.state is OccurrenceState.STOPPED and one.id not in self._stopped:
                async with self._vault.begin() as session:
                    await session.deliveries.stop(one.id)
                self._stopped.add(one.id)
        return sorted(sendings, key=lambda one: not one.broadcast.urgent)

    async def behind(self) -> Sequence[Sending]:
        """Give the sendings whose copies are to be changed or deleted."""
        async with self._casebook.begin() as book:
            return await _with_broadcasts(book, await book.occurrences.behind())

    async def prepare(self, sending: Sending) -> bool:
        """Make some more turns; tell True once there are all."""
        broadcast, occurrence = sending.broadcast, sending.occurrence
        now = self._clock.now()
        run = Run(
            occurrence=occurrence.id,
            audience=broadcast.audience,
            urgent=broadcast.urgent,
            expires=(occurrence.begun or now) + LASTS,
        )
        async with self._vault.begin() as session:
            return await session.deliveries.prepare(run, now=now, limit=_MADE_AT_ONCE)

    async def claim(self, sending: Sending, *, limit: int) -> Sequence[Delivery]:
        """Give turns that are due, in flight from now on."""
        async with self._vault.begin() as session:
            return await session.deliveries.claim(sending.occurrence.id, now=self._clock.now(), limit=limit)

    async def copies(self, sending: Sending, *, after: int, limit: int) -> Copies:
        """Give copies that are to be changed, or in a recall deleted."""
        occurrence = sending.occurrence
        revision = None if occurrence.recalled else occurrence.revision
        async with self._vault.begin() as session:
            return await session.bulletins.behind(occurrence.id, revision=revision, after=after, limit=limit)

    async def record(self, sending: Sending, results: Sequence[Result], edits: Sequence[EditResult]) -> None:
        """Keep what became of turns of one sending."""
        revision = sending.occurrence.revision
        async with self._vault.begin() as session:
            if results:
                await session.deliveries.record(results, revision=revision)
            if edits:
                await session.bulletins.record(edits, revision=revision)

    async def sent(self, sending: Sending) -> int:
        """Count what may have been delivered of a sending, twice what was sent twice."""
        async with self._vault.begin() as session:
            tally = await session.deliveries.tally(sending.occurrence.id, now=self._clock.now())
        return sum(tally.outcomes.get(outcome, 0) for outcome in _ARRIVED) + tally.doubled + tally.repeated

    async def finish(self, sending: Sending) -> datetime | None:
        """End a sending of which nothing waits; else give when its next turn is due."""
        occurrence, now = sending.occurrence, self._clock.now()
        async with self._vault.begin() as session:
            tally = await session.deliveries.tally(occurrence.id, now=now)
            if not tally.is_over:
                return await session.deliveries.next_due(occurrence.id)
        async with self._casebook.begin() as book:
            done = replace(occurrence, state=OccurrenceState.DONE, ended=now)
            if await book.occurrences.change(done, was=OccurrenceState.SENDING):
                entered = {"broadcast": sending.broadcast.id, "occurrence": occurrence.id}
                unit = sending.broadcast.unit
                await book.audit.write("broadcast.sent", at=now, actor=SYSTEM, unit=unit, data=entered)
        return None

    async def caught_up(self, sending: Sending) -> None:
        """Know that every copy shows what it is to show, or is deleted, as far as that can be."""
        occurrence = sending.occurrence
        async with self._casebook.begin() as book:
            await book.occurrences.caught_up(occurrence.id, revision=occurrence.revision)


async def _with_broadcasts(book: CasebookSession, occurrences: Sequence[Occurrence]) -> list[Sending]:
    found: list[Sending] = []
    for occurrence in occurrences:
        broadcast = await book.broadcasts.of(occurrence.broadcast)
        if broadcast is not None:
            found.append(Sending(broadcast=broadcast, occurrence=occurrence))
    return found
