"""Whatever the rules and whoever can be reached, a tip has exactly one unit, and never one that it is kept from."""

from collections.abc import Iterator
from datetime import time
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identifiers import RuleCode
from bot.domain.kinds import KindGroup, LeafCode, Urgency
from bot.domain.routing import Route, decide, is_communes, line_from, route
from bot.domain.rules import OWN_COMMUNE, Area, Conditions, Hours, Matter, Rule
from bot.domain.tip import Why
from bot.domain.units import DESK, Unit, UnitCode, UnitKind
from tests.domain.drafts import DIRECTORY

UNITS = DIRECTORY.units
CODES = sorted(UNITS)
SOME = [OWN_COMMUNE, DESK, UnitCode("TTR"), UnitCode("PC04"), UnitCode("30307"), UnitCode("30316"), UnitCode("gone")]
PLACES = [DIRECTORY.communes[code] for code in DIRECTORY.communes]
KINDS: list[tuple[KindGroup | None, LeafCode | None]] = [
    (None, None),
    *((group, None) for group in DIRECTORY.kinds.values()),
    *((group, leaf.code) for group in DIRECTORY.kinds.values() for leaf in group.leaves),
]
TIMES = st.builds(time, hour=st.integers(0, 23), minute=st.integers(0, 59))


def fits(matter: Matter, found: Route) -> bool:
    """Tell whether a route gives a unit that may know, and copies only to others that may."""
    told = {found.unit, *found.copies}
    may_know = not found.shielded or not any(is_communes(unit, UNITS) for unit in told)
    return (
        may_know
        and found.unit not in found.copies
        and len(set(found.copies)) == len(found.copies)
        and (found.shielded or not matter.is_kept_from_commune)
    )


def every_matter() -> Iterator[Matter]:
    """Give every kind in every commune, of every urgency, feared or not, about officials or not."""
    for (group, leaf), place, urgency, fears, official in product(KINDS, PLACES, Urgency, (False, True), (False, True)):
        yield Matter(
            commune=place,
            group=group,
            leaf=leaf,
            urgency=urgency,
            at=time(12),
            fears_commune=fears,
            about_official=official,
        )


def test_the_shipped_rules_are_total() -> None:
    """All kinds, all communes, all flags: one unit that is in the file, never the commune's when it must not know."""
    wrong = [
        (matter.kinds, matter.commune.code)
        for matter in every_matter()
        if not fits(matter, found := route(decide(matter, rules=DIRECTORY.rules, units=UNITS), hindered={}))
        or found.unit not in UNITS
        or (matter.is_kept_from_commune and found.unit != "TTR")
        or (not matter.is_kept_from_commune and found.unit != matter.commune.unit)
    ]

    assert [] == wrong


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Give any rule, sensible or not."""
    start, end = draw(TIMES), draw(TIMES)
    return Rule(
        code=RuleCode("any"),
        when=Conditions(
            kinds=draw(st.frozensets(st.sampled_from(["ma_tuy", "can_bo", "ma_tuy.mua_ban"]), max_size=2)),
            communes=draw(st.frozensets(st.sampled_from([place.code for place in PLACES[:3]]), max_size=2)),
            areas=draw(st.frozensets(st.sampled_from(Area), max_size=2)),
            urgencies=draw(st.frozensets(st.sampled_from(Urgency), max_size=2)),
            concerns_official=draw(st.none() | st.booleans()),
            fears_commune=draw(st.none() | st.booleans()),
            hours=draw(st.none() | st.just(Hours(start=start, end=end))),
        ),
        unit=draw(st.sampled_from(SOME)),
        copies=tuple(draw(st.lists(st.sampled_from(SOME), max_size=3))),
        shielded=draw(st.booleans()),
        reason={"vi": "Vì vậy."},
    )


MATTERS = st.builds(
    lambda kind, **facts: Matter(group=kind[0], leaf=kind[1], **facts),  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
    st.sampled_from(KINDS),
    commune=st.sampled_from([*PLACES[:3], DIRECTORY.communes[next(iter(DIRECTORY.communes))], PLACES[5]]),
    urgency=st.sampled_from(Urgency),
    at=TIMES,
    fears_commune=st.booleans(),
    about_official=st.booleans(),
    shielded=st.booleans(),
)
REACHED = st.dictionaries(st.sampled_from(CODES[:5] + CODES[-12:]), st.sampled_from([Why.NO_GROUP, Why.STRANGERS]))


@given(matter=MATTERS, listed=st.lists(rules(), max_size=5), hindered=REACHED, over=st.booleans())
def test_any_rules_are_total(
    matter: Matter,
    listed: list[Rule],
    hindered: dict[UnitCode, Why],
    over: bool,  # noqa: FBT001 - hypothesis passes by name
) -> None:
    """Rules that nobody would write give one unit too; one that cannot be reached is not given, but for the desk."""
    decision = decide(matter, rules=listed, units=UNITS)
    found = route(decision, hindered=hindered, over_allowance=over)

    assert fits(matter, found)
    assert DESK == decision.line[-1]
    assert found.unit == DESK or found.unit not in hindered
    assert found.unit in decision.line
    assert not over or (DESK, ()) == (found.unit, found.copies)
    assert matter.is_kept_from_commune is False or found.shielded


@given(
    st.dictionaries(st.sampled_from("abcd"), st.none() | st.sampled_from(["a", "b", "c", "d", "desk", "x"]), min_size=1)
)
def test_a_line_of_stand_ins_always_ends_at_the_desk(stand_ins: dict[str, str | None]) -> None:
    """Also where units stand in for one another in a circle, which no file in force says; nobody comes twice."""
    units = {
        UnitCode(code): Unit(
            code=UnitCode(code), name={}, kind=UnitKind.SPECIALIST, fallback=UnitCode(to) if to is not None else None
        )
        for code, to in stand_ins.items()
    }

    for code in units:
        line = line_from(code, units)
        assert (code, DESK, len(line)) == (line[0], line[-1], len(set(line)))


@given(start=TIMES, end=TIMES, at=TIMES)
def test_hours_and_those_outside_them_are_the_whole_day(start: time, end: time, at: time) -> None:
    """A time lies either within hours or within the hours that are left, past midnight too."""
    if start != end:
        assert Hours(start=start, end=end).hold(at) is not Hours(start=end, end=start).hold(at)


def test_what_must_be_kept_is_decided_by_rules_that_keep_it() -> None:
    """A rule about drugs at the head of the list tells nobody of what its reporter fears to tell."""
    drugs = Rule(
        code=RuleCode("drugs"), when=Conditions(), unit=OWN_COMMUNE, copies=(UnitCode("PC04"),), reason={"vi": "Vậy."}
    )
    group = next(group for group, _ in KINDS if group is not None)
    matter = Matter(commune=PLACES[0], group=group, leaf=None, urgency=Urgency.SOON, at=time(12), fears_commune=True)

    found = route(decide(matter, rules=(drugs,), units=UNITS), hindered={})

    assert Route(unit=DESK, why=Why.FEARS, shielded=True, meant_for=DESK) == found


def test_who_has_a_tip_gets_no_copy_of_it() -> None:
    """Also where it only stands in, or is the commune that the rule calls by another word; nobody is told twice."""
    rule = Rule(
        code=RuleCode("any"),
        when=Conditions(),
        unit=OWN_COMMUNE,
        copies=(DESK, OWN_COMMUNE, UnitCode("PC04"), PLACES[0].unit, UnitCode("PC04")),
        reason={"vi": "Vậy."},
    )
    matter = Matter(commune=PLACES[0], group=None, leaf=None, urgency=Urgency.SOON, at=time(12))
    decision = decide(matter, rules=(rule,), units=UNITS)

    reached = route(decision, hindered={})
    stood_in = route(decision, hindered={PLACES[0].unit: Why.NO_GROUP})

    assert (PLACES[0].unit, (DESK, UnitCode("PC04"))) == (reached.unit, reached.copies)
    assert (DESK, (PLACES[0].unit, UnitCode("PC04"))) == (stood_in.unit, stood_in.copies)
