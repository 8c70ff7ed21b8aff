"""Who wants to be told what. Whom a row is of is found by a hash with a label of its own, and sealed."""

import struct
from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.subscription import QuietHours, Subscription
from bot.domain.identifiers import ChatId, Language
from bot.domain.units import CommuneCode
from bot.ports.subscriptions import Reach
from storage.columns import one_of, place
from storage.sealing import Keyring
from storage.vault.audiences import belongs, bits_of, topics_of
from storage.vault.broadcast_tables import subscriber_communes, subscribers
from storage.vault.leaving import forget, put_away

_CHAT: Final = "subscribers.chat"
_AS_BYTES: Final = struct.Struct(">q")


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    return {"chat": keyring.hashed(_CHAT, str(_AS_BYTES.unpack(opened["sealed"])[0]))}


def is_of(keyring: Keyring, chat: ChatId) -> ColumnElement[bool]:
    """Whether a row of `subscribers` is a chat's."""
    return one_of(subscribers.c.chat, keyring.every_hash(_CHAT, str(chat)))


def sealed_chat(keyring: Keyring, number: int, chat: ChatId) -> bytes:
    """Give the chat as it lies in the row with this number."""
    return keyring.seal(_AS_BYTES.pack(chat), *place(subscribers.c.sealed, number))


def opened_chat(keyring: Keyring, number: int, sealed: bytes) -> ChatId:
    """Give the chat that lies in the row with this number."""
    return ChatId(_AS_BYTES.unpack(keyring.open(sealed, *place(subscribers.c.sealed, number)))[0])


class Subscribers:
    """The subscriptions within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def of(self, chat: ChatId) -> Subscription | None:
        """Give the subscription of a chat."""
        row = (await self._connection.execute(select(subscribers).where(is_of(self._keyring, chat)))).first()
        if row is None:
            return None
        theirs = select(subscriber_communes.c.commune).where(subscriber_communes.c.subscriber == row.id)
        communes = (await self._connection.execute(theirs.order_by(subscriber_communes.c.commune))).scalars()
        return Subscription(
            chat=opened_chat(self._keyring, row.id, row.sealed),
            language=Language(row.language),
            communes=tuple(CommuneCode(commune) for commune in communes),
            topics=topics_of(row.topics),
            quiet=QuietHours(start=row.quiet_start, end=row.quiet_end),
            weekly=row.weekly,
            urgent_only=row.urgent_only,
        )

    async def keep(self, subscription: Subscription) -> None:
        """Keep a subscription in place of the one before; what waits and is not wanted any more is not sent."""
        number = await self._number(subscription.chat)
        values = {
            "chat": self._keyring.hashed(_CHAT, str(subscription.chat)),
            "language": subscription.language,
            "topics": bits_of(subscription.topics),
            "quiet_start": subscription.quiet.start,
            "quiet_end": subscription.quiet.end,
            "weekly": subscription.weekly,
            "urgent_only": subscription.urgent_only,
        }
        if number is None:
            added = insert(subscribers).values(**values, week=0, received=0, sealed=b"").returning(subscribers.c.id)
            number = (await self._connection.execute(added)).scalar_one()
        sealed = sealed_chat(self._keyring, number, subscription.chat)
        changed = update(subscribers).where(subscribers.c.id == number)
        await self._connection.execute(changed.values(**values, sealed=sealed))
        of_it = subscriber_communes.c.subscriber == number
        await self._connection.execute(delete(subscriber_communes).where(of_it))
        rows = [{"commune": commune, "subscriber": number} for commune in dict.fromkeys(subscription.communes)]
        await self._connection.execute(insert(subscriber_communes), rows)
        await put_away(self._connection, number, subscription)

    async def end(self, chat: ChatId) -> bool:
        """Forget a subscription and the turns of it; what waits is not sent. Tell whether there was one."""
        number = await self._number(chat)
        if number is not None:
            await forget(self._connection, [number])
        return number is not None

    async def reach(self, audience: Audience, *, urgent: bool, after: int, limit: int) -> Reach:
        """Count whom an audience has among so many subscribers after this one."""
        some = select(subscribers.c.id).where(subscribers.c.id > after).order_by(subscribers.c.id)
        last = await self._connection.scalar(some.offset(limit - 1).limit(1))
        found = select(func.count()).select_from(subscribers).where(subscribers.c.id > after)
        if last is not None:
            found = found.where(subscribers.c.id <= last)
        return Reach(
            count=await self._connection.scalar(found.where(belongs(audience, urgent=urgent))) or 0, after=last
        )

    async def count(self) -> int:
        """Count all subscriptions."""
        return await self._connection.scalar(select(func.count()).select_from(subscribers)) or 0

    async def _number(self, chat: ChatId) -> int | None:
        return await self._connection.scalar(select(subscribers.c.id).where(is_of(self._keyring, chat)))
