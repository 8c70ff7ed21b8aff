"""The distributor while the disk is full: it waits, goes on, leaves nobody out and sends to nobody twice."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path, PurePath

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.stores import stores
from handlers.pacing import Pacing
from storage import keys
from storage.engine import Store
from tests.handlers.broadcast_office import WORDS, BroadcastOffice
from tests.town import TOKEN, Town, TownClock


class Disk:
    """Where stores lie, some of which may find no room."""

    def __init__(self) -> None:
        self.full: set[str] = set()
        self.refused = 0

    async def refuses(self, number: int) -> None:
        """Wait until it has refused so many changes."""
        async with asyncio.timeout(10):
            while self.refused < number:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.02)

    def store(self, url: str) -> Store:
        """Open a store on it."""
        return _OnDisk(url, self)


class _OnDisk(Store):
    """A store whose changes are refused while the disk is full."""

    def __init__(self, url: str, disk: Disk) -> None:
        super().__init__(url)
        self._disk = disk
        self._name = PurePath(str(make_url(url).database)).stem

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction that can be kept if there is room at its end."""
        async with super().begin() as connection:
            yield connection
            if self._name in self._disk.full:
                self._disk.refused += 1
                raise OperationalError("COMMIT", None, sqlite3.OperationalError("database or disk is full"))


@asynccontextmanager
async def office_on(disk: Disk, folder: Path) -> AsyncGenerator[BroadcastOffice]:
    """Let an office be whose stores lie on this disk."""
    async with BotApiServer(token=TOKEN) as api:
        settings = Town(api, folder).settings
        clock = TownClock(settings.zone)
        assert keys.exist(settings.keys)
        async with stores(settings, store=disk.store) as opened:
            office = BroadcastOffice(api=api, settings=settings, opened=opened, clock=clock, pacing=Pacing())
            try:
                yield office
            finally:
                await office.dies()


def copies(people: list[Person]) -> Counter[int]:
    """Count the copies in each chat."""
    return Counter(
        person.user_id
        for person in people
        for message in person.chat.messages.values()
        if WORDS in message.content.words
    )


@pytest.mark.parametrize("store", ["vault", "casebook"])
@pytest.mark.parametrize("after", [0, 60])
async def test_a_full_disk_is_waited_out(tmp_path: Path, store: str, after: int) -> None:
    """Full before it begins, or while it runs: what is in hand arrives, and all others have it once there is room."""
    disk = Disk()
    async with office_on(disk, tmp_path) as office:
        people = await office.subscribers(120)
        sending = await office.begins()
        office.starts(rate=200)
        await office.until(lambda: copies(people).total() >= after)
        disk.full.add(store)
        await disk.refuses(1)
        disk.full.clear()
        await office.ends(sending, within=20)
        tally = await office.tally(sending)

        assert {1: 120} == Counter(copies(people).values())
        assert (120, 0) == (tally.outcomes[Outcome.DELIVERED], tally.doubled)


async def test_a_death_on_a_full_disk_leaves_nobody_out(tmp_path: Path) -> None:
    """What arrived and could not be recorded comes twice, and is counted."""
    disk = Disk()
    async with office_on(disk, tmp_path) as office:
        people = await office.subscribers(120)
        sending = await office.begins()
        office.starts(rate=200)
        await office.until(lambda: copies(people).total() >= 30)
        disk.full.add("vault")
        await disk.refuses(2)
        await office.dies()
        disk.full.clear()
        office.starts(rate=1000)
        await office.ends(sending, within=20)
        tally = await office.tally(sending)

        found = copies(people)
        assert 120 == len(found)
        assert 0 < found.total() - 120 <= tally.doubled
