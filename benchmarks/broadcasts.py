"""`python -m benchmarks.broadcasts`: a broadcast on its way, against the stand-in with Telegram's limits enforced.

Two measures. At the free rate: how much of 30 messages a second is used over a stretch of a broadcast to 100,000 (not
over its whole hour), and how long a resident's press waits for its answer meanwhile and without it. Paid, at 1,000 a
second: the bot on one core, the stand-in in another process, 200,000 subscribers to the end; processor time a message,
and how much the memory has grown over what it is idle.
"""

import argparse
import asyncio
import gc
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from benchmarks.conditions import conditions
from benchmarks.contestants import TOKEN, TinBao
from benchmarks.figures import percentiles
from benchmarks.living import Living, living
from benchmarks.people import Press
from bot.clock import WallClock
from bot.domain.broadcast import Approval, Audience, Broadcast, Content, OccurrenceState, Status, Wording
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId, fresh_id
from bot.domain.schedule import Now
from bot.domain.subscription import Topic
from bot.places.directory import load
from bot.sandbox.bot_api import BotApiServer
from storage import keys
from storage.casebook import Casebook
from storage.engine import Store
from storage.sealing import Keyring
from storage.vault.subscribers import sealed_chat

_WORDS: Final = "Bà con cảnh giác với cuộc gọi xưng là công an, đòi chuyển tiền để điều tra. " * 4
_SETTLED: Final = 8.0  #: seconds after the start at which memory counts as idle
_WARM: Final = 5.0  #: seconds of a broadcast that are not counted
_AT_ONCE: Final = 20_000
_SUBSCRIBER: Final = "INSERT INTO subscribers VALUES (?, ?, 'vi', 255, 0, 0, NULL, 0, 0, 0, ?)"
_COMMUNE: Final = "INSERT INTO subscriber_communes VALUES (?, ?)"


@dataclass(slots=True)
class Stretch:
    """What was sent second by second, and what it cost."""

    sent: list[int] = field(default_factory=list[int])
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0  #: the most, in MiB

    @property
    def rate(self) -> float:
        """Messages a second."""
        return sum(self.sent) / self.seconds


async def begins(folder: Path, api: BotApiServer, subscribers: int) -> None:
    """Let a broadcast begin to so many, whose chats are open; the bot has run once and is stopped."""
    directory = load()
    commune = next(iter(directory.communes.values()))
    rings = keys.load(folder / "keys")
    chats = [api.world.private_chat(api.person("Lan").user).chat_id for _ in range(subscribers)]
    _fill(folder / "data" / "vault.db", rings.vault, chats, commune.code)
    now = WallClock(ZoneInfo("Asia/Ho_Chi_Minh")).now()
    broadcast = Broadcast(
        id=BroadcastId(fresh_id()),
        unit=commune.unit,
        composer=OfficerId(fresh_id()),
        hands=(),
        content=Content(wordings={Language("vi"): Wording(title="Cảnh báo lừa đảo", text=_WORDS)}),
        audience=Audience(communes=(commune.code,), topics=tuple(Topic)),
        schedule=Now(),
        status=Status.APPROVED,
        touched=now,
    )
    broadcast = replace(broadcast, approval=Approval(officer=None, fingerprint=broadcast.fingerprint, at=now))
    store = Store(f"sqlite+aiosqlite:///{folder / 'data' / 'casebook.db'}")
    async with Casebook(store, rings.casebook).begin() as book:
        await book.broadcasts.keep(broadcast)
        planned = await book.occurrences.plan(broadcast.id, now.replace(second=0, microsecond=0))
        begun = replace(planned, state=OccurrenceState.SENDING, begun=now)
        await book.occurrences.change(begun, was=OccurrenceState.PLANNED)
    await store.dispose()


def _fill(file: Path, ring: Keyring, chats: list[int], commune: str) -> None:
    """Subscribe chats to one commune, without quiet hours, past the port, which is made for one at a time."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    for first in range(0, len(chats), _AT_ONCE):
        some = [(first + place, ChatId(chat)) for place, chat in enumerate(chats[first : first + _AT_ONCE], start=1)]
        with connection:
            rows = [
                (one, ring.hashed("subscribers.chat", str(chat)), sealed_chat(ring, one, chat)) for one, chat in some
            ]
            connection.executemany(_SUBSCRIBER, rows)
            connection.executemany(_COMMUNE, [(commune, one) for one, _ in some])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@asynccontextmanager
async def _town(rate: int, paid_rate: int) -> AsyncGenerator[tuple[BotApiServer, TinBao, Path, dict[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with BotApiServer(token=TOKEN) as api:
            bot = TinBao(api, Path(name), rate=rate)
            environment = {**bot.environment, "TINBAO_PAID_RATE": str(paid_rate), "TINBAO_PAID_STARS": "1000000"}
            async with living(api, bot.module, environment, Path(name)):
                pass
            await bot.prepare()
            yield api, bot, Path(name), environment


async def free(subscribers: int, seconds: float, runs: int, presses: int) -> list[str]:
    """Measure a stretch at 30 a second, and presses with and without it."""
    async with _town(30, 0) as (api, bot, folder, environment):
        rates = api.faults.rates
        async with living(api, bot.module, environment, folder):
            await asyncio.sleep(_SETTLED)
            without = [await _presses(bot, presses) for _ in range(runs)]
        await begins(folder, api, subscribers)
        gc.freeze()
        rates.enforced = True
        async with living(api, bot.module, environment, folder) as life:
            alone = await _stretch(api, life, lambda stretch: stretch.seconds >= seconds)
            meanwhile: list[float] = []
            both = asyncio.get_running_loop().create_task(
                _stretch(api, life, lambda _: len(meanwhile) == runs, warm=False)
            )
            while len(meanwhile) < runs:
                found = await _presses(bot, presses)
                meanwhile.append(found)
            total = await both
    return [
        f"{alone.rate:.2f} a second over {alone.seconds:.0f} s: {alone.rate / 30:.1%} of the limit",
        f"with presses {total.rate:.2f} a second in all; refused with 429: {len(rates.violations)}",
        f"press to answer, p95, {runs} runs of {presses}: {_told(meanwhile)}; without a broadcast {_told(without)}",
    ]


async def paid(subscribers: int) -> list[str]:
    """Measure a whole broadcast at 1,000 a second, the bot on one core."""
    async with _town(30, 1000) as (api, bot, folder, environment):
        rates = api.faults.rates
        async with living(api, bot.module, environment, folder) as life:
            await asyncio.sleep(_SETTLED)
            idle = life.memory()
        await begins(folder, api, subscribers)
        gc.freeze()
        gc.disable()
        rates.per_second, rates.overall_burst, rates.enforced = 1000.0, 1000.0, True
        os.sched_setaffinity(0, {1})
        try:
            async with living(api, bot.module, environment, folder) as life:
                os.sched_setaffinity(life.pid, {0})
                found = await _stretch(api, life, lambda stretch: sum(stretch.sent) >= subscribers * 0.95)
        finally:
            os.sched_setaffinity(0, {0, 1})
            gc.enable()
    worst = min(sum(found.sent[place : place + 10]) for place in range(max(1, len(found.sent) - 9))) / 10
    return [
        f"paid: {found.rate:.0f} a second over {found.seconds:.0f} s; worst ten seconds {worst:.0f} a second",
        f"processor time a message {found.cpu / sum(found.sent) * 1e6:.0f} µs; 429: {len(rates.violations)}",
        f"memory {idle:.0f} MiB idle, at most {found.memory:.0f} MiB then: {found.memory - idle:+.0f} MiB",
    ]


async def _stretch(
    api: BotApiServer, life: Living, is_over: Callable[[Stretch], bool], *, warm: bool = True
) -> Stretch:
    """Count what is sent until it is enough; the journal is cleared each second, so that it does not grow."""
    found = Stretch()
    if warm:
        await asyncio.sleep(_WARM)
    api.journal.clear()
    began, cpu = time.perf_counter(), life.cpu()
    while not is_over(found):
        await asyncio.sleep(1)
        found.sent.append(api.journal.count("sendMessage") + api.journal.count("editMessageText"))
        api.journal.clear()
        found.seconds = time.perf_counter() - began
        found.memory = max(found.memory, life.memory())
        if found.sent[-60:] == [0] * 60:
            raise RuntimeError("nothing is sent any more")
    found.cpu = life.cpu() - cpu
    return found


async def _presses(bot: TinBao, number: int) -> float:
    """Give the 95th percentile, in milliseconds, of so many presses of residents who come one after another."""
    took: list[float] = []
    while len(took) < number:
        resident = bot.resident()
        for step in resident.steps[:-1]:
            await asyncio.sleep(random.uniform(0.3, 0.9))  # noqa: S311 - a pause, so that nothing falls into step
            seconds = await resident.does(step)
            if isinstance(step, Press):
                took.append(seconds)
    return percentiles(took)[1]


def _told(found: list[float]) -> str:
    return f"median {median(found):.1f} ms ({min(found):.1f}–{max(found):.1f})"


async def main(arguments: argparse.Namespace) -> None:
    """Measure, and print a line for each figure."""
    for note in conditions():
        print(f"- {note}")
    lines = await free(arguments.subscribers, arguments.seconds, arguments.runs, arguments.presses)
    lines += await paid(arguments.paid)
    print(*(f"- {line}" for line in lines), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.broadcasts", description=__doc__)
    parser.add_argument("--subscribers", type=int, default=100_000, help="at the free rate (100000)")
    parser.add_argument("--seconds", type=float, default=90.0, help="the stretch at the free rate (90)")
    parser.add_argument("--runs", type=int, default=5, help="runs of presses (5)")
    parser.add_argument("--presses", type=int, default=30, help="presses in a run (30)")
    parser.add_argument("--paid", type=int, default=200_000, help="subscribers at the paid rate (200000)")
    asyncio.run(main(parser.parse_args()))
