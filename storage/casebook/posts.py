"""The bot's own messages in groups and in officers' chats, so that a press or a reply is understood."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.dispatches import Post, PostKind
from bot.domain.identifiers import ChatId, MessageId, TipId
from storage.casebook.chats import chat_hash, chat_hashes, require_staff
from storage.casebook.tables import posts
from storage.columns import one_of, place
from storage.sealing import Keyring


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    return {"chat_hash": chat_hash(keyring, ChatId(int(opened["chat"])))}


class Posts:
    """Messages by chat and id, and by tip."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def add(self, posts: Sequence[Post]) -> None:
        """Remember messages; one that is known already is from now on what is told here.

        Raises:
            NotStaff: a private chat is no officer's.

        """
        for post in posts:
            await self._put(post)

    async def at(self, chat: ChatId, message: MessageId) -> Post | None:
        """Give what a message is."""
        return next(iter(await self._all(self._place(chat, message))), None)

    async def of(self, tip: TipId, kind: PostKind | None = None) -> list[Post]:
        """Give the messages of a tip, oldest first."""
        where = posts.c.tip == tip
        return await self._all(where if kind is None else where & (posts.c.kind == kind.value))

    async def forget(self, chat: ChatId, message: MessageId) -> None:
        """Forget a message that is gone or done."""
        await self._connection.execute(delete(posts).where(self._place(chat, message)))

    async def forget_chat(self, chat: ChatId) -> None:
        """Forget all messages of a chat that is no more."""
        await self._connection.execute(delete(posts).where(one_of(posts.c.chat_hash, chat_hashes(self._keyring, chat))))

    async def _put(self, post: Post) -> None:
        await require_staff(self._connection, self._keyring, post.chat)
        what = {"tip": post.tip, "kind": post.kind.value, "officer": post.officer}
        changed = update(posts).where(self._place(post.chat, post.message)).values(**what)
        if (await self._connection.execute(changed)).rowcount == 0:
            placed = self._placed(post.chat, post.message)
            await self._connection.execute(insert(posts).values(**placed, **what, message=post.message))

    def _place(self, chat: ChatId, message: MessageId) -> ColumnElement[bool]:
        return one_of(posts.c.chat_hash, chat_hashes(self._keyring, chat)) & (posts.c.message == message)

    def _placed(self, chat: ChatId, message: MessageId) -> dict[str, bytes]:
        hashed = chat_hash(self._keyring, chat)
        sealed = self._keyring.seal(str(chat).encode(), *place(posts.c.chat, hashed, message))
        return {"chat_hash": hashed, "chat": sealed}

    async def _all(self, where: ColumnElement[bool]) -> list[Post]:
        rows = (await self._connection.execute(select(posts).where(where).order_by(posts.c.sequence))).mappings().all()
        return [self._post(row) for row in rows]

    def _post(self, row: RowMapping) -> Post:
        chat = self._keyring.open(row["chat"], *place(posts.c.chat, row["chat_hash"], row["message"]))
        return Post(
            chat=ChatId(int(chat)),
            message=row["message"],
            tip=row["tip"],
            kind=PostKind(row["kind"]),
            officer=row["officer"],
        )
