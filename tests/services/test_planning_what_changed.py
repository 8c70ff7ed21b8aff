"""What was changed, cancelled or left behind is planned as it is now, and holds up nothing else."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import Approval, OccurrenceState, Status
from bot.domain.dispatches import BroadcastWord
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Key, Keyring
from tests.services.office import HEAD, TAM, UNIT, Office
from tests.services.planning_office import START, Bureau, daily, tomorrow

P, S, M, D = (
    OccurrenceState.PLANNED,
    OccurrenceState.SENDING,
    OccurrenceState.MISSED,
    OccurrenceState.DROPPED,
)


@pytest.fixture
def bureau(office: Office) -> Bureau:
    """Open a bureau of broadcasts."""
    return Bureau(office)


@pytest.fixture
async def elsewhere(tmp_path: Path, office: Office) -> AsyncGenerator[Casebook]:
    """Open the office's casebook once more, as a second process would."""
    del office
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'casebook.db'}")
    yield Casebook(store, Keyring([Key(id=1, secret=b"\x01" * 32)]))
    await store.dispose()


async def test_nothing_is_sent_of_what_was_changed_after_its_approval(bureau: Bureau) -> None:
    """It waits for its new approval, and is then asked about, its time being over."""
    broadcast = await bureau.approves(tomorrow())
    draft = await bureau.keeps(broadcast.changed(by=TAM.id, at=START, urgent=True))
    bureau.office.clock.at = tomorrow().at
    begun = await bureau.planning.tick()
    waiting = await bureau.states(broadcast)
    bureau.office.clock.passes(hours=1)
    await bureau.approves_again(await bureau.keeps(draft.moved_to(Status.PROPOSED, at=bureau.office.clock.at)))
    after = await bureau.planning.tick()

    assert (0, [("24/11 07:00", P)]) == (begun, waiting)
    assert (0, [("24/11 07:00", M)]) == (after, await bureau.states(broadcast))


async def test_a_new_schedule_forgets_the_times_of_the_old_one(bureau: Bureau) -> None:
    """What had begun stays."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = tomorrow().at
    await bureau.planning.tick()
    draft = (await bureau.now(broadcast)).changed(by=TAM.id, at=bureau.office.clock.at, schedule=daily(at=time(18)))
    proposed = await bureau.keeps((await bureau.keeps(draft)).moved_to(Status.PROPOSED, at=bureau.office.clock.at))
    await bureau.approves_again(proposed)

    assert [("24/11 07:00", S), ("24/11 18:00", P)] == await bureau.states(broadcast)


async def test_what_is_kept_otherwise_than_it_was_approved_is_not_sent(bureau: Bureau) -> None:
    """The whole fingerprint is compared as it begins, past every door: it is a draft again, and its group sees that."""
    broadcast = await bureau.approves(tomorrow())
    assert broadcast.approval is not None
    almost = f"{broadcast.approval.fingerprint[:-1]}{'0' if broadcast.approval.fingerprint[-1] != '0' else '1'}"
    approval = Approval(officer=HEAD.id, fingerprint=almost, at=START)
    await bureau.keeps(replace(broadcast, approval=approval))
    bureau.office.clock.at = tomorrow().at
    begun = await bureau.planning.tick()

    assert (0, Status.DRAFT) == (begun, (await bureau.now(broadcast)).status)
    assert ["broadcast.not_as_approved"] == await bureau.audit()
    assert [(BroadcastWord.CARD, UNIT)] == await bureau.asked(broadcast)


async def test_nothing_is_sent_in_the_name_of_a_unit_that_is_gone(bureau: Bureau) -> None:
    """The desk is shown it."""
    broadcast = await bureau.approves(tomorrow(), unit=UnitCode("99999"))
    bureau.office.clock.at = tomorrow().at

    assert 0 == await bureau.planning.tick()
    assert ["broadcast.unit_gone"] == await bureau.audit()
    assert [(BroadcastWord.CARD, DESK)] == await bureau.asked(broadcast)


async def test_a_cancelled_one_is_dropped(bureau: Bureau) -> None:
    """Whoever cancelled it."""
    broadcast = await bureau.approves(daily())
    await bureau.keeps(broadcast.moved_to(Status.CANCELLED, at=START))
    bureau.office.clock.at = tomorrow().at

    assert 0 == await bureau.planning.tick()
    assert [("24/11 07:00", D)] == await bureau.states(broadcast)


async def test_a_time_that_an_officer_dropped_is_passed_over(bureau: Bureau) -> None:
    """The one after it is planned."""
    broadcast = await bureau.approves(daily())
    (row,) = await bureau.rows(broadcast)
    await bureau.put(row, D)
    async with bureau.office.casebook.begin() as book:
        await bureau.planning.after_change(book, broadcast)
    bureau.office.clock.at = tomorrow().at

    assert 0 == await bureau.planning.tick()
    assert [("24/11 07:00", D), ("25/11 07:00", P)] == await bureau.states(broadcast)


async def test_one_that_cannot_be_begun_holds_up_no_other(bureau: Bureau, directory: Directory) -> None:
    """It is raised in the end, and tried again."""
    del directory
    broken, whole = await bureau.approves(tomorrow()), await bureau.approves(tomorrow())
    async with bureau.office.store.begin() as connection:
        await connection.exec_driver_sql("UPDATE broadcasts SET sealed = x'00' WHERE id = ?", (broken.id,))
    bureau.office.clock.at = tomorrow().at

    with pytest.raises(ExceptionGroup):
        await bureau.planning.tick()

    assert [("24/11 07:00", S)] == await bureau.states(whole)


async def test_an_urgent_one_in_quiet_hours_says_so_in_the_audit(bureau: Bureau) -> None:
    """It breaks them; whoever watches over the others sees who let it."""
    for hour in (12, 23):
        await bureau.approves(tomorrow(hour), urgent=True)
    for hour in (12, 23):
        bureau.office.clock.at = tomorrow(hour).at
        await bureau.planning.tick()
    async with bureau.office.casebook.begin() as book:
        entries = await book.audit.last(limit=2)

    assert ["broadcast.begun_in_quiet_hours", "broadcast.begun"] == [entry.action for entry in entries]
