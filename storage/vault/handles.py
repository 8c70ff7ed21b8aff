"""Where the answer to a tip goes: found by the handle or by the chat, under hashes that cannot be matched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.conversation import ReplyAddress
from bot.domain.identifiers import ChatId, Handle
from storage.codec import Codec
from storage.columns import one_of, place
from storage.sealing import Keyring
from storage.vault.tables import handles
from storage.vault.terms import day

_HANDLE: Final = "handles.handle"
_CHAT: Final = "handles.chat"
_CODEC: Final = Codec[ReplyAddress](ReplyAddress)


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hashes of a row, told by what it sealed, under the newest pepper."""
    return _hashes(keyring, _CODEC.load(opened["sealed"]))


class Handles:
    """The addresses within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def open(self, address: ReplyAddress) -> None:
        """Keep an address; keeping it again changes nothing but chat and language."""
        found = (await self._connection.execute(select(handles.c.handle).where(self._is(address.handle)))).scalar()
        hashes = _hashes(self._keyring, address)
        sealed = self._keyring.seal(_CODEC.dump(address), *place(handles.c.sealed, hashes["handle"]))
        if found is None:
            await self._connection.execute(insert(handles).values(**hashes, sealed=sealed))
        else:
            changed = update(handles).where(handles.c.handle == found)
            await self._connection.execute(changed.values(**hashes, sealed=sealed))

    async def of(self, handle: Handle) -> ReplyAddress | None:
        """Give the address of a handle, unless it was burnt."""
        found = await self._where(self._is(handle))
        return found[0] if found else None

    async def in_chat(self, chat: ChatId) -> list[ReplyAddress]:
        """Give the addresses that lead to a chat."""
        return await self._where(one_of(handles.c.chat, self._keyring.every_hash(_CHAT, str(chat))))

    async def burn(self, handle: Handle) -> bool:
        """Destroy an address; tell whether there was one."""
        return (await self._connection.execute(delete(handles).where(self._is(handle)))).rowcount > 0

    async def expire(self, handle: Handle, *, after: datetime | None) -> None:
        """Let an address end when this day begins (UTC), or (None) no more."""
        ends = day(after) if after is not None else None
        await self._connection.execute(update(handles).where(self._is(handle)).values(ends=ends))

    async def sweep(self, now: datetime) -> None:
        """Forget the addresses whose day has come."""
        await self._connection.execute(delete(handles).where(handles.c.ends <= day(now)))

    async def _where(self, condition: ColumnElement[bool]) -> list[ReplyAddress]:
        rows = await self._connection.execute(select(handles.c.handle, handles.c.sealed).where(condition))
        return [self._opened(row.handle, row.sealed) for row in rows]

    def _is(self, handle: Handle) -> ColumnElement[bool]:
        return one_of(handles.c.handle, self._keyring.every_hash(_HANDLE, handle))

    def _opened(self, handle: bytes, sealed: bytes) -> ReplyAddress:
        return _CODEC.load(self._keyring.open(sealed, *place(handles.c.sealed, handle)))


def _hashes(keyring: Keyring, address: ReplyAddress) -> dict[str, bytes]:
    return {"handle": keyring.hashed(_HANDLE, address.handle), "chat": keyring.hashed(_CHAT, str(address.chat))}
