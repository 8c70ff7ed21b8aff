"""Broadcasts as they are kept: sealed as a whole, beside what they are searched by."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.broadcast import Broadcast, OccurrenceState, Status
from bot.domain.errors import ChangedMeanwhile
from bot.domain.identifiers import BroadcastId
from bot.domain.tip import minute
from bot.domain.units import UnitCode
from storage.casebook.broadcast_tables import broadcast_posts, broadcasts, occurrences
from storage.codec import Codec
from storage.columns import place
from storage.sealing import Keyring

_BROADCAST: Final = Codec[Broadcast](Broadcast)
#: Something of it is to come or asked about.
_OPEN: Final = tuple(
    state.value
    for state in (
        OccurrenceState.PLANNED,
        OccurrenceState.SENDING,
        OccurrenceState.PAUSED,
        OccurrenceState.MISSED,
    )
)
_OVER: Final = (Status.ENDED.value, Status.CANCELLED.value)


class Broadcasts:
    """Broadcasts, drafts too; each change tells of which version it is one."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def of(self, broadcast: BroadcastId) -> Broadcast | None:
        """Give a broadcast."""
        wanted = select(broadcasts).where(broadcasts.c.id == broadcast)
        row = (await self._connection.execute(wanted)).mappings().first()
        return None if row is None else self._broadcast(row)

    async def keep(self, broadcast: Broadcast) -> Broadcast:
        """Keep a broadcast in place of the one before; give it with its new version.

        Raises:
            ChangedMeanwhile: what is kept has another version than this one.

        """
        kept = replace(broadcast, version=broadcast.version + 1, touched=minute(broadcast.touched))
        values = self._values(kept)
        there = (broadcasts.c.id == broadcast.id) & (broadcasts.c.version == broadcast.version)
        if (await self._connection.execute(update(broadcasts).where(there).values(**values))).rowcount > 0:
            return kept
        if broadcast.version != 0 or await self.of(broadcast.id) is not None:
            raise ChangedMeanwhile
        await self._connection.execute(insert(broadcasts).values(**values))
        return kept

    async def of_unit(self, unit: UnitCode | None, *statuses: Status, since: datetime | None = None) -> list[Broadcast]:
        """Give the broadcasts of a unit, or (None) of all, that are so far (none named: all), newest first.

        With a time, those that are over only where they were touched since then.
        """
        wanted = select(broadcasts).order_by(broadcasts.c.touched.desc(), broadcasts.c.id)
        if unit is not None:
            wanted = wanted.where(broadcasts.c.unit == unit)
        if statuses:
            wanted = wanted.where(broadcasts.c.status.in_([status.value for status in statuses]))
        if since is not None:
            wanted = wanted.where(or_(broadcasts.c.status.not_in(_OVER), broadcasts.c.touched >= since))
        return [self._broadcast(row) for row in (await self._connection.execute(wanted)).mappings()]

    async def without_sendings(self) -> list[Broadcast]:
        """Give the approved ones of which nothing is planned, being sent or missed any more."""
        open_ = occurrences.c.state.in_(_OPEN) & (occurrences.c.broadcast == broadcasts.c.id)
        wanted = select(broadcasts).where(
            broadcasts.c.status == Status.APPROVED.value, ~select(occurrences.c.id).where(open_).exists()
        )
        return [self._broadcast(row) for row in (await self._connection.execute(wanted)).mappings()]

    async def drop(self, broadcast: BroadcastId) -> None:
        """Forget a draft that was never sent, and where it was shown."""
        await self._connection.execute(delete(broadcast_posts).where(broadcast_posts.c.broadcast == broadcast))
        await self._connection.execute(delete(broadcasts).where(broadcasts.c.id == broadcast))

    def _values(self, broadcast: Broadcast) -> dict[str, object]:
        sealed = self._keyring.seal(_BROADCAST.dump(broadcast), *place(broadcasts.c.sealed, broadcast.id))
        return {
            "id": broadcast.id,
            "unit": broadcast.unit,
            "status": broadcast.status.value,
            "version": broadcast.version,
            "touched": broadcast.touched,
            "sealed": sealed,
        }

    def _broadcast(self, row: RowMapping) -> Broadcast:
        return _BROADCAST.load(self._keyring.open(row["sealed"], *place(broadcasts.c.sealed, row["id"])))
