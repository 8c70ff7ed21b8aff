"""Ordering: one at a time within a chat, many chats at once, each errand seen to its end."""

import asyncio
from itertools import pairwise

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.domain.identifiers import ChatId
from bot.ports.vault import Errand
from handlers.ordering import AT_ONCE, MOST_FAILURES, MOST_OUTAGES
from tests.handlers.errands import TINY, Desk, entered, errand, raising, served, until


async def test_the_errands_of_a_chat_are_done_in_their_order() -> None:
    """One after the other, however long each takes."""
    under_way: set[str] = set()
    most = 0

    async def slowly(one: Errand) -> None:
        nonlocal most
        under_way.add(one.id)
        most = max(most, len(under_way))
        await asyncio.sleep(TINY if one.id.endswith("0") else 0)
        under_way.discard(one.id)

    desk = Desk(slowly)
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(number) for number in range(12)])
        await until(lambda: len(desk.done) == 12)

    assert [errand(number).id for number in range(12)] == desk.done
    assert 1 == most


async def test_many_chats_are_served_at_once_and_no_more_than_the_places() -> None:
    """A slow chat holds nobody up; a thousand chats do not overrun the process."""
    inside = most = 0
    door = asyncio.Event()

    async def waits(_: Errand) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await door.wait()
        inside -= 1

    desk = Desk(waits)
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0, chat=chat) for chat in range(1, 101)])
        await until(lambda: inside == AT_ONCE)
        door.set()
        await until(lambda: len(desk.done) == 100)

    assert AT_ONCE == most


async def test_a_flooding_chat_does_not_hold_the_others_up() -> None:
    """Behind three hundred of one chat, one of another is done as soon as it comes."""
    desk = Desk(lambda one: asyncio.sleep(TINY if one.chat == 1 else 0))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(number) for number in range(300)])
        lanes.put([errand(0, chat=2)])
        await until(lambda: errand(0, chat=2).id in desk.done)
        before = len(desk.done)
        assert 300 - before == lanes.waiting(ChatId(1)) - 1

    assert before < 20


async def test_what_failed_is_tried_again_before_the_next_one() -> None:
    """The order of a chat holds through failures."""
    desk = Desk(raising(ValueError("x"), times=2, only=errand(0).id))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0), errand(1)])
        await until(lambda: len(desk.done) == 2)

    assert ([errand(0).id] * 3 + [errand(1).id], [errand(0).id] * 2) == (desk.tried, desk.failed)
    assert [] == desk.aside


@pytest.mark.parametrize("error", [ValueError("x"), BadRequest("Message text is empty"), Forbidden("blocked")])
async def test_after_five_failures_it_is_set_aside_and_the_next_one_done(error: Exception) -> None:
    """The library calls a bad request a network error; it is a failure of ours all the same."""
    desk = Desk(raising(error, only=errand(0).id))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0), errand(1)])
        await until(lambda: desk.done == [errand(1).id])

    assert MOST_FAILURES == len(desk.failed) == desk.tried.count(errand(0).id)
    assert [errand(0).id] == desk.aside


async def test_failures_before_a_restart_count() -> None:
    """A poison that kills the process is not tried for ever."""
    desk = Desk(raising(ValueError("x")))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0, attempts=MOST_FAILURES - 1)])
        await until(lambda: desk.aside == [errand(0).id])

    assert 1 == len(desk.tried)


@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut(), RetryAfter(0)])
async def test_an_outage_is_no_failure_of_the_errand(error: Exception) -> None:
    """Telegram's bad hours set nothing aside."""
    times = MOST_FAILURES * 2
    desk = Desk(raising(error, times=times))
    lanes = desk.lanes(pause=0.00001)
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: desk.done == [errand(0).id])

    assert (times + 1, [], []) == (len(desk.tried), desk.failed, desk.aside)


async def test_an_outage_without_end_sets_aside_at_last() -> None:
    """So that a chat is not shut for ever by one message."""
    desk = Desk(raising(RetryAfter(0)))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: desk.aside == [errand(0).id])

    assert (MOST_OUTAGES, []) == (len(desk.tried), desk.failed)


async def test_the_pauses_grow() -> None:
    """A struggling store is not hammered."""
    loop = asyncio.get_running_loop()
    at: list[float] = []

    async def fails(_: Errand) -> None:
        at.append(loop.time())
        raise ValueError

    desk = Desk(fails)
    lanes = desk.lanes(pause=0.01)
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: bool(desk.aside))

    pauses = [later - earlier for earlier, later in pairwise(at)]
    assert all(pause >= 0.01 * 2**place * 0.9 for place, pause in enumerate(pauses))


async def test_telegram_s_own_pause_is_kept() -> None:
    """Telegram means it."""
    loop = asyncio.get_running_loop()
    desk = Desk(raising(RetryAfter(1), times=1))
    lanes = desk.lanes()
    begun = loop.time()
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: desk.done == [errand(0).id])

    assert loop.time() - begun >= 1


async def test_a_waiting_chat_takes_no_place_from_others() -> None:
    """As many chats as there are places may rest after a failure, and a new one is served."""
    desk = Desk(lambda one: raising(RetryAfter(30))(one) if one.chat != 99 else asyncio.sleep(0))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0, chat=chat) for chat in range(1, AT_ONCE + 1)])
        await until(lambda: len(desk.tried) == AT_ONCE)
        lanes.put([errand(0, chat=99)])
        await until(lambda: desk.done == [errand(0, chat=99).id])


async def test_a_stop_finishes_what_is_in_hand_and_leaves_the_rest() -> None:
    """The rest waits in the inbox for the next start."""
    door = asyncio.Event()
    desk = Desk(lambda _: entered(door))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0), errand(1), errand(0, chat=2)])
        await until(lambda: len(desk.tried) == 2)
        lanes.stop()
        lanes.put([errand(0, chat=3)])
        door.set()

    assert [errand(0).id, errand(0, chat=2).id] == sorted(desk.done)
    assert 1 == lanes.waiting(ChatId(1))


async def test_a_stop_does_not_wait_out_a_pause() -> None:
    """What is tried again later is left in the inbox at once."""
    desk = Desk(raising(RetryAfter(60)))
    lanes = desk.lanes()
    async with asyncio.timeout(2), served(lanes):
        lanes.put([errand(0)])
        await until(lambda: bool(desk.tried))

    assert ([], []) == (desk.done, desk.aside)


async def test_an_errand_in_line_is_not_put_there_twice() -> None:
    """The inbox is looked through again and again."""
    door = asyncio.Event()
    desk = Desk(lambda _: entered(door))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0), errand(1)])
        await until(lambda: bool(desk.tried))
        lanes.put([errand(0), errand(1)])
        door.set()
        await until(lambda: len(desk.done) == 2)

    assert [errand(0).id, errand(1).id] == desk.done


async def test_an_errand_that_was_just_done_is_not_done_again() -> None:
    """The inbox may have been read just before the errand left it."""
    desk = Desk()
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: bool(desk.done))
        lanes.put([errand(0)])
        await asyncio.sleep(TINY * 5)

    assert [errand(0).id] == desk.done


async def test_an_errand_that_was_set_aside_can_be_put_back() -> None:
    """`tinbao inbox retry` gives it another chance."""
    desk = Desk(raising(ValueError("x"), times=MOST_FAILURES))
    lanes = desk.lanes()
    async with served(lanes):
        lanes.put([errand(0)])
        await until(lambda: bool(desk.aside))
        lanes.put([errand(0)])
        await until(lambda: bool(desk.done))

    assert [errand(0).id] == desk.done


async def test_what_was_put_in_line_before_the_start_is_served() -> None:
    """A restart first takes up what the inbox holds."""
    desk = Desk()
    lanes = desk.lanes()
    lanes.put([errand(0), errand(0, chat=2)])
    async with served(lanes):
        await until(lambda: len(desk.done) == 2)

    assert [0, 0] == [lanes.waiting(ChatId(chat)) for chat in (1, 2)]
