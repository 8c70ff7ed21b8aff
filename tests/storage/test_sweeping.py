"""What has had its time is forgotten by both stores, and lies nowhere on the disk any more."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from storage.casebook import Casebook
from storage.casebook.tables import applied, invitations
from storage.columns import Sealed
from storage.engine import Store
from storage.migrations import bring_up
from storage.vault import Vault
from storage.vault.tables import conversations, metadata
from tests.storage.casebook_samples import raw
from tests.storage.filled import OLD, byte_columns, fill_casebook, fill_vault, values
from tests.storage.safe import LAN, MINH, address, conversation

LONGEST = timedelta(days=90)


async def test_of_what_is_over_nothing_stays_in_the_vault(store: Store, now: datetime, tmp_path: Path) -> None:
    """Neither a row of any table nor, in file or log, one of the seals that were there."""
    vault = await full(store, now)
    async with vault.begin() as session:
        for errand in await session.inbox.waiting():
            await session.inbox.set_aside(errand.id, number="K7", now=now)
        for number in (1, 2):
            await session.letters.bury(f"{number}", now=now)
            await session.handles.expire(address(number).handle, after=now + timedelta(days=30))
    sealed = [column for column in byte_columns("vault") if isinstance(column.type, Sealed)]
    async with store.looking() as connection:
        seals = {value for column in sealed for value in await values(connection, column)}
    assert 14 == len([seal for seal in seals if seal in raw(tmp_path)])

    async with vault.begin() as session:
        assert await session.subscribers.end(MINH)  # a subscription has no end of its own
        assert await session.subscribers.end(LAN)

    await vault.sweep(now + LONGEST)

    async with store.looking() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    assert dict.fromkeys(metadata.tables, 0) == counts
    assert [seal for seal in seals if seal in raw(tmp_path)] == []


async def test_what_waits_stays_in_the_vault(store: Store, now: datetime) -> None:
    """Rows not dealt with and their drafts, letters not sent, addresses of open tips: however late it is."""
    vault = await full(store, now)

    await vault.sweep(now + 10 * LONGEST)

    async with vault.begin() as session:
        assert await session.inbox.counts() == (2, 0)
        assert await session.letters.counts() == (2, 0)
        assert await session.conversations.of(MINH) == conversation(now, MINH)
        assert await session.handles.of(address(1).handle) == address(1, MINH)


async def test_a_conversation_that_does_not_open_goes_with_its_day_and_holds_up_no_sweep(
    store: Store, now: datetime
) -> None:
    """Somebody has damaged one; the others, and all other tables, are swept as ever."""
    vault = await full(store, now)
    async with vault.begin() as session:
        for errand in await session.inbox.waiting():
            await session.inbox.finish(errand.id)
    async with store.begin() as connection:
        await connection.execute(update(conversations).values(sealed=b"\x00\x01" + bytes(40)))

    await vault.sweep(now + timedelta(hours=23))
    async with store.looking() as connection:
        before = await connection.scalar(select(func.count()).select_from(conversations))
    await vault.sweep(now + timedelta(hours=24))

    async with vault.begin() as session:
        assert (2, []) == (before, await session.conversations.every())


async def test_of_what_is_over_nothing_stays_in_the_casebook(store: Store, now: datetime, tmp_path: Path) -> None:
    """Notes of errands and invitations; the hashes by which they were found are overwritten."""
    await bring_up(store, "casebook")
    casebook = Casebook(store, OLD)
    await fill_casebook(casebook, now)
    async with store.looking() as connection:
        hashes = await values(connection, applied.c.errand) | await values(connection, invitations.c.token)
    assert 2 == len([value for value in hashes if value in raw(tmp_path)])

    await casebook.sweep(now + timedelta(days=9))

    assert [value for value in hashes if value in raw(tmp_path)] == []


async def full(store: Store, now: datetime) -> Vault:
    """Open a vault that holds something of Lan's and of Minh's in every table."""
    await bring_up(store, "vault")
    vault = Vault(store, OLD)
    await fill_vault(vault, now)
    return vault
