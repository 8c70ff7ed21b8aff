"""The clocks of the units file: what is wrong is told by its place, and the shipped ones are sound."""

import json
from dataclasses import replace
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import Measure, Milestone, Term
from bot.domain.identifiers import RuleCode
from bot.domain.kinds import Urgency
from bot.places.directory import AN_GIANG, Directory, parse
from bot.places.in_force import BadFile
from tests.storage.casebook_samples import TIP

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def _changed(path: str, value: Json) -> bytes:
    """Give the shipped file with one value put in, or, for None, taken out; past a list's end it is added."""
    file: Json = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    assert isinstance(file, dict)
    at: Json = file
    *way, last = path.split("/")
    for step in way:
        at = _step(at, step)
    if isinstance(at, list):
        at[int(last) : int(last) + 1] = [] if value is None else [value]
    else:
        assert isinstance(at, dict)
        at[last] = value
        if value is None:
            del at[last]
    return json.dumps(file).encode()


def _step(at: Json, step: str) -> Json:
    if isinstance(at, list):
        return at[int(step)]
    assert isinstance(at, dict)
    return at[step]


def _shipped(path: str) -> Json:
    at: Json = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    for step in path.split("/"):
        at = _step(at, step)
    return at


def test_the_shipped_clocks_have_the_legal_term_and_say_that_it_is_to_be_confirmed(directory: Directory) -> None:
    """Twenty days, and two months where it is complicated, whatever the urgency."""
    (rules,) = directory.clock_rules
    clocks = [rules.clock(None, urgency) for urgency in Urgency]

    assert (date(2025, 7, 1), False) == (rules.since, rules.is_confirmed)
    assert {Term(20, Measure.DAYS)} == {clock.terms[Milestone.RESULT] for clock in clocks}
    assert {Term(2, Measure.MONTHS)} == {clock.extension for clock in clocks}


@pytest.mark.parametrize(
    ("path", "value", "where", "what"),
    [
        ("clocks/0", None, "clocks", "at least 1 item"),
        ("clocks/1", _shipped("clocks/0"), "clocks[1].since", "is used twice"),
        ("clocks/0/clocks/3", _shipped("clocks/0/clocks/0"), "clocks[0].clocks[3].code", "is used twice"),
        ("clocks/0/urgencies/som", None, "clocks[0].urgencies", "has no clock for som"),
        ("clocks/0/urgencies/som", "gone", "clocks[0].urgencies.som", "names a clock that is not there"),
        ("clocks/0/urgencies/bald", "som", "clocks[0].urgencies.bald", "Input should be"),
        ("clocks/0/kinds", {"x": {}}, "clocks[0].kinds.x", "is no kind of the file"),
        (
            "clocks/0/kinds",
            {"co_bac": {"som": "gone"}},
            "clocks[0].kinds.co_bac.som",
            "names a clock that is not there",
        ),
        ("clocks/0/clocks/1/acknowledged", {"minutes": 5}, "clocks[0].clocks[1].acknowledged", "is over before seen"),
        ("clocks/0/clocks/1/extension", {"days": 20}, "clocks[0].clocks[1].extension", "is no longer than result"),
        (
            "clocks/0/clocks/0/climb",
            {"working_days": 1},
            "clocks[0].clocks[0].climb",
            "is for urgent tips: minutes or hours",
        ),
        ("clocks/0/clocks/0/seen", {"minutes": -1}, "clocks[0].clocks[0].seen.minutes", "greater than or equal to 1"),
        ("clocks/0/clocks/0/seen", {}, "clocks[0].clocks[0].seen", "is in exactly one of"),
        ("clocks/0/clocks/0/seen", {"minutes": 1, "hours": 1}, "clocks[0].clocks[0].seen", "is in exactly one of"),
        ("clocks/0/since", "yesterday", "clocks[0].since", "valid date"),
    ],
)
def test_a_fault_is_told_by_its_place(path: str, value: Json, where: str, what: str) -> None:
    """Nothing is taken from a file with one."""
    with pytest.raises(BadFile) as raised:
        parse(_changed(path, value))

    place, said = raised.value.faults[0]
    assert (where, True) == (place.removesuffix(".[key]"), what in said)


def test_a_rule_may_name_a_clock_and_none_that_is_not_there() -> None:
    """It holds for every tip that the rule decided."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    tip = replace(TIP, urgency=Urgency.ROUTINE)
    reason: Json = {"vi": "Vì vậy.", "en": "So it is."}
    rule: dict[str, Json] = {"code": "a", "when": {"kinds": ["co_bac"]}, "unit": "desk", "reason": reason}
    ruled = parse(_changed("routes", [rule | {"clock": "khan"}]))

    with pytest.raises(BadFile) as raised:
        parse(_changed("routes", [rule | {"clock": "gone"}]))

    tips = (tip, replace(tip, rule=RuleCode("a")))
    assert (("routes[0].clock", "is not in the file"),) == raised.value.faults
    assert ["thuong", "khan"] == [ruled.clock_of(one, zone=zone).code for one in tips]
