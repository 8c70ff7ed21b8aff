"""Whose a tip is: the first reason that holds decides, and what shields a tip stands above everything."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kinds import KindGroup, Urgency
from bot.domain.point import Point
from bot.domain.routing import Allowance, Route, decide, route
from bot.domain.rules import Matter
from bot.domain.tip import Why
from bot.domain.units import DESK, Commune, CommuneCode, CommuneKind, UnitCode
from tests.domain.drafts import KINDS

HERE = UnitCode("30307")
LONG_XUYEN = Commune(
    code=CommuneCode("30307"),
    name="phường Long Xuyên",
    short="Long Xuyên",
    kind=CommuneKind.WARD,
    border=False,
    coastal=False,
    island=False,
    point=Point(lat=10.37, lon=105.43),
)
GROUPS = list(KINDS.values())
OFFICIALS = next(group for group in GROUPS if group.province_only)
THEFT = next(group for group in GROUPS if group.code == "trom_cuop")


def routed(
    *,
    group: KindGroup | None = THEFT,
    fears: bool = False,
    over: bool = False,
    has_group: bool = True,
    is_settled: bool = True,
) -> Route:
    """Give where a tip of the commune goes."""
    matter = Matter(commune=LONG_XUYEN, group=group, leaf=None, urgency=Urgency.SOON, at=time(12), fears_commune=fears)
    hindered = {} if is_settled else {HERE: Why.STRANGERS}
    return route(
        decide(matter, rules=(), units={}),
        hindered=hindered if has_group else {HERE: Why.NO_GROUP},
        over_allowance=over,
    )


def test_a_tip_goes_to_the_police_of_its_commune() -> None:
    """That is the rule; a kind need not be known."""
    assert [Route(unit=HERE, why=Why.COMMUNE, shielded=False, meant_for=HERE)] * 2 == [routed(), routed(group=None)]


def test_each_reason_brings_a_tip_to_the_desk_and_says_which() -> None:
    """The desk's card says why it is there."""
    routes = [
        routed(group=OFFICIALS, fears=True, over=True, has_group=False, is_settled=False),
        routed(fears=True, over=True, has_group=False, is_settled=False),
        routed(over=True, has_group=False, is_settled=False),
        routed(has_group=False, is_settled=False),
        routed(is_settled=False),
    ]

    assert [Why.OFFICIALS, Why.FEARS, Why.TOO_MANY, Why.NO_GROUP, Why.STRANGERS] == [found.why for found in routes]
    assert {DESK} == {found.unit for found in routes}


@given(
    group=st.none() | st.sampled_from(GROUPS),
    fears=st.booleans(),
    over=st.booleans(),
    has_group=st.booleans(),
    is_settled=st.booleans(),
)
def test_what_must_not_reach_the_commune_never_does(
    group: KindGroup | None,
    fears: bool,  # noqa: FBT001 - hypothesis passes by name
    over: bool,  # noqa: FBT001 - hypothesis passes by name
    has_group: bool,  # noqa: FBT001 - hypothesis passes by name
    is_settled: bool,  # noqa: FBT001 - hypothesis passes by name
) -> None:
    """Officials and fears shield; nothing else does."""
    found = routed(group=group, fears=fears, over=over, has_group=has_group, is_settled=is_settled)
    must_hide = fears or (group is not None and group.province_only)

    assert must_hide is found.shielded
    assert must_hide is found.why.keeps_from_commune
    assert not must_hide or found.unit == DESK


def test_three_tips_an_hour_and_six_a_day_are_allowed() -> None:
    """The fourth of an hour and the seventh of a day wait at the desk."""
    allowance = Allowance()
    asked = [(2, 2), (3, 3), (0, 5), (0, 6)]

    assert [False, True, False, True] == [
        allowance.is_used_up(this_hour=hour, this_day=day, urgency=Urgency.ROUTINE) for hour, day in asked
    ]


def test_two_more_are_allowed_when_they_are_urgent() -> None:
    """Danger does not wait for an allowance, within bounds."""
    allowance = Allowance()
    asked = [(3, 3), (4, 4), (5, 5), (0, 7), (0, 8)]

    assert [False, False, True, False, True] == [
        allowance.is_used_up(this_hour=hour, this_day=day, urgency=Urgency.URGENT) for hour, day in asked
    ]
