"""The way of tips from unit to unit: codes and minutes, nothing that anybody wrote."""

from sqlalchemy import insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import TipId
from bot.domain.moves import Move, Movement
from storage.casebook.tables import moves


class Moves:
    """Each change of a tip's unit, kept as long as its contents are."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, move: Move) -> None:
        """Keep a move; adding the same one again changes nothing."""
        if await self._connection.scalar(select(moves.c.id).where(moves.c.id == move.id)) is not None:
            return
        new = insert(moves).values(
            id=move.id,
            tip=move.tip,
            origin=move.origin,
            target=move.target,
            movement=move.movement.value,
            at=move.at,
            reason=move.reason,
            entry=move.entry,
        )
        await self._connection.execute(new)

    async def of(self, tip: TipId) -> list[Move]:
        """Give the moves of a tip in order."""
        wanted = select(moves).where(moves.c.tip == tip).order_by(moves.c.sequence)
        return [_move(row) for row in (await self._connection.execute(wanted)).mappings()]


def _move(row: RowMapping) -> Move:
    return Move(
        id=row["id"],
        tip=row["tip"],
        origin=row["origin"],
        target=row["target"],
        movement=Movement(row["movement"]),
        at=row["at"],
        reason=row["reason"],
        entry=row["entry"],
    )
