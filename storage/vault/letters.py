"""What is on its way to residents: sealed letters, one at a time in each chat."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId
from bot.domain.letters import Letter
from storage.codec import Codec
from storage.columns import one_of, place
from storage.engine import insert_or_update
from storage.sealing import Keyring
from storage.vault.tables import letter_keys, letters
from storage.vault.terms import BURIED_HOURS, LETTER_KEY_HOURS, hour, second

_LETTER: Final = "letters.letter"
_LANE: Final = "letters.lane"
_KEY: Final = "letters.key"
_CODEC: Final = Codec[Letter](Letter)
_WAITS: Final = letters.c.buried.is_(None)


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hashes of a row, told by what it sealed, under the newest pepper: all but that of its key."""
    return _hashes(keyring, _CODEC.load(opened["sealed"]))


class Letters:
    """The letters within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def put(self, letter: Letter, *, due: datetime, key: str | None = None) -> None:
        """Add a letter; with a key, only if none with this key waits or has been due within 48 hours.

        A letter that waits already under its id is left as it is; it takes the place of a dead one.
        """
        if await self._waits(letter.id) or (key is not None and await self._was_put(key, due)):
            return
        await self.drop(letter.id)
        hashes = _hashes(self._keyring, letter)
        hashed_key = self._keyring.hashed(_KEY, key) if key is not None else None
        values = {
            "planned": second(due),
            "due": second(due),
            "attempts": letter.attempts,
            "key": hashed_key,
            "sealed": self._keyring.seal(_CODEC.dump(letter), *place(letters.c.sealed, hashes["letter"])),
        }
        await self._connection.execute(insert(letters).values(**hashes, **values))
        if hashed_key is not None:
            await self._remember(hashed_key, due)

    async def joined(self, letter: str, *, key: str, now: datetime, at_once: bool) -> bool:
        """Let a letter that waits stand for another one with this key; tell False where none waits under its id.

        `at_once`: it is due now, unless it is being tried again.
        """
        if not await self._waits(letter):
            return False
        if at_once:
            sooner = update(letters).where(self._is(letter), letters.c.attempts == 0, letters.c.due > second(now))
            await self._connection.execute(sooner.values(planned=second(now), due=second(now)))
        await self._remember(self._keyring.hashed(_KEY, key), now)
        return True

    async def due(self, now: datetime, *, limit: int, besides: Collection[ChatId] = ()) -> list[Letter]:
        """Give the letters that may be sent now, oldest first: of each chat but these the first one alone."""
        others = [lane for chat in besides for lane in self._keyring.every_hash(_LANE, str(chat))]
        rows = (
            select(letters.c.letter, letters.c.attempts, letters.c.sealed)
            .where(_is_first(), letters.c.due <= second(now), letters.c.lane.not_in(others))
            .order_by(letters.c.planned, letters.c.sequence)
            .limit(limit)
        )
        return [self._opened(row.letter, row.attempts, row.sealed) for row in await self._connection.execute(rows)]

    async def next_due(self, *, after: datetime) -> datetime | None:
        """Give when the next letter is due that is not due by then, in UTC."""
        later = select(func.min(letters.c.due)).where(_is_first(), letters.c.due > second(after))
        soonest = (await self._connection.execute(later)).scalar()
        return datetime.fromtimestamp(soonest, UTC) if soonest is not None else None

    async def sent(self, letter: str) -> None:
        """Forget a letter that has been delivered."""
        await self.drop(letter)

    async def drop(self, letter: str) -> None:
        """Forget a letter that is not to be delivered any more."""
        await self._connection.execute(delete(letters).where(self._is(letter)))

    async def postpone(self, letter: str, *, until: datetime) -> None:
        """Try a letter again later; counts an attempt. The later letters of its chat wait for it."""
        later = update(letters).where(self._is(letter)).values(due=second(until), attempts=letters.c.attempts + 1)
        key = (await self._connection.execute(later.returning(letters.c.key))).scalar()
        if key is not None:
            await self._remember(key, until)

    async def bury(self, letter: str, *, now: datetime) -> None:
        """Keep a letter that cannot be delivered, sealed, for 72 hours."""
        await self._connection.execute(update(letters).where(self._is(letter)).values(buried=hour(now)))

    async def counts(self) -> tuple[int, int]:
        """Give how many letters wait and how many are dead."""
        row = (
            await self._connection.execute(select(func.count(case((_WAITS, 1))), func.count(letters.c.buried)))
        ).one()
        return row[0], row[1]

    async def sweep(self, now: datetime) -> None:
        """Forget dead letters after 72 hours, and keys 48 hours after their letter was last due."""
        await self._connection.execute(delete(letters).where(letters.c.buried <= hour(now) - BURIED_HOURS))
        in_use = select(letters.c.key).where(_WAITS, letters.c.key.is_not(None))
        over = and_(letter_keys.c.hour <= hour(now) - LETTER_KEY_HOURS, letter_keys.c.key.not_in(in_use))
        await self._connection.execute(delete(letter_keys).where(over))

    async def _waits(self, letter: str) -> bool:
        waiting = select(letters.c.letter).where(self._is(letter), _WAITS)
        return (await self._connection.execute(waiting)).first() is not None

    async def _was_put(self, key: str, due: datetime) -> bool:
        """Tell whether a letter with this key waits or was due in the 48 hours before."""
        hashes = self._keyring.every_hash(_KEY, key)
        kept = select(letter_keys.c.key).where(
            letter_keys.c.key.in_(hashes),
            or_(
                letter_keys.c.hour > hour(due) - LETTER_KEY_HOURS,
                letter_keys.c.key.in_(select(letters.c.key).where(_WAITS, letters.c.key.in_(hashes))),
            ),
        )
        return (await self._connection.execute(kept)).first() is not None

    async def _remember(self, key: bytes, due: datetime) -> None:
        await self._connection.execute(
            insert_or_update(self._connection, letter_keys), [{"key": key, "hour": hour(due)}]
        )

    def _is(self, letter: str) -> ColumnElement[bool]:
        return one_of(letters.c.letter, self._keyring.every_hash(_LETTER, letter))

    def _opened(self, letter: bytes, attempts: int, sealed: bytes) -> Letter:
        return replace(_CODEC.load(self._keyring.open(sealed, *place(letters.c.sealed, letter))), attempts=attempts)


def _hashes(keyring: Keyring, letter: Letter) -> dict[str, bytes]:
    return {"letter": keyring.hashed(_LETTER, letter.id), "lane": keyring.hashed(_LANE, str(letter.chat))}


def _is_first() -> ColumnElement[bool]:
    """Whether a letter waits and no other letter of its chat was to leave before it."""
    other = letters.alias("other")
    before = or_(
        other.c.planned < letters.c.planned,
        and_(other.c.planned == letters.c.planned, other.c.sequence < letters.c.sequence),
    )
    return and_(
        _WAITS, ~select(other.c.letter).where(other.c.lane == letters.c.lane, other.c.buried.is_(None), before).exists()
    )
