"""What the tests of the practice room stand on."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.practice.room import Room
from bot.sandbox.bot_api import BotApiServer
from tests.practice.browser import need_browser
from tests.practice.prepared import prepare
from tests.town import TOKEN


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a room in which everybody is enrolled; for the tests in a browser, left out without one."""
    need_browser()
    return await prepare(tmp_path_factory.mktemp("practice") / "room")


@pytest.fixture
async def api() -> AsyncGenerator[BotApiServer]:
    """Give a stand-in without a bot."""
    async with BotApiServer(token=TOKEN) as server:
        yield server


@pytest.fixture
def bare(api: BotApiServer, tmp_path: Path) -> Room:
    """Give a room that is not at work: no process runs, nothing moves by itself."""
    return Room(api, tmp_path, is_kept=False)
