"""What reporters are to be told, by handle alone, until the vault has taken it over."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.tips import Notice
from storage.casebook.tables import notices
from storage.engine import insert_new


class Notices:
    """Rows that leave when the vault has them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, notice: Notice) -> None:
        """Add a notice; adding the same one again changes nothing."""
        new = insert_new(self._connection, notices).values(
            id=notice.id, handle=notice.handle, tip=notice.tip, urgent=notice.urgent
        )
        await self._connection.execute(new)

    async def waiting(self, *, limit: int) -> list[Notice]:
        """Give those not handed over, oldest first."""
        rows = await self._connection.execute(select(notices).order_by(notices.c.sequence).limit(limit))
        return [
            Notice(id=row["id"], handle=row["handle"], tip=row["tip"], urgent=row["urgent"]) for row in rows.mappings()
        ]

    async def handed_over(self, notice: str) -> None:
        """Note that the vault has it; the row is forgotten."""
        await self._connection.execute(delete(notices).where(notices.c.id == notice))
