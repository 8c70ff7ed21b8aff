"""The rules that say whose a tip is: an ordered list of the units file, of which the first that holds decides.

Pure data and questions about it. What must be kept from its commune is decided by rules that shield and by no others,
so that no rule about something else can uncover it, wherever it stands in the list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Final

from bot.domain.identifiers import RuleCode
from bot.domain.kinds import KindGroup, LeafCode, Urgency
from bot.domain.units import Commune, CommuneCode, UnitCode

#: In a rule, the police of the tip's own commune.
OWN_COMMUNE: Final = UnitCode("commune")


class Area(StrEnum):
    """What a commune can lie at."""

    BORDER = "border"
    COAST = "coast"
    ISLAND = "island"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A part of the day, its end outside; past midnight where it ends before it starts."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Tell whether a time of the day lies within."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What of a tip the rules look at; none of it is anything that was written."""

    commune: Commune
    group: KindGroup | None
    leaf: LeafCode | None
    urgency: Urgency
    at: time  #: when it came, in the province's zone
    fears_commune: bool = False  #: the reporter would rather the commune did not know
    shielded: bool = False  #: it has been kept from its commune before

    @property
    def concerns_official(self) -> bool:
        """Whether it is about officials: its kind says so."""
        return self.group is not None and self.group.province_only

    @property
    def is_kept_from_commune(self) -> bool:
        """Whether the commune's police must not learn of it, whatever the rules say."""
        return self.concerns_official or self.fears_commune or self.shielded

    @property
    def kinds(self) -> frozenset[str]:
        """The codes by which a rule can mean its kind."""
        group = () if self.group is None else (self.group.code,)
        return frozenset(group if self.leaf is None else (*group, self.leaf))

    @property
    def areas(self) -> frozenset[Area]:
        """What its commune lies at."""
        lies = {Area.BORDER: self.commune.border, Area.COAST: self.commune.coastal, Area.ISLAND: self.commune.island}
        return frozenset(area for area, is_there in lies.items() if is_there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When a rule holds: everything that it names must be so; what it leaves empty may be anything."""

    kinds: frozenset[str] = frozenset()  #: groups or leaves, any of them
    communes: frozenset[CommuneCode] = frozenset()
    areas: frozenset[Area] = frozenset()  #: any of them
    urgencies: frozenset[Urgency] = frozenset()
    concerns_official: bool | None = None
    fears_commune: bool | None = None
    hours: Hours | None = None

    def hold(self, matter: Matter) -> bool:
        """Tell whether they hold for a matter."""
        return (
            (not self.kinds or not self.kinds.isdisjoint(matter.kinds))
            and (not self.communes or matter.commune.code in self.communes)
            and (not self.areas or not self.areas.isdisjoint(matter.areas))
            and (not self.urgencies or matter.urgency in self.urgencies)
            and self.concerns_official in {None, matter.concerns_official}
            and self.fears_commune in {None, matter.fears_commune}
            and (self.hours is None or self.hours.hold(matter.at))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: when it holds, whose the tip is, who else is told, and why, in words for officers."""

    code: RuleCode
    when: Conditions
    unit: UnitCode  #: `OWN_COMMUNE`, or a unit's code
    copies: tuple[UnitCode, ...] = ()  #: who gets it for information: to read, not to act on
    shielded: bool = False  #: the commune's police must never learn of it
    clock: str | None = None  #: the deadlines that hold; None: those of its kind and urgency
    reason: Mapping[str, str] = field(hash=False)

    def decides(self, matter: Matter) -> bool:
        """Tell whether it may decide this matter."""
        return (self.shielded or not matter.is_kept_from_commune) and self.when.hold(matter)


def deciding(matter: Matter, rules: Iterable[Rule]) -> Rule | None:
    """Give the first rule that decides; None where the end of the list does."""
    return next((rule for rule in rules if rule.decides(matter)), None)
