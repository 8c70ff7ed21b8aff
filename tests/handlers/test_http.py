"""Requests of the real library reach a real server over aiohttp, whole and over few connections."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from handlers.http import AiohttpRequest
from tests.handlers.bot_api import MESSAGE, TOKEN, Telegram, a_bot, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Give a Bot API that lives as long as the test."""
    async with listening() as telegram:
        yield telegram


async def test_a_message_arrives_as_json_with_nested_parts_as_json_of_their_own(telegram: Telegram) -> None:
    """Words keep their accents; numbers and keyboards are JSON."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Gửi tin", callback_data="s")]])

    async with a_bot(telegram.root) as bot:
        sent = await bot.send_message(-100, "Xóa & hủy=?+", reply_markup=keyboard)

    assert 5 == sent.message_id
    markup = json.dumps({"inline_keyboard": [[{"callback_data": "s", "text": "Gửi tin"}]]})
    assert [{"chat_id": "-100", "text": "Xóa & hủy=?+", "reply_markup": markup}] == telegram.forms


async def test_a_photo_arrives_as_a_file_with_its_name_and_type(telegram: Telegram) -> None:
    """A form with files keeps its other fields, and the name keeps its accents."""
    async with a_bot(telegram.root) as bot:
        await bot.send_photo(1, b"\x89 bytes", caption="Ảnh", filename="ảnh 1.png")

    assert [{"chat_id": "1", "caption": "Ảnh", "photo": ("ảnh 1.png", "image/png", b"\x89 bytes")}] == telegram.forms


async def test_an_album_arrives_with_its_files_attached(telegram: Telegram) -> None:
    """Each photo of an album is a part of its own, named in the list of media."""
    telegram.says(200, {"ok": True, "result": [MESSAGE, MESSAGE]})

    async with a_bot(telegram.root) as bot:
        await bot.send_media_group(
            1, [InputMediaPhoto(b"one", filename="1.jpg"), InputMediaPhoto(b"two", filename="2.jpg")]
        )

    [form] = telegram.forms
    names = [media["media"].removeprefix("attach://") for media in json.loads(str(form["media"]))]
    assert [("1.jpg", "image/jpeg", b"one"), ("2.jpg", "image/jpeg", b"two")] == [form[name] for name in names]


async def test_a_file_is_fetched_byte_by_byte(telegram: Telegram) -> None:
    """A download is the body as it is, whatever it holds."""
    content = bytes(range(256)) * 4096

    async with a_bot(telegram.root) as bot:
        telegram.says(200, {"ok": True, "result": {"file_id": "f", "file_unique_id": "u", "file_path": "photos/1.jpg"}})
        file = await bot.get_file("f")
        telegram.says(200, content)
        fetched = await file.download_as_bytearray()

    assert content == bytes(fetched)


async def test_a_long_poll_waits_longer_than_the_other_calls_may(telegram: Telegram) -> None:
    """The poll's own wait is added to the road's, and the poll takes no connection of the sender's."""

    async def slowly(request: web.Request) -> web.Response:
        if request.path.endswith("getUpdates"):
            await asyncio.sleep(0.4)
            return web.json_response({"ok": True, "result": []})
        return web.json_response({"ok": True, "result": MESSAGE})

    telegram.reply = slowly
    poller = AiohttpRequest(connections=1, read_timeout=0.1)
    bot = Bot(TOKEN, f"{telegram.root}/bot", request=AiohttpRequest(connections=1), get_updates_request=poller)
    async with bot, asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=1))
        await asyncio.sleep(0.1)
        sent = await bot.send_message(1, "now")
        assert (5, False) == (sent.message_id, poll.done())

    assert () == poll.result()


async def test_connections_are_kept_and_never_more_than_the_pool_has(telegram: Telegram) -> None:
    """Five calls in a row take one connection; eight at once take the two of the pool."""
    async with a_bot(telegram.root, connections=2, pool_timeout=5) as bot:
        for _ in range(5):
            await bot.send_message(1, "in a row")
        in_a_row = len(telegram.peers)
        await asyncio.gather(*(bot.send_message(chat, "at once") for chat in range(8)))

    assert (1, 2) == (in_a_row, len(telegram.peers))


async def test_a_road_can_be_opened_and_closed_again_and_again(telegram: Telegram) -> None:
    """Opening twice opens one pool; closing a closed one does nothing."""
    bot = a_bot(telegram.root)
    for _ in range(2):
        await bot.request.initialize()
        await bot.request.initialize()
        await bot.send_message(1, "x")
        await bot.request.shutdown()
        await bot.request.shutdown()

    assert 2 == len(telegram.forms)


async def test_an_http_proxy_is_used(telegram: Telegram) -> None:
    """The request goes to the proxy, with the address of a host that is not there."""
    proxy = telegram.root.replace("http://", "http://someone:password@")

    async with a_bot("http://nowhere.invalid", proxy=proxy) as bot:
        await bot.send_message(1, "x")

    assert [{"chat_id": "1", "text": "x"}] == telegram.forms
