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


def test_paid_broadcasts_have_a_limit_of_their_own() -> None:
    """What goes beyond the free thirty is held against a thousand a second, and leaves the free limit alone."""
    watch = RateWatch(enforced=True)
    for chat in range(30):
        watch.observe(chat, is_group=False, now=0.0)

    waits = [watch.observe(100 + chat, is_group=False, now=0.0, pays=True) for chat in range(1001)]

    assert watch.is_beyond_free(0.0)
    assert waits == [None] * 1000 + [1]
    assert watch.observe(5000, is_group=False, now=0.05) is None
    assert [violation.limit for violation in watch.violations] == ["paid"]


async def test_only_what_is_delivered_beyond_the_free_limit_costs(api: BotApiServer, bare: BareClient) -> None:
    """A tenth of a Star for each paid message beyond the free ones; one to somebody who has blocked costs nothing."""
    lan, blocked = api.person("Lan"), api.person("An")
    lan.starts()
    blocked.starts()
    blocked.blocks_bot()
    rates = api.faults.rates
    rates.per_second, rates.overall_burst, rates.enforced = 0.001, 1.0, True

    for person in (lan, lan, lan, blocked):
        await bare.call("sendMessage", chat_id=person.user_id, text="a", allow_paid_broadcast=True)
    unpaid = await bare.call("sendMessage", chat_id=lan.user_id, text="b")

    assert (2, 0.2) == (rates.paid, rates.stars)
    assert ("429", 3) == (str(unpaid["error_code"]), lan.texts().count("a"))
