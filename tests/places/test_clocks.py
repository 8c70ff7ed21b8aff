"""The clocks of the units file: what is wrong is told by its place, and the shipped ones are sound."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.domain.deadlines import Measure, Milestone, Term
from bot.domain.kinds import Urgency
from bot.places.directory import AN_GIANG, Directory, parse
from bot.places.in_force import BadFile

Change = Callable[[Any], object]


def _changed(change: Change) -> bytes:
    file = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    change(file["clocks"])
    return json.dumps(file).encode()


def test_the_shipped_clocks_have_the_legal_term_and_say_that_it_is_to_be_confirmed(directory: Directory) -> None:
    """Twenty days, and two months where it is complicated, whatever the urgency."""
    (rules,) = directory.clock_rules
    clocks = [rules.clock(None, urgency) for urgency in Urgency]

    assert (date(2025, 7, 1), False) == (rules.since, rules.is_confirmed)
    assert {Term(20, Measure.DAYS)} == {clock.terms[Milestone.RESULT] for clock in clocks}
    assert {Term(2, Measure.MONTHS)} == {clock.extension for clock in clocks}


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (lambda sets: sets.clear(), "clocks", "at least 1 item"),
        (lambda sets: sets.append(sets[0]), "clocks[1].since", "is used twice"),
        (lambda sets: sets[0]["clocks"].append(sets[0]["clocks"][0]), "clocks[0].clocks[3].code", "is used twice"),
        (lambda sets: sets[0]["urgencies"].pop("som"), "clocks[0].urgencies", "has no clock for som"),
        (
            lambda sets: sets[0]["urgencies"].update(som="gone"),
            "clocks[0].urgencies.som",
            "names a clock that is not there",
        ),
        (lambda sets: sets[0].update(kinds={"x": {}}), "clocks[0].kinds.x", "is no kind of the file"),
        (
            lambda sets: sets[0].update(kinds={"co_bac": {"som": "gone"}}),
            "clocks[0].kinds.co_bac.som",
            "names a clock that is not there",
        ),
        (
            lambda sets: sets[0]["clocks"][1].update(acknowledged={"minutes": 5}),
            "clocks[0].clocks[1].acknowledged",
            "is over before seen",
        ),
        (
            lambda sets: sets[0]["clocks"][1].update(extension={"days": 20}),
            "clocks[0].clocks[1].extension",
            "is no longer than result",
        ),
        (
            lambda sets: sets[0]["clocks"][0].update(climb={"working_days": 1}),
            "clocks[0].clocks[0].climb",
            "is for urgent tips: minutes or hours",
        ),
        (lambda sets: sets[0]["clocks"][0].update(seen={"minutes": -1}), "clocks[0].clocks[0].seen.minutes", "greater"),
        (lambda sets: sets[0]["clocks"][0].update(seen={}), "clocks[0].clocks[0].seen", "is in exactly one of"),
        (
            lambda sets: sets[0]["clocks"][0].update(seen={"minutes": 1, "hours": 1}),
            "clocks[0].clocks[0].seen",
            "is in exactly one of",
        ),
    ],
)
def test_a_fault_is_told_by_its_place(change: Change, where: str, what: str) -> None:
    """Nothing is taken from a file with one."""
    with pytest.raises(BadFile) as raised:
        parse(_changed(change))

    place, said = raised.value.faults[0]
    assert (where, True) == (place, what in said)
