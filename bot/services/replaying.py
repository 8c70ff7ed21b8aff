"""Replaying: what the rules of another units file would have done with the tips that came, without opening one.

Only what stands in clear is looked at. Of what is kept from a commune nothing is told but how many there were: one line
about one such tip, at the right moment, could tell somebody that they have been reported.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final

from bot.domain.identifiers import Reference, RuleCode
from bot.domain.kinds import GroupCode, LeafCode, Urgency
from bot.domain.routing import Decision, decide
from bot.domain.rules import Matter
from bot.domain.tip import Why
from bot.domain.units import CommuneCode, UnitCode
from bot.places.directory import Directory

#: So few shielded tips, or none, are not counted out; more are counted by this step.
FEW: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTip:
    """What stands in clear of a tip, whether or not its contents are still kept."""

    reference: Reference
    commune: CommuneCode
    group: GroupCode | None
    leaf: LeafCode | None
    urgency: Urgency
    received: datetime
    why: Why
    shielded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one tip would have met under either file."""

    unit: tuple[UnitCode, UnitCode]
    rule: tuple[RuleCode | None, RuleCode | None]
    copies: tuple[frozenset[UnitCode], frozenset[UnitCode]]

    @property
    def is_one(self) -> bool:
        """Whether anybody would have got it who did not, or the other way round."""
        return self.unit[0] != self.unit[1] or self.copies[0] != self.copies[1]


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What came of it; shielded tips are only counted."""

    open_tips: int = 0
    shielded: int = 0
    shielded_elsewhere: int = 0
    unknown: int = 0  #: of a commune or kind that one of the files lacks; shielded ones are not among them
    units: Counter[tuple[UnitCode, UnitCode]] = field(default_factory=Counter[tuple[UnitCode, UnitCode]])
    rules: Counter[tuple[RuleCode | None, RuleCode | None]] = field(
        default_factory=Counter[tuple[RuleCode | None, RuleCode | None]]
    )
    references: list[tuple[Reference, UnitCode, UnitCode]] = field(
        default_factory=list[tuple[Reference, UnitCode, UnitCode]]
    )


def replayed(past: Iterable[PastTip], old: Directory, new: Directory, *, zone: tzinfo) -> Replayed:
    """Compare what the rules of two files say of past tips; who could be reached then is not known any more."""
    found = Replayed()
    for tip in past:
        difference = _difference(tip, old, new, zone)
        if tip.shielded:  # also where a file lacks its kind: a count of those would tell of it
            found.shielded += 1
            found.shielded_elsewhere += difference is None or difference.is_one
        elif difference is None:
            found.unknown += 1
        else:
            found.open_tips += 1
            found.units[difference.unit] += 1
            found.rules[difference.rule] += 1
            if difference.is_one:
                found.references.append((tip.reference, *difference.unit))
    return found


def _difference(tip: PastTip, old: Directory, new: Directory, zone: tzinfo) -> Difference | None:
    before, after = _decision(tip, old, zone), _decision(tip, new, zone)
    if before is None or after is None:
        return None
    return Difference(
        unit=(before.line[0], after.line[0]),
        rule=(_code(before), _code(after)),
        copies=(frozenset(before.copies), frozenset(after.copies)),
    )


def _decision(tip: PastTip, directory: Directory, zone: tzinfo) -> Decision | None:
    if tip.commune not in directory.communes or (tip.group is not None and tip.group not in directory.kinds):
        return None
    if tip.leaf is not None and tip.leaf not in directory.leaves:
        return None
    matter = Matter(
        commune=directory.communes[tip.commune],
        group=directory.kinds[tip.group] if tip.group is not None else None,
        leaf=tip.leaf,
        urgency=tip.urgency,
        at=tip.received.astimezone(zone).time(),
        fears_commune=tip.why is Why.FEARS,
        shielded=tip.shielded,
    )
    return decide(matter, rules=directory.rules, units=directory.units)


def _code(decision: Decision) -> RuleCode | None:
    return decision.rule.code if decision.rule is not None else None
