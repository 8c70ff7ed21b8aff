"""Ordering: one errand at a time within a chat, many chats at once, each tried until it is done or set aside.

A chat that floods has a lane of its own and cannot hold the others up. Nothing of an errand is ever logged but what
kind of error it met.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from itertools import islice
from typing import Final

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.domain.identifiers import ChatId
from bot.logs import place
from bot.ports.vault import Errand

log = structlog.get_logger(__name__)

AT_ONCE: Final = 32  #: chats that are served at the same time
MOST_FAILURES: Final = 5  #: of a handler, before its errand is set aside
MOST_OUTAGES: Final = 60  #: of the network, before its errand is set aside
_LONGEST_PAUSE: Final = 30.0  #: seconds
_DONE_KEPT: Final = 4096

Act = Callable[[Errand], Awaitable[None]]


class Lanes:
    """Takes errands in the order in which they came and sees each to its end."""

    def __init__(self, *, perform: Act, failed: Act, set_aside: Act, pause: float = 1.0) -> None:
        """`perform` does an errand and forgets it; `pause` is the first wait, in seconds, before it is tried again."""
        self._perform = perform
        self._failed = failed
        self._set_aside = set_aside
        self._pause = pause
        self._lanes: dict[ChatId, deque[Errand]] = {}
        self._known: set[str] = set()
        self._done: dict[str, None] = {}  # lately done: the inbox may have been read just before they left it
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tasks: asyncio.TaskGroup | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Serve until `stop`; what is in hand then is finished, the rest stays in the inbox."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            for chat in list(self._lanes):
                tasks.create_task(self._serve(chat))
            await self._stopping.wait()

    def stop(self) -> None:
        """Finish what is in hand and take up nothing more."""
        self._stopping.set()

    def put(self, errands: Iterable[Errand]) -> None:
        """Put errands in line, each behind the others of its chat; those already in line are left where they are."""
        for errand in errands:
            if errand.id in self._known or errand.id in self._done:
                continue
            self._known.add(errand.id)
            lane = self._lanes.get(errand.chat)
            if lane is not None:
                lane.append(errand)
                continue
            self._lanes[errand.chat] = deque([errand])
            if self._tasks is not None and not self._stopping.is_set():
                self._tasks.create_task(self._serve(errand.chat))

    def waiting(self, chat: ChatId) -> int:
        """Give how many errands of a chat wait or are in hand."""
        return len(self._lanes.get(chat, ()))

    def following(self, chat: ChatId) -> Errand | None:
        """Give the errand behind the one of this chat that is in hand."""
        return next(islice(self._lanes.get(chat, ()), 1, None), None)

    async def _serve(self, chat: ChatId) -> None:
        lane = self._lanes[chat]
        while lane and await self._see_to(lane[0]):
            self._known.discard(lane.popleft().id)
        if not lane:
            del self._lanes[chat]

    async def _see_to(self, errand: Errand) -> bool:
        """Try an errand until it is done or set aside; tell False when the process stops before."""
        failures, outages = errand.attempts, 0
        while not self._stopping.is_set():
            try:
                async with self._places:
                    await self._perform(errand)
            except Exception as error:  # noqa: BLE001 - whatever a handler met, its errand is tried again
                wait = self._wait_after(error, failures + outages)
                if _is_outage(error):
                    outages += 1
                else:
                    failures += 1
                    log.warning("errand.failed", error=type(error).__name__, at=place(error), failures=failures)
                    await self._failed(errand)
                if failures >= MOST_FAILURES or outages >= MOST_OUTAGES:
                    await self._set_aside(errand)
                    return True
                await self._rest(wait)
            else:
                self._note_done(errand)
                return True
        return False

    def _note_done(self, errand: Errand) -> None:
        self._done[errand.id] = None
        if len(self._done) > _DONE_KEPT:
            del self._done[next(iter(self._done))]

    async def _rest(self, wait: timedelta) -> None:
        try:
            async with asyncio.timeout(wait.total_seconds()):
                await self._stopping.wait()
        except TimeoutError:
            return

    def _wait_after(self, error: Exception, attempts: int) -> timedelta:
        if isinstance(error, RetryAfter):
            after = error.retry_after
            return after if isinstance(after, timedelta) else timedelta(seconds=after)
        return timedelta(seconds=min(self._pause * 2**attempts, _LONGEST_PAUSE))


def _is_outage(error: Exception) -> bool:
    """Tell whether Telegram or the road to it failed; the library's BadRequest is a NetworkError, yet no outage."""
    return isinstance(error, RetryAfter | NetworkError) and not isinstance(error, BadRequest | Forbidden)
