"""Deadlines as rows: what is due is what stands there, so that no restart forgets it and no two processes do it twice.

A claim is a conditional update: whoever's update took the row has it, until its lease is over.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deadlines import Milestone
from bot.domain.identifiers import TipId
from bot.domain.reckoning import Deadline, Ground, Rung
from storage.casebook.tables import deadlines


class Deadlines:
    """Four rows a tip."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, tip: TipId) -> list[Deadline]:
        """Give the deadlines of a tip, in the order of their milestones."""
        rows = (await self._connection.execute(select(deadlines).where(deadlines.c.tip == tip))).mappings()
        found = {row["milestone"]: _deadline(row) for row in rows}
        return [found[one.value] for one in Milestone if one.value in found]

    async def keep(self, tip: TipId, rows: Sequence[Deadline]) -> None:
        """Keep these as the deadlines of a tip, in place of those before; whoever had claimed one has it no more."""
        if (before := await self.of(tip)) == list(rows):
            return
        same = [row for row in rows if row in before]  # a claim of these holds
        kept = [row.milestone.value for row in same]
        gone = (deadlines.c.tip == tip) & deadlines.c.milestone.not_in(kept)
        await self._connection.execute(delete(deadlines).where(gone))
        if new := [_values(row) for row in rows if row not in same]:
            await self._connection.execute(insert(deadlines), new)

    async def claim(self, *, now: datetime, until: datetime, is_night: bool, limit: int) -> tuple[str, list[Deadline]]:
        """Claim those about which somebody is to be told now, the oldest first, so long that nobody else does.

        By night only those that are told at night. Gives the name of the claim with them. A claim that outlasts one of
        now was made by a clock that has been set back since, and holds nobody up.
        """
        name = secrets.token_hex(8)
        lease = deadlines.c.leased_until
        is_free = lease.is_(None) | (lease < now) | (lease > until)
        ready = (deadlines.c.climbs <= now) & deadlines.c.met.is_(None) & is_free
        if is_night:
            ready &= deadlines.c.at_night
        oldest = select(deadlines.c.tip, deadlines.c.milestone).where(ready).order_by(deadlines.c.climbs).limit(limit)
        for tip, milestone in (await self._connection.execute(oldest)).all():
            one = (deadlines.c.tip == tip) & (deadlines.c.milestone == milestone) & ready
            await self._connection.execute(update(deadlines).where(one).values(claim=name, leased_until=until))
        mine = select(deadlines).where(deadlines.c.claim == name).order_by(deadlines.c.climbs, deadlines.c.tip)
        return name, [_deadline(row) for row in (await self._connection.execute(mine)).mappings()]

    async def is_claimed(self, row: Deadline, *, claim: str) -> bool:
        """Tell whether a deadline stands as it was claimed, and the claim has not passed to somebody else."""
        one = (deadlines.c.tip == row.tip) & (deadlines.c.milestone == row.milestone.value)
        held = select(deadlines).where(one, deadlines.c.claim == claim)
        found = (await self._connection.execute(held)).mappings().first()
        return found is not None and _deadline(found) == row


def _values(row: Deadline) -> Mapping[str, object]:
    return {
        "tip": row.tip,
        "milestone": row.milestone.value,
        "unit": row.unit,
        "clock": row.clock,
        "since": row.since,
        "due": row.due,
        "met": row.met,
        "rung": row.rung.value if row.rung is not None else None,
        "climbs": row.climbs,
        "at_night": row.at_night,
        "ground": row.ground.value if row.ground is not None else None,
    }


def _deadline(row: RowMapping) -> Deadline:
    return Deadline(
        tip=row["tip"],
        milestone=Milestone(row["milestone"]),
        unit=row["unit"],
        clock=row["clock"],
        since=row["since"],
        due=row["due"],
        met=row["met"],
        rung=Rung(row["rung"]) if row["rung"] is not None else None,
        climbs=row["climbs"],
        at_night=row["at_night"],
        ground=Ground(row["ground"]) if row["ground"] is not None else None,
    )
