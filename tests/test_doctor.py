"""`tinbao doctor` as an administrator meets it: one line for each thing, and 1 where one is not well."""

import asyncio
import signal
from dataclasses import replace

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.identifiers import ChatId
from bot.domain.units import UnitCode
from bot.settings import Settings
from bot.stores import stores
from tests.machine import Machine
from tests.storage.broadcast_samples import BROADCAST
from tests.storage.safe import LAN, subscription


async def test_the_doctor_says_every_fault_of_files_that_never_were_good(machine: Machine) -> None:
    """Its own two answers are 0 and 1; the boundaries do not keep it from looking at the rest."""
    (machine.folder / "empty.json").write_text("[]", encoding="utf-8")
    (machine.folder / "bow.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")

    units, boundaries, rate = await asyncio.gather(
        machine.ends("doctor", UNITS="empty.json"),
        machine.ends("doctor", BOUNDARIES="bow.geojson"),
        machine.ends("doctor", RATE="marked"),
    )

    said = boundaries[1].splitlines()
    assert [1, 1, 1] == [units[0], boundaries[0], rate[0]]
    assert units[1].startswith("NOT  TINBAO_UNITS: file: ")
    assert 102 == sum(line.startswith("NOT  TINBAO_BOUNDARIES: features: none has the code") for line in said)
    assert "NOT  boundaries: there is no good version, and `tinbao run` would not start" in said
    assert any(line.startswith("ok   disk") or "start `tinbao run` first" in line for line in said)
    assert rate[2].startswith("tinbao: TINBAO_RATE: ")


async def test_the_doctor_looks_at_photos_and_broadcasts(machine: Machine) -> None:
    """None yet, which is well; then how many, subscribers rounded; a broadcast that missed its time is not well."""
    process = await machine.runs()
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    _, before, _ = await machine.ends("doctor")
    folder = machine.folder / "data" / "evidence"
    folder.mkdir()
    (folder / ("5a" * 16)).write_bytes(bytes(3 * 1024 * 1024))
    settings = Settings(_env_file=None, data=machine.folder / "data", keys=machine.folder / "keys")  # pyright: ignore[reportCallIssue] - pydantic's own
    await _fill(settings)
    _, after, _ = await machine.ends("doctor", PAID_RATE="20", APPROVAL_FROM="1000")

    assert "ok   broadcasts: a second officer approves each\n" in before
    assert "ok   broadcasts: one to fewer than 1,000 goes without a second officer\n" in after
    assert "NOT  TINBAO_PAID_RATE: 20 is not above TINBAO_RATE (30); nothing is paid for\n" in after
    assert "ok   evidence: no photos yet\n" in before
    assert "ok   evidence: 3.0 MiB of photos (files: 1), can be written\n" in after
    assert "ok   broadcasts: no subscriptions, no copies wait\n" in before
    assert "ok   broadcasts: about 40 subscriptions, no copies wait\n" in after
    assert "NOT  channel of Mỹ Thới Ward Police: the bot may not post there any more\n" in after
    assert "NOT  broadcasts: 1 missed their time; their units say whether they still go\n" in after


async def _fill(settings: Settings) -> None:
    """Let 47 people subscribe, a broadcast miss its time, and a unit have a channel that is gone."""
    async with stores(settings) as opened:
        async with opened.vault.begin() as vault:
            for number in range(47):
                await vault.subscribers.keep(replace(subscription(LAN), chat=ChatId(LAN + number)))
        async with opened.casebook.begin() as book:
            await book.channels.bind(UnitCode("30301"), ChatId(-1002299999999))
            await book.broadcasts.keep(BROADCAST)
            planned = await book.occurrences.plan(BROADCAST.id, BROADCAST.touched)
            missed = replace(planned, state=OccurrenceState.MISSED)
            assert await book.occurrences.change(missed, was=OccurrenceState.PLANNED)
