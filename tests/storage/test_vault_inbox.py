"""The inbox keeps what has come, once, in order, until it is done or its time is over."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.identifiers import ErrandId
from storage.sealing import SealBroken
from storage.vault import Vault
from storage.vault.tables import inbox, seen
from tests.storage.safe import LAN, MINH, Safe, arrival


async def waiting(vault: Vault) -> list[ErrandId]:
    """Give the ids of what waits."""
    async with vault.begin() as session:
        return [errand.id for errand in await session.inbox.waiting()]


async def added(vault: Vault, now: datetime, *updates: int) -> list[ErrandId]:
    """Add updates of Lan's; give the ids of their rows."""
    async with vault.begin() as session:
        return [errand.id for errand in await session.inbox.add([arrival(each) for each in updates], now=now)]


async def test_what_comes_waits_in_order_with_its_contents(vault: Vault, now: datetime) -> None:
    """A batch gives its rows, and they come back as they were put in."""
    async with vault.begin() as session:
        new = await session.inbox.add([arrival(1, LAN, "một"), arrival(2, MINH, "hai")], now=now)

    async with vault.begin() as session:
        assert await session.inbox.waiting() == new
    assert [(errand.chat, errand.payload, errand.attempts) for errand in new] == [
        (LAN, {"text": "một"}, 0),
        (MINH, {"text": "hai"}, 0),
    ]
    assert [len(errand.id) for errand in new] == [32, 32]


async def test_an_update_that_came_before_is_left_out(vault: Vault, now: datetime) -> None:
    """Repeats are known within a batch, between batches, and after their row has gone."""
    first = await added(vault, now, 1, 1, 2)
    async with vault.begin() as session:
        await session.inbox.finish(first[0])

    again = await added(vault, now, 2, 1, 3)

    assert [len(first), len(again)] == [2, 1]
    assert await waiting(vault) == [first[1], *again]


async def test_nothing_new_adds_nothing(vault: Vault, now: datetime) -> None:
    """An empty batch is no error."""
    assert await added(vault, now) == []


async def test_an_update_id_is_known_for_48_hours(vault: Vault, now: datetime) -> None:
    """After that, Telegram may give the number to something else; swept or not."""
    await added(vault, now, 1)

    assert await added(vault, now + timedelta(hours=47, minutes=59), 1) == []
    assert len(await added(vault, now + timedelta(hours=48), 1)) == 1
    assert await added(vault, now + timedelta(hours=49), 1) == []


async def test_sweeping_forgets_update_ids_after_48_hours(safe: Safe, now: datetime) -> None:
    """Exactly at the bound."""
    await added(safe.vault, now, 1)

    counts: list[int] = []
    for age in (timedelta(hours=47, minutes=59), timedelta(hours=48)):
        async with safe.vault.begin() as session:
            await session.sweep(now + age)
        async with safe.store.begin() as connection:
            counts.append(len((await connection.execute(select(seen))).all()))

    assert counts == [1, 0]


async def test_a_hundred_updates_are_one_batch(vault: Vault, now: datetime) -> None:
    """Telegram gives a hundred at a time, and they keep their order."""
    new = await added(vault, now, *range(100))

    assert len(set(new)) == 100
    assert await waiting(vault) == new


async def test_failures_are_counted(vault: Vault, now: datetime) -> None:
    """Each one adds an attempt, to this row alone."""
    first, _ = await added(vault, now, 1, 2)

    async with vault.begin() as session:
        await session.inbox.failed(first)
        await session.inbox.failed(first)

    async with vault.begin() as session:
        assert [errand.attempts for errand in await session.inbox.waiting()] == [2, 0]


async def test_a_row_set_aside_waits_no_more_and_is_known_by_its_number(vault: Vault, now: datetime) -> None:
    """Its own chat finds it; the other chat does not."""
    first, second = await added(vault, now, 1, 2)

    async with vault.begin() as session:
        await session.inbox.set_aside(first, number="K7Q", now=now)

    assert await waiting(vault) == [second]
    async with vault.begin() as session:
        assert await session.inbox.counts() == (1, 1)
        assert await session.inbox.aside(LAN) == ["K7Q"]
        assert await session.inbox.aside(MINH) == []


async def test_a_row_put_back_in_line_stands_where_it_stood(vault: Vault, now: datetime) -> None:
    """It comes before what came after it, with its attempts forgotten."""
    first, second = await added(vault, now, 1, 2)
    async with vault.begin() as session:
        await session.inbox.failed(first)
        await session.inbox.set_aside(first, number="K7Q", now=now)

        assert await session.inbox.retry_aside() == 1

    assert await waiting(vault) == [first, second]
    async with vault.begin() as session:
        assert [errand.attempts for errand in await session.inbox.waiting()] == [0, 0]
        assert await session.inbox.aside(LAN) == []


async def test_dropping_what_is_aside_leaves_what_waits_and_what_is_others(vault: Vault, now: datetime) -> None:
    """Only this chat's rows go, and only those set aside."""
    async with vault.begin() as session:
        new = await session.inbox.add([arrival(1), arrival(2), arrival(3, MINH)], now=now)
        await session.inbox.set_aside(new[0].id, number="A", now=now)
        await session.inbox.set_aside(new[2].id, number="B", now=now)

        await session.inbox.drop_aside(LAN)

        assert await session.inbox.waiting() == [new[1]]
        assert await session.inbox.aside(MINH) == ["B"]
        assert await session.inbox.counts() == (1, 1)


async def test_sweeping_forgets_what_is_aside_after_72_hours(vault: Vault, now: datetime) -> None:
    """Exactly at the bound; what waits is never swept."""
    first, second = await added(vault, now, 1, 2)
    async with vault.begin() as session:
        await session.inbox.set_aside(first, number="K7Q", now=now)

        await session.sweep(now + timedelta(hours=71, minutes=59))
        assert await session.inbox.aside(LAN) == ["K7Q"]

        await session.sweep(now + timedelta(hours=72))
        assert await session.inbox.aside(LAN) == []

    assert await waiting(vault) == [second]


async def test_after_a_rotation_old_rows_are_read_found_and_known(safe: Safe, now: datetime) -> None:
    """Contents open, the chat's rows are found, and repeats are still repeats."""
    first, second = await added(safe.vault, now, 1, 2)
    async with safe.vault.begin() as session:
        await session.inbox.set_aside(first, number="K7Q", now=now)

    rotated = safe.rotated()

    assert await added(rotated, now, 1, 2) == []
    assert await waiting(rotated) == [second]
    async with rotated.begin() as session:
        assert await session.inbox.aside(LAN) == ["K7Q"]


async def test_two_hundred_chats_write_at_once(vault: Vault, now: datetime) -> None:
    """Everything is kept, once."""

    async def tell(number: int) -> None:
        async with vault.begin() as session:
            (errand,) = await session.inbox.add([arrival(number)], now=now)
            await session.inbox.failed(errand.id)

    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(tell(number))

    async with vault.begin() as session:
        assert [errand.attempts for errand in await session.inbox.waiting()] == [1] * 200


async def test_the_columns_hold_no_time_but_hours(safe: Safe, now: datetime) -> None:
    """A row set aside tells the hour, a row that waits tells nothing."""
    late = now + timedelta(minutes=59, seconds=59)
    first, _ = await added(safe.vault, late, 1, 2)
    async with safe.vault.begin() as session:
        await session.inbox.set_aside(first, number="K7Q", now=late)

    async with safe.store.begin() as connection:
        asides = list((await connection.execute(select(inbox.c.aside).order_by(inbox.c.sequence))).scalars())
        hours = set((await connection.execute(select(seen.c.hour))).scalars())

    assert asides == [int(now.timestamp()) // 3600, None]
    assert hours == {int(now.timestamp()) // 3600}


async def test_an_exchanged_row_does_not_open(safe: Safe, now: datetime) -> None:
    """Contents moved to another row are refused, not shown as the other's."""
    await added(safe.vault, now, 1, 2)
    async with safe.store.begin() as connection:
        sealed = (await connection.execute(select(inbox.c.sealed).where(inbox.c.sequence == 1))).scalar_one()
        await connection.execute(update(inbox).where(inbox.c.sequence == 2).values(sealed=sealed))

    with pytest.raises(SealBroken):
        await waiting(safe.vault)
