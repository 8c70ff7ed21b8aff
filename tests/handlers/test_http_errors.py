"""Whatever goes wrong on the road, the error says whether it may have arrived, and never tells token, host or words."""

from __future__ import annotations

import asyncio
import traceback
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.http import AiohttpRequest, NeverSent, Unanswered, UnusableProxy
from tests.handlers.bot_api import MESSAGE, TOKEN, Telegram, a_bot, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = TOKEN.split(":")[1]
PASSWORD = "a-password-in-a-proxy"
WORDS = "chào bà con"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Give a Bot API that lives as long as the test."""
    async with listening() as telegram:
        yield telegram


async def failure(root: str, *, opened: bool = True, **sender: object) -> TelegramError:
    """Give the error that sending ends in, after seeing that nothing about it tells the token."""
    bot = a_bot(root, **sender)
    if opened:
        await bot.request.initialize()
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, WORDS)
    await bot.request.shutdown()
    error: BaseException | None = caught.value
    while error is not None:
        told = str(error) + repr(error) + repr(error.args) + "".join(traceback.format_exception(error))
        assert [] == [
            secret for secret in (SECRET, PASSWORD, "127.0.0.1", "nowhere.invalid", "bà con") if secret in told
        ]
        error = error.__cause__ or error.__context__
    return caught.value


async def test_what_was_certainly_not_sent_says_so(telegram: Telegram, unused_tcp_port: int) -> None:
    """Nobody listening, no such host, no open pool: sending again doubles nothing."""
    refused = await failure(f"http://127.0.0.1:{unused_tcp_port}")
    nowhere = await failure("http://nowhere.invalid")
    closed = await failure(telegram.root, opened=False)

    assert [NeverSent] * 3 == [type(error) for error in (refused, nowhere, closed)]
    assert [] == telegram.forms


async def test_no_free_connection_in_time_was_not_sent_either(telegram: Telegram) -> None:
    """With the pool taken by a call that hangs, the next one times out unsent."""
    release = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        del request
        await release.wait()
        return web.json_response({"ok": True, "result": MESSAGE})

    telegram.reply = hang
    async with a_bot(telegram.root, connections=1) as bot, asyncio.TaskGroup() as group:
        group.create_task(bot.send_message(1, "hangs"))
        await asyncio.sleep(0.1)
        with pytest.raises(NeverSent) as caught:
            await bot.send_message(1, "waits", pool_timeout=0.05, connect_timeout=0.05)
        release.set()

    assert isinstance(caught.value, TimedOut)
    assert 1 == len(telegram.forms)


async def test_a_late_answer_or_a_cut_connection_may_have_arrived(telegram: Telegram) -> None:
    """Neither is called unsent: Telegram may have seen it."""

    async def late(request: web.Request) -> web.Response:
        del request
        await asyncio.sleep(0.5)
        return web.Response()

    async def cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        await asyncio.sleep(0)
        return web.Response()

    telegram.reply = late
    timed_out = await failure(telegram.root, read_timeout=0.1)
    telegram.reply = cut
    cut_off = await failure(telegram.root)

    assert [TimedOut, Unanswered] == [type(timed_out), type(cut_off)]


@pytest.mark.parametrize(
    ("status", "told", "error"),
    [
        (400, {"description": "Bad Request: message is not modified"}, BadRequest),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (409, {"description": "Conflict: terminated by other getUpdates request"}, Conflict),
        (400, {"description": "migrated", "parameters": {"migrate_to_chat_id": -1009}}, ChatMigrated),
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 3}}, RetryAfter),
        (500, {"description": "Internal Server Error"}, NetworkError),
    ],
)
async def test_a_refusal_of_telegram_becomes_the_librarys_error(
    telegram: Telegram,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    told: dict[str, object],
    error: type[TelegramError],
) -> None:
    """As with the library's own road."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.says(status, {"ok": False, "error_code": status, **told})

    assert error is type(await failure(telegram.root))


@pytest.mark.parametrize("status", [200, 302, 401, 404, 429, 502])
@pytest.mark.parametrize("page", [f"<p>/bot{TOKEN}/sendMessage bà con</p>".encode(), b"[1]", b'{"ok'])
async def test_a_strangers_page_is_a_network_error_that_quotes_nothing(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, status: int, page: bytes
) -> None:
    """A gateway's 404 is no wrong token, its page may repeat the address, and it may not get into the log."""
    caplog.set_level("INFO")
    telegram.says(status, page)

    error = await failure(telegram.root)

    assert Unanswered is type(error)
    assert f"Not an answer of the Bot API (HTTP {status})" == error.message
    assert [] == [record for record in caplog.records if record.name.startswith("telegram")]


async def test_an_answer_that_breaks_off_is_a_network_error_that_quotes_nothing(telegram: Telegram) -> None:
    """It begins as an answer of the Bot API and is none."""
    telegram.says(200, f'{{"ok": true, "result": "{TOKEN}'.encode())

    assert Unanswered is type(await failure(telegram.root))


async def test_a_redirect_is_not_followed(telegram: Telegram) -> None:
    """It would carry the token to a place that nobody chose."""

    async def elsewhere(request: web.Request) -> web.Response:
        await asyncio.sleep(0)
        return web.Response(status=307, headers={"Location": request.path})

    telegram.reply = elsewhere
    await failure(telegram.root)

    assert 1 == len(telegram.forms)


async def test_a_dead_proxy_tells_neither_token_nor_password(unused_tcp_port: int) -> None:
    """What could not reach the proxy was not sent."""
    proxy = f"http://someone:{PASSWORD}@127.0.0.1:{unused_tcp_port}"

    assert NeverSent is type(await failure("http://nowhere.invalid", proxy=proxy))


@pytest.mark.parametrize("address", ["ftp://u:{}@h:1", "socks5://u:{}@h:1", "http://u:{}@h", "http://u:{}@h:x", "{}"])
def test_a_proxy_that_cannot_be_used_is_refused_without_its_password(address: str) -> None:
    """At once, with a word on what is wrong."""
    with pytest.raises(UnusableProxy) as caught:
        AiohttpRequest(proxy=address.format(PASSWORD))

    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
