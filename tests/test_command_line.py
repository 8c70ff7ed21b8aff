"""`tinbao run` as an administrator meets it: each fault is one line that names what to mend, and leaves with 2.

The real process is started, in a folder of its own.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.places.directory import AN_GIANG
from bot.sandbox.bot_api import BotApiServer

ROOT = Path(__file__).parents[1]
TOKEN = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"


@dataclass(slots=True, kw_only=True)
class Machine:
    """A folder, an environment, and processes in them."""

    folder: Path
    environment: dict[str, str]
    processes: list[asyncio.subprocess.Process] = field(default_factory=list[asyncio.subprocess.Process])

    async def starts(self, *arguments: str, **variables: str | None) -> asyncio.subprocess.Process:
        """Start `tinbao`."""
        named = {f"TINBAO_{name}": value for name, value in variables.items()}
        environment = {name: value for name, value in (self.environment | named).items() if value is not None}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *(arguments or ("run",))),
            cwd=self.folder,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.processes.append(process)
        return process

    async def ends(self, *arguments: str, **variables: str | None) -> tuple[int | None, str, str]:
        """Start `tinbao` and wait for its end; give its exit, its answer and its complaint."""
        process = await self.starts(*arguments, **variables)
        async with asyncio.timeout(20):
            out, err = await process.communicate()
        return process.returncode, out.decode(), err.decode()

    async def runs(self) -> asyncio.subprocess.Process:
        """Start `tinbao run` and wait until it is ready."""
        process = await self.starts()
        assert process.stdout is not None
        async with asyncio.timeout(20):
            assert b"ready\n" == await process.stdout.readline()
        return process


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncGenerator[Machine]:
    """Give a machine beside a Telegram."""
    async with BotApiServer(token=TOKEN) as api:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TINBAO_")}
        environment = kept | {
            "PYTHONPATH": str(ROOT),
            "TINBAO_TELEGRAM_TOKEN": TOKEN,
            "TINBAO_TELEGRAM_API": api.root,
        }
        found = Machine(folder=tmp_path, environment=environment)
        yield found
        for process in found.processes:
            if process.returncode is None:
                process.kill()
            await process.communicate()


def complaint(ended: tuple[int | None, str, str]) -> str:
    """Give the one line that a refusal says."""
    code, out, err = ended
    assert (2, "", 1) == (code, out, err.count("\n")), err
    assert "marked" not in err
    assert err.startswith("tinbao: ")
    return err.removeprefix("tinbao: ").strip()


async def test_it_runs_says_ready_and_stops_when_told(machine: Machine) -> None:
    """The first start makes keys and says so; a stop is no failure; the second start says nothing."""
    first = await machine.runs()
    first.send_signal(signal.SIGTERM)
    _, said = await first.communicate()
    second = await machine.runs()
    second.send_signal(signal.SIGINT)
    _, nothing = await second.communicate()

    assert [0, 0] == [first.returncode, second.returncode]
    assert ["new keys were made" in said.decode(), "" == nothing.decode()] == [True, True]
    modes = [path.stat().st_mode & 0o777 for path in sorted((machine.folder / "keys").iterdir())]
    assert [0o600, 0o600] == modes


async def test_a_bad_setting_is_named(machine: Machine) -> None:
    """One line each, and no value."""
    faults = await asyncio.gather(
        machine.ends(TELEGRAM_TOKEN=None),
        machine.ends(TELEGRAM_TOKEN="markedtoken"),
        machine.ends(RATE="marked"),
        machine.ends(NOTICE_DELAY="20-2"),
        machine.ends(KEYS="data/keys"),
        machine.ends(TIMEZONE="marked/marked"),
        machine.ends(LANGUAGES="marked"),
    )

    names = [complaint(fault).partition(" ")[0].rstrip(":") for fault in faults]
    assert [
        "TINBAO_TELEGRAM_TOKEN",
        "TINBAO_TELEGRAM_TOKEN",
        "TINBAO_RATE",
        "TINBAO_NOTICE_DELAY",
        "TINBAO_KEYS",
        "TINBAO_TIMEZONE",
        "TINBAO_LANGUAGES",
    ] == names


async def test_a_token_that_telegram_does_not_know_is_named(machine: Machine) -> None:
    """It is not printed."""
    said = complaint_after_keys(await machine.ends(TELEGRAM_TOKEN="7000000001:AAmarkedothermarkedothermarked"))

    assert said.startswith("TINBAO_TELEGRAM_TOKEN: ")


async def test_an_unusable_proxy_or_store_is_named(machine: Machine) -> None:
    """With its password left out."""
    await machine.ends("keys", "create")
    faults = await asyncio.gather(
        machine.ends(TELEGRAM_PROXY="ftp://u:markedpassword@proxy"),
        machine.ends(VAULT_URL="nonsense://u:markedpassword@db/x", DATA="other"),
    )

    assert ["TINBAO_TELEGRAM_PROXY", "TINBAO_VAULT_URL"] == [complaint(fault).partition(":")[0] for fault in faults]


async def test_keys_that_others_may_read_are_refused(machine: Machine) -> None:
    """And it says how to close them."""
    await machine.ends("keys", "create")
    (machine.folder / "keys" / "vault.key").chmod(0o644)

    said = complaint(await machine.ends())

    assert said.startswith("TINBAO_KEYS: ")
    assert "chmod 600" in said


async def test_data_without_keys_are_left_alone(machine: Machine) -> None:
    """New keys could not open them."""
    (machine.folder / "data").mkdir()
    (machine.folder / "data" / "vault.db").touch()

    said = complaint(await machine.ends())

    assert said.startswith("TINBAO_KEYS: ")
    assert not (machine.folder / "keys").exists()


async def test_a_second_process_is_refused(machine: Machine) -> None:
    """One process holds the stores."""
    await machine.runs()

    said = complaint(await machine.ends())

    assert said.startswith("TINBAO_DATA: ")


async def test_a_bad_file_of_units_is_named_with_the_place_of_its_fault(machine: Machine) -> None:
    """Missing, not JSON, or with a fault in it."""
    (machine.folder / "units.json").write_text("{", encoding="utf-8")
    (machine.folder / "empty.json").write_text("{}", encoding="utf-8")

    faults = await asyncio.gather(*(machine.ends(UNITS=name) for name in ("no.json", "units.json", "empty.json")))

    assert ["TINBAO_UNITS"] * 3 == [complaint(fault).partition(":")[0] for fault in faults]


async def _runs_and_stops(machine: Machine, **variables: str) -> str:
    """Start it, stop it, and give what it complained of."""
    process = await machine.starts(**variables)
    assert process.stdout is not None
    async with asyncio.timeout(20):
        assert b"ready\n" == await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, said = await process.communicate()
    return said.decode()


async def test_a_bad_file_of_units_leaves_the_former_in_force(machine: Machine) -> None:
    """It runs and says each fault, and `doctor` fails with them."""
    good = AN_GIANG.read_text(encoding="utf-8")
    file = machine.folder / "units.json"
    file.write_text(good, encoding="utf-8")
    await _runs_and_stops(machine, UNITS="units.json")
    file.write_text(good.replace('"format": 1', '"format": 2').replace('"30292"', '"30307"', 1), encoding="utf-8")

    said = await _runs_and_stops(machine, UNITS="units.json")
    code, found, _ = await machine.ends("doctor", UNITS="units.json")

    assert "tinbao: TINBAO_UNITS: format: Input should be 1" in said
    assert said.endswith("tinbao: TINBAO_UNITS: the last good version stays in force\n")
    assert good == (machine.folder / "data" / "in_force" / "units.json").read_text(encoding="utf-8")
    assert 1 == code
    assert "NOT  TINBAO_UNITS: format: Input should be 1\n" in found


async def test_a_store_of_a_newer_version_is_left_as_it_is(machine: Machine) -> None:
    """Yesterday's program does not touch tomorrow's data."""
    process = await machine.runs()
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    with sqlite3.connect(machine.folder / "data" / "vault.db") as vault:
        vault.execute("UPDATE alembic_version SET version_num = '9999'")
    vault.close()

    said = complaint(await machine.ends())

    assert "TINBAO_DATA: the vault was written by a newer version" == said


def complaint_after_keys(ended: tuple[int | None, str, str]) -> str:
    """Give the line after the one that tells of new keys."""
    code, out, err = ended
    first, _, rest = err.partition("\n")
    assert "new keys were made" in first
    return complaint((code, out, rest))
