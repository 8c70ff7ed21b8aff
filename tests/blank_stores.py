"""Empty stores as their migrations leave them: made once in each process that tests, and copied from then on.

Nearly every test begins with one, and the migrations have tests of their own.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from storage.engine import Store
from storage.migrations import Which, bring_up

_MADE: Final = dict[Which, bytes]()


async def lay(file: Path, which: Which) -> None:
    """Put an empty store in a file that nothing has opened yet; where one is already, do nothing."""
    if which not in _MADE:
        with tempfile.TemporaryDirectory() as folder:
            _MADE[which] = await _made(Path(folder) / "store.db", which)
    _write(file, _MADE[which])


def _write(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    if not file.stat().st_size:
        file.write_bytes(content)


async def _made(file: Path, which: Which) -> bytes:
    store = Store(f"sqlite+aiosqlite:///{file}")
    await bring_up(store, which)
    await store.checkpoint()
    await store.dispose()
    return await asyncio.to_thread(file.read_bytes)
