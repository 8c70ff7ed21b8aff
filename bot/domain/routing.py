"""Whose a tip is. One ordered list of reasons; the first that holds decides."""

from dataclasses import dataclass

from bot.domain.kinds import KindGroup, Urgency
from bot.domain.tip import Why
from bot.domain.units import DESK, UnitCode


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
class Route:
    """Where a tip goes, and why."""

    unit: UnitCode
    why: Why
    shielded: bool  #: the commune's police must never learn of it


def route(
    *,
    commune_unit: UnitCode,
    group: KindGroup | None,
    fears_commune: bool,
    over_allowance: bool,
    has_group: bool,
    is_settled: bool,
) -> Route:
    """Give the unit that receives a tip.

    `has_group` and `is_settled` are of the commune's police: whether they have bound a group, and whether everybody in
    it has been accepted.
    """
    if group is not None and group.province_only:
        return Route(unit=DESK, why=Why.OFFICIALS, shielded=True)
    if fears_commune:
        return Route(unit=DESK, why=Why.FEARS, shielded=True)
    if over_allowance:
        return Route(unit=DESK, why=Why.TOO_MANY, shielded=False)
    if not has_group:
        return Route(unit=DESK, why=Why.NO_GROUP, shielded=False)
    if not is_settled:
        return Route(unit=DESK, why=Why.STRANGERS, shielded=False)
    return Route(unit=commune_unit, why=Why.COMMUNE, shielded=False)


def may_transfer_to(unit: UnitCode, *, commune_unit: UnitCode, shielded: bool) -> bool:
    """Tell whether a tip may go to this unit: a shielded one never to the police of its commune."""
    return not (shielded and unit == commune_unit)
