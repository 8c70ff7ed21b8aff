"""`tinbao doctor` as an administrator meets it: one line for each thing, and 1 where one is not well."""

import asyncio
import signal

from tests.machine import Machine


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


async def test_the_doctor_looks_at_the_folder_of_photos(machine: Machine) -> None:
    """None yet, which is well; then how many there are and how much they take."""
    process = await machine.runs()
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    _, before, _ = await machine.ends("doctor")
    folder = machine.folder / "data" / "evidence"
    folder.mkdir()
    (folder / ("5a" * 16)).write_bytes(bytes(3 * 1024 * 1024))
    _, after, _ = await machine.ends("doctor")

    assert "ok   evidence: no photos yet\n" in before
    assert "ok   evidence: 3.0 MiB of photos (files: 1), can be written\n" in after
