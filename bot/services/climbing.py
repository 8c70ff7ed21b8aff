"""Climbing: whoever should know that a tip is late is told, one after the other, each once.

What is due is a row. It is claimed for a while, so that several processes do not tell twice; the telling and the row's
next rung are one transaction, so that a process that dies in between leaves it due.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.domain import receipts
from bot.domain.deadlines import Milestone, is_night
from bot.domain.dispatches import Destination, Dispatch, ReminderDispatch, ToOfficer, ToUnit
from bot.domain.people import Role
from bot.domain.reckoning import Deadline, Reckoner, Rung
from bot.domain.tip import Tip
from bot.domain.units import DESK
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import refresh_cards
from bot.services.timing import Timing, kept_instead

LEASE: Final = timedelta(minutes=2)
_AT_ONCE: Final = 50
_BEFORE: Final = {Milestone.ACKNOWLEDGED: Milestone.SEEN, Milestone.ANSWERED: Milestone.ACKNOWLEDGED}


class Climbing:
    """Tells of what is late: the officer on duty, then who leads the unit, then the province's desk."""

    def __init__(self, casebook: Casebook, timing: Timing, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._timing = timing
        self._clock = clock
        self._wake = wake

    def prepare(self) -> None:
        """Let the calendar read what it needs; it may take a while."""
        self._timing.prepare()

    async def climb(self) -> int:
        """Tell of everything that is late now; give how many reminders were put on their way.

        Raises:
            ExceptionGroup: some could not be told of, and will be tried again; all others were.

        """
        told = 0
        failed: list[Exception] = []
        while claimed := await self._claimed():
            claim, rows = claimed
            for row in rows:
                try:
                    told += await self._told(row, claim)
                except Exception as error:  # noqa: BLE001 - one row must not hold up all others; raised in the end
                    failed.append(error)
        if told:
            self._wake()
        if failed:
            raise ExceptionGroup("reminders", failed)
        return told

    async def _told(self, row: Deadline, claim: str) -> int:
        async with self._casebook.begin() as book:
            return await self._tell(book, row) if await book.deadlines.is_claimed(row, claim=claim) else 0

    async def _claimed(self) -> tuple[str, list[Deadline]] | None:
        now = self._clock.now()
        async with self._casebook.begin() as book:
            claim, rows = await book.deadlines.claim(
                now=now, until=now + LEASE, is_night=is_night(now, self._timing.zone), limit=_AT_ONCE
            )
        return (claim, rows) if rows else None

    async def _tell(self, book: CasebookSession, row: Deadline) -> int:
        """Put the reminders of one rung on their way, and let the row climb to the next."""
        now = self._clock.now()
        tip = await book.tips.get(row.tip)
        if tip is None:
            return 0
        if await _is_told_already(book, row):
            await kept_instead(book, self._timing.reckoner(tip).held_back(row, now=now))
            return 0
        rung, whom, after = await self._reached(book, tip, row, now)
        await kept_instead(book, after)
        for to in whom:
            content = ReminderDispatch(tip=tip.id, milestone=row.milestone, rung=rung, unit=tip.unit)
            id_ = _id(row, rung, to)
            await book.dispatches.put(Dispatch(id=id_, to=to, content=content), now=now)
        if whom:
            await refresh_cards(book, tip, now=now)
            await book.audit.write(
                "tip.reminded",
                at=now,
                actor="system",
                unit=tip.unit,
                data={"tip": tip.reference, "of": row.milestone.value, "rung": rung.value},
            )
        return len(whom)

    async def _reached(
        self, book: CasebookSession, tip: Tip, row: Deadline, now: datetime
    ) -> tuple[Rung, list[Destination], Deadline]:
        """Give the first rung from the row's on where somebody stands, who that is, and the row after that."""
        reckoner: Reckoner = self._timing.reckoner(tip)
        while True:
            assert row.rung is not None
            rung, after = row.rung, reckoner.told(row)
            whom = await _on(book, tip, rung, now)
            if whom or after.rung is None:
                return rung, whom, after
            row = after


async def _is_told_already(book: CasebookSession, row: Deadline) -> bool:
    """Tell whether the reminders of the milestone before say it all: what nobody has seen, nobody has taken."""
    before = _BEFORE.get(row.milestone)
    return any(one.milestone is before and one.met is None for one in await book.deadlines.of(row.tip))


async def _on(book: CasebookSession, tip: Tip, rung: Rung, now: datetime) -> list[Destination]:
    """Give who stands on a rung above a tip."""
    match rung:
        case Rung.DUTY:
            officer = await book.duty.on_duty(tip.unit, now)
            return [ToOfficer(officer=officer) if officer is not None else ToUnit(unit=tip.unit)]
        case Rung.HEAD:
            people = await book.officers.of_unit(tip.unit)
            return [ToOfficer(officer=person.id) for person in people if person.role is Role.HEAD]
        case Rung.DESK:
            return [ToUnit(unit=DESK)]


def _id(row: Deadline, rung: Rung, to: Destination) -> str:
    """Give the id of a reminder: the same one for the same rung of the same term."""
    whom = to.officer if isinstance(to, ToOfficer) else to.unit if isinstance(to, ToUnit) else ""
    name = f"{row.tip}.{row.milestone.value}.{row.unit}.{row.since.isoformat()}.{row.due.isoformat()}.{rung.value}"
    return receipts.derived(f"{name}.{whom}".encode(), "reminder")[:8].hex()
