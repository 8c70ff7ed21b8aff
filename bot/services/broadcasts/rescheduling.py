"""Rescheduling: what officers do about one sending of a broadcast before it begins, or after it was missed.

A time of its own is what a second officer has not approved: whatever moves asks for approval again. Sending now what
was missed does not, since nothing of it is otherwise than it was approved but late; the audit says on whose word.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState, Status
from bot.domain.broadcasts.errors import BroadcastGone, TimeFault, TimeRefused
from bot.domain.broadcasts.schedule import At, Repeating
from bot.domain.errors import StalePress
from bot.domain.identifiers import BroadcastId, OccurrenceId, fresh_id
from bot.domain.people import Officer, Wish
from bot.domain.tip import minute
from bot.places.moments import AHEAD
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.broadcasts.noticeboard import put_up, require_board, settle_missed
from bot.services.broadcasts.planning import Planning
from bot.services.members import able, require_enrolled

_WAITS: Final = frozenset({OccurrenceState.PLANNED, OccurrenceState.MISSED})


class Rescheduling:
    """Sends, moves and drops what has not begun."""

    def __init__(self, casebook: Casebook, planning: Planning, clock: Clock, *, wake: Callable[[], None]) -> None:
        """`wake` lets the distributor and the courier look now."""
        self._casebook = casebook
        self._planning = planning
        self._clock = clock
        self._wake = wake

    async def send_now(self, act: Act, *, occurrence: OccurrenceId) -> Broadcast:
        """Let go now what was missed.

        Raises:
            NotEnrolled, NotAllowed, GroupUnsuitable: this person may not, or not here.
            BroadcastGone: it is not kept.
            StalePress: it was not missed, has begun or was dropped meanwhile, or is not approved any more.

        """
        async with self._on(act, occurrence) as scene:
            if not scene.is_replay and not await self._planning.begin(scene.book, scene.row, by=scene.officer.id):
                raise StalePress
            return scene.broadcast

    async def drop(self, act: Act, *, occurrence: OccurrenceId) -> Broadcast:
        """Leave one sending out; a broadcast that has no other is cancelled with it. Refused like `send_now`."""
        async with self._on(act, occurrence) as scene:
            if scene.is_replay:
                return scene.broadcast
            await scene.put(OccurrenceState.DROPPED)
            await scene.write("broadcast.occurrence_dropped", scene.broadcast)
            if isinstance(scene.broadcast.schedule, Repeating):
                await self._planning.after_change(scene.book, scene.broadcast)
                return scene.broadcast
            cancelled = await scene.book.broadcasts.keep(scene.broadcast.moved_to(Status.CANCELLED, at=scene.now))
            await put_up(scene.book, cancelled, now=scene.now)
            return cancelled

    async def move(self, act: Act, *, occurrence: OccurrenceId, to: datetime) -> Broadcast:
        """Give one sending another time, which waits for a second officer; give the broadcast that does.

        A single broadcast is proposed anew. Of a repeating one this sending is left out, and a copy for that one time
        is proposed, so that the others go on as they were approved.

        Raises:
            NotEnrolled, NotAllowed, GroupUnsuitable: this person may not, or not here.
            BroadcastGone: it is not kept.
            StalePress: it has begun or was dropped meanwhile.
            TimeRefused: the time is past or too far.

        """
        async with self._on(act, occurrence) as scene:
            if scene.is_replay:
                return scene.broadcast
            if to <= scene.now:
                raise TimeRefused(TimeFault.PAST)
            if to - scene.now > AHEAD:
                raise TimeRefused(TimeFault.TOO_FAR)
            changed = self._moved(scene, At(at=minute(to)))
            if changed.id == scene.broadcast.id:
                await scene.book.occurrences.unplan(scene.row.id)
            else:
                await scene.put(OccurrenceState.DROPPED)
                await self._planning.after_change(scene.book, scene.broadcast)
            proposed = await scene.book.broadcasts.keep(changed.moved_to(Status.PROPOSED, at=scene.now))
            await scene.write("broadcast.occurrence_moved", scene.broadcast)
            await scene.write("broadcast.proposed", proposed)
            await put_up(scene.book, proposed, now=scene.now)
            return proposed

    async def row(self, act: Act, *, broadcast: BroadcastId, at: datetime) -> OccurrenceId:
        """Give the sending of a broadcast at one of its times to come, planned if it was not yet.

        Raises:
            NotEnrolled, NotAllowed, GroupUnsuitable: this person may not, or not here.
            BroadcastGone: it is not kept.
            StalePress: it is no time of it any more.

        """
        async with self._casebook.begin() as book:
            found = await book.broadcasts.of(broadcast)
            if found is None:
                await require_enrolled(book, act.user)
                raise BroadcastGone
            await able(book, act.user, Wish.CONDUCT, found.unit)
            await require_board(book, act, found.unit)
            known = {row.planned: row.id for row in await book.occurrences.of_broadcast(broadcast)}
            if at in known:
                return known[at]
            if found.status is not Status.APPROVED or not self._planning.is_to_come(found, at):
                raise StalePress
            return (await book.occurrences.plan(broadcast, at)).id

    def _moved(self, scene: "_Scene", schedule: At) -> Broadcast:
        """Give the draft that has the new time: the broadcast itself, or a copy of a repeating one."""
        broadcast, officer = scene.broadcast, scene.officer.id
        if not isinstance(broadcast.schedule, Repeating):
            return broadcast.changed(by=officer, at=scene.now, schedule=schedule)
        others = tuple(hand for hand in broadcast.hands if hand != officer)
        return replace(
            broadcast,
            id=BroadcastId(fresh_id()),
            composer=officer,
            hands=(officer, *others),
            schedule=schedule,
            status=Status.DRAFT,
            approval=None,
            returned=None,
            revision=0,
            version=0,
            touched=minute(scene.now),
        )

    @asynccontextmanager
    async def _on(self, act: Act, occurrence: OccurrenceId) -> AsyncGenerator["_Scene"]:
        now = self._clock.now()
        async with self._casebook.begin() as book:
            row = await book.occurrences.of(occurrence)
            broadcast = await book.broadcasts.of(row.broadcast) if row is not None else None
            if row is None or broadcast is None:
                await require_enrolled(book, act.user)
                raise BroadcastGone
            officer = await able(book, act.user, Wish.CONDUCT, broadcast.unit)
            await require_board(book, act, broadcast.unit)
            first = await book.applied.first_time(act.errand, now=now)
            if first and row.state not in _WAITS:
                raise StalePress
            yield _Scene(book=book, now=now, officer=officer, broadcast=broadcast, row=row, is_replay=not first)
            if first:
                await settle_missed(book, broadcast, (row,), now=now)
        if first:
            self._wake()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A sending that has not begun, an officer who may see to it, and the transaction in which it is done."""

    book: CasebookSession
    now: datetime
    officer: Officer
    broadcast: Broadcast
    row: Occurrence
    is_replay: bool  #: it had its effect before: nothing may be changed any more

    async def put(self, state: OccurrenceState) -> None:
        """Let something become of the sending.

        Raises:
            StalePress: somebody was faster.

        """
        if not await self.book.occurrences.change(replace(self.row, state=state), was=self.row.state):
            raise StalePress

    async def write(self, action: str, broadcast: Broadcast) -> None:
        """Enter in the audit what was done."""
        said = {"broadcast": broadcast.id, "occurrence": self.row.id}
        await self.book.audit.write(action, at=self.now, actor=self.officer.id, unit=broadcast.unit, data=said)
