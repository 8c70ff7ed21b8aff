"""What every test stands on."""

import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.machine import Machine, machine_in

settings.register_profile("steady", deadline=None)  # speed is measured in benchmarks; these machines are shared
settings.load_profile("steady")

os.environ.setdefault("PTB_TIMEDELTA", "1")
for _name in [name for name in os.environ if name.startswith("TINBAO_")]:
    del os.environ[_name]


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncGenerator[Machine]:
    """Give a folder with processes of `tinbao` beside a Telegram."""
    async with machine_in(tmp_path) as found:
        yield found
