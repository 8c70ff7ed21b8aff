"""What speaks for one event and what against it, sign by sign."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.domain.cases import references_in
from bot.domain.identifiers import Reference, TipId
from bot.domain.kinds import Urgency
from bot.domain.likeness import FARTHEST, Kinds, Likeness, Reason, Resemblance, Sign, likeness
from bot.domain.point import Point
from bot.domain.tip import Account, Tip, When, Why
from bot.domain.units import CommuneCode, UnitCode

AT: Final = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
TIP: Final = Tip(
    id=TipId("0" * 32),
    reference=Reference("7K2QD"),
    unit=UnitCode("30307"),
    why=Why.COMMUNE,
    commune=CommuneCode("30307"),
    group=None,
    leaf=None,
    when=When.NOW,
    urgency=Urgency.SOON,
    account=Account(),
    received=AT,
    status_since=AT,
)
SAME: Final = Kinds(same_leaf=False, same_group=True, compatible=True)
OTHER: Final = Kinds(same_leaf=False, same_group=False, compatible=False)
SILENT: Final = Resemblance(alike=0.5, can_tell=True)
HERE: Final = Point(lat=10.38, lon=105.43)


def test_the_reasons_stand_weightiest_first_with_their_numbers() -> None:
    """A plate before the hour, the hour before the kind."""
    later = replace(TIP, received=AT + timedelta(hours=2, minutes=10))

    found = _compared(TIP, later, texts=replace(SILENT, number=Sign.SAME_PLATE))

    assert (
        Reason(sign=Sign.SAME_PLATE),
        Reason(sign=Sign.SIMILAR_WORDS),
        Reason(sign=Sign.HOURS_APART, value=2),
        Reason(sign=Sign.SAME_KIND),
        Reason(sign=Sign.SAME_COMMUNE),
    ) == found.reasons


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (timedelta(minutes=20), timedelta(hours=2)),
        (timedelta(hours=2), timedelta(hours=5)),
        (timedelta(hours=5), timedelta(hours=20)),
        (timedelta(hours=20), timedelta(days=2)),
        (timedelta(days=2), timedelta(days=5)),
    ],
)
def test_the_nearer_in_time_the_likelier(nearer: timedelta, farther: timedelta) -> None:
    """Whichever came first."""
    near, far = (_compared(TIP, replace(TIP, received=AT - apart)) for apart in (nearer, farther))

    assert near.points > far.points


def test_times_that_cannot_meet_speak_against_it() -> None:
    """What is going on now is not what was there some days ago; what is there often may be."""
    later = replace(TIP, received=AT + timedelta(hours=5))

    now, often = _compared(TIP, later), _compared(replace(TIP, when=When.OFTEN), later)

    assert now.points < often.points


def test_pins_side_by_side_speak_for_it_and_far_apart_against() -> None:
    """To the metre for the officer; without pins nothing is said."""
    pinned = [replace(TIP, account=Account(pin=Point(lat=HERE.lat + north, lon=HERE.lon))) for north in (0, 0.001, 0.1)]

    near, far, without = (_compared(pinned[0], other) for other in (pinned[1], pinned[2], TIP))

    assert near.points > without.points > far.points
    assert Reason(sign=Sign.NEAR_PINS, value=111) in near.reasons


def test_other_kinds_and_a_neighbour_weigh_less() -> None:
    """Than one kind at one place."""
    beside = replace(TIP, commune=CommuneCode("30301"))

    here, there, other = _compared(TIP, TIP), _compared(TIP, beside), _compared(TIP, TIP, kinds=OTHER)

    assert here.points > there.points
    assert here.points > other.points
    assert Reason(sign=Sign.NEIGHBOURS) in there.reasons


def test_far_away_or_long_ago_is_not_compared() -> None:
    """Neither another end of the province nor another fortnight."""
    away = replace(TIP, commune=CommuneCode("31064"))
    long_ago = replace(TIP, received=AT - FARTHEST - timedelta(minutes=1))

    assert likeness(TIP, away, are_neighbours=False, kinds=SAME, texts=SILENT) is None
    assert likeness(TIP, long_ago, are_neighbours=True, kinds=SAME, texts=SILENT) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("#7K2QD", ["7K2QD"]),
        ("7k2qd", ["7K2QD"]),
        (" #7K2QD, 9XQ1B #7k2qd", ["7K2QD", "9XQ1B"]),
        ("7K2QO", ["7K2Q0"]),
        ("7K2IL", ["7K211"]),
        ("", []),
        ("cùng vụ với 7K2QD", []),
        ("#7K2Q", []),
        ("#7K2QU", []),
    ],
)
def test_a_typed_reference_is_read_as_officers_type_it(typed: str, read: list[str]) -> None:
    """With or without the sign, in any case, several at once; words beside it make it none."""
    assert tuple(read) == references_in(typed)


def _compared(one: Tip, other: Tip, *, kinds: Kinds = SAME, texts: Resemblance = SILENT) -> Likeness:
    found = likeness(one, other, are_neighbours=True, kinds=kinds, texts=texts)
    assert found is not None
    return found
