"""A town for every story.

Most stories are about what is said: there the bot does not wait for Telegram's limits, or this folder would take
minutes. Whatever is about pace asks for `paced_place`, where it keeps them all.
"""

import io
import logging
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from bot import logs
from tests.town import Town, town


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running, in which nobody waits for a turn to speak."""
    async with town(tmp_path, paced=False) as found:
        yield found


@pytest.fixture
async def wide_place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running, in which thousands are told something within seconds."""
    async with town(tmp_path, paced=False, rate=1000) as found:
        yield found


@pytest.fixture
async def paced_place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running at Telegram's real pace."""
    async with town(tmp_path) as found:
        yield found


@pytest.fixture
def log() -> Generator[io.StringIO]:
    """Give what the program logs, at every level and of every library."""
    root, libraries = logging.getLogger(), [logging.getLogger(name) for name in _LIBRARIES]
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(stream, level=logging.DEBUG)
    for library in libraries:
        library.setLevel(logging.DEBUG)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for library in libraries:
        library.setLevel(logging.NOTSET)


_LIBRARIES = ("telegram", "aiohttp", "sqlalchemy", "aiosqlite", "apscheduler", "alembic", "asyncio")
