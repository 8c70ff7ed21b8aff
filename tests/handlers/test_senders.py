"""Many in flight: what is on the road arrives, what is not can be taken back, and a fault makes all others wait."""

import asyncio
from collections.abc import Callable, Coroutine
from itertools import pairwise

from handlers.broadcasts.senders import Senders
from tests.handlers.virtual_time import elapsed, run_virtually


class Post:
    """Takes turns out: first a while before the rate budget, then a while on the road."""

    def __init__(self, *, budget: float = 0.0, road: float = 1.0) -> None:
        self.budget = budget
        self.road = road
        self.left: list[tuple[float, str]] = []
        self.arrived: list[str] = []
        self.faults: set[str] = set()
        self.senders: Senders[str] | None = None

    async def carry_out(self, turn: str) -> None:
        """Carry a turn out."""
        assert self.senders is not None
        await asyncio.sleep(self.budget)
        self.senders.leaves()
        self.left.append((round(elapsed(), 3), turn))
        await asyncio.sleep(self.road)
        self.arrived.append(turn)
        if turn in self.faults:
            self.faults.remove(turn)
            self.senders.met_weather()
        else:
            self.senders.fared_well()


def told(story: Callable[[Senders[str]], Coroutine[object, object, None]], post: Post) -> list[tuple[float, str]]:
    """Live a story; give what left and when."""

    async def main() -> list[tuple[float, str]]:
        async with asyncio.TaskGroup() as tasks:
            post.senders = Senders(tasks, post.carry_out)
            await story(post.senders)
            await asyncio.sleep(200)
        return post.left

    return run_virtually(main)


def test_so_many_are_on_the_road_at_once_and_the_urgent_go_first() -> None:
    """Three at once; an urgent one that comes later is the next to leave."""

    async def story(senders: Senders[str]) -> None:
        senders.put(list("abcde"), urgent=False, ahead=9, most=3)
        await asyncio.sleep(0.5)
        senders.put(["URGENT"], urgent=True, ahead=9, most=3)

    left = told(story, Post())

    assert [(0.0, "a"), (0.0, "b"), (0.0, "c"), (1.0, "URGENT"), (1.0, "d"), (1.0, "e")] == left


def test_only_a_few_stand_before_the_budget() -> None:
    """Though nine may be on the road, two at a time wait for their turn to leave."""

    async def story(senders: Senders[str]) -> None:
        senders.put(list("abcd"), urgent=False, ahead=2, most=9)
        await asyncio.sleep(0.1)
        assert (2, 4) == (senders.waiting, senders.under_way)

    left = told(story, Post(budget=0.5, road=5.0))

    assert [(0.5, "a"), (0.5, "b"), (1.0, "c"), (1.0, "d")] == left


def test_whatever_has_not_left_is_taken_back() -> None:
    """What is on the road arrives; what stands before the budget does not leave any more, nor what waits."""
    back: list[str] = []
    post = Post(budget=0.5, road=5.0)

    async def story(senders: Senders[str]) -> None:
        senders.put(list("ab"), urgent=False, ahead=2, most=9)
        await asyncio.sleep(0.6)
        senders.put(["c", "d", "e", "other"], urgent=False, ahead=2, most=9)
        await asyncio.sleep(0.1)
        back.extend(senders.take_back(lambda turn: turn != "other"))

    told(story, post)

    assert ["c", "d", "e"] == sorted(back)
    assert ["a", "b", "other"] == sorted(post.arrived)


def test_closing_gives_everything_back_that_has_not_left_and_lets_the_rest_arrive() -> None:
    """As a stop of the program does; what takes too long is let go."""
    back: list[str] = []
    settled: list[bool] = []
    post = Post(road=2.0)

    async def story(senders: Senders[str]) -> None:
        senders.put(list("abcdef"), urgent=False, ahead=3, most=3)
        await asyncio.sleep(0.1)
        back.extend(senders.close())
        settled.append(await senders.settle(within=3.0))

    told(story, post)

    assert (["d", "e", "f"], ["a", "b", "c"], [True]) == (back, sorted(post.arrived), settled)


def test_what_takes_too_long_at_the_end_is_let_go() -> None:
    """It may have arrived; nobody says that it has."""
    settled: list[bool] = []
    post = Post(road=9.0)

    async def story(senders: Senders[str]) -> None:
        senders.put(["a"], urgent=False, ahead=3, most=3)
        await asyncio.sleep(0.1)
        senders.close()
        settled.append(await senders.settle(within=3.0))
        assert 3.1 == round(elapsed(), 1)

    told(story, post)

    assert ([], [False]) == (post.arrived, settled)


def test_after_a_fault_all_wait_and_then_one_tries_alone() -> None:
    """Half a second, then one; that it goes well opens the road for the others."""
    post = Post(road=0.1)
    post.faults = {"a", "b", "c"}

    async def story(senders: Senders[str]) -> None:
        senders.put(list("abcdefg"), urgent=False, ahead=9, most=3)
        await asyncio.sleep(0.3)
        assert 1 == senders.in_a_row

    left = told(story, post)

    assert [(0.0, "a"), (0.0, "b"), (0.0, "c"), (0.6, "d"), (0.7, "e"), (0.7, "f"), (0.7, "g")] == left


def test_each_fault_without_a_success_doubles_the_wait_up_to_half_a_minute() -> None:
    """One tries at a time, after 0.5, 1, 2 … 30 seconds."""
    post = Post(road=0.0)
    post.faults = set("abcdefghi")

    async def story(senders: Senders[str]) -> None:
        senders.put(list("abcdefghi"), urgent=False, ahead=1, most=1)

    left = told(story, post)

    times = [at for at, _ in left]
    assert [0.5, 1, 2, 4, 8, 16, 30, 30] == [later - earlier for earlier, later in pairwise(times)]
