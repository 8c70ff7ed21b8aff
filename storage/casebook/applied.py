"""Which errands have had their effect: the note is written in the transaction of the effect."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ErrandId
from storage.casebook.columns import day
from storage.casebook.tables import applied
from storage.columns import one_of
from storage.sealing import Keyring

_LABEL: Final = "casebook.applied"
_KEPT: Final = timedelta(days=8)


class Applied:
    """Notes of errands, kept for eight days."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def first_time(self, errand: ErrandId, *, now: datetime) -> bool:
        """Note the errand; tell whether it had not been noted before."""
        if await self.knows(errand):
            return False
        note = insert(applied).values(errand=self._keyring.hashed(_LABEL, errand), day=day(now))
        await self._connection.execute(note)
        return True

    async def knows(self, errand: ErrandId) -> bool:
        """Tell whether the errand has been noted."""
        noted = select(applied.c.errand).where(one_of(applied.c.errand, self._keyring.every_hash(_LABEL, errand)))
        return (await self._connection.execute(noted)).first() is not None

    async def sweep(self, now: datetime) -> None:
        """Forget the notes of more than eight days ago."""
        await self._connection.execute(delete(applied).where(applied.c.day < day(now - _KEPT)))
