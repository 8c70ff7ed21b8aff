"""What is told about the stores is right, tells no value, changes nothing, and holds up nobody."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from storage.casebook import Casebook
from storage.casebook.tables import audit
from storage.engine import Store
from storage.health import InVault, StoreHealth, of_casebook, of_vault
from storage.migrations import bring_up
from storage.rewrapping import rewrap
from storage.vault import Vault
from tests.storage.casebook_samples import OTHER_UNIT, UNIT, card
from tests.storage.filled import BOTH, OLD, fill_casebook, fill_vault
from tests.storage.safe import arrival, letter


async def test_an_empty_file_is_fresh(store: Store) -> None:
    """There is nothing to count yet."""
    vault, in_vault = await of_vault(store, OLD)
    casebook, in_casebook = await of_casebook(store, OLD)

    assert StoreHealth(is_sound=True, schema="fresh", size=vault.size) == vault
    assert StoreHealth(is_sound=True, schema="fresh", size=casebook.size) == casebook
    assert (None, None) == (in_vault, in_casebook)


async def test_of_the_vault_is_told_what_waits_and_what_was_given_up(store: Store, now: datetime) -> None:
    """The rows of the inbox and the letters to residents."""
    await bring_up(store, "vault")
    vault = Vault(store, OLD)
    await fill_vault(vault, now)
    async with vault.begin() as session:
        (errand,) = await session.inbox.add([arrival(9)], now=now)
        await session.inbox.set_aside(errand.id, number="K7", now=now)
        for name in "abc":
            await session.letters.put(letter(name), due=now)
        await session.letters.bury("a", now=now)

    health, found = await of_vault(store, OLD)

    assert ("head", True, 0) == (health.schema, health.is_sound, health.under_older_keys)
    counted = InVault(
        inbox_waiting=2, inbox_aside=1, letters_waiting=4, letters_dead=1, subscriptions=2, deliveries_waiting=1
    )
    assert counted == found


async def test_of_the_casebook_is_told_what_waits_for_whom(store: Store, now: datetime) -> None:
    """Dispatches by unit; the audit is whole."""
    await bring_up(store, "casebook")
    casebook = Casebook(store, OLD)
    await fill_casebook(casebook, now)
    async with casebook.begin() as session:
        for number in range(3):
            await session.dispatches.put(card(f"{number}", OTHER_UNIT), now=now + timedelta(days=1))

    health, found = await of_casebook(store, OLD)

    assert health.schema == "head"
    assert found is not None
    assert ({UNIT: 1, OTHER_UNIT: 3}, None) == (found.dispatches, found.audit_first_broken)
    assert {(UNIT, 1), (OTHER_UNIT, 3)} == {(use.code, use.count) for use in found.codes_in_use if use.by == "messages"}


async def test_a_changed_entry_of_the_audit_is_named(store: Store, now: datetime) -> None:
    """By its number."""
    await bring_up(store, "casebook")
    await fill_casebook(Casebook(store, OLD), now)
    async with store.begin() as connection:
        await connection.execute(update(audit).values(actor="somebody"))

    _, found = await of_casebook(store, OLD)

    assert found is not None
    assert 1 == found.audit_first_broken


async def test_what_a_rotation_left_to_do_is_counted(store: Store, now: datetime) -> None:
    """Until it is done."""
    await bring_up(store, "vault")
    await fill_vault(Vault(store, OLD), now)

    before, _ = await of_vault(store, BOTH)
    await rewrap(store, BOTH, "vault")
    after, _ = await of_vault(store, BOTH)

    # two rows each of inbox, conversations, handles, trails, letters and subscribers, a token, a copy
    assert (14, 0) == (before.under_older_keys, after.under_older_keys)


async def test_another_versions_store_is_not_looked_into(store: Store) -> None:
    """What is not known here is taken for newer."""
    await bring_up(store, "vault")
    async with store.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    health, found = await of_vault(store, OLD)

    assert (StoreHealth(is_sound=True, schema="newer", size=health.size), None) == (health, found)


async def test_the_size_counts_the_log(store: Store, now: datetime, tmp_path: Path) -> None:
    """What lies on the disk, before and after a checkpoint."""
    await bring_up(store, "vault")
    await fill_vault(Vault(store, OLD), now)

    with_log, _ = await of_vault(store, OLD)
    await store.checkpoint()
    without, _ = await of_vault(store, OLD)

    file = (tmp_path / "store.db").stat().st_size
    assert without.size == file
    assert with_log.size is not None
    assert with_log.size > file


async def test_a_damaged_store_is_told_and_not_looked_into(tmp_path: Path, now: datetime) -> None:
    """Pages that were overwritten, or a file that is no database at all."""
    file = tmp_path / "damaged.db"
    url = f"sqlite+aiosqlite:///{file}"
    store = Store(url)
    await bring_up(store, "vault")
    await fill_vault(Vault(store, OLD), now)
    await store.checkpoint()
    await store.dispose()
    whole = file.read_bytes()

    for damaged in (whole[:8192] + b"\xff" * 4096 + whole[12288:], b"not a database" * 400):
        file.write_bytes(damaged)
        store = Store(url)
        health, found = await of_vault(store, OLD)
        await store.dispose()

        assert (False, len(damaged), None) == (health.is_sound, health.size, found)


async def test_looking_keeps_no_other_process_from_writing(store: Store, now: datetime, tmp_path: Path) -> None:
    """A long look reads what was there when it began; meanwhile another connection commits at once."""
    await bring_up(store, "vault")
    await fill_vault(Vault(store, OLD), now)
    counted = "SELECT count(*) FROM seen"

    async with store.looking() as connection:
        before = (await connection.exec_driver_sql(counted)).scalar()
        other = sqlite3.connect(tmp_path / "store.db", timeout=0)
        with other:
            other.execute("DELETE FROM seen")
        other.close()
        during = (await connection.exec_driver_sql(counted)).scalar()

    async with store.looking() as connection:
        after = (await connection.exec_driver_sql(counted)).scalar()
    assert (2, 2, 0) == (before, during, after)
