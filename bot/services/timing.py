"""Timing: whoever keeps a tip keeps its deadlines, in the same transaction, whatever made it change.

The casebook says when a tip has been kept and when something was said about it; what follows for the deadlines is the
domain's rule alone, so that no use case can forget them.
"""

from datetime import datetime, tzinfo

from bot.domain.deadlines import Milestone, WorkingCalendar
from bot.domain.identifiers import TipId
from bot.domain.people import Officer
from bot.domain.reckoning import Deadline, Reckoner, Rung
from bot.domain.thread import Author, Entry
from bot.domain.tip import Tip
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import CasebookSession


class Timing:
    """Watches the casebook and keeps the deadlines of its tips."""

    def __init__(self, directory: Directory, calendar: WorkingCalendar, clock: Clock, zone: tzinfo) -> None:
        self._directory = directory
        self._calendar = calendar
        self._clock = clock
        self.zone = zone

    def prepare(self) -> None:
        """Let the calendar read what it needs; it may take a while."""
        self._calendar.is_working(self._clock.now().date())

    def reckoner(self, tip: Tip) -> Reckoner:
        """Give what reckons the deadlines of a tip."""
        clock = self._directory.clock_of(tip, zone=self.zone)
        return Reckoner(clock=clock, calendar=self._calendar, zone=self.zone)

    async def kept(self, book: CasebookSession, tip: Tip) -> None:
        """Let the deadlines of a tip follow it."""
        before = await book.deadlines.of(tip.id)
        await book.deadlines.keep(tip.id, self.reckoner(tip).kept_up(tip, before, now=self._clock.now()))

    async def said(self, book: CasebookSession, entry: Entry) -> None:
        """Know that a unit's first word has gone to the reporter."""
        if entry.author is Author.UNIT:
            await met(book, entry.tip, Milestone.ANSWERED, now=self._clock.now())


async def met(book: CasebookSession, tip: TipId, milestone: Milestone, *, now: datetime) -> None:
    """Know that a tip has reached a milestone: nobody is reminded of it any more."""
    rows = await book.deadlines.of(tip)
    await book.deadlines.keep(tip, [row.met_at(now) if row.milestone is milestone else row for row in rows])


async def seen(book: CasebookSession, tip: Tip, *, by: Officer, now: datetime) -> bool:
    """Know that an officer of the unit that has a tip has looked at it; tell whether anybody was reminded of that."""
    if by.unit != tip.unit:
        return False
    rows = [row for row in await book.deadlines.of(tip.id) if row.milestone is Milestone.SEEN]
    await met(book, tip.id, Milestone.SEEN, now=now)
    return any(row.met is None and row.rung is not Rung.DUTY for row in rows)


async def kept_instead(book: CasebookSession, row: Deadline) -> None:
    """Keep a deadline in place of the one that it was."""
    rows = await book.deadlines.of(row.tip)
    await book.deadlines.keep(row.tip, [row if one.milestone is row.milestone else one for one in rows])
