"""Who stands in a case, and leaving it: shared by cases and by tips whose term is over."""

from typing import Final

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.cases import CaseId
from bot.domain.identifiers import TipId
from bot.domain.tip import Status
from bot.domain.units import UnitCode
from storage.casebook.tables import case_members, cases, tips

#: A case of one is none.
FEWEST: Final = 2
#: Tips whose contents are still there.
KEPT: Final = tips.c.key.is_not(None) & (tips.c.status != Status.WITHDRAWN.value)


async def take_out(connection: AsyncConnection, tip: TipId) -> tuple[TipId, ...]:
    """Take a tip out of its case, which is none any more where one alone is left; give those that were in it."""
    found = await connection.scalar(select(case_members.c.case).where(case_members.c.tip == tip))
    if found is None:
        return ()
    left = tuple(row.tip for row in await connection.execute(members(case_members.c.case == found)) if row.tip != tip)
    await connection.execute(delete(case_members).where(case_members.c.tip == tip))
    if len(left) < FEWEST:
        await connection.execute(delete(case_members).where(case_members.c.case == found))
        await connection.execute(delete(cases).where(cases.c.id == found))
    return left


def members(where: ColumnElement[bool]) -> Select[TipId, CaseId, UnitCode]:
    """Give the tips of a case that are kept and stand at its unit, the oldest first."""
    return (
        select(case_members.c.tip, case_members.c.case, cases.c.unit)
        .join(cases, cases.c.id == case_members.c.case)
        .join(tips, tips.c.id == case_members.c.tip)
        .where(where, KEPT, tips.c.unit == cases.c.unit)
        .order_by(tips.c.received, tips.c.reference)
    )
