"""Whose a tip is: the rules name a unit, units stand in for one another, and the desk is always there.

Exactly one unit is responsible, whatever the rules say; one that a tip is kept from is never asked, nor told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.identifiers import RuleCode
from bot.domain.kinds import Urgency
from bot.domain.rules import OWN_COMMUNE, Matter, Rule, deciding
from bot.domain.tip import Why
from bot.domain.units import DESK, Unit, UnitCode, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many tips of one chat go to a unit's group; more wait at the desk."""

    an_hour: int = 3
    a_day: int = 6
    more_if_urgent: int = 2

    def is_used_up(self, *, this_hour: int, this_day: int, urgency: Urgency) -> bool:
        """Tell whether a tip goes beyond it, when so many were sent before."""
        more = self.more_if_urgent if urgency is Urgency.URGENT else 0
        return this_hour >= self.an_hour + more or this_day >= self.a_day + more


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the rules say of a matter, before it is known who can be reached."""

    rule: Rule | None  #: None: the end of the list, the commune's own police
    why: Why  #: while the first of the line can be reached
    shielded: bool  #: the commune's police must never learn of it
    line: tuple[UnitCode, ...]  #: the responsible unit and those that stand in, in order; the desk is the last
    copies: tuple[UnitCode, ...]  #: who gets it for information


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a tip goes, and why."""

    unit: UnitCode
    why: Why
    shielded: bool  #: the commune's police must never learn of it
    rule: RuleCode | None = None
    copies: tuple[UnitCode, ...] = ()
    meant_for: UnitCode | None = None  #: whose it would be if it could be reached; None: it is not known any more


def decide(matter: Matter, *, rules: Iterable[Rule], units: Mapping[UnitCode, Unit]) -> Decision:
    """Give what the rules say of a matter."""
    rule = deciding(matter, rules)
    own = matter.commune.unit
    shielded = matter.is_kept_from_commune or (rule is not None and rule.shielded)
    named = OWN_COMMUNE if rule is None else rule.unit

    def may_know(unit: UnitCode) -> bool:
        return not shielded or (unit != own and not is_communes(unit, units))

    line = tuple(unit for unit in line_from(_resolved(named, own), units) if may_know(unit))
    copies = () if rule is None else tuple(dict.fromkeys(_resolved(unit, own) for unit in rule.copies))
    return Decision(
        rule=rule,
        why=_why(matter, shielded=shielded, is_own=line[0] == own),
        shielded=shielded,
        line=line,
        copies=tuple(unit for unit in copies if may_know(unit)),
    )


def route(decision: Decision, *, hindered: Mapping[UnitCode, Why], over_allowance: bool = False) -> Route:
    """Give the unit that receives a tip: the first of the line that can be shown something.

    `hindered` says why a unit can be shown nothing now: it has no group, or members of its group wait to be accepted.
    What goes beyond the allowance of a chat waits at the desk, and is copied to nobody.
    """
    rule = decision.rule.code if decision.rule is not None else None
    unit = DESK if over_allowance else next((unit for unit in decision.line if unit not in hindered), DESK)
    why = decision.why
    if unit != decision.line[0] and not decision.shielded:
        why = Why.TOO_MANY if over_allowance else hindered[decision.line[0]]
    copies = () if over_allowance else tuple(copy for copy in decision.copies if copy != unit)
    return Route(unit=unit, why=why, shielded=decision.shielded, rule=rule, copies=copies, meant_for=decision.line[0])


def line_from(unit: UnitCode, units: Mapping[UnitCode, Unit]) -> tuple[UnitCode, ...]:
    """Give a unit and those that stand in for it, each for the one before; the desk is always the last."""
    line: list[UnitCode] = []
    while unit != DESK and unit not in line:
        line.append(unit)
        known = units.get(unit)
        unit = DESK if known is None or known.fallback is None else known.fallback
    return (*line, DESK)


def _resolved(unit: UnitCode, own: UnitCode) -> UnitCode:
    return own if unit == OWN_COMMUNE else unit


def _why(matter: Matter, *, shielded: bool, is_own: bool) -> Why:
    if matter.concerns_official:
        return Why.OFFICIALS
    if shielded and matter.fears_commune:
        return Why.FEARS
    return Why.COMMUNE if is_own else Why.RULE


def is_communes(unit: UnitCode, units: Mapping[UnitCode, Unit]) -> bool:
    """Tell whether a unit is a commune's police: none of them may learn of a shielded tip.

    Which commune it was is what its reporter said; the police who are feared may be the neighbours.
    """
    known = units.get(unit)
    return known is not None and known.kind is UnitKind.COMMUNE
