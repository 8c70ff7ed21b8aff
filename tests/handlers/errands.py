"""Errands to try the lanes with, and a desk that does them as it is told."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.identifiers import ChatId, ErrandId
from bot.ports.vault import Errand
from handlers.ordering import Lanes

TINY = 0.001


def errand(number: int, *, chat: int = 1, attempts: int = 0) -> Errand:
    """Give an errand of a chat."""
    return Errand(id=ErrandId(f"{chat}/{number}"), chat=ChatId(chat), payload={}, attempts=attempts)


@dataclass(slots=True)
class Desk:
    """Does errands as it is told, and remembers what became of them."""

    does: Callable[[Errand], Awaitable[None]] | None = None
    done: list[str] = field(default_factory=list[str])
    tried: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])
    aside: list[str] = field(default_factory=list[str])

    async def perform(self, one: Errand) -> None:
        """Do an errand."""
        self.tried.append(one.id)
        if self.does is not None:
            await self.does(one)
        self.done.append(one.id)

    async def fails(self, one: Errand) -> None:
        """Count a failure."""
        self.failed.append(one.id)

    async def sets_aside(self, one: Errand) -> None:
        """Put an errand away."""
        self.aside.append(one.id)

    def lanes(self, *, pause: float = TINY) -> Lanes:
        """Give lanes that lead here."""
        return Lanes(perform=self.perform, failed=self.fails, set_aside=self.sets_aside, pause=pause)


def raising(error: Exception, *, times: int = 1000, only: str | None = None) -> Callable[[Errand], Awaitable[None]]:
    """Give what fails so many times, on one errand or on every one."""
    left = [times]

    async def does(one: Errand) -> None:
        if left[0] > 0 and only in {None, one.id}:
            left[0] -= 1
            raise error

    return does


@asynccontextmanager
async def served(lanes: Lanes) -> AsyncGenerator[None]:
    """Let the lanes be served, and stopped at the end."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lanes.run())
        await asyncio.sleep(0)
        yield
        lanes.stop()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the lanes ring no bell for tests
            await asyncio.sleep(TINY)


async def entered(door: asyncio.Event) -> None:
    """Wait until a door is opened."""
    await door.wait()
