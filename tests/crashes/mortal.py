"""A program that dies at a chosen instant: one of the commits, or one of the sends, that a story passes.

Only what changes something outside of the process is an instant: whoever dies between two of them leaves the same
stores and the same screens as whoever dies at the next one. From its death on the program stands still, as the dead do:
nothing more of it is committed or sent.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.request import BaseRequest, RequestData

from bot.sandbox.bell import Bell
from handlers.http import AiohttpRequest
from storage.engine import Store


@dataclass(frozen=True, slots=True)
class Instant:
    """The so-many-th time that something happens, such as the second "after sendMessage"."""

    what: str
    number: int = 1

    def __str__(self) -> str:
        return f"{self.what} #{self.number}"


class Life:
    """One life of the program, with the instant at which it ends; None lets it live."""

    def __init__(self, *, until: Instant | None = None) -> None:
        self._until = until
        self._passed: Counter[str] = Counter()
        self._under_way = 0
        self.is_counted = False
        self.has_ended = False
        self.is_buried = False
        #: Rings at the death.
        self.bell = Bell()

    @property
    def instants(self) -> list[Instant]:
        """Give every instant that was passed while counted."""
        return [Instant(what, number) for what, times in self._passed.items() for number in range(1, times + 1)]

    @property
    def is_at_rest(self) -> bool:
        """Say whether no transaction and no call is under way, polls aside."""
        return self._under_way == 0

    @contextmanager
    def busy(self) -> Generator[None]:
        """Be under way."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def goes_on(self) -> None:
        """Come back at once, or never: whoever asks after the burial is told to go too."""
        if self.is_buried:
            raise asyncio.CancelledError
        if self.has_ended:
            await asyncio.Event().wait()

    async def reaches(self, what: str) -> None:
        """Pass an instant, or die of it."""
        if self.is_counted and not self.has_ended:
            self._passed[what] += 1
            if self._until == Instant(what, self._passed[what]):
                self.has_ended = True
                self.bell.ring()
        await self.goes_on()


class MortalStore(Store):
    """A store whose every commit that changes something is two instants: just before, and just after."""

    def __init__(self, url: str, *, life: Life) -> None:
        super().__init__(url)
        self._life = life
        self._name = PurePath(str(make_url(url).database)).stem

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction of a program that may be dead already."""
        await self._life.goes_on()
        with self._life.busy():
            async with super().begin() as connection:
                before = await self._changes(connection)
                yield connection
                has_changed = await self._changes(connection) != before
                if has_changed:
                    await self._life.reaches(f"before a commit of the {self._name}")
                await self._life.goes_on()
            if has_changed:
                await self._life.reaches(f"after a commit of the {self._name}")

    async def _changes(self, connection: AsyncConnection) -> int:
        """Count the rows that this connection has ever changed; not asked where nobody counts instants."""
        return await connection.scalar(text("SELECT total_changes()")) or 0 if self._life.is_counted else 0


def mortal_transport(life: Life) -> type[AiohttpRequest]:
    """Give a road to Telegram on which every call is two instants: before it leaves, and done but unanswered."""

    class MortalRequest(AiohttpRequest):
        """A request of a program that may be dead already."""

        def __init__(self, **options: object) -> None:
            super().__init__(**options)  # pyright: ignore[reportArgumentType] - handed on as they came
            self._confirmed: object = None

        async def do_request(
            self,
            url: str,
            method: str,
            request_data: RequestData | None = None,
            read_timeout: object = BaseRequest.DEFAULT_NONE,
            write_timeout: object = BaseRequest.DEFAULT_NONE,
            connect_timeout: object = BaseRequest.DEFAULT_NONE,
            pool_timeout: object = BaseRequest.DEFAULT_NONE,
        ) -> tuple[int, bytes]:
            """Carry a call of the living."""
            timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
            call = url.rpartition("/")[2]
            if call == "getUpdates":
                await self._polls(request_data)
                answer = await super().do_request(url, method, request_data, *timeouts)
                await life.goes_on()
                return answer
            with life.busy():
                await life.reaches(f"before {call}")
                answer = await super().do_request(url, method, request_data, *timeouts)
                await life.reaches(f"after {call}")
                return answer

        async def _polls(self, request_data: RequestData | None) -> None:
            """Pass an instant where a poll confirms something; asking again is none."""
            await life.goes_on()
            offset = request_data.parameters.get("offset") if request_data is not None else None
            if offset != self._confirmed:
                self._confirmed = offset
                await life.reaches("before getUpdates confirms")

    return MortalRequest
