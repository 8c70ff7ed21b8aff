"""After a rotation: everything that an older key sealed is sealed anew under the newest, row by row.

What a tip says stays as it is, under the tip's own key; only that key is wrapped anew. Hashes are made anew where the
value that they are of stands sealed in their row: of chats, handles, subscribers, letters, officers and destinations.
All others are hashes of what is known to nobody here: receipts, errands, invitations, the audit's chain, tokens,
trails, updates, sendings and what keys letters and dispatches merge by. They are found for as long as the key that
hashed them stays in its file: in the vault for 35 days after a rotation (the life of a token), in the casebook for
good.

Whoever works on the store meanwhile must have the newest key, or reads what it cannot open.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, LargeBinary, Table, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.casebook import broadcast_posts, broadcast_tables, channels, dispatches, officers, posts
from storage.casebook import tables as casebook
from storage.codec import Unreadable
from storage.columns import Sealed, place
from storage.engine import Store
from storage.migrations import Which
from storage.sealing import TAG_BYTES, Keyring, SealBroken
from storage.vault import conversations, handles, inbox, letters, subscribers
from storage.vault import tables as vault
from storage.vault.broadcast_tables import subscribers as subscribers_table

_TABLES: Final[Mapping[Which, Sequence[Table]]] = {
    "vault": vault.metadata.sorted_tables,
    "casebook": casebook.metadata.sorted_tables,
}
_Rehashed = Callable[[Keyring, Mapping[str, bytes]], Mapping[str, object]]
_REHASHED: Final[Mapping[Table, _Rehashed]] = {
    vault.inbox: inbox.rehashed,
    vault.conversations: conversations.rehashed,
    vault.handles: handles.rehashed,
    vault.letters: letters.rehashed,
    subscribers_table: subscribers.rehashed,
    casebook.dispatches: dispatches.rehashed,
    casebook.officers: officers.rehashed,
    casebook.posts: posts.rehashed,
    broadcast_tables.broadcast_posts: broadcast_posts.rehashed,
    broadcast_tables.channels: channels.rehashed,
}
_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrapped:
    """How many rows of each table were sealed anew, and how many were left because they do not open."""

    rows: Mapping[str, int]
    unopened: Mapping[str, int]


async def rewrap(store: Store, keyring: Keyring, which: Which, *, batch: int = 100) -> Rewrapped:
    """Seal anew what older keys sealed; a second time there is nothing to do.

    A transaction looks at no more than `batch` rows, and others get their turn in between. A row is exchanged as a
    whole or not at all: killed anywhere, call it again. A row that does not open is left as it is.
    """
    rows: Counter[str] = Counter()
    unopened: Counter[str] = Counter()
    for table in filter(_sealed, _TABLES[which]):
        last: Sequence[object] | None = None
        is_through = False
        while not is_through:
            async with store.begin() as connection:
                seen = await _next(connection, table, after=last, limit=batch)
                for row in seen:
                    if _is_older(keyring, table, row):
                        was_opened = await _exchange(connection, keyring, table, row)
                        (rows if was_opened else unopened)[table.name] += 1
            is_through = len(seen) < batch
            last = _key_of(table, seen[-1]) if seen else None
    await store.checkpoint()  # the old seals must not linger in the log
    return Rewrapped(rows=dict(rows), unopened=dict(unopened))


async def under_older_keys(connection: AsyncConnection, keyring: Keyring, which: Which) -> int:
    """Count the sealed values that name an older key than the newest."""
    newest = keyring.newest.to_bytes(TAG_BYTES)
    found = 0
    for table in _TABLES[which]:
        for column in _sealed(table):
            names_older = func.substr(column, 1, TAG_BYTES, type_=LargeBinary) < newest
            found += await connection.scalar(select(func.count()).select_from(table).where(names_older)) or 0
    return found


async def _next(
    connection: AsyncConnection, table: Table, *, after: Sequence[object] | None, limit: int
) -> Sequence[_Row]:
    """Give rows in the order of their key; where an exchange changes a key, its row may come once more."""
    key = list(table.primary_key)
    following = select(table).order_by(*key).limit(limit)
    if after is not None:
        following = following.where(tuple_(*key) > tuple_(*after))
    return [dict(row) for row in (await connection.execute(following)).mappings()]


async def _exchange(connection: AsyncConnection, keyring: Keyring, table: Table, row: _Row) -> bool:
    """Put a row sealed anew in its place; tell whether the old one opened."""
    is_this = [column == part for column, part in zip(table.primary_key, _key_of(table, row), strict=True)]
    try:
        changed = _anew(keyring, table, row)
    except (SealBroken, Unreadable):
        return False
    await connection.execute(update(table).where(*is_this).values(**changed))
    return True


def _anew(keyring: Keyring, table: Table, row: _Row) -> dict[str, object]:
    """Give the columns that change: hashes under the newest pepper, and what is sealed, bound to them."""
    opened = {
        column.name: keyring.open(value, *_place(column, row))
        for column in _sealed(table)
        if isinstance(value := row[column.name], bytes)
    }
    hashes = dict(_REHASHED[table](keyring, opened)) if table in _REHASHED else dict[str, object]()
    moved = {**row, **hashes}
    return {**hashes, **{name: keyring.seal(value, *_place(table.c[name], moved)) for name, value in opened.items()}}


def _is_older(keyring: Keyring, table: Table, row: _Row) -> bool:
    values = [row[column.name] for column in _sealed(table)]
    return any(isinstance(value, bytes) and keyring.key_of(value) < keyring.newest for value in values)


def _sealed(table: Table) -> list[Column[bytes]]:
    """Give the columns that the store's own key sealed."""
    return [column for column in table.columns if isinstance(column.type, Sealed) and column.type.under == "store"]


def _place(column: Column[bytes], row: _Row) -> tuple[str, ...]:
    assert isinstance(column.type, Sealed)
    parts = [row[name] for name in column.type.row]
    return place(column, *(part for part in parts if isinstance(part, str | int | bytes)))


def _key_of(table: Table, row: _Row) -> Sequence[object]:
    """Give the values of the columns that a row is told by."""
    return [row[column.name] for column in table.primary_key]
