"""Deadlines as rows: kept as they are, and claimed by one of many, for as long as its lease."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.reckoning import Deadline
from bot.ports import casebook as ports
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Keyring
from tests.storage.casebook_samples import DEADLINE, KEY, MINUTE, RECEIPT, TIP, opened

LEASE: Final = timedelta(minutes=2)
LATER: Final = DEADLINE.due + timedelta(days=1)
ALL: Final = tuple(replace(DEADLINE, milestone=milestone) for milestone in Milestone)


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give a casebook with one tip."""
    async with opened(tmp_path) as casebook:
        async with casebook.begin() as book:
            await book.tips.add(TIP, RECEIPT)
        yield casebook


async def _claims(
    casebook: ports.Casebook, after: timedelta = timedelta(), *, is_night: bool = False
) -> list[Deadline]:
    async with casebook.begin() as book:
        now = LATER + after
        _, rows = await book.deadlines.claim(now=now, until=now + LEASE, is_night=is_night, limit=10)
        return rows


async def test_deadlines_come_back_in_order_as_they_were_kept(casebook: ports.Casebook) -> None:
    """Each field of each; what is kept in their place replaces them."""
    met = replace(DEADLINE, met=MINUTE, rung=None, climbs=None, ground=None, at_night=False)
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, ALL[::-1])
        first = await book.deadlines.of(TIP.id)
        await book.deadlines.keep(TIP.id, [met])
        second = await book.deadlines.of(TIP.id)

    assert (list(ALL), [met]) == (first, second)


async def test_what_is_due_is_claimed_once_until_the_lease_is_over(casebook: ports.Casebook) -> None:
    """Whoever claimed it may have died: then somebody else does it."""
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, [DEADLINE])

    waits = [await _claims(casebook, time) for time in (timedelta(-2), timedelta(), LEASE, LEASE * 1.5, LEASE * 2)]

    assert [[], [DEADLINE], [], [DEADLINE], []] == waits


async def test_what_is_not_for_the_night_waits_for_the_morning(casebook: ports.Casebook) -> None:
    """And what is for it does not."""
    quiet = replace(DEADLINE, at_night=False, milestone=Milestone.SEEN)
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, [quiet, DEADLINE])

    assert [[DEADLINE], [quiet]] == [await _claims(casebook, is_night=True), await _claims(casebook)]


async def test_a_deadline_that_was_met_or_moved_is_no_longer_claimed(casebook: ports.Casebook) -> None:
    """Somebody acted between the claim and the telling: nobody is told. What stayed as it was stays claimed."""
    seen, *rest, result = ALL
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, ALL)
        claim, rows = await book.deadlines.claim(now=LATER, until=LATER + LEASE, is_night=False, limit=10)
        await book.deadlines.keep(TIP.id, [seen.met_at(LATER), *rest, result])
        held = [await book.deadlines.is_claimed(row, claim=claim) for row in ALL]
        strangers = await book.deadlines.is_claimed(result, claim="another")

    assert (set(ALL), [False, True, True, True], False) == (set(rows), held, strangers)


async def test_whoever_was_too_slow_finds_that_another_has_it(casebook: ports.Casebook) -> None:
    """Its lease was over and somebody else claimed: what it was about to do is done by them."""
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, [DEADLINE])
        slow, _ = await book.deadlines.claim(now=LATER, until=LATER + LEASE, is_night=False, limit=10)
        much_later = LATER + 2 * LEASE
        quick, _ = await book.deadlines.claim(now=much_later, until=much_later + LEASE, is_night=False, limit=10)
        held = [await book.deadlines.is_claimed(DEADLINE, claim=claim) for claim in (slow, quick)]

    assert [False, True] == held


async def test_a_clock_that_was_ahead_holds_nobody_up(casebook: ports.Casebook) -> None:
    """Claimed by a clock that ran a day ahead, by a process that died: the right clock's claim stands, and holds."""
    ahead = LATER + timedelta(days=1)
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, [DEADLINE])
        await book.deadlines.claim(now=ahead, until=ahead + LEASE, is_night=False, limit=10)

    assert [[DEADLINE], []] == [await _claims(casebook) for _ in range(2)]


async def test_two_processes_over_one_database_never_claim_the_same(tmp_path: Path, casebook: ports.Casebook) -> None:
    """Each with its own connection, both at once."""
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, ALL)
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'casebook.db'}")
    other = Casebook(store, Keyring([KEY]))

    mine, theirs = await asyncio.gather(_claims(casebook), _claims(other))
    await store.dispose()

    assert sorted(row.milestone for row in ALL) == sorted(row.milestone for row in (*mine, *theirs))


async def test_a_shredded_tip_has_no_deadlines(casebook: ports.Casebook) -> None:
    """Nobody is ever told of it."""
    async with casebook.begin() as book:
        await book.deadlines.keep(TIP.id, ALL)
        await book.tips.shred(TIP.id)

        assert [] == await book.deadlines.of(TIP.id)
