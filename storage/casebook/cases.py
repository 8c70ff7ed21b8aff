"""Which tips stand together, as rows of ids alone: what was compared to find it stands nowhere."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.cases import Case, CaseId
from bot.domain.identifiers import TipId
from bot.domain.kinds import GroupCode
from bot.domain.likeness import FARTHEST
from bot.domain.tip import Status, Tip
from bot.domain.units import CommuneCode, UnitCode
from storage.casebook.membership import FEWEST, KEPT, members, take_out
from storage.casebook.tables import case_members, cases, tips
from storage.casebook.tips import Tips

_CLOSED: Final = Status.CLOSED.value


class Cases:
    """Cases and who stands in them."""

    def __init__(self, connection: AsyncConnection, tips: Tips) -> None:
        self._connection = connection
        self._tips = tips

    async def of(self, tip: TipId) -> Case | None:
        """Give the case of a tip, as far as its tips are still kept, at its unit, and not taken back."""
        mine = select(case_members.c.case).where(case_members.c.tip == tip).scalar_subquery()
        rows = (await self._connection.execute(members(case_members.c.case == mine))).all()
        standing = tuple(row.tip for row in rows)
        if tip not in standing or len(standing) < FEWEST:
            return None
        return Case(id=rows[0].case, unit=rows[0].unit, tips=standing)

    async def join(self, case: CaseId, unit: UnitCode, tips: Sequence[TipId], *, now: datetime) -> Case:
        """Let tips of a unit be one case with all that stood together with them: the oldest there is, or this one."""
        for tip in tips:
            if await self.of(tip) is None:
                await self.leave(tip)  # of a case that is none any more
        known = (
            select(cases.c.id)
            .join(case_members, case_members.c.case == cases.c.id)
            .where(case_members.c.tip.in_(tips))
            .order_by(cases.c.opened, cases.c.id)
        )
        found = list(dict.fromkeys((await self._connection.scalars(known)).all()))
        if not found:
            await self._connection.execute(insert(cases).values(id=case, unit=unit, opened=now))
        kept, others = (found[0], found[1:]) if found else (case, [])
        moved = update(case_members).where(case_members.c.case.in_(others)).values(case=kept)
        await self._connection.execute(moved)
        await self._connection.execute(delete(cases).where(cases.c.id.in_(others)))
        there = select(case_members.c.tip).where(case_members.c.case == kept)
        present = set((await self._connection.scalars(there)).all())
        for tip in dict.fromkeys(tips):
            if tip not in present:
                await self._connection.execute(insert(case_members).values(tip=tip, case=kept))
        joined = await self.of(tips[0])
        assert joined is not None
        return joined

    async def leave(self, tip: TipId) -> tuple[TipId, ...]:
        """Take a tip out of its case; give those that were in it with it."""
        return await take_out(self._connection, tip)

    async def near(
        self, tip: Tip, *, communes: Collection[CommuneCode], groups: Collection[GroupCode], limit: int
    ) -> list[Tip]:
        """Give a few tips of the same unit to compare one with: of these communes, come near in time, and still open.

        Those of these groups stand first, then those that came nearest; a closed one counts where it was closed late.
        """
        first, last = tip.received - FARTHEST, tip.received + FARTHEST
        came = tips.c.received
        is_of_kind = tips.c.group.is_(None) | tips.c.group.in_(groups)
        wanted = (
            select(tips.c.id)
            .where(tips.c.unit == tip.unit, tips.c.id != tip.id, KEPT, tips.c.commune.in_(communes))
            .where(came >= first, came <= last, or_(tips.c.status != _CLOSED, tips.c.status_since >= first))
            .order_by(is_of_kind.desc(), _apart(tip), tips.c.reference)
            .limit(limit)
        )
        return await self._tips.these((await self._connection.scalars(wanted)).all())

    async def has_others(self, tip: Tip) -> bool:
        """Tell whether the tip's unit has any other that is kept."""
        other = select(tips.c.id).where(tips.c.unit == tip.unit, tips.c.id != tip.id, KEPT).limit(1)
        return await self._connection.scalar(other) is not None


def _apart(tip: Tip) -> ColumnElement[int]:
    """Give how far from a tip another came, for sorting."""
    return func.abs(tips.c.received - literal(tip.received, type_=tips.c.received.type))
