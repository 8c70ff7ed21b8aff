"""`tinbao routes`: an administrator sees why a tip would go where, and what a change would do, and never a tip."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.domain.identifiers import Handle, Reference, TipId
from bot.domain.kinds import GroupCode, LeafCode
from bot.domain.receipts import receipt_of
from bot.domain.tip import Account, Tip, Why
from bot.domain.units import CommuneCode, UnitCode
from bot.places.directory import AN_GIANG
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.migrations import bring_up
from tests.storage.casebook_samples import OTHER_TIP, keyring

BORDER: Final = CommuneCode("30316")


def told(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> tuple[int, str]:
    """Run `tinbao routes` in a folder; give its exit and what it says."""
    monkeypatch.chdir(folder)
    for name in ("DATA", "UNITS"):
        monkeypatch.delenv(f"TINBAO_{name}", raising=False)
    ended = CliRunner().invoke(app, ["routes", *arguments])
    return ended.exit_code, ended.output


def test_a_rule_is_explained_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Which rule, whose, who else, which clock, and why."""
    exit_, said = told(monkeypatch, tmp_path, "explain", "--commune", BORDER, "--kind", "ma_tuy.mua_ban")

    assert (0, said.splitlines()) == (
        exit_,
        [
            "rule: ma_tuy_bien_gioi",
            "unit: 30316 (Công an phường Châu Đốc)",
            "stand_ins: desk (Công an tỉnh An Giang)",
            "copies: PC04 (Phòng Cảnh sát điều tra tội phạm về ma túy (PC04))",
            "shielded: no",
            "clock: som",
            "reason: ma túy ở xã biên giới: công an xã xử lý; phòng ma túy của tỉnh được biết.",
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "rule", "unit", "shielded"),
    [
        (("--kind", "trom_cuop"), None, "30316", False),
        (("--fears",), "ngai_xa", "TTR", True),
        (("--official",), "can_bo", "TTR", True),
        (("--kind", "can_bo.doi_tien", "--at", "03:00", "--urgency", "khan"), "can_bo", "TTR", True),
    ],
)
def test_it_is_told_as_json(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    rule: str | None,
    unit: str,
    shielded: bool,  # noqa: FBT001 - pytest passes by name
) -> None:
    """For scripts; what is not known is null."""
    exit_, said = told(monkeypatch, tmp_path, "explain", "--commune", BORDER, "--json", *arguments)
    found = json.loads(said)

    assert (0, rule, unit, shielded) == (exit_, found["rule"], found["unit"], found["shielded"])


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("--commune", "99999"), "--commune"),
        (("--commune", BORDER, "--kind", "nothing"), "--kind"),
        (("--commune", BORDER, "--kind", "ma_tuy.nothing"), "--kind"),
        (("--commune", BORDER, "--urgency", "now"), "--urgency"),
        (("--commune", BORDER, "--at", "late"), "--at"),
        (("--commune", BORDER, "--at", "22:30+07:00"), "--at"),
    ],
)
def test_what_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], wrong: str
) -> None:
    """One line says which word is wrong."""
    exit_, said = told(monkeypatch, tmp_path, "explain", *arguments)

    assert (2, True) == (exit_, wrong in said)


def _kept(number: str) -> Tip:
    return _other(
        OTHER_TIP,
        number,
        commune=BORDER,
        unit=UnitCode("TTR"),
        group=GroupCode("can_bo"),
        leaf=None,
        shielded=True,
        why=Why.OFFICIALS,
    )


async def filed(folder: Path, *others: Tip) -> None:
    """Keep three tips: drugs at the border, a theft, and one that is kept from its commune; and these others."""
    (folder / "data").mkdir()
    store = Store(f"sqlite+aiosqlite:///{folder / 'data' / 'casebook.db'}")
    await bring_up(store, "casebook")
    drugs = replace(OTHER_TIP, commune=BORDER, unit=UnitCode(BORDER), group=GroupCode("ma_tuy"))
    drugs = replace(drugs, leaf=LeafCode("ma_tuy.mua_ban"), account=Account(texts=("SECRET",)))
    theft = _other(drugs, "1", group=GroupCode("trom_cuop"), leaf=None)
    kept = _other(drugs, "2", shielded=True, why=Why.FEARS, unit=UnitCode("TTR"))
    async with Casebook(store, keyring()).begin() as book:
        for tip in (drugs, theft, kept, *others):
            await book.tips.add(tip, receipt_of(tip.id.encode()))
    await store.dispose()


def _other(tip: Tip, number: str, **facts: object) -> Tip:
    return replace(
        tip,
        id=TipId(number * 32),
        reference=Reference(number * 5),
        handle=Handle(number * 32),
        **facts,  # pyright: ignore[reportArgumentType] - tests name fields of Tip
    )


async def test_a_changed_file_is_tried_on_past_tips(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key is there, and none is needed; of what is kept from its commune not even a small number is told."""
    await filed(tmp_path)
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    reason = {"vi": "Vậy.", "en": "So."}
    data["routes"] = [{"code": "drugs", "when": {"kinds": ["ma_tuy"]}, "unit": "PC04", "reason": reason}]
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(data), encoding="utf-8")

    plain = _in_thread(monkeypatch, tmp_path, "replay", str(changed))
    named = _in_thread(monkeypatch, tmp_path, "replay", str(changed), "--references")

    assert (0, plain[1].splitlines()) == (
        plain[0],
        [
            "tips: 2; of these, changed: 1",
            "  unit 30316 -> PC04: 1",
            "  rule ma_tuy_bien_gioi -> drugs: 1",
            "kept from their commune: fewer than 5; changed: fewer than 5",
        ],
    )
    assert [*plain[1].splitlines(), f"  #{OTHER_TIP.reference}: 30316 -> PC04"] == named[1].splitlines()
    assert "SECRET" not in named[1]


@pytest.mark.parametrize("count", [0, 3])
async def test_whether_there_is_any_shielded_tip_cannot_be_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, count: int
) -> None:
    """Neither by a file that gives those of one commune away, nor by one that lacks their kind."""
    await filed(tmp_path, *(_kept(str(number)) for number in range(3, 3 + count)))
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    reason = {"vi": "Vậy.", "en": "So."}
    asks = {"code": "asks", "when": {"communes": [BORDER]}, "unit": "PC01", "shielded": True, "reason": reason}
    lacking = [kind for kind in data["kinds"] if kind["code"] != "can_bo"]
    (tmp_path / "asks.json").write_text(json.dumps({**data, "routes": [asks, *data["routes"]]}), encoding="utf-8")
    (tmp_path / "lacks.json").write_text(
        json.dumps({**data, "kinds": lacking, "routes": data["routes"][1:]}), encoding="utf-8"
    )

    told_ = [_in_thread(monkeypatch, tmp_path, "replay", name)[1] for name in ("asks.json", "lacks.json")]

    few = "kept from their commune: fewer than 5; changed: fewer than 5"
    assert [[few], [few]] == [
        [line for line in said.splitlines() if "kept" in line or "lacks" in line] for said in told_
    ]


async def test_shielded_tips_are_counted_by_fives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that nobody sees one more come."""
    await filed(tmp_path, *(_kept(str(number)) for number in range(3, 9)))
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    (tmp_path / "same.json").write_text(json.dumps(data), encoding="utf-8")

    _, said = _in_thread(monkeypatch, tmp_path, "replay", "same.json")

    assert "kept from their commune: 5 or more; changed: fewer than 5" == said.splitlines()[-1]


async def test_a_file_that_does_not_validate_is_not_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each of its faults is a line."""
    await filed(tmp_path)
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    data["routes"][0]["unit"] = "PX99"
    data["routes"][1]["code"] = data["routes"][0]["code"]
    (tmp_path / "changed.json").write_text(json.dumps(data), encoding="utf-8")

    exit_, said = _in_thread(monkeypatch, tmp_path, "replay", "changed.json")

    assert (2, 2, True) == (exit_, len(said.splitlines()), "routes[0].unit: is not in the file" in said)


async def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Missing, or a folder: one line, and no trace."""
    await filed(tmp_path)

    missing = _in_thread(monkeypatch, tmp_path, "replay", "no.json")
    folder = _in_thread(monkeypatch, tmp_path, "replay", "data")

    assert (2, "tinbao: no.json: no.json: No such file or directory\n") == missing
    assert (2, "tinbao: data: data: Is a directory\n") == folder


async def test_a_tip_of_a_kind_that_the_file_lacks_is_counted_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody can say where it would have gone; one that is shielded is not among them."""
    await filed(tmp_path)
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    (group,) = [group for group in data["kinds"] if group["code"] == "ma_tuy"]
    group["leaves"] = [leaf for leaf in group["leaves"] if leaf["code"] != "ma_tuy.mua_ban"]
    (tmp_path / "changed.json").write_text(json.dumps(data), encoding="utf-8")

    exit_, said = _in_thread(monkeypatch, tmp_path, "replay", "changed.json")

    lines = [
        "tips: 1; of these, changed: 0",
        "kept from their commune: fewer than 5; changed: fewer than 5",
        "of a commune or kind that one of the files lacks: 1",
    ]
    assert (0, lines) == (exit_, said.splitlines())


def _in_thread(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command that has a loop of its own beside the test's."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(told, monkeypatch, folder, *arguments).result()
