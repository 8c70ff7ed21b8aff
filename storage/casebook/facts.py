"""Small facts that last. All are sealed: which of them matter is not the table's business."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.casebook.tables import facts
from storage.columns import place
from storage.engine import insert_or_update
from storage.sealing import Keyring


class Facts:
    """Values by name."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def get(self, name: str) -> str | None:
        """Give a fact.

        Raises:
            SealBroken: somebody without the key has changed it.

        """
        sealed: bytes | None = await self._connection.scalar(select(facts.c.value).where(facts.c.name == name))
        return None if sealed is None else self._keyring.open(sealed, *place(facts.c.value, name)).decode()

    async def put(self, name: str, value: str) -> None:
        """Keep a fact, of at most 64 symbols in its name."""
        sealed = self._keyring.seal(value.encode(), *place(facts.c.value, name))
        await self._connection.execute(insert_or_update(self._connection, facts).values(name=name, value=sealed))
