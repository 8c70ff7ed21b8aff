"""What the units file says of passing tips on is checked: every fault by its place, and the desk stays reachable."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.domain.units import DESK, UnitCode
from bot.places.directory import AN_GIANG, BadDirectory, Directory, load

WORDS = {"vi": "Qua tỉnh.", "en": "By the desk."}


def faults(tmp_path: Path, transfers: Mapping[str, object]) -> list[str]:
    """Give where the shipped file is faulty with this section in it."""
    file = json.loads(AN_GIANG.read_text(encoding="utf-8")) | {"transfers": transfers}
    path = tmp_path / "units.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    try:
        load(path)
    except BadDirectory as bad:
        return [where for where, _ in bad.faults]
    return []


def reason(code: str = "mot", vi: str = "Một") -> dict[str, object]:
    """Give a reason."""
    return {"code": code, "label": {"vi": vi, "en": "One"}}


def rule(origins: list[str], targets: list[str], words: Mapping[str, str] = WORDS) -> dict[str, object]:
    """Give a way that is closed."""
    return {"from": origins, "to": targets, "reason": words}


@pytest.mark.parametrize(
    ("transfers", "where"),
    [
        ({"reasons": [reason(), reason()]}, ["transfers.reasons[1].code"]),
        ({"reasons": [reason("own")]}, ["transfers.reasons[0].code"]),
        ({"reasons": [reason(vi="x" * 41)]}, ["transfers.reasons[0].label.vi"]),
        ({"reasons": [{"code": "mot", "label": {"vi": "Một"}}]}, ["transfers.reasons[0].label"]),
        ({"forbidden": [rule(["PC99"], ["PC02"])]}, ["transfers.forbidden[0].from"]),
        ({"forbidden": [rule(["PC02"], ["00001"])]}, ["transfers.forbidden[0].to"]),
        ({"forbidden": [rule(["PC02"], ["PC01"], {"vi": "Qua tỉnh."})]}, ["transfers.forbidden[0].reason"]),
        ({"forbidden": [rule([], ["PC01"])]}, ["transfers.forbidden[0].from"]),
        ({"forbidden": [rule(["commune"], ["desk"])]}, ["transfers.forbidden[0].to"]),
        ({"forbidden": [rule(["desk"], ["commune", "specialist"])]}, ["transfers.forbidden"]),
        ({"forbidden": [rule(["desk"], ["commune"]), rule(["commune"], ["commune", "specialist"])]}, []),
        ({}, []),
    ],
)
def test_a_fault_is_told_by_its_place(tmp_path: Path, transfers: Mapping[str, object], where: list[str]) -> None:
    """Codes used twice or unknown, missing words, a rule that keeps tips from the desk or leaves it nobody."""
    assert where == faults(tmp_path, transfers)


def test_no_unit_of_the_shipped_file_is_kept_from_the_desk(directory: Directory) -> None:
    """And the desk itself can reach everybody."""
    rules, desk = directory.transfers, directory.units[DESK]

    assert [] == [unit.code for unit in directory.units.values() if rules.barrier(unit, desk) is not None]
    assert [] == [unit.code for unit in directory.units.values() if rules.barrier(desk, unit) is not None]


def test_the_inspectorate_is_reached_by_the_desk_alone(directory: Directory) -> None:
    """The proposal that is shipped for An Giang."""
    ward, inspectors = directory.units[UnitCode("30301")], directory.units[UnitCode("TTR")]
    barrier = directory.transfers.barrier(ward, inspectors)

    assert barrier is not None
    assert "trực ban tỉnh" in barrier.reason["vi"]
