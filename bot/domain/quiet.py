"""Quiet units: those from which nothing is heard while something waits for them, and why.

Shielded tips are kept from a commune's police: they make no commune look quiet, and none look busy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.deadlines import Milestone
from bot.domain.identifiers import Reference
from bot.domain.kinds import Urgency
from bot.domain.units import Unit, UnitCode, UnitKind

ASLEEP_AFTER: Final = timedelta(hours=24)  #: plain hours: the night counts


class Trouble(StrEnum):
    """Why nothing is heard from a unit, the worst first."""

    PUT_OUT = "put_out"  #: the bot was taken out of the group
    UNREACHABLE = "unreachable"  #: the group is deleted, or takes nothing from the bot
    RIGHTS = "rights"  #: the bot lacks a right that it needs there
    ASLEEP = "asleep"  #: nobody has acknowledged anything for a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is wrong with a unit's group, since when."""

    unit: UnitCode
    trouble: Trouble
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTip:
    """A tip that nobody has taken, without its contents."""

    unit: UnitCode
    reference: Reference
    since: datetime
    urgency: Urgency
    shielded: bool

    @property
    def is_urgent(self) -> bool:
        """Whether it must be seen at once."""
        return self.urgency is Urgency.URGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTip:
    """A tip that has not reached what it must have reached by now, without its contents."""

    unit: UnitCode
    reference: Reference
    milestone: Milestone  #: the first that is missed
    due: datetime
    shielded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Somebody at a unit has taken a tip, or passed it on."""

    unit: UnitCode
    at: datetime
    shielded: bool


def counts(unit: Unit | None, *, shielded: bool) -> bool:
    """Tell whether a tip says anything about a unit: of a commune's police, none that is kept from communes."""
    return not shielded or (unit is not None and unit.kind is not UnitKind.COMMUNE)


def quiet(
    units: Mapping[UnitCode, Unit],
    *,
    standings: Iterable[Standing],
    waiting: Iterable[WaitingTip],
    acknowledged: Iterable[Acknowledged],
    now: datetime,
) -> tuple[Standing, ...]:
    """Give the units from which nothing is heard, each once with its worst trouble, the longest quiet first.

    A unit is asleep when a tip has waited there for a day and nobody there has taken or passed on any tip meanwhile.
    """
    since_yesterday = now - ASLEEP_AFTER
    busy = {
        one.unit
        for one in acknowledged
        if one.at > since_yesterday and counts(units.get(one.unit), shielded=one.shielded)
    }
    found = [one for one in standings if one.unit in units]
    oldest: dict[UnitCode, datetime] = {}
    for tip in waiting:
        if tip.unit in units and counts(units[tip.unit], shielded=tip.shielded):
            oldest[tip.unit] = min(tip.since, oldest.get(tip.unit, tip.since))
    found += [
        Standing(unit=unit, trouble=Trouble.ASLEEP, since=since)
        for unit, since in oldest.items()
        if since <= since_yesterday and unit not in busy
    ]
    worst: dict[UnitCode, Standing] = {}
    for one in sorted(found, key=lambda one: _RANK[one.trouble], reverse=True):
        worst[one.unit] = one
    return tuple(sorted(worst.values(), key=lambda one: (one.since, one.unit)))


_RANK: Final = {trouble: rank for rank, trouble in enumerate(Trouble)}
