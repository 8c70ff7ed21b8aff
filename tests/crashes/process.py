"""The real thing: `python -m bot run` in a process of its own, to be killed as an operating system kills."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from pydantic import SecretStr

import bot
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.settings import Settings
from tests.town import TOKEN

_ROOT: Final = Path(bot.__file__).parents[1]
_STARTS_WITHIN: Final = 30.0
_STOPS_WITHIN: Final = 30.0


class Machine:
    """A computer that runs the bot against the stand-in; its disk outlives every process."""

    def __init__(self, api: BotApiServer, folder: Path) -> None:
        self.api = api
        self.folder = folder
        self._process: Process | None = None
        self.settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue] - pydantic-settings' own argument
            telegram_token=SecretStr(api.token),
            data=folder / "data",
            keys=folder / "keys",
        )

    async def starts(self) -> None:
        """Start the bot; back once it takes updates."""
        with (self.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self.folder, env=self.environment(), stdout=PIPE, stderr=log
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(_STARTS_WITHIN):
            line = await self._process.stdout.readline()
        assert b"ready\n" == line, f"the bot did not start: {(self.folder / 'log').read_text()[-2000:]}"

    async def is_killed(self) -> None:
        """Kill the bot with SIGKILL, if it runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.communicate()
        self._process = None

    async def close(self) -> None:
        """Leave no process behind."""
        await self.is_killed()

    async def stops(self) -> int:
        """Stop the bot with SIGTERM; give its exit code."""
        assert self._process is not None
        self._process.terminate()
        async with asyncio.timeout(_STOPS_WITHIN):
            await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode

    def residents(self, number: int) -> list[Person]:
        """Give people who have opened a chat with the bot and said nothing yet."""
        people = [self.api.person(f"Lan {count}") for count in range(number)]
        for person in people:
            person.world.private_chat(person.user)
        return people

    async def calls(self, number: int) -> None:
        """Wait until the bot has asked Telegram so many things in all its lives."""
        while len(self.api.journal.calls()) < number:
            await self.api.journal.bell.next_ring()

    def environment(self) -> dict[str, str]:
        """Give what the process knows: nothing of this one's settings; a rate that does not cost the test minutes."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("TINBAO_", "COVERAGE_"))}
        return own | {
            "PYTHONPATH": str(_ROOT),
            "TINBAO_TELEGRAM_TOKEN": self.api.token,
            "TINBAO_TELEGRAM_API": self.api.root,
            "TINBAO_DATA": str(self.settings.data),
            "TINBAO_KEYS": str(self.settings.keys),
            "TINBAO_NOTICE_DELAY": "0",
            "TINBAO_RATE": "1000",
        }


@asynccontextmanager
async def machine(folder: Path) -> AsyncGenerator[Machine]:
    """Let a machine be, with the bot running; no process is left at the end."""
    async with BotApiServer(token=TOKEN) as api:
        there = Machine(api, folder)
        await there.starts()
        try:
            yield there
        finally:
            await there.is_killed()
