"""Distributing: each subscriber's turn of each sending, from the rows that are made to what became of them.

What is to be done stands in the stores alone, and is asked for before each batch: what officers change meanwhile holds
from the next one on, and after a crash everything goes on where it was. No transaction here is long; a tip waits for
none of them. It sends nothing itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.deliveries import Copies, Delivery, EditResult, Outcome, Result
from bot.domain.dispatches import BroadcastWord, Priority
from bot.domain.identifiers import OccurrenceId
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.subscriptions import Run
from bot.ports.vault import Vault
from bot.services.auditing import SYSTEM
from bot.services.broadcasts.noticeboard import put_up

#: Whoever has quiet hours until so long after it began is not sent what is not urgent.
LASTS: Final = timedelta(hours=24)
#: Subscribers that are looked at in one transaction.
CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A sending as it is now, with what is to be sent."""

    broadcast: Broadcast
    occurrence: Occurrence

    @property
    def pieces(self) -> int:
        """The number of messages that a copy is: the text behind an album is one of its own."""
        media = len(self.broadcast.content.media)
        return media + 1 if media > 1 else 1

    @property
    def shows(self) -> int | None:
        """The revision that copies are to show; None: they are to be deleted."""
        return None if self.occurrence.recalled else self.occurrence.revision


class Distributing:
    """The turns of sendings, for whoever sends them."""

    def __init__(self, vault: Vault, casebook: Casebook, clock: Clock, *, wake: Callable[[], None]) -> None:
        """`wake` lets the courier look into the outboxes now."""
        self._vault = vault
        self._casebook = casebook
        self._clock = clock
        self._wake = wake

    async def recover(self) -> int:
        """Put back in line what was in flight when the process ended, once, before anything is sent; give how many."""
        await self.end_stopped()
        async with self._vault.begin() as session:
            return await session.deliveries.recover()

    async def end_stopped(self) -> None:
        """Let the vault know of what officers have stopped: no more turns of it, and what is in flight is recorded."""
        async with self._vault.begin() as session:
            going = await session.deliveries.going()
        if going:
            await self._stop_what_is_over(going)

    async def may_have_cost(self, sending: Sending) -> int:
        """Count the copies that may have arrived so far, those that were sent twice twice."""
        async with self._vault.begin() as session:
            tally = await session.deliveries.tally(sending.occurrence.id, now=self._clock.now())
        arrived = sum(tally.outcomes.get(outcome, 0) for outcome in (Outcome.DELIVERED, Outcome.UNCERTAIN))
        return arrived + tally.doubled + tally.repeated

    async def under_way(self) -> list[Sending]:
        """Give what is to be sent now, by the planned times; nothing that is not exactly what was approved."""
        async with self._casebook.begin() as book:
            return [
                sending
                for sending in await _with_broadcasts(book, await book.occurrences.in_state(OccurrenceState.SENDING))
                if sending.broadcast.may_go
            ]

    async def prepare_next(self, sending: Sending) -> bool:
        """Make the turns of some more subscribers; tell True once all are made (and at once, asked again).

        Turns can be claimed before all are made.
        """
        broadcast, occurrence = sending.broadcast, sending.occurrence
        run = Run(
            occurrence=occurrence.id,
            audience=broadcast.audience,
            urgent=broadcast.urgent,
            expires=(occurrence.begun or occurrence.planned) + LASTS,
        )
        async with self._vault.begin() as session:
            return await session.deliveries.prepare(run, now=self._clock.now(), limit=CHUNK)

    async def claim(self, sending: Sending, *, limit: int) -> list[Delivery]:
        """Give at most so many turns that are due, in flight from now on; none: nothing is due now.

        Whatever is claimed must be recorded, but at the end of the process.
        """
        while True:
            now = self._clock.now()
            async with self._vault.begin() as session:
                turns = await session.deliveries.claim(sending.occurrence.id, now=now, limit=limit)
                if turns:
                    return turns
                due = await session.deliveries.next_due(sending.occurrence.id)
            if due is None or due > now:
                return []

    async def record(self, results: Sequence[Result], *, revision: int) -> None:
        """Keep what became of turns, of several sendings if need be; `revision`: of the sending when they were sent."""
        async with self._vault.begin() as session:
            await session.deliveries.record(results, revision=revision)

    async def next_due(self, sending: Sending) -> datetime | None:
        """Give when the next waiting turn is due; None where none waits."""
        async with self._vault.begin() as session:
            return await session.deliveries.next_due(sending.occurrence.id)

    async def finish(self, sending: Sending) -> bool:
        """End a sending and have its unit told how it went, if all are prepared and none waits or is in flight."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            tally = await session.deliveries.tally(sending.occurrence.id, now=now)
        if not tally.is_over:
            return False
        async with self._casebook.begin() as book:
            occurrence = await book.occurrences.of(sending.occurrence.id)
            if occurrence is None:
                return False
            done = replace(occurrence, state=OccurrenceState.DONE, ended=now)
            if not await book.occurrences.change(done, was=OccurrenceState.SENDING):
                return False
            unit, about = sending.broadcast.unit, sending.broadcast.id
            word = BroadcastWord.PROGRESS
            await put_up(book, sending.broadcast, word, now=now, occurrence=occurrence.id, priority=Priority.REST)
            said = {"broadcast": about, "occurrence": occurrence.id}
            await book.audit.write("broadcast.done", at=now, actor=SYSTEM, unit=unit, data=said)
        self._wake()
        return True

    async def left_behind(self) -> list[Sending]:
        """Give the sendings of which copies may have to be edited or deleted."""
        async with self._casebook.begin() as book:
            behind = await _with_broadcasts(book, await book.occurrences.behind())
        return [sending for sending in behind if sending.occurrence.recalled or sending.broadcast.may_go]

    async def edits(self, sending: Sending, *, after: int = 0) -> Copies:
        """Give the copies among some turns after a subscriber that are to be edited, or deleted.

        Ask with the `after` of the answer, to its end, then from 0 again until `caught_up`.
        """
        async with self._vault.begin() as session:
            occurrence = sending.occurrence.id
            return await session.bulletins.behind(occurrence, revision=sending.shows, after=after, limit=CHUNK)

    async def record_edits(self, sending: Sending, results: Sequence[EditResult]) -> None:
        """Keep what became of edits and deletions that were made as `sending` said."""
        async with self._vault.begin() as session:
            await session.bulletins.record(results, revision=sending.occurrence.revision)

    async def caught_up(self, sending: Sending) -> bool:
        """Tell whether every copy that can be is as it is to be, and none is on its way; if so it is known for good."""
        async with self._vault.begin() as session:
            now, occurrence = self._clock.now(), sending.occurrence.id
            tally = await session.deliveries.tally(occurrence, now=now, revision=sending.shows)
        if tally.behind or tally.in_flight:
            return False
        async with self._casebook.begin() as book:
            now_is = await book.occurrences.of(occurrence)
            if now_is is None or now_is.recalled != sending.occurrence.recalled:
                return False
            await book.occurrences.caught_up(occurrence, revision=sending.occurrence.revision)
        return True

    async def _stop_what_is_over(self, going: Sequence[OccurrenceId]) -> None:
        """Let the vault know of sendings that an officer stopped: what they had in flight is not sent again."""
        async with self._casebook.begin() as book:
            found = [await book.occurrences.of(occurrence) for occurrence in going]
        goes_on = {OccurrenceState.SENDING, OccurrenceState.PAUSED}
        over = set(going) - {one.id for one in found if one is not None and one.state in goes_on}
        async with self._vault.begin() as session:
            for occurrence in over:
                await session.deliveries.stop(occurrence)


async def _with_broadcasts(book: CasebookSession, occurrences: Sequence[Occurrence]) -> list[Sending]:
    found: list[Sending] = []
    for occurrence in occurrences:
        broadcast = await book.broadcasts.of(occurrence.broadcast)
        if broadcast is not None:
            found.append(Sending(broadcast=broadcast, occurrence=occurrence))
    return found
