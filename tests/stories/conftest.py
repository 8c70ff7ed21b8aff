"""A town for every story.

Most stories are about what is said: there the bot does not wait for Telegram's limits, or this folder would take
minutes. Whatever is about pace asks for `paced_place`, where it keeps them all.
"""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.town import Town, town


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running, in which nobody waits for a turn to speak."""
    async with town(tmp_path, paced=False) as found:
        yield found


@pytest.fixture
async def paced_place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running at Telegram's real pace."""
    async with town(tmp_path) as found:
        yield found
