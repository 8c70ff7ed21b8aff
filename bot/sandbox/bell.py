"""A bell: whoever waits for the next change of something is woken by it, without asking over and over."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Wakes all who wait, each time it rings."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def next_ring(self) -> None:
        """Wait for the next ring."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def until(self, look: Callable[[], Found | None], *, within: float) -> Found | None:
        """Give what `look` finds now or after one of the next rings; None when `within` seconds pass without it."""
        try:
            async with asyncio.timeout(within):
                while (found := look()) is None:
                    await self.next_ring()
                return found
        except TimeoutError:
            return look()
