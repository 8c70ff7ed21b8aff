"""The weather: each fault does what its name says, strikes what it is told to, and can be repeated."""

import time

import pytest
from aiohttp import ClientError

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.plain import Json
from tests.sandbox.bare_client import BareClient


async def test_an_error_before_doing_does_nothing(api: BotApiServer, bare: BareClient) -> None:
    """A 5xx is answered and no message is there."""
    lan = api.person("Lan")
    lan.starts()
    api.faults.next(Fault.ERROR, code=500)

    answer = await bare.call("sendMessage", chat_id=lan.user_id, text="a")

    assert answer == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    assert lan.texts() == ["/start"]
    (call,) = api.journal.calls("sendMessage")
    assert (call.code, call.took_effect) == (500, False)


async def test_a_cut_connection_does_nothing(api: BotApiServer, bare: BareClient) -> None:
    """A connection that is cut before doing leaves no message."""
    lan = api.person("Lan")
    lan.starts()
    api.faults.next(Fault.DROP)

    with pytest.raises(ClientError):
        await bare.call("sendMessage", chat_id=lan.user_id, text="a")

    assert lan.texts() == ["/start"]
    (call,) = api.journal.calls("sendMessage")
    assert (call.code, call.took_effect) == (None, False)


async def test_a_lost_answer_leaves_the_message(api: BotApiServer, bare: BareClient) -> None:
    """The bot hears nothing, but the message is there."""
    lan = api.person("Lan")
    lan.starts()
    api.faults.next(Fault.LOSS)

    with pytest.raises(ClientError):
        await bare.call("sendMessage", chat_id=lan.user_id, text="a")

    assert lan.texts() == ["/start", "a"]
    (call,) = api.journal.calls("sendMessage")
    assert (call.code, call.took_effect) == (None, True)


async def test_a_lost_poll_brings_its_updates_again(api: BotApiServer, bare: BareClient) -> None:
    """An answer to getUpdates that is lost confirms nothing."""
    api.person("Lan").starts()
    api.faults.next(Fault.LOSS, method="getUpdates")

    with pytest.raises(ClientError):
        await bare.updates()

    assert len(await bare.updates()) == 1


async def test_scripts_strike_only_what_they_name(api: BotApiServer, bare: BareClient) -> None:
    """A method, a chat, a number of times, after so many passed."""
    lan, an = api.person("Lan"), api.person("An")
    lan.starts()
    an.starts()
    api.faults.next(Fault.FLOOD, times=2, skip=1, method="sendMessage", chat=lan.user_id, retry_after=3)

    async def code(chat_id: int) -> Json:
        return (await bare.call("sendMessage", chat_id=chat_id, text="a")).get("error_code", 200)

    codes = [await code(person.user_id) for person in (lan, an, lan, an, lan, lan)]

    assert codes == [200, 200, 429, 200, 429, 200]
    assert api.faults.struck[Fault.FLOOD] == 2


async def test_a_halt_lasts_as_long_as_it_says(api: BotApiServer, bare: BareClient) -> None:
    """During a halt everything sent is refused with the seconds that are left; other calls pass."""
    lan = api.person("Lan")
    lan.starts()
    api.floods(5.0)

    answer = await bare.call("sendMessage", chat_id=lan.user_id, text="a")
    await bare.result("getMe")

    assert answer["parameters"] == {"retry_after": 5}
    api.faults.calm()
    await bare.result("sendMessage", chat_id=lan.user_id, text="a")


async def test_latency_delays_answers(api: BotApiServer, bare: BareClient) -> None:
    """Each call takes at least as long as the weather says."""
    api.faults.latency = (0.05, 0.06)
    began = time.monotonic()

    await bare.result("getMe")

    assert time.monotonic() - began >= 0.05


def test_shares_are_repeatable_and_about_right() -> None:
    """The same seed gives the same weather, and shares come out near what they say."""

    def weather(seed: int) -> list[Fault | None]:
        faults = Faults(seed=seed, error_share=0.1, loss_share=0.05, spared=frozenset({"getMe"}))
        return [faults.fate("sendMessage", 1, now=0.0).fault for _ in range(2000)]

    first = weather(7)

    assert weather(7) == first
    assert weather(8) != first
    assert 150 <= first.count(Fault.ERROR) <= 250
    assert 60 <= first.count(Fault.LOSS) <= 140
    assert first.count(Fault.DROP) == 0


def test_spared_methods_meet_no_shares() -> None:
    """A spared method passes through any share."""
    faults = Faults(error_share=1.0, spared=frozenset({"getUpdates"}))

    assert faults.fate("getUpdates", None, now=0.0).fault is None
    assert faults.fate("sendMessage", 1, now=0.0).fault is Fault.ERROR
