"""`tinbao run` as an administrator meets it: each fault is one line that names what to mend, and leaves with 2.

The real process is started, in a folder of its own.
"""

import asyncio
import json
import signal
import sqlite3

from bot.places.directory import AN_GIANG, load
from tests.machine import Machine
from tests.places.outlines import around, square


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


async def test_a_bad_file_of_days_leaves_the_former_in_force(machine: Machine) -> None:
    """Each line that is wrong is said, and the bot runs with the days that it knew."""
    file = machine.folder / "days.csv"
    file.write_text("2026-08-22,worked,a notice\n", encoding="utf-8")
    await _runs_and_stops(machine, DAYS="days.csv")
    file.write_text("2026-08-24,worked,a notice\n2026-08-31,free,a notice\n", encoding="utf-8")

    said = await _runs_and_stops(machine, DAYS="days.csv")
    code, found, _ = await machine.ends("doctor", DAYS="days.csv")

    faults = ["line 1: is worked, and is no Saturday or Sunday", "line 2: is neither worked nor off"]
    assert [f"tinbao: TINBAO_DAYS: {fault}" for fault in (*faults, "the last good version stays in force")] == (
        said.splitlines()
    )
    assert "2026-08-22,worked,a notice\n" == (machine.folder / "data" / "in_force" / "days.csv").read_text("utf-8")
    assert (1, True) == (code, all(f"NOT  TINBAO_DAYS: {fault}" in found for fault in faults))


async def test_a_bad_file_of_days_without_a_former_ends_the_start(machine: Machine) -> None:
    """Nothing has been made by then."""
    (machine.folder / "days.csv").write_text("nonsense", encoding="utf-8")

    said = complaint(await machine.ends(DAYS="days.csv"))

    assert "TINBAO_DAYS: line 1: is not: date,worked or off,source (1 faults in all)" == said
    assert not (machine.folder / "data").exists()


async def test_bad_boundaries_leave_the_former_in_force(machine: Machine) -> None:
    """A hole that is nobody's is said in a line; the form and `doctor` go by the last good file."""
    good = around(load().communes)
    file = machine.folder / "communes.geojson"
    file.write_bytes(good)
    await _runs_and_stops(machine, BOUNDARIES=file.name)
    collection = json.loads(good)
    lon, lat = collection["features"][0]["geometry"]["coordinates"][0][0]
    collection["features"][0]["geometry"]["coordinates"].append(square(lon + 0.005, lat + 0.005, 0.001))
    file.write_text(json.dumps(collection), encoding="utf-8")

    said = await _runs_and_stops(machine, BOUNDARIES=file.name)
    code, found, _ = await machine.ends("doctor", BOUNDARIES=file.name)
    _, located, _ = await machine.ends("units", "locate", "10.3313", "105.4585", BOUNDARIES=file.name)

    assert "tinbao: TINBAO_BOUNDARIES: commune 30292: has a hole of 12" in said
    assert said.endswith("tinbao: TINBAO_BOUNDARIES: the last good version stays in force\n")
    assert good == (machine.folder / "data" / "in_force" / "boundaries.geojson").read_bytes()
    assert 1 == code
    assert "NOT  TINBAO_BOUNDARIES: commune 30292: has a hole" in found
    assert "ok   boundaries: 102 polygons\n" in found
    assert ["30301"] == json.loads(located)["candidates"]


async def test_boundaries_that_never_were_good_are_named(machine: Machine) -> None:
    """Before anything is made."""
    (machine.folder / "bow.geojson").write_text("{]", encoding="utf-8")

    faults = await asyncio.gather(machine.ends(BOUNDARIES="no.geojson"), machine.ends(BOUNDARIES="bow.geojson"))

    assert ["TINBAO_BOUNDARIES"] * 2 == [complaint(fault).partition(":")[0] for fault in faults]
    assert not (machine.folder / "keys").exists()


async def test_a_place_is_located_with_the_answers_of_the_form(machine: Machine) -> None:
    """One JSON object, never with a choice; how it lies is said beside it, and it needs no token and no data."""
    near, far, wrong = await asyncio.gather(
        machine.ends("units", "locate", "10.3313", "105.4585", TELEGRAM_TOKEN=None),
        machine.ends("units", "locate", "-33.9", "18.4"),
        machine.ends("units", "locate", "103.3", "105.4"),
    )

    assert '{"query": "10.3313 105.4585", "choice": null, "candidates": ["30301", "30307", "30673"]}\n' == near[1]
    assert "around: phường Mỹ Thới 3 m, phường Long Xuyên 5319 m, xã Hội An 5657 m\n" == near[2]
    assert ('{"query": "-33.9 18.4", "choice": null, "candidates": []}\n', "far\n") == far[1:]
    assert [0, 0, 2] == [near[0], far[0], wrong[0]]


async def test_names_are_found_with_the_answers_of_the_form(machine: Machine) -> None:
    """One JSON object a line, a choice only where the form would not ask; why is said beside a single name."""
    lines = "Long Xuyên\nVĩnh Châu\n\nCần Thơ\n"
    many = await machine.ends("units", "find", "-", says=lines, TELEGRAM_TOKEN=None)
    one = await machine.ends("units", "find", "my hoa", TELEGRAM_TOKEN=None)

    found = [json.loads(line) for line in many[1].splitlines()]
    assert [
        {"query": "Long Xuyên", "choice": "30307", "candidates": ["30307"]},
        {"query": "Vĩnh Châu", "choice": None, "candidates": ["30316", "30325"]},
        {"query": "", "choice": None, "candidates": []},
        {"query": "Cần Thơ", "choice": None, "candidates": []},
    ] == found
    assert (0, '{"query": "my hoa", "choice": "30307", "candidates": ["30307"]}\n') == one[:2]
    assert "30307 phường Long Xuyên: Mỹ Hòa went into it\n" == one[2]


async def test_a_file_of_units_is_checked_line_by_line(machine: Machine) -> None:
    """Every fault with its place, and what stands there is not repeated."""
    file = machine.folder / "units.json"
    text = AN_GIANG.read_text(encoding="utf-8")
    file.write_text(text.replace('"format": 1', '"format": 2').replace('"code": "30292"', '"code": "markiert"', 1))
    (machine.folder / "bom.json").write_text(text, encoding="utf-8-sig")

    wrong, marked, missing = await asyncio.gather(
        *(machine.ends("units", "check", name) for name in ("units.json", "bom.json", "no.json"))
    )

    assert (
        1,
        "format: Input should be 1\ncommunes[0].code: String should match pattern '^\\d{5}$'\n",
        "",
    ) == wrong
    assert (1, "byte 0: is a byte order mark: save the file as UTF-8 without one\n", "") == marked
    assert (1, "no.json: No such file or directory\n", "") == missing


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
