"""A town whose bot dies at one instant of a story and is started again, while the people go on as people do."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from bot.sandbox.bot_api import BotApiServer
from bot.wiring import Program
from tests.crashes.ledger import Ledger, is_at_rest
from tests.crashes.mortal import Instant, Life, MortalStore, mortal_transport
from tests.town import TOKEN, Town

#: One in so many instants is died at; all of them where nobody says otherwise, and in CI.
_APART: Final = int(os.environ.get("INSTANTS_APART", "1"))
_FROM: Final = int(os.environ.get("INSTANTS_FROM", "0"))

_PATIENCE = 20.0  #: seconds until a story that has not come to its instant is a failure


class MortalTown(Town):
    """A town with a bot that has several lives."""

    def __init__(self, api: BotApiServer, folder: Path, *, until: Instant | None) -> None:
        super().__init__(api, folder, paced=False)
        self.life = Life(until=until)
        self._ticking: asyncio.Task[object] | None = None

    async def starts(self) -> None:
        """Start the bot in its present life."""
        self.store = partial(MortalStore, life=self.life)
        self.transport = mortal_transport(self.life)
        await super().starts()

    async def dies(self) -> None:
        """End the bot as its death left it."""
        running, self._running = self._running, None
        if running is None:
            return
        self.life.has_ended = self.life.is_buried = True
        if self._ticking is not None:  # before the stores close, which it holds
            self._ticking.cancel()
            await asyncio.wait({self._ticking})
        running.cancel()
        await asyncio.wait({running})
        if not running.cancelled():
            running.result()

    async def lives_again(self) -> None:
        """Wait for the death, then start the bot once more; that life has no end."""
        while not self.life.has_ended:
            await self.life.bell.next_ring()
        await self.dies()
        self.life = Life()
        await self.starts()

    async def ticks(
        self, work: Callable[[Program], Coroutine[object, object, object]], *, again_after: timedelta
    ) -> None:
        """Let the scheduler do some work to its end; where the bot dies of it, again in its next life, later."""
        while True:
            life, program = self.life, self.program
            assert program is not None
            self._ticking = asyncio.get_running_loop().create_task(work(program))
            await asyncio.wait({self._ticking})  # the dying cancels it
            if not (self._ticking.cancelled() or life.has_ended):
                self._ticking.result()
                return
            while self.program is program:  # noqa: ASYNC110 - no bell rings when a life begins
                await asyncio.sleep(0.005)
            self.clock.passes(seconds=again_after.total_seconds())

    async def counts(self) -> None:
        """Count instants from here on, once nothing is under way."""
        await self.comes_to_rest()
        self.life.is_counted = True

    async def comes_to_rest(self) -> None:
        """Wait until nothing waits in the stores and nothing is under way."""
        async with asyncio.timeout(_PATIENCE):
            while not (self.life.is_at_rest and is_at_rest(self.api, self.settings)):  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.005)


Check = Callable[[Ledger], Awaitable[None]]  #: says whether what is left is right
Story = Callable[[MortalTown], Awaitable[Check]]  #: is lived; gives its check


async def lived(folder: Path, story: Story, *, until: Instant | None = None, is_certain: bool = True) -> Life:
    """Live through a story with at most one death, check what is left, and give the first life.

    `is_certain` False: work that goes by the clock may not come to that instant this time.
    """
    async with BotApiServer(token=TOKEN) as api:
        place = MortalTown(api, folder, until=until)
        first = place.life
        await place.starts()
        again = asyncio.get_running_loop().create_task(place.lives_again())
        try:
            holds = await story(place)
            first.is_counted = is_certain  # what goes by the clock goes on after the story
            if until is not None and (is_certain or first.has_ended):
                async with asyncio.timeout(_PATIENCE):
                    await again
            await place.comes_to_rest()
            assert place.opened is not None
            await holds(Ledger(place.opened))
            await place.stops()
        finally:
            again.cancel()
            await asyncio.wait({again})
            await place.dies()
    return first


async def at_every_instant(folder: Path, story: Story, *, is_certain: bool = True) -> list[Instant]:
    """Live through a story once without a death and once for each of its instants (see `lived`); give the instants.

    Where `INSTANTS_APART` says so, one in so many is died at, others each day (decision 0029).

    Raises:
        ExceptionGroup: what went wrong, each with its instant as a note.

    """
    folders = _folders(folder, await _introduced(folder / "first"))
    instants = (await lived(next(folders), story)).instants
    await _each(instants[_FROM % _APART :: _APART], story, folders, is_certain=is_certain)
    return instants


async def _each(instants: Sequence[Instant], story: Story, folders: Iterator[Path], *, is_certain: bool) -> None:
    failures: list[Exception] = []
    for instant in instants:
        try:
            await lived(next(folders), story, until=instant, is_certain=is_certain)
        except Exception as error:  # noqa: BLE001 - each instant is tried, and all that failed are told together
            error.add_note(f"died {instant}")
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(instants)} instants", failures)


async def _introduced(folder: Path) -> Path:
    """Give the folder of a bot that has made its stores and told Telegram who it is: every life begins there."""

    async def nothing(place: MortalTown) -> Check:
        await place.api.quiet()

        async def holds(_: Ledger) -> None:
            """Ask nothing."""

        return holds

    await lived(folder, nothing)
    return folder


def _folders(folder: Path, first: Path) -> Iterator[Path]:
    return (shutil.copytree(first, folder / str(number)) for number in count())
