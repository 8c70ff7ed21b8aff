"""What was said about tips: in order, once, and sealed to its place."""

from collections.abc import AsyncGenerator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.identifiers import EntryId, TipId
from bot.domain.thread import Author, Entry
from bot.ports import casebook as ports
from storage.casebook.errors import TipUnknown
from storage.casebook.session import Casebook
from storage.casebook.tables import entries
from storage.engine import Store
from storage.sealing import SealBroken
from tests.storage.casebook_samples import (
    ENTRY,
    MINUTE,
    OTHER_RECEIPT,
    OTHER_TIP,
    RECEIPT,
    TIP,
    keyring,
    opened_store,
)

BARE = Entry(id=EntryId("07" * 8), tip=TIP.id, author=Author.NOTE, text="", at=MINUTE)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Give an empty casebook's database."""
    async with opened_store(tmp_path) as store:
        yield store


@pytest.fixture
async def casebook(store: Store) -> ports.Casebook:
    """Give a casebook with two tips."""
    casebook = Casebook(store, keyring())
    async with casebook.begin() as session:
        await session.tips.add(TIP, RECEIPT)
        await session.tips.add(OTHER_TIP, OTHER_RECEIPT)
    return casebook


def test_the_sample_leaves_nothing_at_its_default() -> None:
    """The entry that the tests keep has a value of its own in every field, so that a forgotten column shows."""
    left = [field.name for field in fields(Entry) if getattr(ENTRY, field.name) == field.default]

    assert left == []


async def test_a_thread_comes_back_in_the_order_of_its_writing(casebook: ports.Casebook) -> None:
    """Entries of one minute keep their order; those of another tip are not among them."""
    elsewhere = replace(ENTRY, id=EntryId("08" * 8), tip=OTHER_TIP.id)

    async with casebook.begin() as session:
        for entry in (ENTRY, elsewhere, BARE):
            await session.threads.add(entry)

    async with casebook.begin() as session:
        assert await session.threads.of(TIP.id) == [ENTRY, BARE]
        assert await session.threads.of(OTHER_TIP.id) == [elsewhere]
        assert await session.threads.of(TipId("99" * 16)) == []


async def test_adding_an_entry_again_changes_nothing(casebook: ports.Casebook) -> None:
    """A replay finds the word said."""
    async with casebook.begin() as session:
        await session.threads.add(ENTRY)
        await session.threads.add(replace(ENTRY, text="khác"))

        assert await session.threads.of(TIP.id) == [ENTRY]


async def test_an_entry_is_found_by_its_id(casebook: ports.Casebook) -> None:
    """One entry can be read alone; an unknown one is none."""
    async with casebook.begin() as session:
        await session.threads.add(ENTRY)

        assert await session.threads.get(ENTRY.id) == ENTRY
        assert await session.threads.get(BARE.id) is None


async def test_nothing_is_said_about_an_unknown_tip(casebook: ports.Casebook) -> None:
    """Without the tip there is no key to seal under."""
    async with casebook.begin() as session:
        with pytest.raises(TipUnknown):
            await session.threads.add(replace(ENTRY, tip=TipId("99" * 16)))


async def test_words_open_in_no_other_entry_of_the_same_tip(store: Store, casebook: ports.Casebook) -> None:
    """Whoever puts one entry's words into another makes it unreadable."""
    async with casebook.begin() as session:
        await session.threads.add(ENTRY)
        await session.threads.add(BARE)
    async with store.begin() as connection:
        words = await connection.scalar(select(entries.c.words).where(entries.c.id == ENTRY.id))
        await connection.execute(update(entries).where(entries.c.id == BARE.id).values(words=words))

    async with casebook.begin() as session:
        with pytest.raises(SealBroken):
            await session.threads.get(BARE.id)


async def test_an_entry_opens_under_no_other_tip(store: Store, casebook: ports.Casebook) -> None:
    """Whoever hangs an entry on another tip makes it unreadable."""
    async with casebook.begin() as session:
        await session.threads.add(ENTRY)
    async with store.begin() as connection:
        await connection.execute(update(entries).values(tip=OTHER_TIP.id))

    async with casebook.begin() as session:
        with pytest.raises(SealBroken):
            await session.threads.of(OTHER_TIP.id)
