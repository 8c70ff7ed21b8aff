"""aiosqlite with one visit to its thread for each statement instead of four, and a thread that lets the process end.

A visit costs about a tenth of a millisecond, more than most statements here. All rows are fetched at once: whoever
wants many asks with a limit. This module knows no SQL.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Self, TypedDict, Unpack

import aiosqlite

Parameters = Sequence[object]
_Description = tuple[tuple[str | None, ...], ...] | None


class _Options(TypedDict, total=False):
    check_same_thread: bool
    uri: bool
    timeout: float


def connect(database: str, **options: Unpack[_Options]) -> "Connection":
    """Give a connection that opens when it is awaited."""
    return Connection(partial(sqlite3.connect, database, **options))


class Connection(aiosqlite.Connection):
    """A connection whose cursors exist only while the thread works for them."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=1)
        self._thread.daemon = True
        self.begin: str | None = None  #: the statement that opens a transaction before the next one, in the same visit

    def cursor(self) -> "Cursor":  # pyright: ignore[reportIncompatibleMethodOverride] - SQLAlchemy enters it, no more
        """Give a cursor; only its statements visit the thread."""
        return Cursor(self._visited)

    async def _visited(self, work: "Work") -> "Outcome":
        if self.begin is not None:
            work, self.begin = partial(_opening, begin=self.begin, work=work), None
        execute: _Execute = self._execute  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - untyped
        return await execute(work, self._conn)


class Outcome:
    """What a statement left behind."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        """Take everything from a cursor, which can be closed then."""
        self.description: _Description = cursor.description
        self.rows: list[object] = cursor.fetchall() if cursor.description else []
        self.rowcount = cursor.rowcount  # for INSERT ... RETURNING it is right only after fetching
        self.lastrowid = cursor.lastrowid


Work = Callable[[sqlite3.Connection], Outcome]
_Execute = Callable[[Work, sqlite3.Connection], Awaitable[Outcome]]


class Cursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses, without server-side fetching."""

    def __init__(self, visit: Callable[[Work], Awaitable[Outcome]]) -> None:
        self._visit = visit
        self._outcome: Outcome | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> Self:
        """Run a statement and fetch its rows."""
        self._outcome = await self._visit(partial(_once, sql=sql, parameters=parameters))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> Self:
        """Run a statement with each of these parameters."""
        self._outcome = await self._visit(partial(_many, sql=sql, parameters=parameters))
        return self

    async def fetchall(self) -> list[object]:
        """Give the rows that were fetched."""
        return self._outcome.rows if self._outcome is not None else []

    async def close(self) -> None:
        """Let go of the rows."""
        self._outcome = None

    @property
    def description(self) -> _Description:
        """The columns, or None where there are none."""
        return self._outcome.description if self._outcome is not None else None

    @property
    def rowcount(self) -> int:
        """How many rows were changed, or -1."""
        return self._outcome.rowcount if self._outcome is not None else -1

    @property
    def lastrowid(self) -> int | None:
        """The number of the row inserted last."""
        return self._outcome.lastrowid if self._outcome is not None else None


def _opening(connection: sqlite3.Connection, *, begin: str, work: Work) -> Outcome:
    connection.execute(begin).close()
    return work(connection)


def _once(connection: sqlite3.Connection, *, sql: str, parameters: Parameters) -> Outcome:
    cursor = connection.execute(sql, parameters)
    try:
        return Outcome(cursor)
    finally:
        cursor.close()


def _many(connection: sqlite3.Connection, *, sql: str, parameters: Iterable[Parameters]) -> Outcome:
    cursor = connection.executemany(sql, parameters)
    try:
        return Outcome(cursor)
    finally:
        cursor.close()
