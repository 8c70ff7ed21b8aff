"""Units' own Telegram channels: one a unit, one unit a channel."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId
from bot.domain.units import UnitCode
from storage.casebook.broadcast_tables import channels
from storage.casebook.chats import chat_hash, chat_hashes, require_staff
from storage.columns import one_of, place
from storage.sealing import Keyring


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    return {"chat": chat_hash(keyring, ChatId(int(opened["sealed"])))}


class Channels:
    """Channels by unit and by chat."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def bind(self, unit: UnitCode, chat: ChatId) -> None:
        """Bind a channel to a unit in place of the one before; another unit whose it was has none any more.

        Raises:
            NotStaff: it is a private chat.

        """
        await require_staff(self._connection, self._keyring, chat)
        await self.unbind(chat)
        await self._connection.execute(delete(channels).where(channels.c.unit == unit))
        sealed = self._keyring.seal(str(chat).encode(), *place(channels.c.sealed, unit))
        new = insert(channels).values(unit=unit, chat=chat_hash(self._keyring, chat), sealed=sealed)
        await self._connection.execute(new)

    async def of(self, unit: UnitCode) -> ChatId | None:
        """Give a unit's channel."""
        sealed = await self._connection.scalar(select(channels.c.sealed).where(channels.c.unit == unit))
        return None if sealed is None else ChatId(int(self._keyring.open(sealed, *place(channels.c.sealed, unit))))

    async def has_any(self, units: Collection[UnitCode]) -> bool:
        """Tell whether one of these units has a channel."""
        found = select(channels.c.unit).where(channels.c.unit.in_(units)).limit(1)
        return await self._connection.scalar(found) is not None

    async def every(self) -> list[tuple[UnitCode, ChatId]]:
        """Give all units that have a channel, and theirs."""
        found = (await self._connection.execute(select(channels.c.unit, channels.c.sealed))).all()
        opened = [(unit, self._keyring.open(sealed, *place(channels.c.sealed, unit))) for unit, sealed in found]
        return [(UnitCode(unit), ChatId(int(chat))) for unit, chat in opened]

    async def unit_of(self, chat: ChatId) -> UnitCode | None:
        """Give the unit that a channel belongs to."""
        there = one_of(channels.c.chat, chat_hashes(self._keyring, chat))
        return await self._connection.scalar(select(channels.c.unit).where(there))

    async def unbind(self, chat: ChatId) -> None:
        """Forget a channel."""
        await self._connection.execute(
            delete(channels).where(one_of(channels.c.chat, chat_hashes(self._keyring, chat)))
        )
