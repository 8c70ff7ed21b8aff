"""Stories about the rate budget: who calls when, and what Telegram then sees and refuses."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import RetryAfter

from handlers.calls import Priority
from handlers.pacing import Pacing
from tests.handlers.virtual_time import elapsed, run_virtually

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

REPLY, TIP, REST = Priority
GROUP = -1001


class Line:
    """A bot's end of the budget: what was called, and when."""

    def __init__(self, *, rate: int = 30) -> None:
        self.pacing = Pacing(rate=rate)
        self.sent: list[tuple[float, str]] = []
        self.refused: list[str] = []

    async def call(
        self,
        chat_id: int | str | None,
        priority: Priority | None = REPLY,
        *,
        word: str = "",
        method: str = "sendMessage",
        takes: float = 0.0,
        refusals: int = 0,
        retry_after: float = 0.0,
        **more: object,
    ) -> None:
        """Make a call that is answered after a while, the first so many times with a 429."""
        left = refusals

        async def callback() -> bool:
            nonlocal left
            self.sent.append((elapsed(), word or str(chat_id)))
            await asyncio.sleep(takes)
            left -= 1
            if left >= 0:
                raise RetryAfter(timedelta(seconds=retry_after))
            return True

        data = {"chat_id": chat_id, **more}
        try:
            await self.pacing.process_request(callback, (), {}, method, data, priority)
        except RetryAfter:
            self.refused.append(word or str(chat_id))

    @property
    def times(self) -> list[float]:
        """Give the seconds at which calls were made."""
        return [round(at, 6) for at, _ in self.sent]

    @property
    def words(self) -> list[str]:
        """Give what was called, in order."""
        return [word for _, word in self.sent]


def at_once(*calls: Coroutine[object, object, None]) -> Coroutine[object, object, None]:
    """Make all these calls in one instant, in this order, and wait for them."""

    async def together() -> None:
        async with asyncio.TaskGroup() as group:
            for call in calls:
                group.create_task(call)

    return together()


async def later(seconds: float, call: Coroutine[object, object, None]) -> None:
    """Make a call after so many seconds."""
    await asyncio.sleep(seconds)
    await call


def told(story: Callable[[Line], Coroutine[object, object, None]], *, rate: int = 30) -> Line:
    """Run a story in virtual time and give what was sent."""

    async def main() -> Line:
        line = Line(rate=rate)
        await story(line)
        return line

    return run_virtually(main)
