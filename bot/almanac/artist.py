"""Who draws months, as the bot knows them: a process for one picture at a time, ended with it.

The libraries that draw take 60 MiB and half a second to load: they are never loaded into the bot.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from bot.ports.almanac import AlmanacFailed, Page

_ROOT: Final = Path(__file__).resolve().parents[2]
_PATIENCE: Final = 20.0  #: seconds


class ProcessArtist:
    """Draws in a process that inherits nothing: no variables, no files, no terminal."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def drawn(self, page: Page) -> bytes:
        """Give a month as PNG; see the port."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-sPB",
                "-m",
                "bot.almanac.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # what was written on the page would stand there
                env={"PYTHONPATH": str(_ROOT)},
                cwd="/",
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(_PATIENCE):
                    picture, _ = await process.communicate(TypeAdapter(Page).dump_json(page))
            except TimeoutError:
                raise AlmanacFailed from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            if process.returncode != 0:
                raise AlmanacFailed
            return picture
