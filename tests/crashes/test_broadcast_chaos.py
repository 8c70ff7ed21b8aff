"""The real process is killed with SIGKILL twenty times while it sends a broadcast to five thousand.

Nobody is left out; whoever has it twice was in flight, and the number of those is known.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.broadcasts import fill
from bot.domain.broadcasts.deliveries import Outcome, Tally
from bot.sandbox.bot_api import BotApiServer
from bot.services.broadcasts.distributing import Sending
from bot.stores import stores
from handlers.pacing import Pacing
from storage import keys
from tests.crashes.ledger import count
from tests.crashes.process import Machine
from tests.crashes.reborn import Reborn
from tests.handlers.broadcast_office import WORDS, BroadcastOffice, commune
from tests.town import TOKEN, TownClock

SUBSCRIBERS = 5000
KILLS = 20
#: Claimed for half a second at a thousand a second, and what was claimed before and is not recorded yet.
MOST_IN_FLIGHT = 1000


@asynccontextmanager
async def office_of(there: Machine) -> AsyncGenerator[BroadcastOffice]:
    """Look into the stores of a machine whose bot does not run, as an office."""
    clock = TownClock(there.settings.zone)
    if not keys.exist(there.settings.keys):
        there.settings.data.mkdir()
        keys.create(there.settings.keys, now=clock.now())
    async with stores(there.settings) as opened:
        yield BroadcastOffice(api=there.api, settings=there.settings, opened=opened, clock=clock, pacing=Pacing())


@asynccontextmanager
async def about_to_send(
    folder: Path, *, subscribers: int, kind: type[Machine] = Machine
) -> AsyncGenerator[tuple[Machine, Sending]]:
    """Let a machine be whose bot does not run yet, with a broadcast that is to go to so many."""
    async with BotApiServer(token=TOKEN) as api:
        there = kind(api, folder)
        async with office_of(there):
            chats = [api.world.private_chat(api.person("Lan").user).chat_id for _ in range(subscribers)]
        fill(there.settings.data / "vault.db", keys.load(there.settings.keys).vault, chats, commune())
        async with office_of(there) as office:
            sending = await office.begins()
        try:
            yield there, sending
        finally:
            await there.close()


def copies(there: Machine) -> Counter[int]:
    """Count the copies in each chat."""
    calls = [call for call in there.api.journal.calls("sendMessage") if call.took_effect]
    return Counter(int(str(call.params["chat_id"])) for call in calls if WORDS in str(call.params["text"]))


async def sent(there: Machine, number: int, *, within: float = 60.0) -> None:
    """Wait until so many copies were sent in all lives."""
    journal = there.api.journal
    enough = await journal.bell.until(lambda: journal.count("sendMessage") >= number or None, within=within)
    assert enough, f"{journal.count('sendMessage')} of {number} were sent"


async def is_over(there: Machine, *, within: float = 60.0) -> None:
    """Wait until the sending is done."""
    async with asyncio.timeout(within):
        while not count(there.settings, "casebook", "occurrences", "state = 'done'"):  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.1)


async def tally_of(there: Machine, sending: Sending) -> Tally:
    """Count what a machine whose bot does not run has recorded."""
    async with office_of(there) as office:
        return await office.tally(sending)


@pytest.mark.parametrize("seed", [20261126])
async def test_five_thousand_have_it_though_the_bot_is_killed_twenty_times(tmp_path: Path, seed: int) -> None:
    """None is left out; what is doubled is at most what was in flight, and that was recorded."""
    moments = sorted(random.Random(seed).sample(range(50, SUBSCRIBERS), KILLS))  # noqa: S311 - to be repeated, not a secret
    async with about_to_send(tmp_path, subscribers=SUBSCRIBERS, kind=Reborn) as (there, sending):
        await there.starts()
        for moment in moments:
            await sent(there, moment)
            await there.is_killed()
            await there.starts()
        await is_over(there)
        code = await there.stops()
        tally, found = await tally_of(there, sending), copies(there)

        doubled = found.total() - SUBSCRIBERS
        assert 0 == code
        assert {Outcome.DELIVERED: SUBSCRIBERS} == {one: number for one, number in tally.outcomes.items() if number}
        assert SUBSCRIBERS == len(found)
        assert doubled <= tally.doubled <= KILLS * MOST_IN_FLIGHT


async def test_a_second_process_is_refused_and_everybody_has_it_once(tmp_path: Path) -> None:
    """Whoever starts the bot a second time over the same data is told so; the first goes on."""
    async with about_to_send(tmp_path, subscribers=600) as (there, sending):
        await there.starts()
        second = Machine(there.api, tmp_path)
        with pytest.raises(AssertionError, match="another process works on"):
            await second.starts()
        await sent(there, 600)
        await there.api.quiet()
        await there.stops()
        tally = await tally_of(there, sending)

        assert {1: 600} == Counter(copies(there).values())
        assert 600 == tally.outcomes[Outcome.DELIVERED]
