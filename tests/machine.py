"""The real process of `tinbao`, in a folder of its own, beside a stand-in of Telegram."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.bot_api import BotApiServer

ROOT = Path(__file__).parents[1]
TOKEN = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"


@dataclass(slots=True, kw_only=True)
class Machine:
    """A folder, an environment, and processes in them."""

    folder: Path
    environment: dict[str, str]
    processes: list[asyncio.subprocess.Process] = field(default_factory=list[asyncio.subprocess.Process])

    async def starts(self, *arguments: str, **variables: str | None) -> asyncio.subprocess.Process:
        """Start `tinbao`."""
        named = {f"TINBAO_{name}": value for name, value in variables.items()}
        environment = {name: value for name, value in (self.environment | named).items() if value is not None}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *(arguments or ("run",))),
            cwd=self.folder,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.processes.append(process)
        return process

    async def ends(
        self, *arguments: str, says: str | None = None, **variables: str | None
    ) -> tuple[int | None, str, str]:
        """Start `tinbao`, say something to it, and wait for its end; give its exit, its answer and its complaint."""
        process = await self.starts(*arguments, **variables)
        async with asyncio.timeout(20):
            out, err = await process.communicate(says.encode() if says is not None else None)
        return process.returncode, out.decode(), err.decode()

    async def runs(self) -> asyncio.subprocess.Process:
        """Start `tinbao run` and wait until it is ready."""
        process = await self.starts()
        assert process.stdout is not None
        async with asyncio.timeout(20):
            assert b"ready\n" == await process.stdout.readline()
        return process


@asynccontextmanager
async def machine_in(folder: Path) -> AsyncGenerator[Machine]:
    """Give a machine beside a Telegram."""
    async with BotApiServer(token=TOKEN) as api:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TINBAO_")}
        environment = kept | {
            "PYTHONPATH": str(ROOT),
            "TINBAO_TELEGRAM_TOKEN": TOKEN,
            "TINBAO_TELEGRAM_API": api.root,
        }
        found = Machine(folder=folder, environment=environment)
        yield found
        for process in found.processes:
            if process.returncode is None:
                process.kill()
            await process.communicate()
