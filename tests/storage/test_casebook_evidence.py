"""Which photos belong to which tip: in order, once, sealed under the tip's key, and gone with it."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.evidence import PhotoId
from bot.ports import casebook as ports
from storage.casebook.errors import TipUnknown
from storage.casebook.session import Casebook
from storage.casebook.tables import evidence
from storage.engine import Store
from tests.storage.casebook_samples import ENTRY, OTHER_RECEIPT, OTHER_TIP, PHOTO, RECEIPT, TIP, keyring, opened_store

NEXT = replace(PHOTO, id=PhotoId("5b" * 16), mime="image/png")
LATER = replace(PHOTO, id=PhotoId("5c" * 16))


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


async def test_photos_come_back_in_order_with_what_they_came_with(casebook: ports.Casebook) -> None:
    """Those of the tip, those of an entry and those of another tip are told apart; kept again, nothing changes."""
    async with casebook.begin() as session:
        await session.evidence.add(TIP.id, [PHOTO, NEXT])
        await session.evidence.add(TIP.id, [PHOTO, NEXT])
        await session.evidence.add(TIP.id, [LATER], entry=ENTRY.id)

    async with casebook.begin() as session:
        assert [PHOTO, NEXT] == await session.evidence.of(TIP.id)
        assert [LATER] == await session.evidence.of(TIP.id, entry=ENTRY.id)
        assert [PHOTO, NEXT, LATER] == await session.evidence.every(TIP.id)
        assert [] == await session.evidence.every(OTHER_TIP.id)
        assert {PHOTO.id, NEXT.id, LATER.id} == await session.evidence.ids()


async def test_a_photos_key_stands_nowhere_in_clear(casebook: ports.Casebook, store: Store) -> None:
    """The key of the file is sealed under the tip's own key."""
    async with casebook.begin() as session:
        await session.evidence.add(TIP.id, [PHOTO])

    async with store.begin() as connection:
        (row,) = (await connection.execute(select(evidence))).mappings().all()
    assert PHOTO.key not in row["record"]
    assert b"jpeg" not in row["record"]


async def test_photos_go_with_their_tip(casebook: ports.Casebook) -> None:
    """A tip whose key is destroyed has no photos, and their files are nobody's any more."""
    async with casebook.begin() as session:
        await session.evidence.add(TIP.id, [PHOTO])
        await session.evidence.add(OTHER_TIP.id, [NEXT])
        await session.tips.shred(TIP.id)

    async with casebook.begin() as session:
        assert [] == await session.evidence.every(TIP.id)
        assert {NEXT.id} == await session.evidence.ids()
        with pytest.raises(TipUnknown):
            await session.evidence.add(TIP.id, [LATER])


async def test_photos_of_what_was_never_sent_can_be_forgotten(casebook: ports.Casebook) -> None:
    """An officer's dropped words leave no photo behind; those of the tip stay."""
    async with casebook.begin() as session:
        await session.evidence.add(TIP.id, [PHOTO])
        await session.evidence.add(TIP.id, [LATER], entry=ENTRY.id)
        await session.evidence.forget(ENTRY.id)

    async with casebook.begin() as session:
        assert [PHOTO] == await session.evidence.every(TIP.id)
