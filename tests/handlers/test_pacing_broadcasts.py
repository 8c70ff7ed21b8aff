"""The rate budget while a broadcast runs: it takes all of what is left, and keeps nothing of its chats."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from handlers.lines import RESERVE
from handlers.pacing import Pacing
from tests.handlers.budget import REPLY, REST, TIP, Line, at_once, later, told
from tests.handlers.virtual_time import elapsed, pass_by, run_virtually


def test_all_together_stay_a_little_below_the_rate_so_that_an_answer_finds_room() -> None:
    """With an answer each second a broadcast gives up a place for each; 29.5 of 30 leave in all."""
    line = told(
        lambda line: at_once(
            *(line.call(chat, REST, word="rest") for chat in range(1, 601)),
            *(later(second + 0.01, line.call(-second, REPLY, word="answer")) for second in range(1, 18)),
        )
    )

    within = [word for at, word in line.sent if 2.0 <= at < 18.0]
    assert (16, 456) == (within.count("answer"), within.count("rest"))
    assert all(later - earlier >= 0.99999 for earlier, later in zip(line.times, line.times[30:], strict=False))


def test_answers_meet_a_free_place_or_the_next_one() -> None:
    """At thirty a second no lone answer waits for longer than the part of a place that is not spared."""
    longest = told(
        lambda line: at_once(
            *(line.call(chat, REST) for chat in range(1, 1001)),
            *(later(2.0 + 1.37 * n, line.call(5000 + n, REPLY, word=str(2.0 + 1.37 * n))) for n in range(20)),
        )
    )

    waits = [at - float(word) for at, word in longest.sent if "." in word]
    assert 20 == len(waits)
    assert max(waits) < 0.0185


def test_paid_calls_have_a_rate_of_their_own() -> None:
    """At sixteen a second beside four free ones: neither waits for the other."""
    line = Line()

    async def story() -> list[tuple[float, str]]:
        line.pacing = Pacing(rate=4, paid_rate=16)
        await at_once(
            *(line.call(chat, REST, word="paid", allow_paid_broadcast=True) for chat in range(1, 18)),
            *(line.call(100 + n, TIP, word="free") for n in range(5)),
        )
        return line.sent

    sent = run_virtually(story)

    step = (1 + RESERVE) / 16
    assert [round(n * step, 6) for n in range(17)] == [round(at, 6) for at, word in sent if word == "paid"]
    assert [0.0] * 4 + [1.0] == [at for at, word in sent if word == "free"]


def test_where_nothing_is_paid_a_paid_call_is_like_any_other() -> None:
    """Without a paid rate the mark changes nothing."""
    line = told(lambda line: at_once(*(line.call(chat, REST, allow_paid_broadcast=True) for chat in range(3))), rate=4)

    assert [0.0, 0.253906, 0.507812] == line.times


def test_a_loop_that_wakes_late_loses_no_place() -> None:
    """With each timer some milliseconds late, a thousand calls at a hundred a second take what a thousand take."""

    async def story(line: Line) -> None:
        async def stall() -> None:
            while len(line.sent) < 1000:
                await asyncio.sleep(0.009)
                pass_by(0.005)

        await at_once(stall(), *(line.call(chat, REST) for chat in range(1000)))

    line = told(story, rate=100)

    assert 0.99 < line.times[-1] / (999 * 0.01 * (1 + RESERVE)) < 1.002


def test_a_loop_that_hung_for_long_is_not_followed_by_a_burst() -> None:
    """After two seconds in which nothing left, REST makes up for a tenth of one at most."""

    async def story(line: Line) -> None:
        async def hang() -> None:
            await asyncio.sleep(1)
            pass_by(2)

        await at_once(hang(), *(line.call(chat, REST) for chat in range(80)))

    line = told(story, rate=30)

    after = [at for at in line.times if at >= 3.0]
    gaps = [later - earlier for earlier, later in pairwise(after)]
    assert 4 >= sum(gap < 0.033 for gap in gaps)


def test_a_broadcast_to_many_leaves_only_the_chats_of_its_last_moments() -> None:
    """At a thousand a second for five seconds, about the chats of one second are remembered."""

    async def main() -> int:
        line = Line(rate=1000)
        for first in range(1, 5001, 50):
            await at_once(*(line.call(chat, REST) for chat in range(first, first + 50)))
        assert elapsed() > 4.9
        return len(vars(line.pacing)["_lines"])

    assert run_virtually(main) < 1300
