"""A directory that lacks what is stored does not come into force, and the desk hears once that a file was refused."""

import json
from typing import Any

from bot.domain.dispatches import AlertDispatch, ToUnit
from bot.domain.units import DESK
from bot.places.directory import AN_GIANG, Directory, parse
from bot.places.in_force import Fault
from bot.services.replacing import orphaned, tell_of_refusal
from tests.services.office import Office


def _without(**gone: str) -> Directory:
    """Give the shipped directory without these codes of its sections."""
    file: dict[str, Any] = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    for section, code in gone.items():
        file[section] = [row for row in file[section] if row["code"] != code]
    file["routes"] = []  # they name what is taken out here
    for section in ("former", "earlier"):
        file[section] = [row for row in file[section] if row[5] != gone.get("communes")]
    for group in file["kinds"]:
        group["specialists"] = [code for code in group["specialists"] if code != gone.get("units")]
    return parse(json.dumps(file).encode())


async def _faults(office: Office, directory: Directory) -> tuple[Fault, ...]:
    async with office.casebook.begin() as book:
        return orphaned(directory, await book.usage.codes())


async def test_the_directory_in_force_lacks_nothing(office: Office, directory: Directory) -> None:
    """Not for tips, groups, people and messages that are there."""
    await office.files()

    assert () == await _faults(office, directory)


async def test_what_is_stored_keeps_its_codes(office: Office) -> None:
    """Each code that is needed and gone is one line, with how many need it."""
    await office.files()
    await office.files()

    faults = await _faults(office, _without(communes="30307", units="PC02", kinds="trom_cuop"))

    assert {
        ("units", "2 tips stand at unit 30307, which the file lacks"),
        ("communes", "2 tips are about commune 30307, which the file lacks"),
        ("kinds", "2 tips are of kind trom_cuop, which the file lacks"),
        ("units", "1 group is bound to unit 30307, which the file lacks"),
        ("units", "1 group is bound to unit PC02, which the file lacks"),
        ("units", "3 people work at unit 30307, which the file lacks"),
        ("units", "1 person works at unit PC02, which the file lacks"),
    } == set(faults)
    assert 7 == len(faults)


async def test_a_shredded_tip_needs_nothing(office: Office) -> None:
    """It is only counted any more."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await book.tips.shred(tip.id)

    assert () == await _faults(office, _without(kinds="trom_cuop"))


async def test_the_desk_hears_of_a_refused_file_once(office: Office) -> None:
    """Not again at the next start; again for another version, or for the same after a good one."""
    faults = (("communes[3].code", "is used twice"), ("units", "is bad"))
    told: list[bool] = []
    for digest, wrong in (("one", faults), ("one", faults), ("two", faults), ("three", ()), ("two", faults)):
        async with office.casebook.begin() as book:
            told.append(
                await tell_of_refusal(book, "TINBAO_UNITS", digest=digest, faults=wrong, now=office.clock.now())
            )

    assert [True, False, True, False, True] == told
    sent = await office.delivers()
    word = AlertDispatch(alert="file.refused", unit=DESK, data=("2", "TINBAO_UNITS", "communes[3].code: is used twice"))
    assert [(ToUnit(unit=DESK), word)] * 3 == [(dispatch.to, dispatch.content) for dispatch in sent]
