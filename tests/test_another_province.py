"""Another province is another file: nothing in the code knows An Giang."""

import ast
import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.queries import folded
from bot.places.directory import AN_GIANG, Directory, load
from tests.machine import Machine

ROOT = Path(__file__).parents[1]


def made_up() -> dict[str, Any]:
    """Give the file of a province of three communes, with the shipped kinds and outcomes."""
    shipped: dict[str, Any] = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    commune = {"border": False, "coastal": False, "island": False, "type": "xã"}
    return shipped | {
        "province": {"vi": "Xứ Mơ", "en": "Dreamland"},
        "communes": [
            commune | {"code": "90001", "name": "Suối Mây", "border": True, "point": [15.1, 108.1]},
            commune | {"code": "90002", "name": "Đồi Gió", "island": True, "point": [15.2, 108.2]},
            commune | {"code": "90003", "name": "Bến Nắng", "type": "phường", "coastal": True, "point": [15.3, 108.3]},
        ],
        "former": [
            ["80001", "Khe Đá", "xã", "Huyện Rừng Thông", "Xứ Mơ", "90001", "full"],
            ["80002", "Đồi Gió", "xã", "Huyện Rừng Thông", "Xứ Mơ", "90002", "full"],
            ["80003", "Cầu Vồng", "phường", "Thành phố Bến Nắng", "Xứ Mơ", "90003", "full"],
        ],
        "earlier": [],
        "elsewhere": ["An Giang", "Long Xuyên"],
    }


@pytest.fixture
def province(tmp_path: Path) -> Directory:
    """Give the directory of the made-up province."""
    file = tmp_path / "xu_mo.json"
    file.write_text(json.dumps(made_up()), encoding="utf-8")
    return load(file)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("suoi may", "90001"),
        ("Khe Đá, Rừng Thông", "90001"),
        ("P. Cầu Vồng, tỉnh Xứ Mơ", "90003"),
        ("soui may", None),
        ("Long Xuyên", None),
    ],
)
def test_its_names_are_found_by_the_same_rules(province: Directory, typed: str, choice: str | None) -> None:
    """And those of An Giang are another province's."""
    found = province.find_communes(typed)

    assert choice == (found.exact.code if found.exact is not None else None)
    assert ("Long Xuyên" if typed == "Long Xuyên" else None) == found.elsewhere


async def test_the_whole_bot_starts_with_it(machine: Machine) -> None:
    """It runs; its directory is checked, names are found, rules explained and posters drawn from outside."""
    (machine.folder / "xu_mo.json").write_text(json.dumps(made_up()), encoding="utf-8")
    process = await machine.starts(UNITS="xu_mo.json")
    assert process.stdout is not None
    assert b"ready\n" == await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    found = await machine.ends("units", "find", "khe da", UNITS="xu_mo.json")
    checked = await machine.ends("units", "check", "xu_mo.json")
    why = await machine.ends("routes", "explain", "--commune", "90001", "--kind", "ma_tuy.mua_ban", UNITS="xu_mo.json")
    drawn = await machine.ends("posters", "--unit", "90003", "--bot", "BanTinXuMoBot", UNITS="xu_mo.json")

    assert 0 == process.returncode
    assert (0, ["rule: ma_tuy_bien_gioi", "unit: 90001 (Công an xã Suối Mây)"]) == (why[0], why[1].splitlines()[:2])
    assert (0, "1 poster as PDF and PNG, in posters\n", "") == drawn
    posters = sorted(path.name for path in (machine.folder / "posters").iterdir())
    assert ["90003-ben-nang.pdf", "90003-ben-nang.png"] == posters
    assert (0, '{"query": "khe da", "choice": "90001", "candidates": ["90001"]}\n') == found[:2]
    assert (0, "ok: 3 communes, 15 units, 16 kinds\n", "") == checked


def test_no_name_of_a_commune_stands_in_the_code() -> None:
    """Neither of today nor of before, nor the province's: only docstrings and comments give examples."""
    directory = load()
    names = {commune.short for commune in directory.communes.values()} | {old.name for old in directory.old_names}
    sought = {name.lower() for name in names | set(directory.province.values())} | {folded(name) for name in names}
    found = [
        (path.name, text)
        for room in ("bot", "handlers", "storage")
        for path in (ROOT / room).rglob("*.py")
        if "practice" not in path.parts  # plays in the shipped province, in a data folder of its own
        for text in _texts(path)
        if any(f" {name} " in f" {text.lower()} " for name in sought)
    ]

    assert [] == found


def test_no_name_or_code_of_a_commune_stands_in_the_words() -> None:
    """What an officer is told to type is an example of the province that there is."""
    directory = load()
    names = {commune.short for commune in directory.communes.values()} | set(directory.province.values())
    sought = [re.compile(rf"\b{re.escape(name)}\b") for name in (*names, *directory.communes)]
    found = [
        (path.name, said)
        for room in ("bot/posters", "handlers")
        for path in (ROOT / room).rglob("*.po")
        for said in path.read_text(encoding="utf-8").splitlines()
        if said.startswith("msgstr") and any(one.search(said) for one in sought)
    ]

    assert [] == found


def _texts(path: Path) -> Iterator[str]:
    """Give the texts that a module works with; docstrings are for its readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in read:
            yield node.value
