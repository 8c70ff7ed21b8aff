"""What was said about tips, sealed under the key of the tip that it is about."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import EntryId, TipId
from bot.domain.point import Point
from bot.domain.thread import Author, Entry
from storage.casebook import tip_keys
from storage.casebook.tables import entries, tips
from storage.codec import Codec
from storage.columns import place
from storage.sealing import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The part of an entry that a person wrote or chose."""

    text: str
    taps: tuple[str, ...]
    pressed: tuple[str, ...]
    pin: Point | None = None


_WORDS: Final = Codec[_Words](_Words)


class Threads:
    """The entries of tips. Those of a tip whose key has been destroyed are gone."""

    def __init__(
        self, connection: AsyncConnection, keyring: Keyring, *, said: Callable[[Entry], Awaitable[None]] | None = None
    ) -> None:
        """`said` hears of each new entry, within the same transaction."""
        self._connection = connection
        self._keyring = keyring
        self._said = said

    async def add(self, entry: Entry) -> None:
        """Keep an entry; adding the same one again changes nothing.

        Raises:
            TipUnknown: the tip is not kept, or its key has been destroyed.

        """
        if await self._connection.scalar(select(entries.c.id).where(entries.c.id == entry.id)) is not None:
            return
        key = await tip_keys.key_of(self._connection, self._keyring, entry.tip)
        words = _WORDS.dump(_Words(text=entry.text, taps=entry.taps, pressed=entry.pressed, pin=entry.pin))
        new = insert(entries).values(
            id=entry.id,
            tip=entry.tip,
            author=entry.author.value,
            at=entry.at,
            officer=entry.officer,
            unit=entry.unit,
            question=entry.question,
            answers=entry.answers,
            awaits_answer=entry.awaits_answer,
            words=key.seal(words, *place(entries.c.words, entry.id)),
        )
        await self._connection.execute(new)
        if self._said is not None:
            await self._said(entry)

    async def of(self, tip: TipId) -> list[Entry]:
        """Give the entries of a tip in order."""
        return await self._all(entries.c.tip == tip)

    async def get(self, entry: EntryId) -> Entry | None:
        """Give one entry."""
        return next(iter(await self._all(entries.c.id == entry)), None)

    async def forget(self, entry: EntryId) -> None:
        """Forget an entry that was never sent."""
        await self._connection.execute(delete(entries).where(entries.c.id == entry))

    async def _all(self, where: ColumnElement[bool]) -> list[Entry]:
        wanted = select(entries, tips.c.key).join(tips).where(where, tips.c.key.is_not(None))
        rows = (await self._connection.execute(wanted.order_by(entries.c.sequence))).mappings().all()
        keys = {row["tip"]: tip_keys.opened(self._keyring, row["tip"], row["key"]) for row in rows[:1]}
        return [_entry(row, keys[row["tip"]]) for row in rows]  # all of them are one tip's


def _entry(row: RowMapping, key: Keyring) -> Entry:
    words = _WORDS.load(key.open(row["words"], *place(entries.c.words, row["id"])))
    return Entry(
        id=row["id"],
        tip=row["tip"],
        author=Author(row["author"]),
        text=words.text,
        at=row["at"],
        officer=row["officer"],
        unit=row["unit"],
        question=row["question"],
        taps=words.taps,
        pressed=words.pressed,
        pin=words.pin,
        answers=row["answers"],
        awaits_answer=row["awaits_answer"],
    )
