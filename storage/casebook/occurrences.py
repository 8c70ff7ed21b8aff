"""Each sending of a broadcast as a row of ids, states and times: one a planned time, however often it is planned.

A change is a conditional update: of two that would begin the same sending, one does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.broadcast import Occurrence, OccurrenceState
from bot.domain.identifiers import BroadcastId, OccurrenceId
from bot.domain.units import UnitCode
from storage.casebook.broadcast_tables import broadcasts, occurrences
from storage.engine import insert_new

#: The revision of copies that are deleted; no text has it.
_DELETED: Final = -1

#: In these something has been sent, so that there are copies.
_SENT: Final = tuple(
    state.value
    for state in (OccurrenceState.SENDING, OccurrenceState.PAUSED, OccurrenceState.DONE, OccurrenceState.STOPPED)
)


class Occurrences:
    """Sendings by their number, their broadcast, their state and their time."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def plan(self, broadcast: BroadcastId, planned: datetime) -> Occurrence:
        """Keep that a broadcast goes out at a time; give the one that is kept already where there is one."""
        new = insert_new(self._connection, occurrences).values(
            broadcast=broadcast,
            planned=planned,
            state=OccurrenceState.PLANNED.value,
            revision=0,
            recalled=False,
            caught_up=0,
        )
        await self._connection.execute(new)
        there = (occurrences.c.broadcast == broadcast) & (occurrences.c.planned == planned)
        (found,) = await self._all(there)
        return found

    async def unplan(self, occurrence: OccurrenceId) -> None:
        """Forget a sending that has not begun: its time is none of its broadcast's any more."""
        waits = occurrences.c.state.in_((OccurrenceState.PLANNED.value, OccurrenceState.MISSED.value))
        await self._connection.execute(delete(occurrences).where((occurrences.c.id == occurrence) & waits))

    async def of(self, occurrence: OccurrenceId) -> Occurrence | None:
        """Give a sending."""
        return next(iter(await self._all(occurrences.c.id == occurrence)), None)

    async def of_broadcast(self, broadcast: BroadcastId, *states: OccurrenceState) -> list[Occurrence]:
        """Give the sendings of a broadcast that are in these states (none named: all), by their planned times."""
        of_it = occurrences.c.broadcast == broadcast
        return await self._all(of_it & occurrences.c.state.in_([one.value for one in states]) if states else of_it)

    async def sent(
        self, units: Sequence[UnitCode] | None, *, since: datetime, offset: int, limit: int
    ) -> list[Occurrence]:
        """Give some of the sendings of units, or (None) of all, that began since a time; the latest first."""
        wanted = select(occurrences).where(occurrences.c.state.in_(_SENT), occurrences.c.begun > since)
        if units is not None:
            theirs = select(broadcasts.c.id).where(broadcasts.c.unit.in_(units))
            wanted = wanted.where(occurrences.c.broadcast.in_(theirs))
        newest = wanted.order_by(occurrences.c.begun.desc(), occurrences.c.id.desc()).offset(offset).limit(limit)
        return [_occurrence(row) for row in (await self._connection.execute(newest)).mappings()]

    async def in_state(self, *states: OccurrenceState) -> list[Occurrence]:
        """Give all sendings in these states, by their planned times."""
        return await self._all(occurrences.c.state.in_([state.value for state in states]))

    async def between(self, start: datetime, end: datetime) -> list[Occurrence]:
        """Give the sendings planned from a time up to another one, by their times."""
        return await self._all((occurrences.c.planned >= start) & (occurrences.c.planned < end))

    async def due(self, now: datetime) -> list[Occurrence]:
        """Give what is planned and due by now, the oldest first."""
        is_planned = occurrences.c.state == OccurrenceState.PLANNED.value
        return await self._all(is_planned & (occurrences.c.planned <= now))

    async def behind(self) -> list[Occurrence]:
        """Give the sendings of which copies may have to be edited or deleted still."""
        shows_older = ~occurrences.c.recalled & (occurrences.c.caught_up < occurrences.c.revision)
        is_there = occurrences.c.recalled & (occurrences.c.caught_up != _DELETED)
        return await self._all(occurrences.c.state.in_(_SENT) & or_(shows_older, is_there))

    async def caught_up(self, occurrence: OccurrenceId, *, revision: int) -> None:
        """Know that every copy that can be shows this revision; of a recalled sending, that every one is deleted."""
        one = update(occurrences).where(occurrences.c.id == occurrence)
        await self._connection.execute(one.where(~occurrences.c.recalled).values(caught_up=revision))
        await self._connection.execute(one.where(occurrences.c.recalled).values(caught_up=_DELETED))

    async def change(self, occurrence: Occurrence, *, was: OccurrenceState) -> bool:
        """Keep a sending if it is in this state still; tell False where another one was faster."""
        there = (occurrences.c.id == occurrence.id) & (occurrences.c.state == was.value)
        changed = (
            update(occurrences)
            .where(there)
            .values(
                state=occurrence.state.value,
                begun=occurrence.begun,
                ended=occurrence.ended,
                revision=occurrence.revision,
                recalled=occurrence.recalled,
            )
        )
        return (await self._connection.execute(changed)).rowcount > 0

    async def _all(self, where: ColumnElement[bool]) -> list[Occurrence]:
        wanted = select(occurrences).where(where).order_by(occurrences.c.planned, occurrences.c.id)
        return [_occurrence(row) for row in (await self._connection.execute(wanted)).mappings()]


def _occurrence(row: RowMapping) -> Occurrence:
    return Occurrence(
        id=row["id"],
        broadcast=row["broadcast"],
        planned=row["planned"],
        state=OccurrenceState(row["state"]),
        begun=row["begun"],
        ended=row["ended"],
        revision=row["revision"],
        recalled=row["recalled"],
    )
