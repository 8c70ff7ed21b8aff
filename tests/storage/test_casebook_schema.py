"""The casebook's revisions make exactly the tables that the program works with."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.casebook import Casebook
from storage.casebook.tables import metadata
from storage.engine import Store
from storage.migrations import bring_up
from tests.storage.casebook_samples import RECEIPT, TIP, keyring


async def test_the_revisions_make_what_a_fresh_store_has(tmp_path: Path) -> None:
    """Every table, index and constraint is spelt alike, whichever way it was made."""
    migrated = Store(f"sqlite+aiosqlite:///{tmp_path / 'migrated.db'}")
    await bring_up(migrated, "casebook")
    async with migrated.begin() as connection:
        by_revisions = await _schema(connection)
        differences = await connection.run_sync(_differences)
    await migrated.dispose()
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'fresh.db'}")
    async with store.begin() as connection:
        await connection.run_sync(metadata.create_all)
        fresh = await _schema(connection)
    await store.dispose()

    assert differences == []
    assert fresh == by_revisions


async def test_a_casebook_lives_in_the_tables_that_the_revisions_make(tmp_path: Path) -> None:
    """What is kept there comes back."""
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'casebook.db'}")
    await bring_up(store, "casebook")

    async with Casebook(store, keyring()).begin() as session:
        await session.tips.add(TIP, RECEIPT)
        found = await session.tips.get(TIP.id)
    await store.dispose()

    assert found == TIP


async def _schema(connection: AsyncConnection) -> dict[str, set[str]]:
    """Give each thing's parts, in no order and without spacing."""
    made = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    rows = await connection.execute(text(made))
    return {name: {line.strip().rstrip(",") for line in sql.splitlines()} for name, sql in rows}


def _differences(connection: Connection) -> list[object]:
    def is_ours(_: object, name: str | None, kind: str, *_rest: object) -> bool:
        return not (kind == "table" and name == "alembic_version")

    context = MigrationContext.configure(connection, opts={"include_object": is_ours})
    return list(compare_metadata(context, metadata))
