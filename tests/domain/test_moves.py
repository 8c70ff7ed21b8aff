"""Where a tip may go after the moves it has made: at the third one the desk decides, and its word is binding."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moves import (
    Direction,
    Move,
    Movement,
    ReasonCode,
    Standing,
    Transfers,
    Waiting,
    became,
    came_from,
    is_desks_turn,
    is_passed_around,
    never_receives,
    standing,
)
from bot.domain.tip import Status, Tip
from bot.domain.units import DESK, Unit, UnitCode, UnitKind
from tests.domain.test_tip_life import TIP

AT: Final = datetime(2026, 11, 23, 20, 15, tzinfo=UTC)
COMMUNE: Final = Unit(code=UnitCode("30307"), name={}, kind=UnitKind.COMMUNE)
NEIGHBOUR: Final = Unit(code=UnitCode("30292"), name={}, kind=UnitKind.COMMUNE)
CRIME: Final = Unit(code=UnitCode("PC02"), name={}, kind=UnitKind.SPECIALIST)
DRUGS: Final = Unit(code=UnitCode("PC04"), name={}, kind=UnitKind.SPECIALIST)
PROVINCE: Final = Unit(code=DESK, name={}, kind=UnitKind.DESK)
EVERY: Final = {unit.code: unit for unit in (COMMUNE, NEIGHBOUR, CRIME, DRUGS, PROVINCE)}
FREE: Final = Transfers(reasons={}, forbidden=())


def way(*units: Unit, by: Movement = Movement.PASSED) -> list[Move]:
    """Give the moves along these units."""
    return [
        Move(
            id=f"{number}",
            tip=TIP.id,
            origin=origin.code,
            target=target.code,
            movement=by,
            at=AT,
            reason=ReasonCode("sai_dia_ban"),
        )
        for number, (origin, target) in enumerate(itertools.pairwise(units))
    ]


def at(unit: Unit, status: Status = Status.PASSED, *, shielded: bool = False) -> Tip:
    """Give a tip that stands there."""
    return replace(TIP, unit=unit.code, status=status, shielded=shielded)


def stands(tip: Tip, moves: Sequence[Move], target: Unit, transfers: Transfers = FREE) -> Standing:
    """Tell how a unit stands to a tip."""
    return standing(tip, moves, origin=EVERY[tip.unit], target=target, transfers=transfers)


def test_two_moves_are_free_and_the_third_goes_to_the_desk() -> None:
    """Among themselves units pass a tip twice."""
    assert Standing.OPEN is stands(at(NEIGHBOUR), way(COMMUNE, NEIGHBOUR), CRIME)
    assert Standing.DESK_ONLY is stands(at(CRIME), way(COMMUNE, NEIGHBOUR, CRIME), DRUGS)
    assert Standing.DESK_ONLY is stands(at(CRIME), way(COMMUNE, NEIGHBOUR, CRIME), NEIGHBOUR)
    assert Standing.OPEN is stands(at(CRIME), way(COMMUNE, NEIGHBOUR, CRIME), PROVINCE)


def test_the_desk_sends_a_tip_that_was_passed_around_anywhere_and_its_word_is_binding() -> None:
    """Whoever gets it can only give it back to the desk."""
    around = way(COMMUNE, NEIGHBOUR, CRIME, PROVINCE)

    assert Standing.OPEN is stands(at(PROVINCE), around, COMMUNE)
    assert Standing.DESK_ONLY is stands(at(COMMUNE), [*around, *way(PROVINCE, COMMUNE)], NEIGHBOUR)
    assert is_passed_around(around)
    assert not is_desks_turn(at(PROVINCE), around)


def test_what_nobody_wished_is_not_counted() -> None:
    """A group that is lost passes nothing around."""
    assert not is_desks_turn(at(CRIME), way(COMMUNE, PROVINCE, CRIME, by=Movement.ROUTED))


@given(st.lists(st.sampled_from(sorted(EVERY)), max_size=12))
def test_from_the_third_move_on_each_is_from_or_to_the_desk(wishes: list[str]) -> None:
    """Whatever officers try: a tip goes round no longer than that without the desk."""
    tip, moves = at(COMMUNE, Status.NEW), list[Move]()
    for wish in wishes:
        target = EVERY[UnitCode(wish)]
        if not never_receives(tip, target) and stands(tip, moves, target) is Standing.OPEN:
            moves += way(EVERY[tip.unit], target)
            tip = at(target)

    assert [] == [move for move in moves[2:] if DESK not in {move.origin, move.target}]


def test_a_shielded_tip_reaches_no_communes_police() -> None:
    """Neither its own commune's nor a neighbour's: which commune it was is only what its reporter said."""
    tip = at(PROVINCE, shielded=True)

    assert [COMMUNE.code, NEIGHBOUR.code, DESK] == [unit.code for unit in EVERY.values() if never_receives(tip, unit)]


def test_a_forbidden_way_is_closed_but_for_a_return() -> None:
    """By kind or by code; the desk is never closed, and what came by such a way may go back by it."""
    rules = Transfers(
        reasons={},
        forbidden=(
            Direction(origins=frozenset({"commune"}), targets=frozenset({"PC04", "commune"}), reason={"vi": "x"}),
        ),
    )

    assert Standing.FORBIDDEN is stands(at(COMMUNE), [], DRUGS, rules)
    assert Standing.FORBIDDEN is stands(at(COMMUNE), [], NEIGHBOUR, rules)
    assert Standing.OPEN is stands(at(COMMUNE), [], CRIME, rules)
    assert Standing.OPEN is stands(at(CRIME), [], DRUGS, rules)
    assert Standing.OPEN is stands(at(COMMUNE), way(DRUGS, COMMUNE), DRUGS, rules)
    assert Standing.OPEN is stands(at(COMMUNE), [], PROVINCE, rules)


@pytest.mark.parametrize(
    ("tip", "moves", "origin"),
    [
        (at(CRIME), way(COMMUNE, CRIME), COMMUNE.code),
        (at(CRIME, Status.TAKEN), way(COMMUNE, CRIME), None),
        (at(CRIME, Status.NEW), [], None),
        (at(COMMUNE), way(CRIME, COMMUNE, by=Movement.RETURNED), None),
        (at(PROVINCE), way(COMMUNE, PROVINCE, by=Movement.ROUTED), None),
        (at(NEIGHBOUR), way(COMMUNE, CRIME), None),
    ],
)
def test_only_what_was_just_passed_here_can_be_returned(tip: Tip, moves: list[Move], origin: UnitCode | None) -> None:
    """Not what was taken, returned, or came by itself: no ball is thrown back and forth."""
    assert origin == came_from(tip, moves)


def test_the_unit_that_a_tip_left_learns_what_became_of_it() -> None:
    """That it waits, was taken, came back or has gone on."""
    there = way(COMMUNE, CRIME)
    back = way(CRIME, COMMUNE, by=Movement.RETURNED)

    assert Waiting.WAITING is became(at(CRIME), there, 0)
    assert Waiting.TAKEN is became(at(CRIME, Status.TAKEN), there, 0)
    assert Waiting.RETURNED is became(at(COMMUNE), [*there, *back], 0)
    assert Waiting.GONE_ON is became(at(DRUGS), way(COMMUNE, CRIME, DRUGS), 0)
