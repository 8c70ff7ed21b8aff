"""The calendar of broadcasts: a month as whoever composes there may see it; the desk sees all units, its own first."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final

from bot.domain.broadcasts.agenda import AgendaItem, MonthView, Standing, month_after, month_of, standing, to_come
from bot.domain.broadcasts.broadcast import Broadcast, Status
from bot.domain.broadcasts.errors import BroadcastGone
from bot.domain.errors import NotAllowed, NotEnrolled
from bot.domain.identifiers import BroadcastId, OccurrenceId
from bot.domain.people import Wish, may
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.noticeboard import require_board
from bot.services.members import able, require_enrolled

_TO_COME: Final = frozenset({Status.APPROVED, Status.PROPOSED})
_MINUTE: Final = timedelta(minutes=1)


class Agenda:
    """What was sent in a month, and what will be."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, dates: Dates) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._dates = dates

    async def month(self, act: Act, *, day: date | None = None) -> MonthView:
        """Give the month of a day, today's if none is said.

        Raises:
            NotEnrolled, NotAllowed: this person composes for no unit, or this is not their private chat.

        """
        now = self._clock.now()
        first = month_of(day or now.date())
        async with self._casebook.begin() as book:
            units = await self._units(book, act)
            items = await self._items(book, units, first, now)
        own = units[0] if units else DESK
        items.sort(key=lambda item: (item.at, item.unit.code != own, item.unit.code, item.broadcast.id))
        shown = tuple(self._directory.units[unit] for unit in units if unit in self._directory.units)
        return MonthView(first=first, today=now.date(), items=tuple(items), units=shown)

    async def item(
        self,
        act: Act,
        *,
        occurrence: OccurrenceId | None = None,
        broadcast: BroadcastId | None = None,
        at: datetime | None = None,
    ) -> AgendaItem:
        """Give one sending: planned already, or a time to come of a broadcast.

        Raises:
            NotEnrolled, NotAllowed, GroupUnsuitable: this person may not, or not here.
            BroadcastGone: there is no such sending, or no longer.

        """
        async with self._casebook.begin() as book:
            row = await book.occurrences.of(occurrence) if occurrence is not None else None
            name = row.broadcast if row is not None else broadcast
            found = await book.broadcasts.of(name) if name is not None else None
            if found is None:
                await require_enrolled(book, act.user)
                raise BroadcastGone
            await able(book, act.user, Wish.COMPOSE, found.unit)
            await require_board(book, act, found.unit)
            rows = {one.planned: one for one in await book.occurrences.of_broadcast(found.id)}
        row = row or (rows.get(at) if at is not None else None)
        if row is not None:
            item = self._item(found, row.planned, standing(row.state, found.status), row.id)
        else:
            at = at or self._clock.now()
            is_time = self._dates.next(found.schedule, at - _MINUTE) == at
            item = self._item(found, at, to_come(found.status) if is_time else None)
        if item is None:
            raise BroadcastGone
        return item

    async def _units(self, book: CasebookSession, act: Act) -> tuple[UnitCode, ...]:
        """Give the units whose broadcasts this person may see; none: those of all."""
        held = await book.officers.of_user(act.user)
        if not held:
            raise NotEnrolled
        if act.chat != act.user:
            raise NotAllowed
        composing = [one for one in held if may(one, Wish.COMPOSE, one.unit)]
        if not composing:
            raise NotAllowed
        if any(one.unit == DESK for one in composing):
            return ()
        return tuple(dict.fromkeys(one.unit for one in composing if one.unit is not None))

    async def _items(
        self, book: CasebookSession, units: tuple[UnitCode, ...], first: date, now: datetime
    ) -> list[AgendaItem]:
        """Give what was planned in a month, and what will be."""
        start, end = self._midnight(first), self._midnight(month_after(first))
        known: dict[BroadcastId, Broadcast | None] = {}
        for unit in units or (None,):
            known |= {one.id: one for one in await book.broadcasts.of_unit(unit, since=now)}
        rows = await book.occurrences.between(start, end)
        for row in rows:
            if row.broadcast not in known:
                known[row.broadcast] = await book.broadcasts.of(row.broadcast)
        seen = {name: one for name, one in known.items() if one is not None and (not units or one.unit in units)}
        items = [
            self._item(seen[row.broadcast], row.planned, standing(row.state, seen[row.broadcast].status), row.id)
            for row in rows
            if row.broadcast in seen
        ]
        planned = {(row.broadcast, row.planned) for row in rows}
        for one in seen.values():
            if one.status in _TO_COME:
                times = self._to_come(one, max(now, start - _MINUTE), end)
                items += [self._item(one, at, to_come(one.status)) for at in times if (one.id, at) not in planned]
        return [item for item in items if item is not None]

    def _to_come(self, broadcast: Broadcast, after: datetime, end: datetime) -> Iterator[datetime]:
        return takewhile(lambda at: at < end, self._dates.after(broadcast.schedule, after))

    def _item(
        self, broadcast: Broadcast, at: datetime, stands: Standing | None, occurrence: OccurrenceId | None = None
    ) -> AgendaItem | None:
        """Give a sending as the calendar has it; None where it stands in none, or its unit is gone."""
        unit = self._directory.units.get(broadcast.unit)
        if unit is None or stands is None:
            return None
        local = at.astimezone(self._dates.zone)
        return AgendaItem(at=local, standing=stands, broadcast=broadcast, unit=unit, occurrence=occurrence)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._dates.zone)
