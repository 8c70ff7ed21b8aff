"""The bot's messages in groups and channels that belong to a broadcast: its card, its progress, a channel's copy."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import BroadcastId, ChatId, MessageId
from storage.casebook.broadcast_tables import broadcast_posts as posts
from storage.casebook.chats import chat_hash, chat_hashes, require_staff
from storage.columns import one_of, place
from storage.sealing import Keyring


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    return {"chat": chat_hash(keyring, ChatId(int(opened["sealed"])))}


class BroadcastPosts:
    """Messages by their broadcast and kind, and by chat and id."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def put(
        self, broadcast: BroadcastId, chat: ChatId, messages: Sequence[MessageId], *, kind: str, occurrence: int = 0
    ) -> None:
        """Remember messages in place of those of the same kind, sending and broadcast in the same chat.

        Raises:
            NotStaff: a private chat is no officer's.

        """
        await require_staff(self._connection, self._keyring, chat)
        before = (posts.c.broadcast == broadcast) & (posts.c.kind == kind) & (posts.c.occurrence == occurrence)
        await self._connection.execute(delete(posts).where(before & self._in(chat)))
        hashed = chat_hash(self._keyring, chat)
        for message in messages:
            await self._connection.execute(delete(posts).where(self._in(chat) & (posts.c.message == message)))
            new = insert(posts).values(
                broadcast=broadcast,
                kind=kind,
                chat=hashed,
                message=message,
                occurrence=occurrence,
                sealed=self._keyring.seal(str(chat).encode(), *place(posts.c.sealed, hashed, message)),
            )
            await self._connection.execute(new)

    async def of(self, broadcast: BroadcastId, *, kind: str) -> list[tuple[ChatId, int, tuple[MessageId, ...]]]:
        """Give the messages of one kind: chat, occurrence, ids in the order in which they were put."""
        wanted = select(posts).where(posts.c.broadcast == broadcast, posts.c.kind == kind).order_by(posts.c.id)
        found: dict[tuple[ChatId, int], tuple[MessageId, ...]] = {}
        for row in (await self._connection.execute(wanted)).mappings():
            where = (self._chat(row), row["occurrence"])
            found[where] = (*found.get(where, ()), row["message"])
        return [(chat, occurrence, messages) for (chat, occurrence), messages in found.items()]

    async def at(self, chat: ChatId, message: MessageId) -> BroadcastId | None:
        """Give the broadcast that a message belongs to."""
        wanted = select(posts.c.broadcast).where(self._in(chat) & (posts.c.message == message))
        return await self._connection.scalar(wanted)

    async def forget_chat(self, chat: ChatId) -> None:
        """Forget all messages of a chat that is no more."""
        await self._connection.execute(delete(posts).where(self._in(chat)))

    def _in(self, chat: ChatId) -> ColumnElement[bool]:
        return one_of(posts.c.chat, chat_hashes(self._keyring, chat))

    def _chat(self, row: RowMapping) -> ChatId:
        return ChatId(int(self._keyring.open(row["sealed"], *place(posts.c.sealed, row["chat"], row["message"]))))
