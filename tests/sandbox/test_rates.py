"""Telegram's limits on how fast a bot may speak are watched, and enforced when asked."""

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.rates import RateWatch
from tests.sandbox.bare_client import BareClient


def test_twenty_a_minute_in_a_group() -> None:
    """The twenty-first within a minute waits until the first is a minute old."""
    watch = RateWatch(enforced=True)

    waits = [watch.observe(-5, is_group=True, now=float(second)) for second in range(21)]

    assert waits == [None] * 20 + [40]
    assert watch.observe(-5, is_group=True, now=59.5) == 1
    assert watch.observe(-5, is_group=True, now=60.0) is None
    assert [violation.limit for violation in watch.violations] == ["group", "group"]


def test_one_a_second_in_a_private_chat_after_a_short_burst() -> None:
    """A short burst passes, then one a second."""
    watch = RateWatch(enforced=True, chat_burst=3.0)

    assert [watch.observe(5, is_group=False, now=0.0) for _ in range(4)] == [None, None, None, 1]
    assert watch.observe(5, is_group=False, now=1.0) is None
    assert watch.observe(5, is_group=False, now=1.5) == 1
    assert watch.observe(6, is_group=False, now=1.5) is None


def test_thirty_a_second_in_all() -> None:
    """All chats together share one bucket."""
    watch = RateWatch(enforced=True)

    waits = [watch.observe(chat, is_group=False, now=0.0) for chat in range(31)]

    assert waits == [None] * 30 + [1]
    assert [violation.limit for violation in watch.violations] == ["overall"]


def test_watching_without_enforcing_counts_only() -> None:
    """Without enforcement nothing is refused, but every overshoot is written down."""
    watch = RateWatch()

    assert [watch.observe(-5, is_group=True, now=0.0) for _ in range(25)] == [None] * 25
    assert len(watch.violations) == 5


async def test_edits_count_and_answers_to_presses_do_not(api: BotApiServer, bare: BareClient) -> None:
    """The server counts what is sent and edited, in groups by the chat."""
    an = api.person("An")
    group = api.group("Tổ", owner=an)
    an.adds_bot_to(group)
    api.faults.rates.enforced = True
    api.faults.rates.per_group_minute = 2

    await bare.result("sendMessage", chat_id=group.chat_id, text="a")
    await bare.result("editMessageText", chat_id=group.chat_id, message_id=an.last_message(group).message_id, text="b")
    await bare.result("getChat", chat_id=group.chat_id)
    answer = await bare.call("sendMessage", chat_id=group.chat_id, text="c")

    assert (answer["error_code"], an.last_message(group).text) == (429, "b")
    assert [violation.chat_id for violation in api.faults.rates.violations] == [group.chat_id]
