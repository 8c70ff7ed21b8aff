"""What the distributor is given and what becomes of a sending when nothing of it waits any more."""

from dataclasses import replace

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.broadcasts.deliveries import EditResult, Outcome, Result
from bot.domain.broadcasts.subscription import QuietHours
from bot.domain.identifiers import MessageId
from bot.services.broadcasts.distributing import Distributing
from storage.vault import Vault
from tests.services.office import FakeClock, Office
from tests.services.sendings import TEXT, Hall


@pytest.fixture
def hall(office: Office, vault: Vault) -> Hall:
    """Open an office that sends broadcasts."""
    return Hall(office=office, vault=vault)


@pytest.fixture
def distributing(hall: Hall) -> Distributing:
    """Give what the distributor works with."""
    return Distributing(hall.vault, hall.office.casebook, hall.office.clock, wake=lambda: None)


async def send(distributing: Distributing, *, limit: int) -> int:
    """Send to so many; give how many were."""
    (sending,) = await distributing.under_way()
    turns = await distributing.claim(sending, limit=limit)
    results = [Result(delivery=one, outcome=Outcome.DELIVERED, messages=(MessageId(one.subscriber),)) for one in turns]
    await distributing.record(results, revision=sending.occurrence.revision)
    return len(turns)


async def test_a_sending_is_done_when_nobody_waits(hall: Hall, distributing: Distributing) -> None:
    """Once; not while something is in flight, and not while quiet hours last."""
    await hall.subscribes(5)
    begun = await hall.begins()
    (sending,) = await distributing.under_way()
    turns = await distributing.claim(sending, limit=5)
    assert await distributing.finish(sending) is False

    results = [Result(delivery=turn, outcome=Outcome.DELIVERED, messages=(MessageId(7),)) for turn in turns]
    await distributing.record(results, revision=0)

    assert [await distributing.finish(sending) for _ in range(2)] == [True, False]
    assert (await hall.sending(begun.id)).state is OccurrenceState.DONE
    assert await distributing.under_way() == []


async def test_whoever_sleeps_holds_a_sending_open(hall: Hall, distributing: Distributing, clock: FakeClock) -> None:
    """Nothing is given, and when the next is due is told."""
    hour = clock.at.hour
    await hall.subscribes(2, quiet=QuietHours(start=hour, end=(hour + 2) % 24))
    await hall.begins()
    (sending,) = await distributing.under_way()

    assert await distributing.claim(sending, limit=5) == []
    assert await distributing.finish(sending) is False
    due = await distributing.next_due(sending)
    assert due is not None
    assert due.astimezone(clock.at.tzinfo).hour == (hour + 2) % 24


async def test_many_who_fell_asleep_do_not_hide_who_is_awake(
    hall: Hall, distributing: Distributing, clock: FakeClock
) -> None:
    """All that stands before them in line is put off, however little is asked for at once."""
    begins = (clock.at.hour + 1) % 24
    await hall.subscribes(7, quiet=QuietHours(start=begins, end=(begins + 3) % 24))
    await hall.subscribes(1)
    await hall.begins()
    clock.at = clock.at.replace(hour=begins)

    assert await send(distributing, limit=2) == 1
    assert await send(distributing, limit=2) == 0


async def test_what_is_not_as_it_was_approved_is_not_sent(hall: Hall, distributing: Distributing) -> None:
    """A word changed in the store, past every door."""
    await hall.subscribes(1)
    begun = await hall.begins()
    kept = await hall.broadcast(begun.broadcast)
    other = replace(TEXT, wordings={**TEXT.wordings, "en": next(iter(TEXT.wordings.values()))})
    async with hall.office.casebook.begin() as book:
        await book.broadcasts.keep(replace(kept, content=other))

    assert await distributing.under_way() == []


async def test_a_restart_after_a_stop_sends_nothing_again(hall: Hall, distributing: Distributing) -> None:
    """What was in flight then is uncertain; what was in flight of others is sent again."""
    await hall.subscribes(4)
    stopped, going = await hall.begins(), await hall.begins()
    for sending in await distributing.under_way():
        await distributing.claim(sending, limit=2)
    kept = await hall.sending(stopped.id)
    async with hall.office.casebook.begin() as book:
        await book.occurrences.change(replace(kept, state=OccurrenceState.STOPPED), was=kept.state)

    assert await distributing.recover() == 2

    async with hall.vault.begin() as session:
        now = hall.office.clock.at
        tallies = [await session.deliveries.tally(one.id, now=now) for one in (stopped, going)]
    assert [tally.outcomes.get(Outcome.UNCERTAIN, 0) for tally in tallies] == [2, 0]
    assert [tally.doubled for tally in tallies] == [0, 2]


async def test_a_correction_is_caught_up_when_every_copy_shows_it(hall: Hall, distributing: Distributing) -> None:
    """Asked for part by part."""
    await hall.subscribes(5)
    begun = await hall.begins()
    assert await send(distributing, limit=5) == 5
    kept = await hall.sending(begun.id)
    async with hall.office.casebook.begin() as book:
        await book.occurrences.change(replace(kept, revision=1), was=kept.state)
    (sending,) = await distributing.left_behind()
    copies = await distributing.edits(sending)
    results = [EditResult(delivery=turn, outcome=Outcome.DELIVERED) for turn in copies.turns]

    await distributing.record_edits(sending, results[:4])
    assert await distributing.caught_up(sending) is False
    await distributing.record_edits(sending, results[4:])

    assert await distributing.caught_up(sending) is True
    assert await distributing.left_behind() == []
