"""What the tests of the practice room stand on."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.practice.room import Room
from bot.sandbox.bot_api import BotApiServer
from tests.practice.prepared import prepare
from tests.town import TOKEN


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a room in which everybody is enrolled."""
    return prepare(tmp_path_factory.mktemp("practice") / "room")


@pytest.fixture
async def api() -> AsyncGenerator[BotApiServer]:
    """Give a stand-in without a bot."""
    async with BotApiServer(token=TOKEN) as server:
        yield server


@pytest.fixture
def bare(api: BotApiServer, tmp_path: Path) -> Room:
    """Give a room that is not at work: no process runs, nothing moves by itself."""
    return Room(api, tmp_path, is_kept=False)
