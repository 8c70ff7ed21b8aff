"""When Telegram refuses with a 429, what must rest rests for exactly as long as it says, and nothing else does."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest

from handlers.pacing import HOLD_MARGIN
from tests.handlers.budget import REPLY, TIP, Line, at_once, later, told


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library give durations as such: its numbers of seconds are deprecated."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def test_a_refusal_closes_its_chat_for_exactly_as_long_as_telegram_says() -> None:
    """The error goes to the caller; the chat rests, and others do not."""

    async def story(line: Line) -> None:
        await line.call(1, TIP, refusals=1, retry_after=7)
        assert 7 + HOLD_MARGIN == line.pacing.held_for(1) == line.pacing.delay_for(1)
        assert 0.0 == line.pacing.held_for(2)
        await at_once(line.call(1), line.call(1, method="deleteMessages"), line.call(2))

    line = told(story)

    assert ["1"] == line.refused
    assert [(0.0, "1"), (0.0, "2"), (7 + HOLD_MARGIN, "1"), (7 + HOLD_MARGIN, "1")] == line.sent


@pytest.mark.parametrize("second", [2, None])
def test_a_refusal_of_no_chat_or_of_a_second_one_closes_everything(second: int | None) -> None:
    """Two chats refused at once are the whole bot refused; so is a call that had no chat."""

    async def story(line: Line) -> None:
        await line.call(1, TIP, refusals=1, retry_after=2)
        await line.call(second, TIP, method="sendGift", refusals=1, retry_after=9)
        await at_once(line.call(3), line.call(None, word="press", method="answerCallbackQuery"))

    line = told(story)

    assert {9 + HOLD_MARGIN} == {at for at, word in line.sent if word in {"3", "press"}}


def test_no_hold_ends_early_because_another_call_ends() -> None:
    """A slow call that ends well in the midst of a hold, or a shorter refusal, opens nothing."""

    async def story(line: Line) -> None:
        await at_once(
            line.call(1, TIP, takes=3.0),
            line.call(1, TIP, refusals=1, retry_after=20),
            line.call(1, TIP, takes=1.0, refusals=1, retry_after=2),
            later(0.5, line.call(1)),
        )

    line = told(story)

    assert [0.0, 0.0, 0.0, 20 + HOLD_MARGIN] == line.times


def test_a_reply_is_tried_once_more_after_a_short_refusal_only() -> None:
    """Five seconds are waited for, six are not, and a second refusal goes to the caller."""
    short = told(lambda line: line.call(1, REPLY, refusals=1, retry_after=5))
    long = told(lambda line: line.call(1, REPLY, refusals=1, retry_after=6))
    twice = told(lambda line: line.call(1, REPLY, refusals=2, retry_after=1))

    assert ([0.0, 5 + HOLD_MARGIN], []) == (short.times, short.refused)
    assert ([0.0], ["1"]) == (long.times, long.refused)
    assert ([0.0, 1 + HOLD_MARGIN], ["1"]) == (twice.times, twice.refused)


def test_other_errors_pass_untouched_and_close_nothing() -> None:
    """A bad request is the caller's affair."""

    async def refuse() -> None:
        raise BadRequest("message is not modified")

    async def story(line: Line) -> None:
        with pytest.raises(BadRequest):
            await line.pacing.process_request(refuse, (), {}, "sendMessage", {"chat_id": 1}, REPLY)
        assert 0.0 == line.pacing.held_for(1)

    told(story)
