"""Conducting: what officers do about a broadcast while it is sent: pause, resume, stop, and look how it goes.

Each is a change of the sending in the casebook, and nothing else: the distributor reads it before each batch. So what
was in flight at that moment arrives still, and a restart finds things as they were left.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.conducting_errors import SendingGone
from bot.domain.broadcasts.progress import Progress
from bot.domain.errors import NotAllowed, NotEnrolled, StalePress
from bot.domain.identifiers import OccurrenceId
from bot.domain.people import Officer, Wish, may
from bot.domain.units import UnitCode
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.broadcasts.noticeboard import require_board
from bot.services.broadcasts.tallying import Tallying
from bot.services.members import able, require_enrolled

#: How long what was sent is listed, and its report kept up to date by hand.
LISTED: Final = timedelta(days=90)
PAGE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """What was sent lately, the latest first: some of it."""

    sendings: tuple[tuple[Broadcast, Occurrence], ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conducted:
    """A sending, an officer who may do what they ask with it, and the transaction in which it is done."""

    act: Act
    book: CasebookSession
    now: datetime
    officer: Officer
    broadcast: Broadcast
    occurrence: Occurrence
    is_replay: bool  #: it had its effect before: nothing may be changed any more

    async def change(self, occurrence: Occurrence, action: str, **said: str | int) -> None:
        """Keep the changed sending and enter in the audit what was done.

        Raises:
            StalePress: somebody, or the end of it, was faster.

        """
        if not await self.book.occurrences.change(occurrence, was=self.occurrence.state):
            raise StalePress
        await self.write(action, occurrence=occurrence.id, **said)

    async def write(self, action: str, **said: str | int) -> None:
        """Enter something in the audit, under this officer and the broadcast's unit."""
        entered = {"broadcast": self.broadcast.id, **said}
        await self.book.audit.write(action, at=self.now, actor=self.officer.id, unit=self.broadcast.unit, data=entered)


class Conducting:
    """Sendings in the hands of officers."""

    def __init__(self, casebook: Casebook, tallying: Tallying, clock: Clock, *, wake: Callable[[], None]) -> None:
        """`wake` lets the distributor and the courier look now."""
        self._casebook = casebook
        self._tallying = tallying
        self._clock = clock
        self._wake = wake

    async def view(self, act: Act, *, occurrence: OccurrenceId) -> Progress:
        """Give how a sending goes or went.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or not here.
            SendingGone: it is not known, or has not begun.

        """
        async with self.on(act, occurrence):
            pass
        return await self._progress(occurrence)

    async def pause(self, act: Act, *, occurrence: OccurrenceId) -> Progress:
        """Send no more of it until it is resumed; refused like `view`, and `StalePress` where it is not being sent."""
        return await self._turn(act, occurrence, OccurrenceState.SENDING, OccurrenceState.PAUSED, "broadcast.paused")

    async def resume(self, act: Act, *, occurrence: OccurrenceId) -> Progress:
        """Go on with what was paused; refused like `view`, and `StalePress` where it is not paused."""
        return await self._turn(act, occurrence, OccurrenceState.PAUSED, OccurrenceState.SENDING, "broadcast.resumed")

    async def stop(self, act: Act, *, occurrence: OccurrenceId) -> Progress:
        """End it for good: who has not been sent it is not; refused like `view`, and `StalePress` where it is over."""
        async with self.on(act, occurrence) as on:
            if not on.is_replay:
                if on.occurrence.state not in {OccurrenceState.SENDING, OccurrenceState.PAUSED}:
                    raise StalePress
                ended = replace(on.occurrence, state=OccurrenceState.STOPPED, ended=on.now)
                await on.change(ended, "broadcast.stopped")
        self._wake()
        return await self._progress(occurrence)

    async def sent(self, act: Act, *, page: int = 0) -> SentPage:
        """Give what was sent by the units that this person conducts broadcasts of, in private.

        Raises:
            NotEnrolled, NotAllowed: they conduct none, or this is not their private chat.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            units = await _units(book, act)
            begun = await book.occurrences.sent(units, since=now - LISTED, offset=page * PAGE, limit=PAGE + 1)
            sendings = [(await book.broadcasts.of(one.broadcast), one) for one in begun[:PAGE]]
        here = [(broadcast, one) for broadcast, one in sendings if broadcast is not None]
        return SentPage(sendings=tuple(here), page=page, has_more=len(begun) > PAGE)

    async def _turn(
        self, act: Act, occurrence: OccurrenceId, was: OccurrenceState, state: OccurrenceState, action: str
    ) -> Progress:
        async with self.on(act, occurrence) as on:
            if not on.is_replay:
                if on.occurrence.state is not was:
                    raise StalePress
                await on.change(replace(on.occurrence, state=state), action)
        self._wake()
        return await self._progress(occurrence)

    async def _progress(self, occurrence: OccurrenceId) -> Progress:
        progress = await self._tallying.progress(occurrence)
        if progress is None:
            raise SendingGone
        return progress

    @asynccontextmanager
    async def on(self, act: Act, occurrence: OccurrenceId, *, wish: Wish = Wish.CONDUCT) -> AsyncGenerator[Conducted]:
        """Open the transaction in which an officer does something about a sending; what is refused leaves nothing.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or not here.
            SendingGone: it is not known.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            found = await book.occurrences.of(occurrence)
            broadcast = None if found is None else await book.broadcasts.of(found.broadcast)
            if found is None or broadcast is None:
                await require_enrolled(book, act.user)
                raise SendingGone
            officer = await able(book, act.user, wish, broadcast.unit)
            await require_board(book, act, broadcast.unit)
            first = await book.applied.first_time(act.errand, now=now)
            yield Conducted(
                act=act,
                book=book,
                now=now,
                officer=officer,
                broadcast=broadcast,
                occurrence=found,
                is_replay=not first,
            )


async def _units(book: CasebookSession, act: Act) -> tuple[UnitCode, ...] | None:
    """Give the units of which a person conducts broadcasts; None: of all."""
    held = await book.officers.of_user(act.user)
    if not held:
        raise NotEnrolled
    if act.chat != act.user:
        raise NotAllowed
    if any(may(one, Wish.CONDUCT, None) for one in held):
        return None
    units = {one.unit: None for one in held if one.unit is not None and may(one, Wish.CONDUCT, one.unit)}
    if not units:
        raise NotAllowed
    return tuple(units)
