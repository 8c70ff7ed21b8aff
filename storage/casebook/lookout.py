"""How units are, from what stands in clear: no tip is opened here."""

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deadlines import Milestone
from bot.domain.kinds import Urgency
from bot.domain.quiet import Acknowledged, OverdueTip, Standing, Trouble, WaitingTip
from bot.domain.tip import ENDED, Status, minute
from bot.domain.units import UnitCode
from storage.casebook.tables import audit, deadlines, standings, tips
from storage.engine import insert_new

_WAITING = [Status.NEW.value, Status.PASSED.value]
_ENDED = [status.value for status in ENDED]
_ACKNOWLEDGING = ["tip.taken", "tip.passed"]
_NO_OFFICER = ["system", "reporter"]


class Lookout:
    """Standings as rows; what waits and what was acknowledged is read from tips and the audit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, unit: UnitCode, trouble: Trouble, *, now: datetime) -> None:
        """Note what is wrong with a unit's group; the same trouble keeps the time since when it was."""
        row = {"unit": unit, "trouble": trouble.value, "since": minute(now)}
        await self._connection.execute(insert_new(self._connection, standings).values(**row))

    async def is_well(self, unit: UnitCode, *troubles: Trouble) -> None:
        """Forget these troubles of a unit's group; none named: all."""
        over = delete(standings).where(standings.c.unit == unit)
        if troubles:
            over = over.where(standings.c.trouble.in_([one.value for one in troubles]))
        await self._connection.execute(over)

    async def standings(self) -> list[Standing]:
        """Give what is wrong with units' groups."""
        rows = await self._connection.execute(select(standings).order_by(standings.c.since, standings.c.unit))
        return [
            Standing(unit=row["unit"], trouble=Trouble(row["trouble"]), since=row["since"]) for row in rows.mappings()
        ]

    async def waiting(self) -> list[WaitingTip]:
        """Give the tips that nobody has taken, the longest waiting first."""
        wanted = (
            select(tips.c.unit, tips.c.reference, tips.c.status_since, tips.c.urgency, tips.c.shielded)
            .where(tips.c.status.in_(_WAITING), tips.c.key.is_not(None))
            .order_by(tips.c.status_since, tips.c.reference)
        )
        return [
            WaitingTip(unit=unit, reference=reference, since=since, urgency=Urgency(urgency), shielded=shielded)
            for unit, reference, since, urgency, shielded in await self._connection.execute(wanted)
        ]

    async def overdue(self, now: datetime) -> list[OverdueTip]:
        """Give the open tips of which a deadline has passed unmet, each once, the longest overdue first."""
        wanted = (
            select(tips.c.unit, tips.c.reference, deadlines.c.milestone, deadlines.c.due, tips.c.shielded)
            .join(deadlines, deadlines.c.tip == tips.c.id)
            .where(deadlines.c.met.is_(None), deadlines.c.due < now, tips.c.key.is_not(None))
            .where(tips.c.status.not_in(_ENDED))
            .order_by(deadlines.c.due, tips.c.reference)
        )
        first: dict[str, OverdueTip] = {}
        for unit, reference, milestone, due, shielded in await self._connection.execute(wanted):
            late = OverdueTip(
                unit=unit, reference=reference, milestone=Milestone(milestone), due=due, shielded=shielded
            )
            first.setdefault(reference, late)
        return list(first.values())

    async def acknowledged(self, *, after: datetime) -> list[Acknowledged]:
        """Give when officers took tips or passed them on, after this time."""
        wanted = select(audit.c.unit, audit.c.at, audit.c.data).where(
            audit.c.action.in_(_ACKNOWLEDGING), audit.c.at > after, audit.c.actor.not_in(_NO_OFFICER)
        )
        rows = [(unit, at, json.loads(data).get("tip")) for unit, at, data in await self._connection.execute(wanted)]
        kept_from = select(tips.c.reference).where(tips.c.shielded)
        shielded = set((await self._connection.execute(kept_from)).scalars()) if rows else set[str]()
        return [Acknowledged(unit=unit, at=at, shielded=tip in shielded) for unit, at, tip in rows if unit is not None]
