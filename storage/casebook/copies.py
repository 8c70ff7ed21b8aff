"""Who gets which tip for information."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import TipId
from bot.domain.units import UnitCode
from storage.casebook.tables import copies


class Copies:
    """Rows in clear: ids and codes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, tip: TipId) -> frozenset[UnitCode]:
        """Give the units that get a tip for information."""
        wanted = select(copies.c.unit).where(copies.c.tip == tip)
        return frozenset(map(UnitCode, (await self._connection.execute(wanted)).scalars()))

    async def at_unit(self, unit: UnitCode) -> list[TipId]:
        """Give the tips that a unit gets for information, in a lasting order."""
        wanted = select(copies.c.tip).where(copies.c.unit == unit).order_by(copies.c.tip)
        return [TipId(tip) for tip in (await self._connection.execute(wanted)).scalars()]

    async def give(self, tip: TipId, units: Collection[UnitCode]) -> frozenset[UnitCode]:
        """Let units get a tip for information; tell which of them did not before."""
        new = frozenset(units) - await self.of(tip)
        if new:
            await self._connection.execute(insert(copies), [{"tip": tip, "unit": unit} for unit in sorted(new)])
        return new

    async def end(self, tip: TipId, units: Collection[UnitCode]) -> None:
        """Let units get a tip no longer."""
        await self._connection.execute(delete(copies).where(copies.c.tip == tip, copies.c.unit.in_(units)))

    async def end_all(self, unit: UnitCode) -> None:
        """Let a unit get no tip any longer."""
        await self._connection.execute(delete(copies).where(copies.c.unit == unit))
