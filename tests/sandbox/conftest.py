"""A stand-in, a library client of the bot and a bare one for each test here."""

from collections.abc import AsyncIterator

import pytest
import telegram
from aiohttp import ClientSession

from bot.sandbox.bot_api import BotApiServer
from tests.sandbox.bare_client import BareClient

TOKEN = "7000000001:AA-made-up-token"


@pytest.fixture
async def api() -> AsyncIterator[BotApiServer]:
    """Give a running stand-in."""
    async with BotApiServer(token=TOKEN, bot_username="tinbao_bot") as server:
        yield server


@pytest.fixture
async def bot(api: BotApiServer) -> AsyncIterator[telegram.Bot]:
    """Give python-telegram-bot's own client of the stand-in."""
    client = telegram.Bot(TOKEN, base_url=f"{api.root}/bot", base_file_url=f"{api.root}/file/bot")
    async with client:
        yield client


@pytest.fixture
async def bare(api: BotApiServer) -> AsyncIterator[BareClient]:
    """Give a client that sends exactly what it is told."""
    async with ClientSession() as session:
        yield BareClient(session=session, root=f"{api.root}/bot{TOKEN}")
