"""Updates wait for the bot as on Telegram: at least once, in order, until a higher offset confirms them."""

import asyncio

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import JsonObject, number_in, object_in, text_in
from tests.sandbox.bare_client import BareClient

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def said(updates: list[JsonObject]) -> list[str]:
    """Give the texts of message updates."""
    return [text_in(object_in(update["message"])["text"]) for update in updates]


async def test_what_is_not_confirmed_comes_again(api: BotApiServer, bare: BareClient) -> None:
    """A bot that dies before it confirms gets the same updates when it lives again."""
    api.person("Lan").starts()

    first = await bare.updates()
    again = await bare.updates()

    assert first == again
    assert said(again) == ["/start"]


async def test_a_positive_offset_confirms_all_lower_ids(api: BotApiServer, bare: BareClient) -> None:
    """What lies below the offset is gone for good."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends("một")
    lan.sends("hai")
    first = number_in((await bare.updates(limit=1))[0]["update_id"])

    assert said(await bare.updates(offset=first + 1)) == ["một", "hai"]
    assert said(await bare.updates()) == ["một", "hai"]
    assert said(await bare.updates(offset=first + 2)) == ["hai"]


async def test_an_offset_far_ahead_is_ignored(api: BotApiServer, bare: BareClient) -> None:
    """An offset more than ten beyond the next id confirms nothing; a nearer one confirms all."""
    api.person("Lan").starts()
    first = number_in((await bare.updates())[0]["update_id"])

    assert said(await bare.updates(offset=first + 12)) == ["/start"]
    assert await bare.updates(offset=first + 11) == []
    assert await bare.updates() == []


async def test_a_negative_offset_keeps_the_newest(api: BotApiServer, bare: BareClient) -> None:
    """A negative offset forgets all but so many of the newest."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends("một")
    lan.sends("hai")

    assert said(await bare.updates(offset=-2)) == ["một", "hai"]
    assert said(await bare.updates(offset=-1)) == ["hai"]
    assert said(await bare.updates()) == ["hai"]


async def test_a_waiting_poll_is_woken_by_an_update(api: BotApiServer, bare: BareClient) -> None:
    """A long poll answers as soon as there is something."""
    lan = api.person("Lan")
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bare.updates(timeout=5))
        await asyncio.sleep(0.05)

        lan.starts()

        assert said(await asyncio.wait_for(poll, 1)) == ["/start"]


async def test_a_poll_that_waits_in_vain_gives_nothing(bare: BareClient) -> None:
    """A long poll ends empty after its timeout."""
    assert await bare.updates(timeout=1) == []


async def test_a_newer_waiting_poll_ends_the_older(bare: BareClient) -> None:
    """Two bots with one token disturb each other as on Telegram."""
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(bare.call("getUpdates", timeout=5))
        await asyncio.sleep(0.05)
        newer = tasks.create_task(bare.call("getUpdates", timeout=1))

        assert await older == {"ok": False, "error_code": 409, "description": OTHER}
        assert await newer == {"ok": True, "result": []}


async def test_polling_and_a_webhook_exclude_each_other(api: BotApiServer, bare: BareClient) -> None:
    """While a webhook is set nobody can poll; taking it away allows it again."""
    api.person("Lan").starts()
    await bare.result("setWebhook", url="https://example.org/hook")

    assert await bare.refusal("getUpdates") == WEBHOOK
    info = object_in(await bare.result("getWebhookInfo"))
    assert (info["url"], info["pending_update_count"]) == ("https://example.org/hook", 1)
    await bare.result("deleteWebhook")
    assert said(await bare.updates()) == ["/start"]


async def test_a_webhook_ends_the_poll_that_waits(bare: BareClient) -> None:
    """Setting a webhook ends a waiting poll with a conflict."""
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bare.call("getUpdates", timeout=5))
        await asyncio.sleep(0.05)
        await bare.result("setWebhook", url="https://example.org/hook")

        assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


async def test_allowed_updates_apply_when_an_update_is_made(api: BotApiServer, bare: BareClient) -> None:
    """What was queued before a narrower wish stays; what comes after is not made at all."""
    lan = api.person("Lan")
    lan.starts()
    await bare.result("getUpdates", allowed_updates=["callback_query"])

    lan.sends("không ai nghe")

    assert said(await bare.updates()) == ["/start"]
    await bare.result("getUpdates", allowed_updates=[])
    lan.sends("nghe lại")
    assert said(await bare.updates()) == ["/start", "nghe lại"]


async def test_pending_updates_can_be_dropped(api: BotApiServer, bare: BareClient) -> None:
    """Dropping pending updates empties the queue."""
    api.person("Lan").starts()

    await bare.result("deleteWebhook", drop_pending_updates=True)

    assert await bare.updates() == []
