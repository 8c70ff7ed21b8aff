"""The schema equals the sum of the migrations, for both stores; what a newer version wrote is left alone."""

import importlib
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from storage.engine import Store
from storage.migrations import FOLDER, NewerSchema, Which, bring_up, revision_of, revisions
from storage.migrations.upgrading import CONNECTION, configured

STORES: tuple[Which, ...] = ("vault", "casebook")


@pytest.mark.parametrize("which", STORES)
async def test_the_schema_equals_the_sum_of_the_migrations(store: Store, which: Which) -> None:
    """Alembic finds no difference between the tables as declared and as made."""
    declared: MetaData = importlib.import_module(f"storage.{which}.tables").metadata

    await bring_up(store, which)

    async with store.begin() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), declared)
        )
    assert differences == []


@pytest.mark.parametrize("which", STORES)
async def test_a_fresh_store_comes_to_the_newest_revision_and_stays_there(store: Store, which: Which) -> None:
    """The second time there is nothing to do."""
    for _ in range(2):
        await bring_up(store, which)

        async with store.begin() as connection:
            assert await connection.run_sync(revision_of) == revisions(which)[-1]


@pytest.mark.parametrize("which", STORES)
def test_the_numbers_of_the_files_are_the_revisions(which: Which) -> None:
    """One line of them, in the order of their numbers: the check at the start reads file names alone."""
    script = ScriptDirectory.from_config(configured(FOLDER / which / "versions"))

    line = [revision.revision for revision in script.walk_revisions()]

    assert list(reversed(line)) == revisions(which)


@pytest.mark.parametrize("which", STORES)
async def test_going_down_and_up_again_gives_the_same_tables(store: Store, which: Which) -> None:
    """Every revision can be undone."""

    def tables(connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names())

    def undo_everything(connection: Connection) -> None:
        config = configured(FOLDER / which / "versions")
        config.attributes[CONNECTION] = connection
        command.downgrade(config, "base")

    await bring_up(store, which)
    async with store.begin() as connection:
        before = await connection.run_sync(tables)
        await connection.run_sync(undo_everything)
        assert await connection.run_sync(tables) == {"alembic_version"}

    await bring_up(store, which)

    async with store.begin() as connection:
        assert await connection.run_sync(tables) == before


async def test_a_newer_store_is_refused_and_left_as_it_is(store: Store) -> None:
    """The error tells which store and which revision."""
    await bring_up(store, "vault")
    async with store.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerSchema) as caught:
        await bring_up(store, "vault")

    assert (caught.value.which, caught.value.revision) == ("vault", "9999")
    async with store.begin() as connection:
        assert await connection.run_sync(revision_of) == "9999"


async def test_a_failed_upgrade_leaves_nothing(store: Store) -> None:
    """A table of the same name stands in the way: no half of a schema is made."""
    async with store.begin() as connection:
        await connection.execute(text("CREATE TABLE letter_keys (a INTEGER)"))

    with pytest.raises(Exception, match="letter_keys"):
        await bring_up(store, "vault")

    async with store.begin() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["letter_keys"]


async def test_a_store_that_is_up_to_date_needs_no_alembic(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take longer to import than everything else at the start."""
    await bring_up(store, "vault")
    monkeypatch.delitem(sys.modules, "storage.migrations.upgrading")
    monkeypatch.setitem(sys.modules, "alembic", None)  # from now on, importing it is an error

    await bring_up(store, "vault")


async def test_a_folder_with_a_percent_sign_is_no_trouble(tmp_path: Path) -> None:
    """Alembic reads its settings as templates."""
    folder = tmp_path / "100%"

    assert configured(folder).get_main_option("version_locations") == str(folder)
