"""A cleaner with a real worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.evidence.cleaner import PhotoCleaner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def cleaner() -> AsyncIterator[PhotoCleaner]:
    """Give a cleaner as the bot has it; its worker ends with the test."""
    cleaner = PhotoCleaner()
    yield cleaner
    await cleaner.close()
