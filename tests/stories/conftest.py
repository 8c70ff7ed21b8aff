"""A town for every story."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.town import Town, town


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town with the bot running."""
    async with town(tmp_path) as found:
        yield found
