"""One store: a database that is changed by whole transactions, one writer at a time.

Written for SQLite through aiosqlite; the names of tables and columns are none of its business, and neither are keys.
"""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage import driver

_SQLITE: Final = "sqlite"
_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",  # what was committed survives a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",  # what is forgotten is overwritten
)


class NestedTransaction(RuntimeError):  # noqa: N818 - it says what happened
    """A task that holds a transaction of this store asked for another one: it would wait for itself forever."""


class Store:
    """A database with its connections kept open. Belongs to one event loop."""

    def __init__(self, url: str) -> None:
        """Take a SQLAlchemy URL. An SQLite file is made at once, for its owner alone; its folder must be there.

        Raises:
            ValueError: the URL names SQLite without a file.

        """
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == _SQLITE
        self.file: Path | None = None  #: where SQLite keeps it; its log lies beside it
        if not self.is_sqlite:
            self._engine = create_async_engine(parsed, hide_parameters=True)
        else:
            if parsed.database in {None, "", ":memory:"}:
                raise ValueError("an SQLite store is a file")
            self.file = Path(str(parsed.database))
            self.file.touch(mode=0o600)
            # A transaction ends before its connection is given back: the pool need not roll it back once more.
            self._engine = create_async_engine(
                parsed,
                hide_parameters=True,
                connect_args={"async_creator_fn": driver.connect},
                pool_size=1,
                max_overflow=0,
                pool_reset_on_return=None,
            )
            event.listen(self._engine.sync_engine, "connect", _prepare)
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction: all of it is committed at the end, or, whatever is raised, none.

        Waiters get their turn in order. A cancelled task waits for its commit or rollback to end: afterwards the store
        is free and no transaction is open. A cancellation that comes while committing is raised when that is done.

        Raises:
            NestedTransaction: the task already holds a transaction of this store.

        """
        # SQLite takes the write lock with the first statement: none fails halfway because another process wrote.
        return self._transaction("BEGIN IMMEDIATE")

    def looking(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction that only reads, however long: it keeps no other process from writing.

        Raises:
            NestedTransaction: the task already holds a transaction of this store.

        """
        return self._transaction("BEGIN")

    async def checkpoint(self) -> None:
        """Empty SQLite's log into its file, so that what was forgotten lingers in neither. Elsewhere does nothing."""
        if self.is_sqlite:
            async with self._turn, self._engine.connect() as connection:
                _driven(connection).begin = None  # a transaction in which nothing was done has left it
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def dispose(self) -> None:
        """Close the connections."""
        await _to_the_end(self._engine.dispose())

    @asynccontextmanager
    async def _transaction(self, begin: str) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction when its turn has come; only SQLite needs turns."""
        if not self.is_sqlite:
            async with self._opened(None) as connection:
                yield connection
            return
        if self._holder is not None and self._holder is asyncio.current_task():
            raise NestedTransaction
        async with self._turn:
            self._holder = asyncio.current_task()
            try:
                async with self._opened(begin) as connection:
                    yield connection
            finally:
                self._holder = None

    @asynccontextmanager
    async def _opened(self, begin: str | None) -> AsyncGenerator[AsyncConnection]:
        connection = self._engine.connect()
        try:
            await connection.start()
            if begin is not None:
                _driven(connection).begin = begin
            yield connection
        except BaseException:
            await _to_the_end(_ended(connection, keep=False))
            raise
        await _to_the_end(_ended(connection, keep=True))


def insert_new(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Give an insertion that leaves out rows whose key is already there."""
    return _insertion(connection, table).on_conflict_do_nothing()


def insert_or_update(connection: AsyncConnection, table: Table, *columns: str) -> "sqlite.Insert | postgresql.Insert":
    """Give an insertion that changes these columns (none named: all) of a row whose primary key is already there."""
    insertion = _insertion(connection, table)
    key = [column.name for column in table.primary_key]
    changed = columns or [column.name for column in table.columns if column.name not in key]
    return insertion.on_conflict_do_update(
        index_elements=key, set_={name: insertion.excluded[name] for name in changed}
    )


def insert_or_add(connection: AsyncConnection, table: Table, column: str) -> "sqlite.Insert | postgresql.Insert":
    """Give an insertion that adds to this column of a row whose primary key is already there."""
    insertion = _insertion(connection, table)
    key = [each.name for each in table.primary_key]
    more = table.c[column] + insertion.excluded[column]
    return insertion.on_conflict_do_update(index_elements=key, set_={column: more})


def _insertion(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if connection.dialect.name == _SQLITE else postgresql.insert(table)


def _driven(connection: AsyncConnection) -> driver.Connection:
    """Give SQLite's connection as the driver knows it."""
    assert connection.sync_connection is not None
    found = connection.sync_connection.connection.driver_connection
    assert isinstance(found, driver.Connection)
    return found


async def _ended(connection: AsyncConnection, *, keep: bool) -> None:
    """Commit or roll back, and give the connection back."""
    if connection.sync_connection is None:  # it was never opened
        return
    try:
        await (connection.commit() if keep else connection.rollback())
    except BaseException:
        await connection.invalidate()  # whatever state it is in: closing it rolls back
        raise
    finally:
        await connection.close()


async def _to_the_end(work: Coroutine[object, object, None]) -> None:
    """Wait until the work is done, also when cancelled; a cancellation is raised afterwards."""
    task = asyncio.create_task(work)  # noqa: TID251 - owned: waited for to its end right here, and its error is raised
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None and task.exception() is None:
        raise cancelled
    task.result()


class _DriverCursor(Protocol):
    def execute(self, operation: str, /) -> object: ...

    def close(self) -> None: ...


class _DriverConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> _DriverCursor: ...


def _prepare(connection: _DriverConnection, _record: object) -> None:
    """Take transactions out of the driver's hands, and set what SQLite forgets with each connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
