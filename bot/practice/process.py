"""The bot as a process of its own, against the stand-in: started, killed and started again over the same stores."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

import bot
from bot.sandbox.bot_api import BotApiServer

TOKEN: Final = "7000000001:AApracticeroompracticeroompracticer"  # noqa: S105 - the stand-in's own, of no use elsewhere
_STARTS_WITHIN: Final = 60.0
_STOPS_WITHIN: Final = 20.0
_ROOT: Final = Path(bot.__file__).parents[1]


class Life(StrEnum):
    """How the bot's process is."""

    STARTING = "starting"
    RUNNING = "running"
    KILLED = "killed"  #: by us, with SIGKILL
    GONE = "gone"  #: it ended by itself
    STOPPED = "stopped"


class BotNotStarted(Exception):  # noqa: N818 - it says what happened
    """The bot's process ended, or said nothing, before it was ready."""


def environment(api: BotApiServer, folder: Path) -> dict[str, str]:
    """Give what the bot's process knows: nothing of this one's own settings, and bounds that do not stop practice."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TINBAO_", "COVERAGE_"))}
    return {
        **inherited,
        "PYTHONPATH": str(_ROOT),
        "TINBAO_TELEGRAM_TOKEN": api.token,
        "TINBAO_TELEGRAM_API": api.root,
        "TINBAO_DATA": str(folder / "data"),
        "TINBAO_KEYS": str(folder / "keys"),
        "TINBAO_NOTICE_DELAY": "0",
        "TINBAO_TIPS_AN_HOUR": "60",
        "TINBAO_TIPS_A_DAY": "200",
    }


class BotProcess:
    """`tinbao run` and the commands beside it, in one folder; `changed` is called with each change of its life."""

    def __init__(self, api: BotApiServer, folder: Path, *, changed: Callable[[], None]) -> None:
        self.life = Life.STOPPED
        #: How often it was started and how often it was killed.
        self.starts = 0
        self.kills = 0
        self._api = api
        self._folder = folder
        self._changed = changed
        self._process: Process | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def is_up(self) -> bool:
        """Say whether there is a process."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the bot, unless it runs; back once it takes updates.

        Raises:
            BotNotStarted: it did not come up; its own words are in the folder's `log`.

        """
        async with self._one_at_a_time:
            if self.is_up:
                return
            self._turns(Life.STARTING)
            self.starts += 1
            self._process = process = await self._spawn()
            if not await _is_ready(process):
                was_killed = self.life is Life.KILLED
                if process.returncode is None and not was_killed:
                    process.kill()
                await process.wait()
                self._turns(Life.KILLED if was_killed else Life.GONE)
                raise BotNotStarted
            self._turns(Life.RUNNING)

    async def kill(self) -> None:
        """Kill the bot as an operating system kills, at once, whatever it is doing."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self.kills += 1
        self._turns(Life.KILLED)
        process.kill()
        await process.wait()
        self._changed()

    async def stop(self) -> int | None:
        """Tell the bot to stop and wait for what is in hand; kill it when that takes too long. Give its exit code."""
        process = self._process
        if process is None or process.returncode is not None:
            return None
        self._turns(Life.STOPPED)
        process.terminate()
        try:
            async with asyncio.timeout(_STOPS_WITHIN):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        return process.returncode

    async def watch(self) -> None:
        """Notice when the process ends by itself, until cancelled."""
        while True:
            process = self._process
            if process is not None and self.life is Life.RUNNING:
                await process.wait()
                if process is self._process and self.life is Life.RUNNING:
                    self._turns(Life.GONE)
            await asyncio.sleep(0.2)

    async def command(self, *words: str) -> str:
        """Run a command of `tinbao`; give what it prints."""
        process = await create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=self._folder, env=self._environment(), stdout=PIPE, stderr=PIPE
        )
        try:
            printed, _ = await process.communicate()
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        return printed.decode().strip()

    def _turns(self, life: Life) -> None:
        self.life = life
        self._changed()

    async def _spawn(self) -> Process:
        with (self._folder / "log").open("ab") as log:
            return await create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run"),
                cwd=self._folder,
                env=self._environment(),
                stdout=PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is ours: the bot is stopped in order
            )

    def _environment(self) -> dict[str, str]:
        return environment(self._api, self._folder)


async def _is_ready(process: Process) -> bool:
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_STARTS_WITHIN):
            return await process.stdout.readline() == b"ready\n"
    except TimeoutError:
        return False
