"""The ids of messages in a chat, so that they can be deleted there. Telegram permits that for 48 hours."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId, MessageId
from storage.codec import Codec
from storage.columns import one_of, place
from storage.sealing import Keyring
from storage.vault.tables import trails
from storage.vault.terms import TRAIL_HOURS, hour

_CHAT: Final = "trails.chat"
_TRAIL: Final = "trails.trail"
_CODEC: Final = Codec[list[MessageId]](list[int])


class Trails:
    """The trails within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def add(self, chat: ChatId, trail: str, messages: Sequence[MessageId], *, now: datetime) -> None:
        """Remember messages that belong together."""
        if not messages:
            return
        row = secrets.token_bytes(16)
        values = {
            "id": row,
            "chat": self._keyring.hashed(_CHAT, str(chat)),
            "trail": self._keyring.hashed(_TRAIL, _name(chat, trail)),
            "hour": hour(now),
            "sealed": self._keyring.seal(_CODEC.dump(list(messages)), *place(trails.c.sealed, row)),
        }
        await self._connection.execute(insert(trails).values(**values))

    async def of(self, chat: ChatId, trail: str | None) -> list[MessageId]:
        """Give the messages of one trail, or (None) of the whole chat, oldest first: their ids only ever grow."""
        rows = await self._connection.execute(select(trails.c.id, trails.c.sealed).where(self._are(chat, trail)))
        messages: set[MessageId] = set()
        for row in rows:
            messages.update(_CODEC.load(self._keyring.open(row.sealed, *place(trails.c.sealed, row.id))))
        return sorted(messages)

    async def forget(self, chat: ChatId, trail: str | None) -> None:
        """Forget the messages of one trail, or (None) of the whole chat."""
        await self._connection.execute(delete(trails).where(self._are(chat, trail)))

    async def sweep(self, now: datetime) -> None:
        """Forget messages that can no longer be deleted."""
        await self._connection.execute(delete(trails).where(trails.c.hour <= hour(now) - TRAIL_HOURS))

    def _are(self, chat: ChatId, trail: str | None) -> ColumnElement[bool]:
        if trail is None:
            return one_of(trails.c.chat, self._keyring.every_hash(_CHAT, str(chat)))
        return one_of(trails.c.trail, self._keyring.every_hash(_TRAIL, _name(chat, trail)))


def _name(chat: ChatId, trail: str) -> str:
    """Give the trail's name among all chats; a chat id has no colon."""
    return f"{chat}:{trail}"
