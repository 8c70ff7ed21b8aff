"""Tips in the casebook: kept whole, found by what leads to them, sealed to their place, and gone with their key."""

from collections.abc import AsyncGenerator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import StatementError

from bot.domain.identifiers import OfficerId, Reference, TipId
from bot.domain.receipts import receipt_of
from bot.domain.tip import Account, Status, Tip
from bot.ports import casebook as ports
from storage.casebook.errors import ReferenceTaken, TipUnknown
from storage.casebook.session import Casebook
from storage.casebook.tables import tips
from storage.casebook.tips import Tips
from storage.engine import Store
from storage.sealing import SealBroken
from tests.storage.casebook_samples import (
    ENTRY,
    OTHER_RECEIPT,
    OTHER_TIP,
    OTHER_UNIT,
    RECEIPT,
    TIP,
    UNIT,
    UNKNOWN_RECEIPT,
    keyring,
    opened_store,
    raw,
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Give an empty casebook's database."""
    async with opened_store(tmp_path) as store:
        yield store


@pytest.fixture
def casebook(store: Store) -> ports.Casebook:
    """Give the casebook as the services know it."""
    return Casebook(store, keyring())


@pytest.fixture
async def kept(casebook: ports.Casebook) -> ports.Casebook:
    """Give a casebook with two tips."""
    async with casebook.begin() as session:
        await session.tips.add(TIP, RECEIPT)
        await session.tips.add(OTHER_TIP, OTHER_RECEIPT)
    return casebook


def test_the_sample_leaves_nothing_at_its_default() -> None:
    """The tip that the tests keep has a value of its own in every field, so that a forgotten column shows."""
    left = [field.name for field in fields(Tip) if getattr(TIP, field.name) == field.default]

    assert left == []


async def test_a_tip_comes_back_as_it_was_kept(kept: ports.Casebook) -> None:
    """Every field survives, the full one and the bare one."""
    async with kept.begin() as session:
        full = await session.tips.get(TIP.id)
        bare = await session.tips.get(OTHER_TIP.id)

    assert (full, bare) == (TIP, OTHER_TIP)


async def test_times_come_back_aware_and_in_utc(kept: ports.Casebook) -> None:
    """Whatever zone a time came in, it is given back in one."""
    async with kept.begin() as session:
        tip = await session.tips.get(TIP.id)

    assert tip is not None
    assert tip.received.isoformat() == "2026-03-02T14:15:00+00:00"


async def test_seconds_are_not_kept(casebook: ports.Casebook) -> None:
    """A time finer than a minute loses the rest on its way in."""
    async with casebook.begin() as session:
        await session.tips.add(replace(TIP, received=TIP.received + timedelta(seconds=59)), RECEIPT)
        tip = await session.tips.get(TIP.id)

    assert tip == TIP


async def test_a_time_without_a_zone_is_refused_without_a_word(casebook: ports.Casebook) -> None:
    """It would mean another minute elsewhere; the error shows nothing of the tip."""
    async with casebook.begin() as session:
        with pytest.raises(StatementError) as refused:
            await session.tips.add(replace(TIP, received=TIP.received.replace(tzinfo=None)), RECEIPT)

    shown = str(refused.value)
    assert "a time without a zone" in shown
    assert [mark for mark in (TIP.id, TIP.reference, TIP.handle) if mark is not None and mark in shown] == []


async def test_adding_a_tip_again_changes_nothing(kept: ports.Casebook) -> None:
    """A replay finds the tip done, even where it would say something else now."""
    async with kept.begin() as session:
        was_new = await session.tips.add(replace(TIP, account=Account(texts=("khác",)), version=9), OTHER_RECEIPT)
        found = await session.tips.by_receipt([RECEIPT])

    assert was_new is False
    assert found == TIP


async def test_a_reference_is_given_once(kept: ports.Casebook) -> None:
    """A taken reference can be known before, and is refused where nobody asked."""
    async with kept.begin() as session:
        taken = await session.tips.is_free(TIP.reference)
        free = await session.tips.is_free(Reference("ZZZZZ"))
        with pytest.raises(ReferenceTaken):
            await session.tips.add(replace(OTHER_TIP, id=TipId("99" * 16), reference=TIP.reference), UNKNOWN_RECEIPT)

    assert (taken, free) == (False, True)


async def test_any_of_several_readings_leads_to_the_tip(kept: ports.Casebook) -> None:
    """A receipt with several readings is found by the right one; by none where none is right."""
    async with kept.begin() as session:
        found = await session.tips.by_receipt([UNKNOWN_RECEIPT, RECEIPT])
        unknown = await session.tips.by_receipt([UNKNOWN_RECEIPT])
        nothing = await session.tips.by_receipt([])

    assert (found, unknown, nothing) == (TIP, None, None)


async def test_a_reference_leads_to_its_tip(kept: ports.Casebook) -> None:
    """What officers say to each other finds the tip."""
    async with kept.begin() as session:
        found = await session.tips.by_reference(TIP.reference)
        unknown = await session.tips.by_reference(Reference("ZZZZZ"))

    assert (found, unknown) == (TIP, None)


async def test_a_saved_tip_takes_the_place_of_the_one_before(kept: ports.Casebook) -> None:
    """Whatever changed is kept, the burnt handle too; the other tip is left alone."""
    changed = replace(
        OTHER_TIP, id=TIP.id, reference=TIP.reference, unit=OTHER_UNIT, status=Status.TAKEN, handle=None, version=5
    )

    async with kept.begin() as session:
        await session.tips.save(changed)
        both = [await session.tips.get(TIP.id), await session.tips.get(OTHER_TIP.id)]
        found = await session.tips.by_receipt([RECEIPT])

    assert both == [changed, OTHER_TIP]
    assert found == changed


async def test_only_a_kept_tip_can_be_saved(casebook: ports.Casebook) -> None:
    """Saving is no way of adding."""
    async with casebook.begin() as session:
        with pytest.raises(TipUnknown):
            await session.tips.save(TIP)


async def test_a_unit_has_its_open_tips_oldest_first(kept: ports.Casebook) -> None:
    """Closed and withdrawn tips, and those of other units, are not among them."""
    async with kept.begin() as session:
        for number, status in enumerate((Status.CLOSED, Status.WITHDRAWN)):
            ended = replace(OTHER_TIP, id=TipId(f"{number:032}"), reference=Reference(f"{number:05}"), status=status)
            await session.tips.add(ended, receipt_of(bytes([number])))
        here = await session.tips.at_unit(UNIT)
        held = await session.tips.at_unit(UNIT, held_by=OfficerId("c3" * 8))
        elsewhere = await session.tips.at_unit(OTHER_UNIT)

    assert here == [TIP, OTHER_TIP]
    assert held == [TIP]
    assert elsewhere == []


@pytest.mark.parametrize("columns", [("account",), ("outcome_blanks",), ("key",), ("key", "account", "outcome_blanks")])
async def test_a_sealed_value_opens_in_no_other_tip(
    store: Store, kept: ports.Casebook, columns: tuple[str, ...]
) -> None:
    """Whoever copies sealed values from one tip to another, with or without the key, makes it unreadable."""
    async with store.begin() as connection:
        values = (await connection.execute(select(tips).where(tips.c.id == TIP.id))).mappings().one()
        moved = {column: values[column] for column in columns}
        await connection.execute(update(tips).where(tips.c.id == OTHER_TIP.id).values(**moved))

    async with kept.begin() as session:
        with pytest.raises(SealBroken):
            await session.tips.get(OTHER_TIP.id)


async def test_a_shredded_tip_is_gone_for_everybody(kept: ports.Casebook) -> None:
    """Nothing leads to it any more, its thread is empty, nothing can be added, and its reference is not given again."""
    async with kept.begin() as session:
        await session.threads.add(ENTRY)

    async with kept.begin() as session:
        await session.tips.shred(TIP.id)

    async with kept.begin() as session:
        assert await session.tips.get(TIP.id) is None
        assert await session.tips.by_receipt([RECEIPT]) is None
        assert await session.tips.by_reference(TIP.reference) is None
        assert await session.tips.at_unit(UNIT) == [OTHER_TIP]
        assert await session.threads.of(TIP.id) == []
        assert await session.threads.get(ENTRY.id) is None
        assert await session.tips.is_free(TIP.reference) is False
        assert await session.tips.add(TIP, RECEIPT) is False
        with pytest.raises(TipUnknown):
            await session.tips.save(TIP)


async def test_shredding_leaves_the_key_in_no_page_of_the_file(
    tmp_path: Path, store: Store, kept: ports.Casebook
) -> None:
    """The wrapped key is overwritten, not merely forgotten; the other tip stays whole."""
    async with store.begin() as connection:
        wrapped = await connection.scalar(select(tips.c.key).where(tips.c.id == TIP.id))
    assert isinstance(wrapped, bytes)
    assert wrapped in raw(tmp_path)

    async with store.begin() as connection:
        await Tips(connection, keyring()).shred(TIP.id)
    await store.checkpoint()

    assert wrapped not in raw(tmp_path)
    async with kept.begin() as session:
        assert await session.tips.get(OTHER_TIP.id) == OTHER_TIP


async def test_what_was_not_committed_is_not_there(casebook: ports.Casebook) -> None:
    """An error inside takes back all of the transaction."""

    async def failing() -> None:
        async with casebook.begin() as session:
            await session.tips.add(TIP, RECEIPT)
            await session.threads.add(ENTRY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()

    async with casebook.begin() as session:
        assert await session.tips.get(TIP.id) is None
