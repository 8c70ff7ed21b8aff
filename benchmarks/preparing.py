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
from bot.domain.broadcast import Audience
from bot.domain.conversation import ReplyAddress
from bot.domain.deliveries import Outcome, Result
from bot.domain.identifiers import ChatId, Handle, Language, MessageId, OccurrenceId, TipId
from bot.domain.subscription import Topic
from bot.places.directory import load
from bot.ports.subscriptions import Run
from bot.services.distributing import CHUNK
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
        return f"{median(in_order) * 1000:.1f} / {late * 1000:.1f} / {in_order[-1] * 1000:.1f} ms"


async def measured(folder: Path, subscribers: int, turns: int) -> list[str]:
    """Prepare a sending to so many subscribers, claim and record so many turns; give a line for each figure."""
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
    lines = [
        f"{subscribers:,} subscribers (invented in {filled:.0f} s): {before / _MIB:.0f} MiB",
        f"prepared {prepared:,} in {took:.1f} s, {cpu:.1f} s of processor time, {CHUNK} subscribers a transaction",
        f"growth for the rows {(after - before) / _MIB:.0f} MiB; file then {after / _MIB:.0f} MiB",
        f"most at any time, log included, {most / _MIB:.0f} MiB",
        f"a chunk, its waiting included: {chunks.told()} (middle / 99 % / longest)",
        f"a tip's transaction meanwhile: {tips.told()}; without: {quiet.told()}",
        f"memory: {memory / _MIB:.0f} MiB before, at most {_memory() / _MIB:.0f} MiB then",
        *await _sent(vault, turns),
    ]
    await store.dispose()
    lines.append(f"copies recorded: {_bytes_of_copies(folder):.0f} bytes a message id, sealed")
    return lines


async def _sent(vault: Vault, turns: int) -> list[str]:
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
        f"claimed and recorded {done:,} in batches of {_BATCH}: {each * 1e6:.0f} µs of processor time each",
        f"of these {claiming * 1e6:.0f} µs to claim",
        f"a claim: {claims.told()}; a record: {records.told()}",
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
    parser.add_argument("--subscribers", type=int, default=100_000, help="how many there are (100000)")
    parser.add_argument("--turns", type=int, default=20_000, help="turns that are claimed and recorded (20000)")
    parser.add_argument("--markdown", action="store_true", help="print Markdown for docs/performance.md")
    arguments = parser.parse_args()
    under = conditions()
    with tempfile.TemporaryDirectory() as folder:
        lines = asyncio.run(measured(Path(folder), arguments.subscribers, arguments.turns))
    mark = "- " if arguments.markdown else ""
    print(*(f"{mark}{line}" for line in (*under, *lines)), sep="\n")


if __name__ == "__main__":
    main()
