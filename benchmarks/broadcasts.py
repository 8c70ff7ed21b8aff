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
import signal
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
from benchmarks.tables import Row, show
from bot.clock import WallClock
from bot.domain.broadcasts.broadcast import Approval, Audience, Broadcast, Content, OccurrenceState, Status, Wording
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId, fresh_id
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
_ENOUGH: Final = 0.98  #: of a broadcast that is counted: its last second is not a whole one
_STUCK: Final = 60  #: seconds without a message after which something is wrong
_RESIDENTS: Final = 4  #: who press at the same time
_AT_ONCE: Final = 20_000
_SUBSCRIBER: Final = "INSERT INTO subscribers VALUES (?, ?, 'vi', 255, 0, 0, NULL, 0, 0, 0, ?)"
_COMMUNE: Final = "INSERT INTO subscriber_communes VALUES (?, ?)"


@dataclass(slots=True)
class Stretch:
    """What was sent second by second, and what it cost."""

    before: int = 0  #: sent while it warmed up
    sent: list[int] = field(default_factory=list[int])
    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0  #: the most, in MiB

    @property
    def all(self) -> int:
        """Messages, those while it warmed up with them."""
        return self.before + sum(self.sent)

    @property
    def rate(self) -> float:
        """Messages a second."""
        return sum(self.sent) / max(self.seconds, 1)

    @property
    def worst(self) -> float:
        """Messages a second in the worst ten seconds."""
        tens = [self.sent[place : place + 10] for place in range(max(1, len(self.sent) - 9))]
        return min(sum(ten) / len(ten) for ten in tens)


async def begins(folder: Path, api: BotApiServer, subscribers: int) -> None:
    """Let a broadcast begin to so many, whose chats are open; the bot has run once and is stopped."""
    directory = load()
    commune = next(iter(directory.communes.values()))
    rings = keys.load(folder / "keys")
    chats = [api.world.private_chat(api.person("Lan").user).chat_id for _ in range(subscribers)]
    fill(folder / "data" / "vault.db", rings.vault, chats, commune.code)
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


def fill(file: Path, ring: Keyring, chats: list[int], commune: str) -> None:
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


async def free(subscribers: int, seconds: float, runs: int, presses: int) -> list[Row]:
    """Measure a stretch at 30 a second, and presses with and without it."""
    async with _town(30, 0) as (api, bot, folder, environment):
        rates = api.faults.rates
        async with living(api, bot.module, environment, folder):
            without = [await _presses(bot, presses) for _ in range(runs)]
        await begins(folder, api, subscribers)
        gc.freeze()
        rates.enforced = True
        async with living(api, bot.module, environment, folder) as life:
            alone = await _stretch(api, life, lambda stretch: stretch.seconds >= seconds)
            meanwhile: list[float] = []
            async with asyncio.TaskGroup() as tasks:
                watching = tasks.create_task(_stretch(api, life, lambda _: len(meanwhile) == runs, warm=0.0))
                while len(meanwhile) < runs:
                    found = await _presses(bot, presses)
                    meanwhile.append(found)
            total = watching.result()
    longer = median(meanwhile) - median(without)
    times = median(meanwhile) / median(without)
    return [
        (f"{subscribers:,} subscribers at 30 a second: sent a second, over {alone.seconds:.0f} s", *_of_limit(alone)),
        (f"… with presses, all together, over {total.seconds:.0f} s", *_of_limit(total)),
        ("… refused by Telegram's limits", str(len(rates.violations)), "0"),
        (f"press to answer without, p95 of {presses}, median of {runs} runs, ms", _told(without), ""),
        ("… with the broadcast, ms", _told(meanwhile), ""),
        ("… longer by", f"{longer:.1f} ms, {times:.2f} times", "20 ms or 1.3 times"),
    ]


async def paid(subscribers: int) -> list[Row]:
    """Measure a whole broadcast at 1,000 a second, the bot on one core."""
    every = os.sched_getaffinity(0)
    one, *others = sorted(every)
    async with _town(30, 1000) as (api, bot, folder, environment):
        rates = api.faults.rates
        async with living(api, bot.module, environment, folder) as life:
            await asyncio.sleep(_SETTLED)
            idle = life.memory()
        await begins(folder, api, subscribers)
        gc.freeze()
        gc.disable()  # of the stand-in's process, whose world has become large
        rates.per_second, rates.overall_burst, rates.enforced = 1000.0, 1000.0, True
        os.sched_setaffinity(0, {one})
        try:  # all threads of the bot begin on the one core, and stay there
            async with living(api, bot.module, environment, folder) as life:
                os.sched_setaffinity(0, set(others) or {one})
                own = time.process_time()
                found = await _stretch(api, life, lambda stretch: stretch.all >= subscribers * _ENOUGH)
                own = time.process_time() - own
        finally:
            os.sched_setaffinity(0, every)
            gc.enable()
    return [
        (f"{subscribers:,} subscribers, paid, at 1,000 a second: sent a second", f"{found.rate:.0f}", "950"),
        ("… over, s", f"{found.seconds:.0f}", ""),
        ("… in the worst ten seconds", f"{found.worst:.0f}", ""),
        ("… refused by Telegram's limits", str(len(rates.violations)), "0"),
        ("… processor time a message, µs", f"{found.cpu / sum(found.sent) * 1e6:.0f}", "1,050 (950 a second)"),
        ("… the stand-in's, in a process of its own, µs", f"{own / found.all * 1e6:.0f}", ""),
        ("… memory idle, MiB", f"{idle:.0f}", ""),
        ("… at most while it sends, MiB", f"{found.memory:.0f} ({found.memory - idle:+.0f})", "+38 (40 MB)"),
    ]


async def _stretch(
    api: BotApiServer, life: Living, is_over: Callable[[Stretch], bool], *, warm: float = _WARM
) -> Stretch:
    """Count what is sent until it is enough; the journal is cleared each second, so that it does not grow."""
    found = Stretch()
    await asyncio.sleep(warm)
    found.before = _counted(api)
    began, cpu = time.perf_counter(), life.cpu()
    while not is_over(found):
        await asyncio.sleep(1)
        found.sent.append(_counted(api))
        found.seconds, found.cpu = time.perf_counter() - began, life.cpu() - cpu
        found.memory = max(found.memory, life.memory())
        if found.sent[-_STUCK:] == [0] * _STUCK:
            raise RuntimeError("nothing is sent any more")
    return found


def _counted(api: BotApiServer) -> int:
    """Give how many messages were sent since this was asked before."""
    sent = api.journal.count("sendMessage") + api.journal.count("editMessageText")
    api.journal.clear()
    return sent


async def _presses(bot: TinBao, number: int) -> float:
    """Give the 95th percentile, in milliseconds, of so many presses of residents, four at a time.

    None is so fast that its chat's own limit of a message a second holds it up.
    """
    took: list[float] = []

    async def press() -> None:
        while len(took) < number:
            resident = bot.resident()
            for step in resident.steps[:-1]:
                await asyncio.sleep(random.uniform(1.5, 2.5))  # noqa: S311 - a chat takes one message a second
                seconds = await resident.does(step)
                if isinstance(step, Press):
                    took.append(seconds)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(_RESIDENTS):
            tasks.create_task(press())
    return percentiles(took)[1]


def _of_limit(stretch: Stretch) -> tuple[str, str]:
    return f"{stretch.rate:.2f} ({stretch.rate / 30:.1%})", "29.4 (98 %)"


def _told(found: list[float]) -> str:
    return f"{median(found):.1f} ({min(found):.1f}–{max(found):.1f})"


async def main(arguments: argparse.Namespace) -> None:
    """Measure, and print a table."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)  # the bot is ended before this process
    notes, began = conditions(), time.perf_counter()
    rows = await free(arguments.subscribers, arguments.seconds, arguments.runs, arguments.presses)
    if arguments.paid:
        rows += await paid(arguments.paid)
    lasted = f"medians, least and most in brackets; {time.perf_counter() - began:.0f} s in all"
    show([*notes, "bot and stand-in in a process each, on loopback", lasted], rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.broadcasts", description=__doc__)
    parser.add_argument("--subscribers", type=int, default=100_000, help="at the free rate (100000)")
    parser.add_argument("--seconds", type=float, default=30.0, help="the stretch at the free rate (30)")
    parser.add_argument("--runs", type=int, default=5, help="runs of presses (5)")
    parser.add_argument("--presses", type=int, default=20, help="presses in a run (20)")
    parser.add_argument("--paid", type=int, default=200_000, help="subscribers at the paid rate (200000; 0: none)")
    asyncio.run(main(parser.parse_args()))
