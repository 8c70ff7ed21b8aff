"""A bot's process from outside: started, looked at through /proc, stopped. Linux only, like the figures it gives."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.bot_api import BotApiServer

ROOT = Path(__file__).resolve().parents[1]

_TICKS = os.sysconf("SC_CLK_TCK")
_START_PATIENCE = 30.0
_STOP_PATIENCE = 15.0
_UTIME, _STIME = 11, 12  # places in /proc/<pid>/stat, counted behind the name, which may hold spaces
_MIB = 1024


class NotLivingError(RuntimeError):
    """The bot did not start, or ended by itself; `said` is the end of what it wrote."""

    def __init__(self, module: str, said: str) -> None:
        super().__init__(f"{module} did not run:\n{said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A running bot."""

    pid: int
    #: Seconds from exec to the first getUpdates that reached the stand-in.
    started_in: float

    def cpu(self) -> float:
        """Give the seconds of processor time so far, of all its threads, in steps of a tick (10 ms on Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS

    def memory(self) -> float:
        """Give the resident memory in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / _MIB
        raise NotLivingError(str(self.pid), "it has no memory")


@asynccontextmanager
async def living(
    api: BotApiServer, module: Sequence[str], environment: Mapping[str, str], folder: Path
) -> AsyncGenerator[Living]:
    """Run ``python -m module`` in a folder until the end of the block; begins once it has asked for updates."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TINBAO_", "ECHO_"))}
    api.journal.clear()
    with (folder / "said").open("w+b") as said:
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *module,
            cwd=folder,
            env={**inherited, **environment, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            first = await _first_poll(api, process)
            if first is None:
                raise NotLivingError(" ".join(module), (folder / "said").read_text(encoding="utf-8")[-2000:])
            yield Living(pid=process.pid, started_in=first - began)
        finally:
            await _stopped(process)


async def _first_poll(api: BotApiServer, process: asyncio.subprocess.Process) -> float | None:
    """Wait until the bot asks for updates; give when it did, None when it ends before or takes too long."""
    loop = asyncio.get_running_loop()
    asks = loop.create_task(
        api.journal.bell.until(lambda: next(iter(api.journal.calls("getUpdates")), None), within=_START_PATIENCE)
    )
    ends = loop.create_task(process.wait())
    done, others = await asyncio.wait({asks, ends}, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    first = asks.result() if asks in done else None
    return first.at if first is not None else None


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """Ask the process to stop, and end it when it does not."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_STOP_PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
