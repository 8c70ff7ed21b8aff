"""SIGTERM: what is in hand is finished, the rest stays in the inbox, and the process is gone within ten seconds."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.crashes.ledger import count, ledger, receipts_shown, waiting
from tests.crashes.process import machine
from tests.crashes.residents import receipt_in, tells

RESIDENTS = 40
ENDS_WITHIN = 10.0


@pytest.mark.parametrize("latency", [0.3, 15.0], ids=["a slow Telegram", "a Telegram that does not answer"])
async def test_a_stop_in_the_middle_loses_nothing(tmp_path: Path, latency: float) -> None:
    """The bot leaves with 0 in time, and whoever was in the middle of a tip ends it with the next process."""
    async with machine(tmp_path) as there:
        people = there.residents(RESIDENTS)
        async with asyncio.TaskGroup() as tasks:
            told = [tasks.create_task(tells(person, within=90)) for person in people]
            await there.calls(RESIDENTS)
            there.api.faults.latency = (latency, latency)
            await there.calls(len(there.api.journal.calls()) + 10)

            asked = time.monotonic()
            code = await there.stops()
            took = time.monotonic() - asked
            there.api.faults.calm()
            await there.starts()
        await there.stops()

        assert 0 == code
        assert took < ENDS_WITHIN
        assert {} == waiting(there.settings)
        assert RESIDENTS == count(there.settings, "casebook", "tips")
        async with ledger(there.settings) as kept:
            for person, task in zip(people, told, strict=True):
                receipt = receipt_in(task.result())
                assert await kept.tip(receipt) is not None
                assert {receipt} == receipts_shown(person)
