"""The desk's morning digest: how all units are, once a day, and whenever the desk asks.

That a day's digest is on its way is noted under the name of that day, in one transaction with the digest itself:
however often the bot is started, whatever its clock does and whoever else looks, one day has one. What it says is read
when it is sent; by another day it is not sent at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain import quiet
from bot.domain.dispatches import DigestDispatch, Dispatch, Priority, ToUnit
from bot.domain.duty import MORNING, duty_day, uncovered
from bot.domain.errors import GroupUnsuitable, NotAllowed
from bot.domain.identifiers import ErrandId
from bot.domain.people import Wish
from bot.domain.quiet import ASLEEP_AFTER, OverdueTip, Trouble, WaitingTip
from bot.domain.units import DESK, Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.members import able

DUTY_AHEAD: Final = 3  #: days of duty whose gaps are told, today's included
_FILES: Final = ("TINBAO_UNITS", "TINBAO_BOUNDARIES")  #: of the operator, that may have been refused
_KEY: Final = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietUnit:
    """A unit from which nothing is heard."""

    unit: Unit
    trouble: Trouble
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAt:
    """How much waits at a unit for somebody to take it."""

    unit: Unit
    count: int
    over_a_day: int
    urgent: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueAt:
    """What is over due at a unit, the longest first."""

    unit: Unit
    tips: tuple[OverdueTip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The coming days on which a unit has nobody on duty, for a while or at all."""

    unit: Unit
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """How all units are."""

    at: datetime  #: in the province's zone
    quiet: tuple[QuietUnit, ...]
    waiting: tuple[WaitingAt, ...]
    overdue: tuple[OverdueAt, ...]
    gaps: tuple[Gaps, ...]
    without_roster: int  #: units with a group that have never put anybody on duty
    strangers: tuple[Unit, ...]  #: whose groups have members whom nobody has accepted
    refused: tuple[str, ...]  #: settings whose new file was refused, so that the former one is still used

    @property
    def is_well(self) -> bool:
        """Whether there is nothing that anybody must see to; a tip of this morning may wait."""
        waits = any(one.over_a_day or one.urgent for one in self.waiting)
        return not (self.quiet or waits or self.overdue or self.gaps or self.strangers or self.refused)


class Digesting:
    """Gathers the digest and puts it on its way."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def send_if_due(self) -> bool:
        """From seven in the morning on, put today's digest on its way once; tell whether it was done.

        What was not sent of another day's is replaced by it.
        """
        now = self._clock.now()
        if now.time() < MORNING:
            return False
        today = now.date()
        async with self._casebook.begin() as book:
            if not await book.applied.first_time(ErrandId(f"digest:{today.isoformat()}"), now=now):
                return False
            digest = Dispatch(
                id=f"digest:{today.isoformat()}",
                to=ToUnit(unit=DESK),
                content=DigestDispatch(day=today),
                priority=Priority.REST,
            )
            await book.dispatches.put(digest, now=now, key=_KEY)
        self._wake()
        return True

    async def of_day(self, day: date) -> DigestView | None:
        """Give the digest of a day; None once that day is over."""
        return await self._gathered() if day == self._clock.now().date() else None

    async def asked(self, act: Act) -> DigestView:
        """Give the digest to somebody of the desk, in private or in the desk's group.

        Raises:
            NotEnrolled, NotAllowed: they are not of the desk, or this is another group.
            GroupUnsuitable: "strangers": there are members in the group whom nobody has accepted.

        """
        async with self._casebook.begin() as book:
            await able(book, act.user, Wish.READ_DIGEST, DESK)
            if act.chat != act.user:
                group = await book.groups.at(act.chat)
                if group is None or group.unit != DESK:
                    raise NotAllowed
                if not group.is_settled:
                    raise GroupUnsuitable("strangers")
        return await self._gathered()

    async def _gathered(self) -> DigestView:
        now, units = self._clock.now(), self._directory.units
        async with self._casebook.begin() as book:
            waiting = await book.lookout.waiting()
            found = quiet.quiet(
                units,
                standings=await book.lookout.standings(),
                waiting=waiting,
                acknowledged=await book.lookout.acknowledged(after=now - ASLEEP_AFTER),
                now=now,
            )
            overdue = await book.lookout.overdue(now)
            groups = await book.groups.every()
            gaps, without = await self._duty(book, frozenset(group.unit for group in groups), now)
            refused = tuple([name for name in _FILES if await book.facts.get(f"refused.{name}")])
        return DigestView(
            at=now,
            quiet=tuple(QuietUnit(unit=units[one.unit], trouble=one.trouble, since=one.since) for one in found),
            waiting=_waiting(waiting, units, now),
            overdue=_overdue(overdue, units),
            gaps=gaps,
            without_roster=without,
            strangers=tuple(units[one.unit] for one in groups if one.unit in units and not one.is_settled),
            refused=refused,
        )

    async def _duty(
        self, book: CasebookSession, bound: frozenset[UnitCode], now: datetime
    ) -> tuple[tuple[Gaps, ...], int]:
        """Give the gaps of the rosters that are kept, and how many units with a group have none."""
        rosters = {unit: one for unit, one in (await book.duty.every()).items() if not one.is_empty}
        units, today = self._directory.units, duty_day(now)
        days = {unit: uncovered(one, today, days=DUTY_AHEAD) for unit, one in rosters.items() if unit in units}
        gaps = tuple(Gaps(unit=units[unit], days=empty) for unit, empty in days.items() if empty)
        return gaps, len(bound - rosters.keys())


def _waiting(tips: Iterable[WaitingTip], units: Mapping[UnitCode, Unit], now: datetime) -> tuple[WaitingAt, ...]:
    """Give how much waits where, the oldest first; at a commune's police without what is kept from communes."""
    there: dict[UnitCode, list[WaitingTip]] = {}
    for tip in tips:
        if tip.unit in units and quiet.counts(units[tip.unit], shielded=tip.shielded):
            there.setdefault(tip.unit, []).append(tip)
    rows = [
        WaitingAt(
            unit=units[code],
            count=len(some),
            over_a_day=sum(now - tip.since >= ASLEEP_AFTER for tip in some),
            urgent=sum(tip.is_urgent for tip in some),
            oldest=min(tip.since for tip in some),
        )
        for code, some in there.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.oldest, row.unit.code)))


def _overdue(tips: Iterable[OverdueTip], units: Mapping[UnitCode, Unit]) -> tuple[OverdueAt, ...]:
    """Give what is over due where, the longest first; at a commune's police without what is kept from communes."""
    there: dict[UnitCode, list[OverdueTip]] = {}
    for tip in tips:
        if tip.unit in units and quiet.counts(units[tip.unit], shielded=tip.shielded):
            there.setdefault(tip.unit, []).append(tip)
    return tuple(OverdueAt(unit=units[code], tips=tuple(some)) for code, some in there.items())
