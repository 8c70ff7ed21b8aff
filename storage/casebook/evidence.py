"""Which photos belong to which tip, and the keys of their files, sealed under the tip's own key."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.evidence import Photo, PhotoId
from bot.domain.identifiers import EntryId, TipId
from storage.casebook import tip_keys
from storage.casebook.tables import evidence, tips
from storage.codec import Codec
from storage.columns import place
from storage.sealing import Keyring

_RECORD: Final = Codec[Photo](Photo)


class Evidence:
    """Photos by tip. Those of a tip whose key has been destroyed are gone."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def add(self, tip: TipId, photos: Sequence[Photo], *, entry: EntryId | None = None) -> None:
        """Keep which photos came with a tip, or with an entry of its thread; again, it changes nothing.

        Raises:
            TipUnknown: the tip is not kept, or its key has been destroyed.

        """
        known = {photo.id for photo in await self.of(tip, entry=entry)}
        new = [photo for photo in photos if photo.id not in known]
        if not new:
            return
        key = await tip_keys.key_of(self._connection, self._keyring, tip)
        rows = [
            {
                "photo": photo.id,
                "tip": tip,
                "entry": entry,
                "record": key.seal(_RECORD.dump(photo), *place(evidence.c.record, photo.id)),
            }
            for photo in new
        ]
        await self._connection.execute(insert(evidence), rows)

    async def of(self, tip: TipId, *, entry: EntryId | None = None) -> list[Photo]:
        """Give the photos that came with a tip itself, or with an entry of its thread, in order."""
        return await self._all((evidence.c.tip == tip) & _with(entry))

    async def every(self, tip: TipId) -> list[Photo]:
        """Give all photos of a tip, in order."""
        return await self._all(evidence.c.tip == tip)

    async def ids(self) -> frozenset[PhotoId]:
        """Give the names of all files that belong to a tip."""
        return frozenset(await self._connection.scalars(select(evidence.c.photo)))

    async def forget(self, entry: EntryId) -> None:
        """Forget the photos of an entry that was never sent."""
        await self._connection.execute(delete(evidence).where(evidence.c.entry == entry))

    async def _all(self, where: ColumnElement[bool]) -> list[Photo]:
        wanted = select(evidence, tips.c.key).join(tips).where(where, tips.c.key.is_not(None))
        rows = (await self._connection.execute(wanted.order_by(evidence.c.sequence))).mappings().all()
        keys = {row["tip"]: tip_keys.opened(self._keyring, row["tip"], row["key"]) for row in rows[:1]}
        return [_photo(row, keys[row["tip"]]) for row in rows]  # all of them are one tip's


def _with(entry: EntryId | None) -> ColumnElement[bool]:
    return evidence.c.entry.is_(None) if entry is None else evidence.c.entry == entry


def _photo(row: RowMapping, key: Keyring) -> Photo:
    return _RECORD.load(key.open(row["record"], *place(evidence.c.record, row["photo"])))
