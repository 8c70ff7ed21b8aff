"""Planning: what is due begins, once, and what comes next is planned in the same transaction.

What is due is a row. However often it is looked, by how many processes, over restarts and whatever the clock does, each
planned time is one row, and of all that would begin it one does. What is too late for its grace is not sent: the unit's
group is asked, once for all that was missed of a broadcast. It sends nothing itself; the distributor does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState, Status
from bot.domain.broadcasts.lateness import Grace, lateness
from bot.domain.broadcasts.schedule import Now, Repeating
from bot.domain.broadcasts.subscription import QuietHours
from bot.domain.dispatches import BroadcastWord
from bot.domain.identifiers import OfficerId
from bot.domain.tip import minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.auditing import SYSTEM
from bot.services.broadcasts.channels import post_in_channels
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.noticeboard import put_up, settle_missed

#: Of what was missed of one broadcast, so many are kept as rows; of the others their number.
KEPT: Final = 31
_WAITS: Final = frozenset({OccurrenceState.PLANNED, OccurrenceState.MISSED})
_MINUTE: Final = timedelta(minutes=1)


class Planning:
    """Begins what is due and plans what comes next."""

    def __init__(
        self,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        dates: Dates,
        grace: Grace,
        *,
        wake: Callable[[], None],
    ) -> None:
        """`wake` lets the distributor and the courier look now."""
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._dates = dates
        self._grace = grace
        self._wake = wake

    def now(self) -> datetime:
        """Give the time that it goes by."""
        return self._clock.now()

    def prepare(self) -> None:
        """Let the dates load what they need; it may take a while."""
        self._dates.prepare()

    async def tick(self) -> int:
        """Begin everything that is due now, ask about what is too late; give how many sendings began.

        Raises:
            ExceptionGroup: some could not be, and will be tried again; all others were.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            due = await book.occurrences.due(now)
            ahead = [row for row in await book.occurrences.in_state(OccurrenceState.MISSED) if row.planned > now]
            over = await book.broadcasts.without_sendings()
        begun, failed = 0, list[Exception]()
        for row in due:
            try:
                async with self._casebook.begin() as book:
                    begun += await self._plan(book).take(row)
            except Exception as error:  # noqa: BLE001 - one broadcast must not hold up all others; raised in the end
                failed.append(error)
        for row in ahead:  # the clock was ahead when they were missed, and has been set right
            async with self._casebook.begin() as book:
                await self._plan(book).restore(row)
        for broadcast in over:
            async with self._casebook.begin() as book:
                await self._plan(book).end(broadcast)
        if due:
            self._wake()
        if failed:
            raise ExceptionGroup("sendings", failed)
        return begun

    async def approved(self, book: CasebookSession, broadcast: Broadcast, *, proposed: datetime) -> None:
        """Plan what was just approved, in the transaction that keeps its approval.

        What should have gone out since it was proposed is asked about: nobody expects it any more.
        """
        await self._plan(book).approved(broadcast, proposed=proposed)

    async def begin(self, book: CasebookSession, row: Occurrence, *, by: OfficerId) -> bool:
        """Begin a sending that was missed, since an officer wants it now; tell False where it cannot be any more."""
        return await self._plan(book).begin_missed(row, by=by)

    def is_to_come(self, broadcast: Broadcast, at: datetime) -> bool:
        """Tell whether this is one of the times that a broadcast has yet."""
        return at > self._clock.now() and self._dates.next(broadcast.schedule, at - _MINUTE) == at

    async def after_change(self, book: CasebookSession, broadcast: Broadcast) -> None:
        """Plan the next sending of a broadcast one of whose times was dropped."""
        await self._plan(book).plan_next(broadcast)

    def _plan(self, book: CasebookSession) -> "_Plan":
        return _Plan(book=book, now=self._clock.now(), dates=self._dates, grace=self._grace, directory=self._directory)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One transaction in which something is begun or planned."""

    book: CasebookSession
    now: datetime
    dates: Dates
    grace: Grace
    directory: Directory

    async def take(self, row: Occurrence) -> bool:
        """Begin what is due, or ask about it where it is too late; tell whether a sending began."""
        kept = await self.book.occurrences.of(row.id)
        if kept is None or kept.state is not OccurrenceState.PLANNED or kept.planned > self.now:
            return False
        broadcast = await self.book.broadcasts.of(kept.broadcast)
        if broadcast is None or broadcast.status in {Status.ENDED, Status.CANCELLED}:
            await self._put(kept, OccurrenceState.DROPPED)
            return False
        if broadcast.status is not Status.APPROVED:
            return False  # changed since: it is planned, or asked about, when that is approved
        if broadcast.unit not in self.directory.units:
            await self._give_up(broadcast, "broadcast.unit_gone")
            return False
        if not broadcast.may_go:
            await self._give_up(broadcast, "broadcast.not_as_approved")
            return False
        return await self._take(broadcast, kept)

    async def _take(self, broadcast: Broadcast, first: Occurrence) -> bool:
        """Begin the latest of all that is due, ask where it is too late; the others were missed."""
        *earlier, last = await self._due(broadcast, first)
        asked = await self._missed(broadcast)
        for one in earlier:
            await self._put(one, OccurrenceState.MISSED)
        is_late = self.now - last.planned > self.grace.of(urgent=broadcast.urgent)
        if is_late:
            await self._put(last, OccurrenceState.MISSED)
        begins = not is_late and await self._begin(broadcast, last, by=None, asked=asked)
        if is_late or earlier:
            await self._ask(broadcast, last if is_late else earlier[-1], count=len(earlier) + is_late)
        await self.plan_next(broadcast)
        return begins

    async def _due(self, broadcast: Broadcast, first: Occurrence) -> list[Occurrence]:
        """Give the first and the latest rows of all times of a broadcast that have come, nobody having dropped them."""
        if not isinstance(broadcast.schedule, Repeating):
            return [first]
        later = self.dates.latest(broadcast.schedule, after=first.planned, until=self.now, number=KEPT)
        rows = [await self.book.occurrences.plan(broadcast.id, at) for at in later]
        return [first, *(row for row in rows if row.state is OccurrenceState.PLANNED)]

    async def approved(self, broadcast: Broadcast, *, proposed: datetime) -> None:
        """Let the rows be those of the schedule as it is approved now."""
        if broadcast.corrects is not None:
            return
        schedule = broadcast.schedule
        waiting: dict[datetime, Occurrence] = {}
        rows = await self.book.occurrences.of_broadcast(broadcast.id, *_WAITS)
        await settle_missed(self.book, broadcast, rows, now=self.now)
        for row in rows:
            if self.dates.next(schedule, row.planned - _MINUTE) == row.planned:
                waiting[row.planned] = row
            else:
                await self.book.occurrences.unplan(row.id)
        if isinstance(schedule, Now):
            await self.book.occurrences.plan(broadcast.id, minute(self.now))
            return
        since = self._since(broadcast, proposed)
        for at in self.dates.latest(schedule, after=since, until=self.now, number=KEPT):
            waiting[at] = await self.book.occurrences.plan(broadcast.id, at)
        unsent = [row for at, row in sorted(waiting.items()) if self._is_over(at) and row.state in _WAITS]
        for row in unsent:
            await self._put(row, OccurrenceState.MISSED)
        if unsent:
            await self._ask(broadcast, unsent[-1], count=len(unsent))
        await self.plan_next(broadcast)

    def _is_over(self, at: datetime) -> bool:
        return at <= self.now

    def _since(self, broadcast: Broadcast, proposed: datetime) -> datetime:
        """Give from when on somebody may have counted on a repeating one; on a single time, whenever it was."""
        if isinstance(broadcast.schedule, Repeating):
            return proposed - _MINUTE
        return min(proposed, self.now) - timedelta(days=3650)

    async def begin_missed(self, row: Occurrence, *, by: OfficerId) -> bool:
        """Begin what was missed, on an officer's word."""
        broadcast = await self.book.broadcasts.of(row.broadcast)
        if broadcast is None or not broadcast.may_go or row.state is not OccurrenceState.MISSED:
            return False
        return await self._begin(broadcast, row, by=by, asked=await self._missed(broadcast))

    async def plan_next(self, broadcast: Broadcast) -> bool:
        """Plan the first time from now on that nobody has dropped; tell whether there is one."""
        for at in self.dates.after(broadcast.schedule, self.now):
            if (await self.book.occurrences.plan(broadcast.id, at)).state is not OccurrenceState.DROPPED:
                return True
        return False

    async def end(self, broadcast: Broadcast) -> None:
        """End a broadcast that has no time left, in case nothing of it came meanwhile."""
        kept = await self.book.broadcasts.of(broadcast.id)
        if kept is None or kept.version != broadcast.version or kept.corrects is not None:
            return
        if not await self.plan_next(kept):
            ended = await self.book.broadcasts.keep(kept.moved_to(Status.ENDED, at=self.now))
            await self._write("broadcast.ended", ended)
            await put_up(self.book, ended, now=self.now)

    async def _missed(self, broadcast: Broadcast) -> list[Occurrence]:
        """Give what its group is being asked about."""
        return await self.book.occurrences.of_broadcast(broadcast.id, OccurrenceState.MISSED)

    async def _begin(
        self, broadcast: Broadcast, row: Occurrence, *, by: OfficerId | None, asked: Sequence[Occurrence]
    ) -> bool:
        begun = replace(row, state=OccurrenceState.SENDING, begun=minute(self.now))
        if not await self.book.occurrences.change(begun, was=row.state):
            return False
        earlier = [one for one in await self._missed(broadcast) if one.planned < row.planned]
        await settle_missed(self.book, broadcast, [one for one in asked if one.planned < row.planned], now=self.now)
        for one in earlier:
            await self._put(one, OccurrenceState.DROPPED)  # this one says it all
        late = lateness(begun)
        wakes = broadcast.urgent and QuietHours().hold(self.now.astimezone(self.dates.zone).hour)
        action = "broadcast.begun_in_quiet_hours" if wakes else "broadcast.begun"
        late_minutes = int(late / _MINUTE) if late is not None else 0
        await self._write(action, broadcast, by=by, occurrence=row.id, late_minutes=late_minutes)
        await post_in_channels(self.book, self.directory.unit_of, broadcast, begun, now=self.now)
        return True

    async def restore(self, row: Occurrence) -> None:
        """Let what was taken for missed be planned as before."""
        broadcast = await self.book.broadcasts.of(row.broadcast)
        if broadcast is not None:
            await settle_missed(self.book, broadcast, (row,), now=self.now)
        await self._put(row, OccurrenceState.PLANNED)

    async def _put(self, row: Occurrence, state: OccurrenceState) -> None:
        if row.state is not state:
            await self.book.occurrences.change(replace(row, state=state), was=row.state)

    async def _ask(self, broadcast: Broadcast, row: Occurrence, *, count: int) -> None:
        """Tell the unit's group what was missed; one question for all of a broadcast."""
        await self._write("broadcast.missed", broadcast, occurrence=row.id, count=count)
        await put_up(self.book, broadcast, BroadcastWord.MISSED, now=self.now, occurrence=row.id)

    async def _give_up(self, broadcast: Broadcast, action: str) -> None:
        """Let nothing go that nobody answers for: it is a draft again, and its group, or the desk's, sees that."""
        draft = await self.book.broadcasts.keep(broadcast.moved_to(Status.DRAFT, at=self.now))
        await self._write(action, broadcast)
        await put_up(self.book, draft, now=self.now)

    async def _write(
        self, action: str, broadcast: Broadcast, *, by: OfficerId | None = None, **said: int | bool
    ) -> None:
        entry = {"broadcast": broadcast.id, **said}
        await self.book.audit.write(action, at=self.now, actor=by or SYSTEM, unit=broadcast.unit, data=entry)
