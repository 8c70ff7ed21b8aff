"""`python -m benchmarks.preparing`: the turns of a sending, made for many subscribers while tips go on being told.

Then some of them are claimed and recorded as the distributor does it, which is what each message costs beside sending.
"""

import argparse
import asyncio
import resource
import sqlite3
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from benchmarks.conditions import conditions
from benchmarks.subscribed import fill, opened
from benchmarks.tables import Row, show
from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.broadcasts.subscription import Topic
from bot.domain.conversation import ReplyAddress
from bot.domain.identifiers import ChatId, Handle, Language, MessageId, OccurrenceId, TipId
from bot.places.directory import load
from bot.ports.subscriptions import Run
from bot.services.broadcasts.distributing import CHUNK
from storage.vault import Vault

_AT: Final = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_OCCURRENCE: Final = OccurrenceId(1)
_BATCH: Final = 100
_MIB: Final = 1024**2


@dataclass(slots=True)
class Waits:
    """How long each of some transactions took, its waiting included."""

    seconds: list[float] = field(default_factory=list[float])

    def told(self) -> str:
        """Give the middle, the 99th of a hundred and the longest, in milliseconds."""
        in_order = sorted(self.seconds)
        if not in_order:
            return "none"
        late = in_order[int(len(in_order) * 0.99)]
        return f"{median(in_order) * 1000:.1f} / {late * 1000:.1f} / {in_order[-1] * 1000:.1f}"


async def measured(folder: Path, subscribers: int, turns: int) -> list[Row]:
    """Prepare a sending to so many subscribers, claim and record so many turns; give a row for each figure."""
    store, vault = await opened(folder)
    directory = load()
    communes = sorted(directory.communes)
    began = time.perf_counter()
    fill(folder / "vault.db", subscribers, communes)
    filled = time.perf_counter() - began
    before, quiet = _on_disk(folder), Waits()
    async with _tips(vault, quiet):
        await asyncio.sleep(2)
    memory = _memory()
    run = Run(
        occurrence=_OCCURRENCE,
        audience=Audience(communes=tuple(communes), topics=tuple(Topic)),
        urgent=True,
        expires=_AT + timedelta(hours=24),
    )
    chunks, tips, most = Waits(), Waits(), 0
    async with _tips(vault, tips):
        began, cpu = time.perf_counter(), time.process_time()
        is_through = False
        while not is_through:
            start = time.perf_counter()
            async with vault.begin() as session:
                is_through = await session.deliveries.prepare(run, now=_AT, limit=CHUNK)
            chunks.seconds.append(time.perf_counter() - start)
            most = max(most, _on_disk(folder))
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
    async with vault.begin() as session:
        prepared = (await session.deliveries.tally(_OCCURRENCE, now=_AT)).outcomes[Outcome.WAITING]
    await store.checkpoint()
    after = _on_disk(folder)
    rows = [
        (f"{subscribers:,} subscribers, MiB on the disk", f"{before / _MIB:.0f}", f"(invented in {filled:.0f} s)"),
        (f"{prepared:,} turns prepared, s", f"{took:.1f}", "60 for 1,000,000"),
        ("… processor time, s", f"{cpu:.1f}", ""),
        ("… growth on the disk, MiB", f"{(after - before) / _MIB:.0f}", ""),
        ("… file at the end, MiB", f"{after / _MIB:.0f}", ""),
        ("… most at any time, subscribers and log included, MiB", f"{most / _MIB:.0f}", "238 (250 MB)"),
        (f"a transaction of {CHUNK} turns, waiting included, ms", chunks.told(), ""),
        ("a tip's transaction meanwhile, ms", tips.told(), ""),
        ("… without, ms", quiet.told(), ""),
        ("memory grew by, MiB", f"{(_memory() - memory) / _MIB:.0f}", "38 (40 MB)"),
        *await _sent(vault, turns),
    ]
    await store.dispose()
    return [*rows, ("copies recorded, bytes a message id, sealed", f"{_bytes_of_copies(folder):.0f}", "")]


async def _sent(vault: Vault, turns: int) -> list[Row]:
    """Claim and record so many turns in batches."""
    claims, records, done = Waits(), Waits(), 0
    cpu, claiming = time.process_time(), 0.0
    while done < turns:
        start, cpu_before = time.perf_counter(), time.process_time()
        async with vault.begin() as session:
            claimed = await session.deliveries.claim(_OCCURRENCE, now=_AT, limit=_BATCH)
        claims.seconds.append(time.perf_counter() - start)
        claiming += time.process_time() - cpu_before
        if not claimed:
            break
        results = [
            Result(delivery=turn, outcome=Outcome.DELIVERED, messages=(MessageId(1000 + turn.subscriber),))
            for turn in claimed
        ]
        start = time.perf_counter()
        async with vault.begin() as session:
            await session.deliveries.record(results, revision=0)
        records.seconds.append(time.perf_counter() - start)
        done += len(claimed)
    each, claiming = (time.process_time() - cpu) / max(done, 1), claiming / max(done, 1)
    return [
        (f"{done:,} claimed and recorded by {_BATCH}, processor time each, µs", f"{each * 1e6:.0f}", ""),
        ("… of these to claim, µs", f"{claiming * 1e6:.0f}", ""),
        ("a claim, ms", claims.told(), ""),
        ("a record, ms", records.told(), ""),
    ]


@asynccontextmanager
async def _tips(vault: Vault, waits: Waits) -> AsyncGenerator[None]:
    """Keep telling tips meanwhile: a small transaction fifty times a second."""

    async def tell() -> None:
        number = 0
        while True:
            await asyncio.sleep(0.02)
            number += 1
            to = ReplyAddress(
                handle=Handle(f"{number:032x}"),
                tip=TipId(f"{number:032x}"),
                chat=ChatId(number),
                language=Language("vi"),
            )
            start = time.perf_counter()
            async with vault.begin() as session:
                await session.handles.open(to)
            waits.seconds.append(time.perf_counter() - start)

    async with asyncio.TaskGroup() as tasks:
        telling = tasks.create_task(tell())
        yield
        telling.cancel()


def _on_disk(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("vault.db*"))


def _memory() -> int:
    """Give the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _bytes_of_copies(folder: Path) -> float:
    connection = sqlite3.connect(folder / "vault.db")
    (size,) = connection.execute("SELECT avg(length(messages)) FROM deliveries").fetchone()
    connection.close()
    return float(size or 0)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preparing", description=__doc__)
    parser.add_argument("--subscribers", type=int, default=1_000_000, help="how many there are (1000000)")
    parser.add_argument("--turns", type=int, default=20_000, help="turns that are claimed and recorded (20000)")
    arguments = parser.parse_args()
    under, began = conditions(), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows = asyncio.run(measured(Path(folder), arguments.subscribers, arguments.turns))
    times = "three times in a cell: middle / 99 % / longest"
    show([*under, f"{times}; {time.perf_counter() - began:.0f} s in all"], rows)


if __name__ == "__main__":
    main()
