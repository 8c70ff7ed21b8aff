"""The rate budget against a plain reference: whatever is sent and when, each call goes at the one right instant."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from math import inf
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from handlers.calls import Priority
from handlers.lines import CHAT_BURST, CHAT_INTERVAL, GROUP_CALLS, GROUP_PERIOD, RESERVE
from handlers.pacing import HOLD_MARGIN, Pacing
from tests.handlers.virtual_time import elapsed, run_virtually

RATE = 4
#: Keeps every arrival off the instants at which anything can open, so that no order hangs on a tie.
GRAIN = 2.0**-16


class Wish(NamedTuple):
    """A call that somebody wants to make."""

    arrives: float
    chat: int
    priority: Priority
    refused_for: int = 0


gaps = st.sampled_from([0.0, 0.0, 0.0, 0.25, 0.5, 1.25, 5.0, 70.0])
chats = st.sampled_from([1, 1, 2, 3, -10, -10, -10, -20])


@st.composite
def wishes(draw: st.DrawFn, *, refusals: bool = False) -> list[Wish]:
    """Draw calls of any urgency to a few chats, close together and far apart."""
    arrives, found = 0.0, list[Wish]()
    waits = st.sampled_from([0, 0, 0, 1, 3, 30]) if refusals else st.just(0)
    for index in range(draw(st.integers(1, 70))):
        arrives += draw(gaps)
        wish = Wish(arrives + index * GRAIN, draw(chats), draw(st.sampled_from(Priority)), draw(waits))
        found.append(wish)
    return found


@settings(max_examples=150, deadline=None)
@given(wishes())
def test_each_call_goes_at_the_one_right_instant(asked: list[Wish]) -> None:
    """As the reference says, which knows nothing but the limits and the list of what has gone."""
    assert reference(asked) == played(asked)


@settings(max_examples=100, deadline=None)
@given(wishes())
def test_no_window_ever_holds_more_than_its_limit(asked: list[Wish]) -> None:
    """Not in any second, not in any minute of a group, and not in any stretch of a chat."""
    gone = played(asked)

    assert is_within([at for at, _ in gone], RATE, 1.0)
    for chat in {wish.chat for wish in asked}:
        times = [at for at, wish in gone if wish.chat == chat]
        assert chat > 0 or is_within(times, GROUP_CALLS, GROUP_PERIOD)
        for first, begin in enumerate(times):
            for last, end in enumerate(times[first:], first):
                assert last - first + 1 <= CHAT_BURST + (end - begin) / CHAT_INTERVAL


@settings(max_examples=150, deadline=None)
@given(wishes(refusals=True))
def test_nothing_goes_where_telegram_has_closed(asked: list[Wish]) -> None:
    """With refusals of any length strewn in, no call reaches a closed chat, and every call is made in the end."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PTB_TIMEDELTA", "1")
        gone = played(asked)

    closed: dict[int, float] = {}
    for place, (at, wish) in enumerate(gone):
        assert at >= closed.get(wish.chat, -inf)
        if wish.refused_for and wish not in [each for _, each in gone[:place]]:
            closed[wish.chat] = at + wish.refused_for + HOLD_MARGIN
    assert {wish for _, wish in gone} == set(asked)


def is_within(times: list[float], limit: int, period: float) -> bool:
    """Tell whether no window of this length holds more than so many."""
    return all(later - earlier >= period for earlier, later in zip(times, times[limit:], strict=False))


def played(asked: list[Wish]) -> list[tuple[float, Wish]]:
    """Give what the budget lets go and when."""

    async def main() -> list[tuple[float, Wish]]:
        pacing, gone = Pacing(rate=RATE), list[tuple[float, Wish]]()

        async def call(wish: Wish) -> None:
            async def callback() -> None:
                gone.append((elapsed(), wish))
                # A reply that is tried once more is not refused again.
                if wish.refused_for and [each for _, each in gone].count(wish) == 1:
                    raise RetryAfter(timedelta(seconds=wish.refused_for))

            await asyncio.sleep(wish.arrives)
            try:
                await pacing.process_request(callback, (), {}, "sendMessage", {"chat_id": wish.chat}, wish.priority)
            except RetryAfter:
                assert wish.refused_for

        async with asyncio.TaskGroup() as group:
            for wish in asked:
                group.create_task(call(wish))
        return gone

    return run_virtually(main)


def reference(asked: list[Wish]) -> list[tuple[float, Wish]]:
    """Give what should go and when: at each instant the most urgent call that every limit takes."""
    gone: list[tuple[float, Wish]] = []
    waiting, coming, now = list[Wish](), list(asked), 0.0
    while waiting or coming:
        opens = [(max(now, opening(gone, wish)), wish) for wish in waiting]
        now = min([at for at, _ in opens] + [wish.arrives for wish in coming[:1]])
        if coming and coming[0].arrives == now:
            waiting.append(coming.pop(0))
            continue
        wish = min((wish for at, wish in opens if at == now), key=lambda wish: (wish.priority, wish.arrives))
        waiting.remove(wish)
        gone.append((now, wish))
    return gone


def opening(gone: list[tuple[float, Wish]], wish: Wish) -> float:
    """Give the earliest time at which this call breaks no limit, after all that has gone."""
    all_times = [at for at, _ in gone]
    own = [at for at, each in gone if each.chat == wish.chat]
    limits = [after_window(all_times, RATE, 1.0), after_bucket(own, CHAT_BURST, CHAT_INTERVAL)]
    if wish.chat < 0:
        limits.append(after_window(own, GROUP_CALLS, GROUP_PERIOD))
    if wish.priority is Priority.REST:
        limits.append(after_bucket(all_times, 1, (1 + RESERVE) / RATE))
    return max(limits)


def after_window(times: list[float], limit: int, period: float) -> float:
    """Give the time at which a window has room again."""
    return times[-limit] + period if len(times) >= limit else -inf


def after_bucket(times: list[float], burst: int, interval: float) -> float:
    """Give the time at which a bucket holds one again."""
    full_at = -inf
    for at in times:
        full_at = max(full_at, at) + interval
    return full_at - (burst - 1) * interval
