"""A small town for stories: the stand-in's Telegram, the real program over real stores, and the people in it.

The program runs in this process, on the same wiring as `tinbao run`. It can be stopped, killed at any instant and
started again over the same files.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.clock import WallClock
from bot.places.directory import Directory, load
from bot.places.geojson import parse
from bot.running import run
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.journal import Journal
from bot.settings import Settings
from bot.stores import Stores, stores
from bot.wiring import Program, program
from handlers.calls import Priority
from handlers.http import AiohttpRequest
from handlers.pacing import Pacing
from storage import keys
from storage.engine import Store
from tests.blank_stores import lay
from tests.bot_api_table import problems

TOKEN = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"
_DIRECTORY: list[Directory] = []
_Answer = TypeVar("_Answer")


def directory() -> Directory:
    """Give the shipped directory, read once for all tests."""
    if not _DIRECTORY:
        _DIRECTORY.append(load())
    return _DIRECTORY[0]


class Unhurried(Pacing):
    """Lets every call go at once: for stories that are about what is said and not about how fast."""

    async def process_request(
        self,
        callback: Callable[..., Awaitable[_Answer]],
        args: tuple[object, ...],
        kwargs: Mapping[str, object],
        endpoint: str,
        data: Mapping[str, object],
        rate_limit_args: Priority | None,
    ) -> _Answer:
        """Make the call."""
        del endpoint, data, rate_limit_args
        return await callback(*args, **kwargs)


class TownClock:
    """The clock of the bot, which can be put forward."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._wall = WallClock(zone)
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Give the time."""
        return self._wall.now() + self._ahead

    def passes(self, **time: float) -> None:
        """Let time pass, such as ``minutes=15``."""
        self._ahead += timedelta(**time)

    def comes_to(self, day: str, hour: str) -> None:
        """Let it be this hour of this day, such as ``2026-11-27`` and ``07:00``."""
        zone = self._wall.now().tzinfo
        self._ahead = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=zone) - self._wall.now()


class Town:
    """Telegram, the bot, and the people; `paced` False: the bot keeps none of Telegram's limits."""

    def __init__(self, api: BotApiServer, folder: Path, *, paced: bool = True, **knobs: object) -> None:
        self.api = api
        self.paced = paced
        values: dict[str, object] = {
            "telegram_token": SecretStr(api.token),
            "telegram_api": api.root,
            "data": folder / "data",
            "keys": folder / "keys",
            "notice_delay": "0",
            "operator": "",
            **knobs,
        }
        self.settings = Settings(_env_file=None, **values)  # pyright: ignore[reportCallIssue, reportArgumentType] - pydantic checks the values
        self.directory = directory()
        if self.settings.boundaries is not None:
            outlines = parse(self.settings.boundaries.read_bytes(), self.directory.communes)
            self.directory = self.directory.bounded(outlines)
        self.clock = TownClock(self.settings.zone)
        self.settings.data.mkdir(parents=True, exist_ok=True)
        if not keys.exist(self.settings.keys):
            keys.create(self.settings.keys, now=datetime.now(UTC))  # noqa: TID251 - nothing here hangs on the time
        self.transport: type[AiohttpRequest] = AiohttpRequest
        self.store: Callable[[str], Store] = Store
        self.program: Program | None = None
        self.opened: Stores | None = None
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def starts(self) -> None:
        """Start the bot; back once it takes updates."""
        for which in ("vault", "casebook"):
            await lay(self.settings.data / f"{which}.db", which)
        self._stop = asyncio.Event()
        ready = asyncio.Event()
        self._running = asyncio.get_running_loop().create_task(self._run(ready))
        waiting = asyncio.get_running_loop().create_task(ready.wait())
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._running.done():
            self._running.result()

    async def stops(self) -> None:
        """Stop the bot as SIGTERM would."""
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    async def dies(self) -> None:
        """End the bot at once, whatever it is doing."""
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
            self._running = None

    def resident(self, name: str = "Lan", *, language: str = "vi") -> Person:
        """Give a person with a phone."""
        return self.api.person(name, username=f"{name.lower()}_real_name", language_code=language)

    async def _run(self, ready: asyncio.Event) -> None:
        async with stores(self.settings, store=self.store) as opened:
            self.opened = opened
            pacing = None if self.paced else Unhurried()
            self.program = program(
                self.settings, opened, self.directory, transport=self.transport, pacing=pacing, clock=self.clock
            )
            await run(self.program, ready=ready.set, stop=self._stop)


@asynccontextmanager
async def town(folder: Path, *, paced: bool = True, **knobs: object) -> AsyncGenerator[Town]:
    """Let a town be, with the bot running; all of it is gone at the end.

    Every request that the bot made is then held against the published table of the Bot API.
    """
    async with BotApiServer(token=TOKEN) as api:
        place = Town(api, folder, paced=paced, **knobs)
        await place.starts()
        try:
            yield place
        finally:
            await place.stops()
        assert_published(api.journal)


def assert_published(journal: Journal) -> None:
    """Let pass only requests that the published table of the Bot API knows, as it knows them."""
    misfits = {misfit: None for call in journal.calls() for misfit in problems(call.method, call.params)}
    assert [] == list(misfits), "; ".join(misfits)
