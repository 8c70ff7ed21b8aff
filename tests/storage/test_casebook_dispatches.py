"""The casebook's outbox: order, merging, and what is known after a crash."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.dispatches import (
    AlertDispatch,
    BroadcastDispatch,
    BroadcastWord,
    CardRefresh,
    CopyDispatch,
    Dispatch,
    DispatchContent,
    EntryDispatch,
    MenuDispatch,
    Priority,
    ToChat,
    ToOfficer,
)
from bot.domain.identifiers import BroadcastId, MessageId, OccurrenceId
from bot.ports import casebook as ports
from tests.storage.casebook_samples import ENTRY, GROUP_CHAT, NOW, OFFICER, OTHER_UNIT, TIP, UNIT, card, opened

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give an empty casebook."""
    async with opened(tmp_path) as casebook:
        yield casebook


async def test_what_is_put_is_due_most_urgent_and_then_oldest_first(casebook: ports.Casebook) -> None:
    """The priority comes before the age, and no more are given than were asked for."""
    waiting = [replace(card("a"), priority=Priority.REST), card("b"), replace(card("c"), priority=Priority.REPLY)]
    waiting.append(card("d"))

    async with casebook.begin() as session:
        for dispatch in waiting:
            await session.dispatches.put(dispatch, now=NOW)
        every = await session.dispatches.due(NOW, limit=10)
        two = await session.dispatches.due(NOW, limit=2)

    assert [dispatch.id for dispatch in every] == ["c", "b", "d", "a"]
    assert two == every[:2]


@pytest.mark.parametrize(
    "content",
    [
        CardRefresh(tip=TIP.id),
        EntryDispatch(tip=TIP.id, entry=ENTRY.id),
        MenuDispatch(tip=TIP.id, menu="outcomes", officer=OFFICER.id, entry=ENTRY.id, data=("a", "b")),
        CopyDispatch(tip=TIP.id),
        AlertDispatch(alert="no_group", unit=UNIT, data=("3",)),
        BroadcastDispatch(broadcast=BroadcastId("b7" * 8), word=BroadcastWord.CARD, occurrence=OccurrenceId(3)),
    ],
)
async def test_a_dispatch_comes_back_as_it_was_put(casebook: ports.Casebook, content: DispatchContent) -> None:
    """Every content and every destination survives."""
    dispatches = [
        Dispatch(id=to.kind, to=to, content=content, replies_to=MessageId(77), attempts=2)
        for to in (card("").to, ToOfficer(officer=OFFICER.id), ToChat(chat=GROUP_CHAT))
    ]

    async with casebook.begin() as session:
        for dispatch in dispatches:
            await session.dispatches.put(dispatch, now=NOW)

    async with casebook.begin() as session:
        assert await session.dispatches.due(NOW, limit=10) == dispatches


async def test_what_waits_for_a_busy_destination_is_left_out(casebook: ports.Casebook) -> None:
    """Whichever kind it is of; it takes no place of others."""
    busy = [card("").to, ToOfficer(officer=OFFICER.id), ToChat(chat=GROUP_CHAT)]

    async with casebook.begin() as session:
        for to in busy:
            await session.dispatches.put(replace(card(to.kind), to=to), now=NOW)
        await session.dispatches.put(card("free", OTHER_UNIT), now=NOW)

        assert [card("free", OTHER_UNIT)] == await session.dispatches.due(NOW, limit=1, besides=busy)


async def test_putting_the_same_dispatch_again_changes_nothing(casebook: ports.Casebook) -> None:
    """One id is sent once."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.put(card("a", OTHER_UNIT), now=LATER)

        assert await session.dispatches.due(LATER, limit=10) == [card("a")]


async def test_one_with_the_same_key_takes_the_place_of_the_one_that_waits(casebook: ports.Casebook) -> None:
    """The newer stands where the older stood in the line; other keys and those without are left alone."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("old"), now=NOW, key="refresh")
        await session.dispatches.put(card("other"), now=NOW, key="another")
        await session.dispatches.put(card("none"), now=NOW)
        await session.dispatches.put(card("new"), now=NOW, key="refresh")

        assert [dispatch.id for dispatch in await session.dispatches.due(NOW, limit=10)] == ["new", "other", "none"]


async def test_the_more_urgent_of_two_merged_ones_counts(casebook: ports.Casebook) -> None:
    """Merging never makes anything wait longer than it would have waited."""
    async with casebook.begin() as session:
        await session.dispatches.put(replace(card("a"), priority=Priority.REPLY), now=NOW, key="key")
        await session.dispatches.put(card("first"), now=NOW)
        await session.dispatches.put(replace(card("b"), priority=Priority.REST), now=NOW, key="key")

        assert [dispatch.id for dispatch in await session.dispatches.due(NOW, limit=10)] == ["b", "first"]


async def test_merging_keeps_the_wait_of_the_same_destination_only(casebook: ports.Casebook) -> None:
    """What waits for a group goes on waiting; what goes elsewhere now need not wait for it."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW, key="key")
        await session.dispatches.postpone("a", until=LATER)
        await session.dispatches.put(card("b"), now=NOW, key="key")
        same = await session.dispatches.due(NOW, limit=10)
        await session.dispatches.put(card("c", OTHER_UNIT), now=NOW, key="key")
        other = await session.dispatches.due(NOW, limit=10)

    assert same == []
    assert other == [replace(card("c", OTHER_UNIT), attempts=1)]


async def test_one_that_was_begun_is_not_replaced(casebook: ports.Casebook) -> None:
    """What may be under way stays, and the newer one follows; a third replaces that one."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW, key="key")
        await session.dispatches.begin("a")
        await session.dispatches.put(card("b"), now=NOW, key="key")
        await session.dispatches.put(card("c"), now=NOW, key="key")

        due = await session.dispatches.due(NOW, limit=10)

    assert due == [replace(card("a"), again=True), card("c")]


async def test_one_begun_and_not_marked_is_known_as_perhaps_sent(casebook: ports.Casebook) -> None:
    """After a crash, what was begun says so; the rest does not."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.put(card("b"), now=NOW)
        await session.dispatches.begin("a")

    async with casebook.begin() as session:
        assert await session.dispatches.due(NOW, limit=10) == [replace(card("a"), again=True), card("b")]


async def test_what_was_sent_is_forgotten(casebook: ports.Casebook) -> None:
    """A delivered dispatch leaves nothing behind."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.sent("a")

        assert await session.dispatches.due(LATER, limit=10) == []
        assert await session.dispatches.next_due(after=NOW) is None
        assert await session.dispatches.waiting_for() == {}


async def test_a_group_that_is_far_behind_stands_before_nobody(casebook: ports.Casebook) -> None:
    """Of what waits for one destination a few are given, in order; others come in the same look."""
    async with casebook.begin() as session:
        for number in range(20):
            await session.dispatches.put(card(f"a{number:02}"), now=NOW)
        await session.dispatches.put(card("b", OTHER_UNIT), now=NOW)

        due = [dispatch.id for dispatch in await session.dispatches.due(NOW, limit=10)]

    assert due == ["a00", "a01", "a02", "a03", "a04", "b"]


async def test_a_postponed_dispatch_is_never_early(casebook: ports.Casebook) -> None:
    """It is due from the next whole second on, and the attempt is counted."""
    whole = LATER.replace(microsecond=0) + timedelta(seconds=1)

    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.postpone("a", until=LATER)

        assert await session.dispatches.due(LATER, limit=10) == []
        assert await session.dispatches.next_due(after=LATER) == whole
        assert await session.dispatches.due(whole, limit=10) == [replace(card("a"), attempts=1)]


async def test_a_time_of_whole_seconds_is_kept_exactly(casebook: ports.Casebook) -> None:
    """Nothing is added where nothing would be lost."""
    whole = LATER.replace(microsecond=0)

    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.postpone("a", until=whole)

        assert await session.dispatches.next_due(after=NOW) == whole


async def test_a_unit_that_has_its_group_wakes_what_waits_for_it(casebook: ports.Casebook) -> None:
    """Its own are due at once, those of others wait on."""
    async with casebook.begin() as session:
        for dispatch in (card("a"), card("b"), card("c", OTHER_UNIT)):
            await session.dispatches.put(dispatch, now=NOW)
            await session.dispatches.postpone(dispatch.id, until=LATER)
        counts = await session.dispatches.waiting_for()
        await session.dispatches.wake(UNIT, now=NOW)
        due = await session.dispatches.due(NOW, limit=10)

    assert counts == {UNIT: 2, OTHER_UNIT: 1}
    assert [dispatch.id for dispatch in due] == ["a", "b"]


async def test_waking_makes_nothing_later(casebook: ports.Casebook) -> None:
    """What was due already keeps its time."""
    async with casebook.begin() as session:
        await session.dispatches.put(card("a"), now=NOW)
        await session.dispatches.wake(UNIT, now=LATER)

        assert await session.dispatches.due(NOW, limit=10) == [card("a")]
