"""A cleaner with a real worker."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.evidence.cleaner import PhotoCleaner


@pytest.fixture
async def cleaner() -> AsyncIterator[PhotoCleaner]:
    """Give a cleaner as the bot has it; its worker ends with the test."""
    cleaner = PhotoCleaner()
    yield cleaner
    await cleaner.close()
