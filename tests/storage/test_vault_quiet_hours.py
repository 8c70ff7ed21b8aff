"""Turns and the hours at which their readers want peace, and how many they want a week."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.subscription import QuietHours, Topic
from bot.domain.identifiers import OccurrenceId
from storage.vault import Vault
from tests.storage.broadcasting import Round, chats
from tests.storage.safe import LAN, MINH, RUN, subscription


@pytest.fixture
def at(vault: Vault, now: datetime) -> Round:
    """Give a sending at seven in the morning."""
    return Round(vault=vault, now=now)


async def test_quiet_hours_put_a_turn_off_until_they_are_over(at: Round) -> None:
    """Whoever sleeps until eight is due at eight; who has no quiet hours, now."""
    late = replace(subscription(LAN), quiet=QuietHours(start=22, end=8))
    never = replace(subscription(MINH), quiet=QuietHours(start=5, end=5))
    await at.subscribe(late, never)
    await at.prepare()

    assert [turn.chat for turn in await at.claim()] == [MINH]
    tally = await at.tally()
    assert (tally.outcomes, tally.later) == ({Outcome.WAITING: 1, Outcome.IN_FLIGHT: 1}, 1)
    assert await at.next_due() == at.now + timedelta(hours=1)
    assert [turn.chat for turn in await replace(at, now=at.now + timedelta(hours=1)).claim()] == [LAN]


async def test_quiet_hours_that_begin_while_it_waits_put_it_off(at: Round) -> None:
    """It was due in the evening; at nine nobody is sent anything, at six in the morning everybody is."""
    evening = replace(at, now=at.now.replace(hour=20, minute=40))
    await at.subscribe(*chats(6))
    await evening.prepare()
    await evening.record(await evening.claim(2))

    night = replace(at, now=at.now.replace(hour=21))
    morning = replace(at, now=at.now.replace(hour=6) + timedelta(days=1))

    assert await night.claim() == []
    assert await night.next_due() == morning.now
    assert ((await night.tally()).later, (await morning.tally()).later) == (4, 0)
    assert [turn.chat for turn in await morning.claim()] == chats(6)[2:]


async def test_whose_quiet_hours_outlast_it_is_not_sent_it(at: Round) -> None:
    """Known when it is prepared, or when quiet hours begin."""
    short = replace(at, run=replace(RUN, expires=at.now + timedelta(hours=3)))
    now_quiet = replace(subscription(LAN), quiet=QuietHours(start=22, end=10))
    soon_quiet = replace(subscription(MINH), quiet=QuietHours(start=8, end=12))
    await at.subscribe(now_quiet, soon_quiet)
    await short.prepare()
    assert (await short.tally()).outcomes == {Outcome.EXPIRED: 1, Outcome.WAITING: 1}

    assert await replace(short, now=at.now + timedelta(hours=1)).claim() == []

    assert (await short.tally()).outcomes == {Outcome.EXPIRED: 2}


async def test_an_urgent_one_wakes_everybody(at: Round) -> None:
    """Quiet hours, topics, the week's number and the wish for urgent ones alone: it breaks them all."""
    urgent = replace(at, run=replace(RUN, urgent=True), now=at.now.replace(hour=2))
    others = replace(subscription(LAN), topics=frozenset({Topic.BORDER}), weekly=1)
    alone = replace(subscription(MINH), urgent_only=True)
    await at.subscribe(others, alone)

    for number in (1, 2):
        each = replace(urgent, run=replace(urgent.run, occurrence=OccurrenceId(number)))
        await each.prepare()
        turns = await each.claim()
        await each.record(turns)
        assert [turn.chat for turn in turns] == [LAN, MINH]


async def test_nobody_gets_more_a_week_than_they_want(at: Round) -> None:
    """Also where two sendings are in flight at once; from Monday on the number begins anew."""
    await at.subscribe(replace(subscription(LAN), weekly=1))
    one, two, three = (replace(at, run=replace(RUN, occurrence=OccurrenceId(number))) for number in (1, 2, 3))
    for each in (one, two):
        await each.prepare()

    turns = await one.claim()
    assert await two.claim() == []
    await one.record(turns)

    assert (await two.tally()).outcomes == {Outcome.CAPPED: 1}
    monday = replace(three, now=at.now + timedelta(days=7 - at.now.weekday()))
    monday = replace(monday, run=replace(monday.run, expires=monday.now + timedelta(hours=24)))
    await monday.prepare()
    assert [turn.chat for turn in await monday.claim()] == [LAN]


@pytest.mark.parametrize("outcome", [Outcome.WAITING, Outcome.FAILED])
async def test_what_was_not_sent_counts_in_no_week(at: Round, outcome: Outcome) -> None:
    """Whoever wants one a week gets the next one."""
    await at.subscribe(replace(subscription(LAN), weekly=1))
    await at.prepare()
    await at.record(await at.claim(), outcome, reason="bad_request")

    other = replace(at, run=replace(RUN, occurrence=OccurrenceId(99)))
    await other.prepare()

    assert [turn.chat for turn in await other.claim()] == [LAN]
