"""A transaction is whole or nothing, whoever is cancelled, and nobody waits for a dead one."""

import asyncio
import random
import stat
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.engine import NestedTransaction, Store, insert_new, insert_or_update

metadata = MetaData()
notes = Table(
    "notes", metadata, Column("id", Integer, primary_key=True), Column("word", String), Column("more", String)
)


@pytest.fixture
async def books(store: Store) -> AsyncGenerator[Store]:
    """Open a store with one small table."""
    async with store.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield store
    async with asyncio.timeout(2), store.begin() as connection:  # whatever happened, the store is free afterwards
        await connection.execute(select(1))


async def words(store: Store) -> list[str]:
    """Give what the table holds."""
    async with store.begin() as connection:
        return list((await connection.execute(select(notes.c.word).order_by(notes.c.id))).scalars())


def permissions(folder: Path) -> set[int]:
    """Give the permissions of the store's files."""
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("store.db*")}


def on_the_disk(folder: Path) -> bytes:
    """Give every byte of the store's files."""
    return b"".join(path.read_bytes() for path in folder.glob("store.db*"))


async def write_twice(store: Store, number: int) -> None:
    """Write a row and change it, in one transaction."""
    async with store.begin() as connection:
        await connection.execute(insert(notes).values(id=number, word="half"))
        await connection.execute(select(notes.c.word).where(notes.c.id == number))
        await connection.execute(update(notes).where(notes.c.id == number).values(word="whole"))


async def test_what_was_written_is_committed_at_the_end(books: Store) -> None:
    """The end of the block is the commit."""
    await write_twice(books, 1)

    assert await words(books) == ["whole"]


async def test_an_error_undoes_everything(books: Store) -> None:
    """Whatever is raised, nothing of the transaction stays."""

    async def fail() -> None:
        async with books.begin() as connection:
            await connection.execute(insert(notes).values(id=1, word="x"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    assert await words(books) == []


async def test_a_refused_statement_undoes_everything_and_shows_no_values(books: Store) -> None:
    """The text of a database error carries no parameters."""

    async def write_the_same_twice() -> None:
        async with books.begin() as connection:
            await connection.execute(insert(notes).values(id=1, word="Mật"))
            await connection.execute(insert(notes).values(id=1, word="Mật"))

    with pytest.raises(IntegrityError) as caught:
        await write_the_same_twice()

    assert await words(books) == []
    assert "Mật" not in str(caught.value)


async def test_a_commit_that_fails_undoes_everything(store: Store) -> None:
    """Also what is refused only at the very end; the error is told, and the store is free."""
    async with store.begin() as connection:
        await connection.execute(text("CREATE TABLE a (id INTEGER PRIMARY KEY)"))
        await connection.execute(text("CREATE TABLE b (a INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED)"))

    async def point_nowhere() -> None:
        async with store.begin() as connection:
            await connection.execute(text("INSERT INTO a VALUES (1)"))
            await connection.execute(text("INSERT INTO b VALUES (7)"))

    with pytest.raises(IntegrityError):
        await point_nowhere()

    async with store.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM a"))).scalar_one() == 0


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
def test_a_store_without_a_file_is_refused(url: str) -> None:
    """What is only in memory would be gone with its connection."""
    with pytest.raises(ValueError, match="file"):
        Store(url)


async def test_tables_made_in_a_failed_transaction_are_not_there(store: Store) -> None:
    """Changes of the schema belong to the transaction too."""

    async def fail() -> None:
        async with store.begin() as connection:
            await connection.run_sync(metadata.create_all)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    async with store.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM sqlite_master"))).scalar_one() == 0


async def test_two_hundred_small_transactions_at_once_all_happen(books: Store) -> None:
    """Writers take turns."""
    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(write_twice(books, number))

    assert await words(books) == ["whole"] * 200


async def test_waiting_transactions_get_their_turn_in_order(books: Store) -> None:
    """First come, first served."""
    order: list[int] = []

    async def take_turn(number: int) -> None:
        async with books.begin():
            order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(take_turn(number))

    assert list(range(20)) == order


async def test_a_task_cancelled_within_its_transaction_leaves_nothing(books: Store) -> None:
    """Cancellation is an end like an error."""
    begun = asyncio.Event()

    async def stall() -> None:
        async with books.begin() as connection:
            await connection.execute(insert(notes).values(id=1, word="x"))
            begun.set()
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(stall())
        await begun.wait()
        task.cancel()

    assert task.cancelled()
    assert await words(books) == []


async def test_a_task_cancelled_while_it_waits_does_not_keep_the_turn(books: Store) -> None:
    """Whoever gives up waiting is passed over."""
    async with asyncio.TaskGroup() as group:
        async with books.begin():
            waiting = group.create_task(write_twice(books, 1))
            after = group.create_task(write_twice(books, 2))
            await asyncio.sleep(0)
            waiting.cancel()
        await after

    assert (waiting.cancelled(), await words(books)) == (True, ["whole"])


async def test_cancelled_at_any_moment_a_transaction_is_whole_or_nothing(books: Store) -> None:
    """Three hundred tasks are cancelled somewhere: in BEGIN, in a statement, in COMMIT, once or twice."""
    chance = random.Random(7)  # noqa: S311 - for places to cancel at, no secret
    for number in range(300):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(write_twice(books, number))
            for _ in range(chance.randrange(60)):
                await asyncio.sleep(chance.choice([0, 0, 0, 0.0001]))
            task.cancel()
            if chance.random() < 0.3:
                await asyncio.sleep(0)
                task.cancel()

    async with books.begin() as connection:
        halves = select(func.count()).where(notes.c.word == "half")
        assert (await connection.execute(halves)).scalar_one() == 0


async def test_a_transaction_cancelled_in_its_commit_is_committed_before_the_task_ends(books: Store) -> None:
    """The outcome is known when the task is done, and the cancellation is not swallowed."""

    async def cancel_before_committing() -> None:
        async with books.begin() as connection:
            await connection.execute(insert(notes).values(id=1, word="x"))
            task = asyncio.current_task()
            assert task is not None
            task.cancel()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(cancel_before_committing())

    assert (task.cancelled(), await words(books)) == (True, ["x"])


async def test_a_transaction_within_a_transaction_is_refused(books: Store) -> None:
    """It would wait for itself forever."""
    with pytest.raises(NestedTransaction):
        async with books.begin(), books.begin():
            pass


async def test_inserting_what_is_there_changes_nothing_or_replaces_it(books: Store) -> None:
    """The two ways of meeting a row with the same key; columns that are not given stay."""
    async with books.begin() as connection:
        await connection.execute(insert(notes).values(id=1, word="old", more="kept"))

        await connection.execute(insert_new(connection, notes), [{"id": 1, "word": "new"}, {"id": 2, "word": "two"}])
        assert list((await connection.execute(select(notes.c.word))).scalars()) == ["old", "two"]

        await connection.execute(insert_or_update(connection, notes, "word"), [{"id": 1, "word": "new"}])
        row = (await connection.execute(select(notes).where(notes.c.id == 1))).one()
        assert tuple(row) == (1, "new", "kept")


async def test_the_file_is_for_its_owner_and_survives_a_power_cut(books: Store, tmp_path: Path) -> None:
    """The settings that SQLite forgets with each connection are set."""
    async with books.begin() as connection:
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000}
    assert expected == found
    assert {0o600} == permissions(tmp_path)


async def test_after_a_checkpoint_deleted_contents_lie_nowhere(books: Store, tmp_path: Path) -> None:
    """What is forgotten is overwritten in the file and taken out of the log."""
    await write_twice(books, 1)
    async with books.begin() as connection:
        await connection.execute(insert(notes).values(id=2, word="unforgettable"))
    async with books.begin() as connection:
        await connection.execute(notes.delete().where(notes.c.id == 2))

    await books.checkpoint()

    raw = on_the_disk(tmp_path)
    assert b"whole" in raw
    assert b"unforgettable" not in raw


async def test_a_transaction_in_which_nothing_was_done_leaves_nothing_open(books: Store) -> None:
    """It begins with its first statement, so that one without any must not begin what comes after it."""
    async with books.begin():
        pass
    await books.checkpoint()

    async with books.begin() as connection:
        await connection.execute(text("SELECT 1"))
