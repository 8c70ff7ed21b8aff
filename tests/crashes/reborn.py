"""A machine whose bot starts in no time: a process that has loaded everything is forked for each life.

What is killed is a process like any other; only that Python and the libraries are not read twenty times.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from typing import Final

from tests.crashes.process import Machine

_WITHIN: Final = 30.0  #: seconds until it has loaded everything, started or ended
#: Says who was born, what the bot says itself, and how it ended.
_MOTHER: Final = """
import os, sys
import bot.__main__, bot.commands.run, bot.running, bot.wiring, handlers.broadcasts.distributor, storage.engine
for _ in sys.stdin:
    child = os.fork()
    if not child:
        sys.argv = ["tinbao", "run"]
        try:
            bot.__main__.main()
        except SystemExit as ended:
            os._exit(ended.code or 0)
    print("born", child, flush=True)
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Reborn(Machine):
    """A machine that runs the bot again at once, however often it is killed."""

    _mother: Process | None = None
    _child = 0

    async def starts(self) -> None:
        """Start the bot; back once it takes updates."""
        mother = self._mother or await self._loaded()
        assert mother.stdin is not None
        mother.stdin.write(b"\n")
        self._child = int((await self._says(b"born")).split()[1])
        await self._says(b"ready")

    async def is_killed(self) -> None:
        """Kill the bot with SIGKILL, if it runs."""
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            await self._ended()

    async def stops(self) -> int:
        """Stop the bot with SIGTERM; give its exit code."""
        os.kill(self._child, signal.SIGTERM)
        return await self._ended()

    async def close(self) -> None:
        """Leave no process behind."""
        await self.is_killed()
        if self._mother is not None:
            self._mother.kill()
            await self._mother.communicate()

    async def _loaded(self) -> Process:
        with (self.folder / "log").open("ab") as log:
            self._mother = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _MOTHER),
                cwd=self.folder,
                env=self.environment(),
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
            )
        return self._mother

    async def _ended(self) -> int:
        self._child = 0
        return int((await self._says(b"ended")).split()[1])

    async def _says(self, word: bytes) -> bytes:
        """Wait for a line that begins so; any other is a failure."""
        assert self._mother is not None
        assert self._mother.stdout is not None
        async with asyncio.timeout(_WITHIN):
            line = await self._mother.stdout.readline()
        assert line.startswith(word), f"{line!r} instead of {word!r}: {(self.folder / 'log').read_text()[-2000:]}"
        return line
