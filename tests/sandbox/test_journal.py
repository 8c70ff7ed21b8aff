"""Every call is written down: when, which, with what, to whom, and how it ended."""

from aiohttp import ClientSession, ClientTimeout

from bot.sandbox.bot_api import BotApiServer
from tests.sandbox.bare_client import BareClient
from tests.sandbox.conftest import TOKEN


async def test_calls_are_found_by_method_and_chat(api: BotApiServer, bare: BareClient) -> None:
    """The journal keeps the order, the parameters as understood, and the answer's code."""
    lan, an = api.person("Lan"), api.person("An")
    lan.starts()
    an.starts()

    await bare.form("sendMessage", chat_id=str(lan.user_id), text="một")
    await bare.result("sendMessage", chat_id=an.user_id, text="hai")
    await bare.call("sendMessage", chat_id=an.user_id, text="")
    await bare.result("getChat", chat_id=lan.user_id)

    texts = [(call.params["text"], call.code) for call in api.journal.calls("sendMessage")]
    assert texts == [("một", 200), ("hai", 200), ("", 400)]
    assert [call.method for call in api.journal.calls(chat=lan.user_id)] == ["sendMessage", "getChat"]
    assert [call.description for call in api.journal.calls(chat=an.user_id)] == [
        "",
        "Bad Request: message text is empty",
    ]
    times = [call.at for call in api.journal.calls()]
    assert times == sorted(times)


async def test_the_world_outlives_a_bot_that_dies(api: BotApiServer) -> None:
    """A bot that is cut off in its poll leaves nothing behind that disturbs the next one."""
    lan = api.person("Lan")
    root = f"{api.root}/bot{TOKEN}"
    async with ClientSession(timeout=ClientTimeout(total=0.1)) as dying:
        try:
            await BareClient(session=dying, root=root).updates(timeout=30)
        except TimeoutError:
            lan.starts()

    async with ClientSession() as session:
        reborn = BareClient(session=session, root=root)
        assert len(await reborn.updates(timeout=5)) == 1
        assert len(await reborn.updates(timeout=5)) == 1
