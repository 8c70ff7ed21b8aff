"""What each private chat is about, all of it sealed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.conversation import Conversation
from bot.domain.identifiers import ChatId
from storage.codec import Codec, Unreadable
from storage.columns import one_of, place
from storage.engine import insert_or_update
from storage.sealing import Keyring, SealBroken
from storage.vault.inbox import Inbox
from storage.vault.tables import conversations
from storage.vault.terms import CONVERSATION, hour

_CHAT: Final = "conversations.chat"
_ROWS: Final = select(conversations.c.chat, conversations.c.sealed)
_CODEC: Final = Codec[Conversation](Conversation)


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hashes of a row, told by what it sealed, under the newest pepper."""
    return {"chat": _hashed(keyring, _CODEC.load(opened["sealed"]).chat)}


class Conversations:
    """The conversations within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def of(self, chat: ChatId) -> Conversation | None:
        """Give the conversation of a chat."""
        row = (await self._connection.execute(_ROWS.where(self._is(chat)))).first()
        return self._opened(row.chat, row.sealed) if row is not None else None

    async def save(self, conversation: Conversation) -> None:
        """Keep a conversation in place of the one before, also where that one was found under an older pepper."""
        chat, *older = self._keyring.every_hash(_CHAT, str(conversation.chat))
        if older:
            await self._connection.execute(delete(conversations).where(conversations.c.chat.in_(older)))
        sealed = self._keyring.seal(_CODEC.dump(conversation), *place(conversations.c.sealed, chat))
        kept = insert_or_update(self._connection, conversations)
        await self._connection.execute(kept.values(chat=chat, hour=hour(conversation.touched), sealed=sealed))

    async def drop(self, chat: ChatId) -> None:
        """Forget a conversation."""
        await self._connection.execute(delete(conversations).where(self._is(chat)))

    async def every(self) -> list[Conversation]:
        """Give all of them, those touched longest ago first, for reminding and expiring."""
        rows = await self._connection.execute(_ROWS.order_by(conversations.c.hour))
        return [self._opened(row.chat, row.sealed) for row in rows]

    async def sweep(self, now: datetime, inbox: Inbox) -> None:
        """Forget those that were touched a day ago or earlier, unless the inbox has a row of their chat.

        One that cannot be read any more is forgotten too: it must not keep all others from being swept.
        """
        maybe_over = _ROWS.where(conversations.c.hour <= hour(now - CONVERSATION))
        for row in await self._connection.execute(maybe_over):
            try:
                conversation = self._opened(row.chat, row.sealed)
            except (SealBroken, Unreadable):
                is_over = True
            else:
                is_over = conversation.touched + CONVERSATION <= now and not await inbox.has_any(conversation.chat)
            if is_over:
                await self._connection.execute(delete(conversations).where(conversations.c.chat == row.chat))

    def _is(self, chat: ChatId) -> ColumnElement[bool]:
        return one_of(conversations.c.chat, self._keyring.every_hash(_CHAT, str(chat)))

    def _opened(self, chat: bytes, sealed: bytes) -> Conversation:
        return _CODEC.load(self._keyring.open(sealed, *place(conversations.c.sealed, chat)))


def _hashed(keyring: Keyring, chat: ChatId) -> bytes:
    return keyring.hashed(_CHAT, str(chat))
