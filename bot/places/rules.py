"""The rules of the directory's file: what can be wrong with them, and the domain's rules out of their rows.

A rule that can never decide is found by trying: whatever the rules tell apart is tried once, on paper, against all of
them. So a rule is called dead exactly when those before it take everything, one alone or several together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import product
from typing import Self, TypeVar

from bot.domain.deadlines import ClockCode
from bot.domain.identifiers import RuleCode
from bot.domain.kinds import KindGroup, LeafCode, Urgency
from bot.domain.rules import OWN_COMMUNE, Conditions, Hours, Matter, Rule
from bot.domain.units import DESK, Commune, CommuneCode, UnitCode
from bot.places.in_force import Fault
from bot.places.schema import RouteRow

_Thing = TypeVar("_Thing")


def rule_of(row: RouteRow) -> Rule:
    """Give a rule out of its row."""
    when = row.when
    return Rule(
        code=RuleCode(row.code),
        when=Conditions(
            kinds=frozenset(when.kinds),
            communes=frozenset(map(CommuneCode, when.communes)),
            areas=frozenset(when.areas),
            urgencies=frozenset(when.urgencies),
            concerns_official=when.concerns_official,
            fears_commune=when.fears_commune,
            hours=None if when.hours is None else _hours(when.hours),
        ),
        unit=UnitCode(row.unit),
        copies=tuple(map(UnitCode, row.copies)),
        shielded=row.shielded,
        clock=None if row.clock is None else ClockCode(row.clock),
        reason=row.reason,
    )


def faults_in_fallbacks(fallbacks: Mapping[str, str | None]) -> Iterator[Fault]:
    """Find units that stand in for one another in a circle, or name one that is not there."""
    for unit, stand_in in fallbacks.items():
        if stand_in is not None and stand_in not in fallbacks:
            yield f"unit {unit}.fallback", "names a unit that is not in the file"
        elif unit == DESK and stand_in is not None:
            yield f"unit {unit}.fallback", "nobody stands in for the desk"
        elif unit in _behind(unit, fallbacks):
            yield f"unit {unit}.fallback", "leads back to the unit itself"


def faults_in_routes(
    rows: Sequence[RouteRow],
    *,
    communes: Mapping[CommuneCode, Commune],
    groups: Collection[KindGroup],
    units: Collection[str],
    clocks: Collection[str],
    is_sound_otherwise: bool = True,
) -> Iterator[Fault]:
    """Find what is wrong with the rules of a file; `clocks`: those that hold at any time.

    Where the rest of the file is not sound, only what they name is looked at.
    """
    known = _Known(
        communes=communes,
        groups=groups,
        kinds=frozenset(code for group in groups for code in (group.code, *(leaf.code for leaf in group.leaves))),
        units=frozenset({OWN_COMMUNE, *units}),
        clocks=frozenset(clocks),
    )
    misnamed = [*_misnamed(rows, known)]
    # What can never decide is clear only once everything that is named is there.
    yield from misnamed
    if is_sound_otherwise and not misnamed:
        yield from _dead(rows, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the rest of the file holds, to which rules may lead."""

    communes: Mapping[CommuneCode, Commune]
    groups: Collection[KindGroup]
    kinds: frozenset[str]
    units: frozenset[str]
    clocks: frozenset[str]


def _behind(unit: str, fallbacks: Mapping[str, str | None]) -> set[str]:
    """Give everybody who stands in for a unit, near or far."""
    found: set[str] = set()
    at = fallbacks.get(unit)
    while at is not None and at not in found:
        found.add(at)
        at = fallbacks.get(at)
    return found


def _misnamed(rows: Sequence[RouteRow], known: _Known) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, row in enumerate(rows):
        where = f"routes[{n}]"
        if row.code in seen:
            yield f"{where}.code", "is used twice"
        seen.add(row.code)
        if row.unit not in known.units:
            yield f"{where}.unit", "is not in the file"
        if not known.units.issuperset(row.copies):
            yield f"{where}.copies", "names a unit that is not in the file"
        if row.unit in row.copies:
            yield f"{where}.copies", "names the unit whose the tip is"
        if len(set(row.copies)) < len(row.copies):
            yield f"{where}.copies", "names a unit twice"
        if row.shielded and OWN_COMMUNE in {row.unit, *row.copies}:
            yield where, "shields from the commune what it gives to the commune"
        if not known.kinds.issuperset(row.when.kinds):
            yield f"{where}.when.kinds", "names a kind that is not in the file"
        if not {*known.communes}.issuperset(row.when.communes):
            yield f"{where}.when.communes", "names a commune that is not in the file"
        if row.when.hours is not None and len({*row.when.hours.split("-")}) == 1:
            yield f"{where}.when.hours", "begin and end at once"
        if row.clock is not None and row.clock not in known.clocks:
            yield f"{where}.clock", "is not in the file"


@dataclass(frozen=True, slots=True)
class _Trial:
    """Matters that no rule tells apart, as one of them, and which rules take it."""

    takes: tuple[int, ...]

    @classmethod
    def of(cls, matter: Matter, rules: tuple[Rule, ...]) -> Self:
        return cls(tuple(n for n, rule in enumerate(rules) if rule.decides(matter)))


def _dead(rows: Sequence[RouteRow], known: _Known) -> Iterator[Fault]:
    """Find rules that can never decide, and say which earlier ones take what they could."""
    rules = tuple(map(rule_of, rows))
    trials = {_Trial.of(matter, rules) for matter in _every_matter(rules, known)}
    for n in range(len(rules)):
        mine = [trial for trial in trials if n in trial.takes]
        if not mine:
            yield f"routes[{n}]", "can never decide: nothing meets all its conditions"
        elif all(trial.takes[0] < n for trial in mine):
            takers = sorted({trial.takes[0] for trial in mine})
            alone = [m for m in range(n) if all(m in trial.takes for trial in mine)][:1]
            names = ", ".join(rules[m].code for m in alone or takers)
            yield f"routes[{n}]", f"can never decide: all it could take goes by {names} before it"


def _every_matter(rules: tuple[Rule, ...], known: _Known) -> Iterator[Matter]:
    """Give one matter of each sort that these rules tell apart."""
    kinds = _told_apart(_kinds(known), lambda kind: _of_kind(kind, rules))
    communes = _told_apart(known.communes.values(), lambda commune: _of_commune(commune, rules))
    edges = {time(0)} | {edge for rule in rules if (hours := rule.when.hours) for edge in (hours.start, hours.end)}
    for (group, leaf), commune, urgency, fears, shielded, at in product(
        kinds, communes, Urgency, (False, True), (False, True), edges
    ):
        yield Matter(
            commune=commune,
            group=group,
            leaf=leaf,
            urgency=urgency,
            at=at,
            fears_commune=fears,
            shielded=shielded,
        )


_Kind = tuple[KindGroup | None, LeafCode | None]


def _kinds(known: _Known) -> Iterator[_Kind]:
    yield None, None
    for group in known.groups:
        yield group, None
        yield from ((group, leaf.code) for leaf in group.leaves)


def _of_kind(kind: _Kind, rules: tuple[Rule, ...]) -> object:
    group, leaf = kind
    codes = {code for code in (group.code if group is not None else None, leaf) if code is not None}
    meant = tuple(codes.isdisjoint(rule.when.kinds) for rule in rules)
    return meant, group is not None and group.province_only


def _of_commune(commune: Commune, rules: tuple[Rule, ...]) -> object:
    return commune.border, commune.coastal, commune.island, *(commune.code in rule.when.communes for rule in rules)


def _told_apart(things: Iterable[_Thing], sort: Callable[[_Thing], object]) -> list[_Thing]:
    """Give the first thing of each sort."""
    firsts: dict[object, _Thing] = {}
    for thing in things:
        firsts.setdefault(sort(thing), thing)
    return [*firsts.values()]


def _hours(text: str) -> Hours:
    start, end = text.split("-")
    return Hours(start=time.fromisoformat(start), end=time.fromisoformat(end))
