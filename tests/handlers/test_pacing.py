"""The rate budget lets nothing go too early, holds nothing up too long, and serves the urgent first."""

from __future__ import annotations

import asyncio

from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from handlers.lines import RESERVE
from handlers.pacing import Pacing
from tests.handlers.budget import GROUP, REPLY, REST, TIP, Line, at_once, later, told
from tests.handlers.virtual_time import elapsed, run_virtually


def test_a_burst_of_replies_goes_at_the_rate_and_the_first_second_is_no_exception() -> None:
    """Seventy residents are answered at once: thirty now, thirty a second later, ten after that."""
    line = told(lambda line: at_once(*(line.call(chat) for chat in range(1, 71))))

    assert [0.0] * 30 + [1.0] * 30 + [2.0] * 10 == line.times


def test_a_broadcast_goes_evenly_so_that_a_reply_never_waits_for_the_next_second() -> None:
    """In the midst of a broadcast at four a second a reply waits for a quarter of a second at most."""
    line = told(
        lambda line: at_once(
            *(line.call(chat, REST) for chat in range(1, 9)),
            later(0.6, line.call(99, REPLY)),
            later(0.6, line.call(98)),
        ),
        rate=4,
    )

    step = 0.25 * (1 + RESERVE)
    assert [
        round(at, 6) for at in (0.0, step, 2 * step, 0.6, 1.0, *(place * step for place in range(5, 10)))
    ] == line.times
    assert ["1", "2", "3", "99", "98", "4", "5", "6", "7", "8"] == line.words


def test_a_private_chat_takes_three_at_once_and_then_one_a_second() -> None:
    """A resident gets a short burst; after a rest they get another."""

    async def story(line: Line) -> None:
        await at_once(*(line.call(1) for _ in range(5)))
        await asyncio.sleep(10)
        await at_once(*(line.call(1) for _ in range(4)))

    line = told(story)

    assert [0.0, 0.0, 0.0, 1.0, 2.0, 12.0, 12.0, 12.0, 13.0] == line.times


def test_a_group_takes_twenty_a_minute_with_all_its_topics_and_edits() -> None:
    """The twenty-first of a minute waits until the first is a minute old, whatever topic or edit it is."""
    topics = ["createForumTopic", "editForumTopic", "closeForumTopic", "reopenForumTopic"]
    methods = ["sendMessage", "editMessageText", "copyMessage", "pinChatMessage", *topics]

    line = told(
        lambda line: at_once(
            *(line.call(GROUP, method=methods[i % 8], message_thread_id=i % 7) for i in range(22)),
        )
    )

    assert [0.0, 0.0, 0.0, *map(float, range(1, 18)), 60.5, 60.5] == line.times


def test_an_id_counts_as_the_same_chat_whether_a_number_or_its_digits() -> None:
    """Chat 7 and chat "7" are one chat; a channel by its name is a group."""
    line = told(lambda line: at_once(line.call(7), line.call("7"), line.call(7), line.call("7")))
    named = told(lambda line: at_once(*(line.call("@kenh") for _ in range(21))))

    assert [0.0, 0.0, 0.0, 1.0] == line.times
    assert 60.5 == named.times[20]


def test_an_album_counts_as_each_of_its_messages() -> None:
    """After an album of seven a group takes thirteen more in the minute."""
    line = told(
        lambda line: at_once(
            line.call(GROUP, method="sendMediaGroup", media=["photo"] * 7), *(line.call(GROUP) for _ in range(14))
        )
    )

    assert [0.0, *(float(second) for second in range(5, 18)), 60.5] == line.times


def test_the_urgent_go_first_and_equals_in_the_order_they_came() -> None:
    """Answers, then tips, then the rest, also within one chat."""
    line = told(
        lambda line: at_once(
            *(line.call(1, REPLY, word="full") for _ in range(3)),
            *(line.call(1, priority, word=priority.name + n) for n in "ab" for priority in (REST, TIP, REPLY)),
        )
    )

    assert ["full"] * 3 + ["REPLYa", "REPLYb", "TIPa", "TIPb", "RESTa", "RESTb"] == line.words


def test_a_call_without_a_priority_is_of_the_rest() -> None:
    """Who says nothing of urgency is not urgent."""
    line = told(
        lambda line: at_once(*(line.call(9) for _ in range(3)), line.call(9, None, word="none"), line.call(9, TIP)),
    )

    assert "none" == line.words[-1]


def test_a_chat_at_its_limit_holds_nobody_else_up() -> None:
    """While a group waits out its minute, others are served at once, even those that are less urgent."""
    line = told(lambda line: at_once(*(line.call(GROUP) for _ in range(25)), *(line.call(c, TIP) for c in (1, 2, 3))))

    assert [0.0] * 3 == [at for at, word in line.sent if word in {"1", "2", "3"}]


def test_answers_to_presses_and_questions_pass_all_and_count_for_nothing() -> None:
    """With the second spent, a press is answered at once, and the next second is whole."""
    line = told(
        lambda line: at_once(
            *(line.call(chat) for chat in range(1, 32)),
            *(line.call(None, word="press", method="answerCallbackQuery") for _ in range(40)),
            line.call(1, word="who", method="getChat"),
        )
    )

    assert ["press"] * 40 + ["who"] == line.words[30:71]
    assert [0.0] * 71 + [1.0] == line.times


def test_deleting_counts_in_all_but_not_in_its_chat() -> None:
    """A resident's chat is cleared at the pace of the whole, not at one message a second."""
    line = told(lambda line: at_once(*(line.call(1, method="deleteMessage") for _ in range(40)), line.call(1)))

    assert [0.0] * 30 + [1.0] * 11 == line.times


def test_a_cancelled_waiter_gives_its_place_back() -> None:
    """The next one in its chat does not wait for a turn that nobody takes."""

    async def story(line: Line) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(line.call(1))
            waiting = group.create_task(line.call(1, word="cancelled"))
            group.create_task(line.call(1, REST, word="next"))
            await asyncio.sleep(0.5)
            waiting.cancel()

    line = told(story)

    assert [(0.0, "1"), (0.0, "1"), (0.0, "1"), (1.0, "next")] == line.sent


def test_who_is_cancelled_just_when_let_go_gives_the_booked_place_back() -> None:
    """Two are let go; the first cancels the other before it wakes, and the third goes in that same instant."""

    async def story(line: Line) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(line.call(1))
            group.create_task(line.call(2))
            await asyncio.sleep(0)

            async def cancel() -> None:
                line.sent.append((elapsed(), "cancels"))
                let_go.cancel()

            group.create_task(line.pacing.process_request(cancel, (), {}, "sendMessage", {"chat_id": 3}, REPLY))
            let_go = group.create_task(line.call(4, TIP))
            group.create_task(line.call(5, TIP, word="third"))

    line = told(story, rate=2)

    assert [(0.0, "1"), (0.0, "2"), (1.0, "cancels"), (1.0, "third")] == line.sent


def test_shutting_down_cancels_whoever_waits_and_leaves_no_timer() -> None:
    """The waiters end as cancelled, nothing is sent, and nothing would wake later."""

    async def story(line: Line) -> None:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(line.call(1)) for _ in range(9)]
            await asyncio.sleep(0.5)
            assert {REPLY: 6, TIP: 0, REST: 0} == line.pacing.waiting()
            await line.pacing.shutdown()
        assert 6 == sum(task.cancelled() for task in tasks)
        assert {REPLY: 0, TIP: 0, REST: 0} == line.pacing.waiting()

    assert [0.0] * 3 == told(story).times


def test_idle_chats_are_forgotten() -> None:
    """After a thousand residents and two quiet minutes only who speaks now is remembered."""

    async def story(line: Line) -> None:
        await at_once(*(line.call(chat, REST) for chat in range(1, 1001)))
        await asyncio.sleep(120)
        await line.call(5)
        assert 1 == len(vars(line.pacing)["_lines"])

    told(story)


def test_the_forecast_of_a_wait_is_what_the_wait_then_takes() -> None:
    """Of a chat's own burst, of its line, of the whole, and of a broadcast."""

    async def story(line: Line) -> None:
        async with asyncio.TaskGroup() as tasks:
            private, group, late = (
                [(1, TIP)] * 6,
                [(GROUP, TIP)] * 23,
                [(9, REPLY), *((50 + n, REST) for n in range(9))],
            )
            for chat, priority in (*private, *group, *late):
                foretold = line.pacing.delay_for(chat, priority)
                tasks.create_task(line.call(chat, priority, word=f"{foretold:.3f}"))
                await asyncio.sleep(0)

    line = told(story)

    assert [f"{at:.3f}" for at, _ in line.sent] == line.words


def test_the_library_hands_an_answers_urgency_through() -> None:
    """The library drops arguments that are false: the most urgent priority is 0, and must not be."""

    async def main() -> list[object]:
        road = _Road()
        bot = ExtBot("1:a", request=road, get_updates_request=road, rate_limiter=Pacing(rate=1))
        async with asyncio.TaskGroup() as group:
            for message, priority in [(10, TIP), (11, REST), (12, TIP), (13, REPLY)]:
                group.create_task(bot.delete_message(1, message, rate_limit_args=priority))
        return road.deleted

    assert [10, 13, 12, 11] == run_virtually(main)


class _Road(BaseRequest):
    """A road to the Bot API that ends at once."""

    def __init__(self) -> None:
        self.deleted: list[object] = []

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        del url, method, read_timeout, write_timeout, connect_timeout, pool_timeout
        assert request_data is not None
        self.deleted.append(request_data.parameters["message_id"])
        return 200, b'{"ok": true, "result": true}'
