"""Rules that cannot work are refused, each with a line that says what to mend."""

import json
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Final

import pytest

from bot.domain.deadlines import ClockCode
from bot.domain.identifiers import RuleCode
from bot.domain.kinds import Urgency
from bot.domain.rules import Area, Conditions, Hours, Rule
from bot.domain.units import CommuneCode, UnitCode
from bot.places.directory import AN_GIANG, BadDirectory, load

REASON: Final = {"vi": "Vì vậy.", "en": "So it is."}


def row(code: str, unit: str = "PC04", **rest: object) -> dict[str, object]:
    """Give a rule as it stands in the file."""
    return {"code": code, "unit": unit, "reason": REASON, **rest}


def written(folder: Path, routes: Sequence[Mapping[str, object]], fallbacks: Mapping[str, str] | None = None) -> Path:
    """Write the shipped file with these rules and stand-ins."""
    data = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    data["routes"] = routes
    for unit in (*data["communes"], *data["units"]):
        unit["fallback"] = (fallbacks or {}).get(unit["code"])
    path = folder / "units.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def faults(path: Path) -> tuple[tuple[str, str], ...]:
    """Give what is said to be wrong."""
    with pytest.raises(BadDirectory) as refused:
        load(path)
    return refused.value.faults


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    """Everything that a rule can say arrives; what it leaves out may be anything."""
    when = {
        "kinds": ["ma_tuy", "trom_cuop.trom"],
        "communes": ["30337"],
        "areas": ["border", "island"],
        "urgencies": ["khan"],
        "concerns_official": False,
        "fears_commune": True,
        "hours": "22:00-05:00",
    }
    path = written(
        tmp_path, [row("dem", when=when, copies=["PC02", "desk"], shielded=True, clock="khan"), row("khac", "commune")]
    )

    assert load(path).rules == (
        Rule(
            code=RuleCode("dem"),
            when=Conditions(
                kinds=frozenset({"ma_tuy", "trom_cuop.trom"}),
                communes=frozenset({CommuneCode("30337")}),
                areas=frozenset({Area.BORDER, Area.ISLAND}),
                urgencies=frozenset({Urgency.URGENT}),
                concerns_official=False,
                fears_commune=True,
                hours=Hours(start=time(22), end=time(5)),
            ),
            unit=UnitCode("PC04"),
            copies=(UnitCode("PC02"), UnitCode("desk")),
            shielded=True,
            clock=ClockCode("khan"),
            reason=REASON,
        ),
        Rule(code=RuleCode("khac"), when=Conditions(), unit=UnitCode("commune"), reason=REASON),
    )


def test_a_circle_and_a_misnamed_unit_are_told_at_once(tmp_path: Path) -> None:
    """Mending goes in one round, whatever part of the file is wrong."""
    path = written(tmp_path, [row("drugs", "PC99"), row("dead", "commune")], {"30292": "30301", "30301": "30292"})

    assert [
        ("unit 30292.fallback", "leads back to the unit itself"),
        ("unit 30301.fallback", "leads back to the unit itself"),
        ("routes[0].unit", "is not in the file"),
    ] == [*faults(path)]


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ([row("a", when={"kinds": ["ma_tuy"]}), row("a")], ("routes[1].code", "is used twice")),
        ([row("a", "PC99")], ("routes[0].unit", "is not in the file")),
        ([row("a", copies=["PC99"])], ("routes[0].copies", "names a unit that is not in the file")),
        ([row("a", copies=["PC04"])], ("routes[0].copies", "names the unit whose the tip is")),
        ([row("a", copies=["PC02", "PC02"])], ("routes[0].copies", "names a unit twice")),
        (
            [row("a", "commune", shielded=True)],
            ("routes[0]", "shields from the commune what it gives to the commune"),
        ),
        (
            [row("a", copies=["commune"], shielded=True)],
            ("routes[0]", "shields from the commune what it gives to the commune"),
        ),
        ([row("a", when={"kinds": ["ma_tuy.no"]})], ("routes[0].when.kinds", "names a kind that is not in the file")),
        (
            [row("a", when={"communes": ["99999"]})],
            ("routes[0].when.communes", "names a commune that is not in the file"),
        ),
        ([row("a", when={"hours": "22:00-22:00"})], ("routes[0].when.hours", "begin and end at once")),
        ([row("a", clock="no such")], ("routes[0].clock", "String should match pattern '^[a-z0-9_]+$'")),
        ([row("a", clock="no_such")], ("routes[0].clock", "is not in the file")),
        ([row("a", reason={"vi": "Vì vậy."})], ("routes[0].reason", "has no text in en")),
    ],
)
def test_a_rule_that_leads_astray_is_refused(
    tmp_path: Path, routes: list[dict[str, object]], fault: tuple[str, str]
) -> None:
    """Duplicates, unknown codes, hours that never end, and a shield with a hole in it."""
    assert (fault,) == faults(written(tmp_path, routes))


@pytest.mark.parametrize("hours", ["22:00", "24:00-05:00", "22-5", "22:00 - 05:00"])
def test_hours_are_written_in_one_way(tmp_path: Path, hours: str) -> None:
    """A typing slip is told by its place, and not guessed at."""
    ((where, _),) = faults(written(tmp_path, [row("a", when={"hours": hours})]))

    assert "routes[0].when.hours" == where


SHADOWED: Final[list[tuple[list[dict[str, object]], dict[str, object]]]] = [
    ([{}], {"kinds": ["ma_tuy"]}),
    ([{"kinds": ["ma_tuy"]}], {"kinds": ["ma_tuy"]}),
    ([{"kinds": ["ma_tuy"]}], {"kinds": ["ma_tuy.mua_ban"], "areas": ["border"]}),
    ([{"areas": ["border", "coast"]}], {"areas": ["border"]}),
    ([{"areas": ["border"]}], {"communes": ["30337"]}),
    ([{"hours": "20:00-06:00"}], {"hours": "22:00-05:00"}),
    ([{"hours": "00:00-12:00"}, {"hours": "12:00-00:00"}], {"kinds": ["ma_tuy"]}),
    ([{"urgencies": ["khan", "som"]}, {"urgencies": ["thuong"]}], {}),
]


@pytest.mark.parametrize(("earlier", "later"), SHADOWED)
def test_a_rule_that_can_never_decide_is_refused(
    tmp_path: Path, earlier: list[dict[str, object]], later: dict[str, object]
) -> None:
    """One earlier rule that is as wide takes everything, and so do several that are so together; they are named."""
    rules = [row(f"rule_{n}", when=when) for n, when in enumerate(earlier)]
    names = ", ".join(f"rule_{n}" for n in range(len(earlier)))

    assert ((f"routes[{len(earlier)}]", f"can never decide: all it could take goes by {names} before it"),) == faults(
        written(tmp_path, [*rules, row("late", when=later)])
    )


@pytest.mark.parametrize(
    "when",
    [
        {"kinds": ["ma_tuy"], "concerns_official": True},
        {"communes": ["30307"], "areas": ["border"]},
    ],
)
def test_a_rule_whose_conditions_contradict_each_other_is_refused(tmp_path: Path, when: dict[str, object]) -> None:
    """Drugs are no officials' kind, and Long Xuyên lies at no border."""
    assert (("routes[0]", "can never decide: nothing meets all its conditions"),) == faults(
        written(tmp_path, [row("a", when=when)])
    )


def test_a_rule_that_shields_stands_behind_one_that_does_not(tmp_path: Path) -> None:
    """What must be kept from its commune passes by rules that do not keep it; so the later one is alive."""
    path = written(tmp_path, [row("all", "commune"), row("fears", "TTR", shielded=True, when={"fears_commune": True})])

    assert ["all", "fears"] == [rule.code for rule in load(path).rules]


def test_a_rule_about_fears_that_does_not_shield_is_refused(tmp_path: Path) -> None:
    """It would never decide: only rules that shield do."""
    assert (("routes[0]", "can never decide: nothing meets all its conditions"),) == faults(
        written(tmp_path, [row("a", when={"fears_commune": True})])
    )


@pytest.mark.parametrize(
    ("fallbacks", "wrong"),
    [
        ({"PC04": "PC04"}, {"PC04": "leads back to the unit itself"}),
        (
            {"30307": "PC02", "PC02": "PC04", "PC04": "30307"},
            dict.fromkeys(("30307", "PC02", "PC04"), "leads back to the unit itself"),
        ),
        ({"PC04": "PC99"}, {"PC04": "names a unit that is not in the file"}),
        ({"desk": "PC04"}, {"desk": "nobody stands in for the desk"}),
    ],
)
def test_units_that_stand_in_for_one_another_in_a_circle_are_refused(
    tmp_path: Path, fallbacks: dict[str, str], wrong: dict[str, str]
) -> None:
    """Each unit of the circle is named; the desk is the end of every line."""
    assert {(f"unit {unit}.fallback", what) for unit, what in wrong.items()} == set(
        faults(written(tmp_path, [], fallbacks))
    )


def test_a_line_of_stand_ins_is_read(tmp_path: Path) -> None:
    """A commune's police can have one as well as a specialist."""
    units = load(written(tmp_path, [], {"30307": "PC02", "PC02": "PC01"})).units

    assert ["PC02", "PC01", None] == [units[UnitCode(code)].fallback for code in ("30307", "PC02", "PC01")]
