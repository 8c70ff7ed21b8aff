"""What has come and is not done, sealed; and which updates have come lately."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Update, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId, ErrandId
from bot.ports import Json
from bot.ports.vault import Arrival, Errand
from storage.codec import Codec
from storage.columns import one_of, place
from storage.engine import insert_or_update
from storage.sealing import Keyring
from storage.vault.tables import inbox, seen
from storage.vault.terms import ASIDE_HOURS, SEEN_HOURS, hour

_CHAT: Final = "inbox.chat"
_UPDATE: Final = "seen.update"
_SEALED: Final = Codec[tuple[ChatId, Json]](tuple[int, dict[str, object]])  # chat and payload


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    chat, _ = _SEALED.load(opened["sealed"])
    return {"chat": _hashed(keyring, chat)}


class Inbox:
    """The inbox within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def add(self, arrivals: Sequence[Arrival], *, now: datetime) -> list[Errand]:
        """Keep those that were not seen in the last 48 hours; give their rows in order."""
        new = await self._unseen(arrivals, now)
        if not new:
            return []
        errands = [
            Errand(id=ErrandId(secrets.token_hex(16)), chat=arrival.chat, payload=arrival.payload) for arrival in new
        ]
        updates = [{"update": self._update_hash(arrival.update), "hour": hour(now)} for arrival in new]
        await self._connection.execute(insert_or_update(self._connection, seen), updates)
        await self._connection.execute(insert(inbox), [self._row(errand) for errand in errands])
        return errands

    async def waiting(self) -> list[Errand]:
        """Give everything not done and not set aside, oldest first."""
        rows = select(inbox.c.id, inbox.c.attempts, inbox.c.sealed).where(inbox.c.aside.is_(None))
        found = await self._connection.execute(rows.order_by(inbox.c.sequence))
        return [self._errand(row.id, row.attempts, row.sealed) for row in found]

    async def finish(self, errand: ErrandId) -> None:
        """Forget a row whose effects are all committed."""
        await self._connection.execute(delete(inbox).where(inbox.c.id == errand))

    async def failed(self, errand: ErrandId) -> None:
        """Count one more failure of a row."""
        await self._connection.execute(_change(errand).values(attempts=inbox.c.attempts + 1))

    async def set_aside(self, errand: ErrandId, *, number: str, now: datetime) -> None:
        """Put a row away, sealed, for 72 hours."""
        await self._connection.execute(_change(errand).values(number=number, aside=hour(now)))

    async def aside(self, chat: ChatId) -> list[str]:
        """Give the numbers of the rows of this chat that are set aside."""
        is_aside = one_of(inbox.c.chat, self._chat_hashes(chat)) & inbox.c.aside.is_not(None)
        numbers = select(inbox.c.number).where(is_aside)
        return list((await self._connection.execute(numbers.order_by(inbox.c.sequence))).scalars())

    async def drop_aside(self, chat: ChatId) -> None:
        """Forget the rows of this chat that are set aside."""
        aside = one_of(inbox.c.chat, self._chat_hashes(chat)) & inbox.c.aside.is_not(None)
        await self._connection.execute(delete(inbox).where(aside))

    async def retry_aside(self) -> int:
        """Put every row that is set aside back in line, where it stood; give how many."""
        back = update(inbox).where(inbox.c.aside.is_not(None)).values(number=None, aside=None, attempts=0)
        return (await self._connection.execute(back)).rowcount

    async def counts(self) -> tuple[int, int]:
        """Give how many rows wait and how many are set aside."""
        wait = func.count(case((inbox.c.aside.is_(None), 1)))
        row = (await self._connection.execute(select(wait, func.count(inbox.c.aside)))).one()
        return row[0], row[1]

    async def has_any(self, chat: ChatId) -> bool:
        """Tell whether a row of this chat waits or is set aside."""
        rows = select(inbox.c.id).where(one_of(inbox.c.chat, self._chat_hashes(chat))).limit(1)
        return (await self._connection.execute(rows)).first() is not None

    async def sweep(self, now: datetime) -> None:
        """Forget updates after 48 hours and rows set aside after 72."""
        await self._connection.execute(delete(seen).where(seen.c.hour <= hour(now) - SEEN_HOURS))
        await self._connection.execute(delete(inbox).where(inbox.c.aside <= hour(now) - ASIDE_HOURS))

    async def _unseen(self, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
        """Give the arrivals that are new, each once."""
        once = {arrival.update: arrival for arrival in reversed(arrivals)}
        hashes = {number: self._keyring.every_hash(_UPDATE, str(number)) for number in once}
        known = select(seen.c.update).where(
            seen.c.update.in_([each for every in hashes.values() for each in every]),
            seen.c.hour > hour(now) - SEEN_HOURS,
        )
        found = set((await self._connection.execute(known)).scalars())
        return [arrival for number, arrival in reversed(once.items()) if found.isdisjoint(hashes[number])]

    def _row(self, errand: Errand) -> dict[str, object]:
        sealed = _SEALED.dump((errand.chat, errand.payload))
        return {
            "id": errand.id,
            "chat": _hashed(self._keyring, errand.chat),
            "attempts": 0,
            "sealed": self._keyring.seal(sealed, *place(inbox.c.sealed, errand.id)),
        }

    def _errand(self, identity: str, attempts: int, sealed: bytes) -> Errand:
        chat, payload = _SEALED.load(self._keyring.open(sealed, *place(inbox.c.sealed, identity)))
        return Errand(id=ErrandId(identity), chat=chat, payload=payload, attempts=attempts)

    def _update_hash(self, number: int) -> bytes:
        return self._keyring.hashed(_UPDATE, str(number))

    def _chat_hashes(self, chat: ChatId) -> tuple[bytes, ...]:
        return self._keyring.every_hash(_CHAT, str(chat))


def _change(errand: ErrandId) -> Update:
    return update(inbox).where(inbox.c.id == errand)


def _hashed(keyring: Keyring, chat: ChatId) -> bytes:
    return keyring.hashed(_CHAT, str(chat))
