"""The roster: who is on duty at a unit and when, set by its head, swapped by officers, read by whoever works there.

An edit is made on the roster as its maker saw it: where it has changed meanwhile, nothing is done.
"""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain import duty
from bot.domain.dispatches import Dispatch, DutyDispatch, DutyWord, Priority, ToOfficer
from bot.domain.duty import DAY, Offer, Roster, Shift, Stint, Watch
from bot.domain.errors import GroupUnsuitable, NotAllowed, StalePress, UnitUnknown
from bot.domain.identifiers import OfficerId, UserId, fresh_id
from bot.domain.people import Officer, Wish, may
from bot.domain.units import Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.members import able, units_of
from bot.services.off_duty import CHANGED

AHEAD: Final = 14  #: days of duty, today's included, that can be changed one by one
Slot = int | date  #: a day of every week (Monday is 0), or one date


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterView:
    """A roster with everything that a screen about it needs."""

    unit: Unit
    roster: Roster
    at: datetime  #: when it was looked at, in the province's zone
    colleagues: tuple[Officer, ...]  #: who works there, each person once
    own: frozenset[OfficerId]  #: the roles of whoever looks
    leads: bool  #: they may change it

    @property
    def today(self) -> date:
        """The day of duty that it is."""
        return duty.duty_day(self.at)

    @property
    def now(self) -> Stint | None:
        """The shift that is under way."""
        return duty.stint_at(self.roster, self.at)

    @property
    def next(self) -> Stint | None:
        """The shift that begins next."""
        return duty.next_stint(self.roster, self.at)

    @property
    def names(self) -> Mapping[OfficerId, str]:
        """The names of who works there, as colleagues see them."""
        return {one.id: one.name for one in self.colleagues}

    @property
    def stints(self) -> tuple[Stint, ...]:
        """The shifts of whoever looks that are not over yet."""
        coming = duty.stints(self.roster, self.today, self.at, days=AHEAD)
        return tuple(one for one in coming if one.shift.officer in self.own and one.ends > self.at)

    def offer(self, day: date, watch: Watch, officer: OfficerId) -> Offer | None:
        """Give what a colleague asks of whoever looks, if that shift is still the colleague's and not over."""
        begins = datetime.combine(day, watch.begins, self.at.tzinfo)
        is_theirs = Shift(watch=watch, officer=officer) in self.roster.plan(day)
        if not is_theirs or begins + watch.lasts <= self.at:
            return None
        asked = [one for one in self.roster.offers if (one.day, one.watch, one.officer) == (day, watch, officer)]
        return next((one for one in asked if one.colleague in self.own), None)

    @property
    def differs_from_last_week(self) -> bool:
        """Whether the seven days from tomorrow are otherwise than the seven before them."""
        return duty.as_before(self.roster, self.today + DAY) != self.roster


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNotice:
    """What a word about somebody's duty needs."""

    unit: Unit
    word: DutyWord
    officer: OfficerId
    name: str  #: of whom it speaks
    days: tuple[date, ...]
    watch: Watch


class Rostering:
    """Sees and changes rosters."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def units(self, user: UserId) -> tuple[Unit, ...]:
        """Give the units whose roster a person may see.

        Raises:
            NotEnrolled, NotAllowed: there is none.

        """
        async with self._casebook.begin() as book:
            return await units_of(book, user, Wish.SEE_DUTY, self._directory)

    async def view(self, act: Act, *, unit: UnitCode) -> RosterView:
        """Give a unit's roster to somebody who works there, in private or in its own group.

        Raises:
            UnitUnknown: no unit has this code.
            NotEnrolled, NotAllowed: they do not work there, or this is another group.
            GroupUnsuitable: "strangers": there are members in the group whom nobody has accepted.

        """
        return await self._seen(act, Wish.SEE_DUTY, unit)

    async def lead(self, act: Act, *, unit: UnitCode) -> RosterView:
        """Give a unit's roster to whoever may change it, refused like `view`."""
        return await self._seen(act, Wish.SET_DUTY, unit)

    async def _seen(self, act: Act, wish: Wish, unit: UnitCode) -> RosterView:
        async with self._casebook.begin() as book:
            await able(book, act.user, wish, unit)
            if act.chat != act.user:
                group = await book.groups.at(act.chat)
                if group is None or group.unit != unit:
                    raise NotAllowed
                if not group.is_settled:
                    raise GroupUnsuitable("strangers")
            return await self._view(book, act.user, unit)

    async def put(
        self, act: Act, *, unit: UnitCode, version: int, slot: Slot, watch: Watch, officer: OfficerId | None
    ) -> RosterView:
        """Put somebody (None: nobody) on duty, every week or on one date.

        Raises:
            NotEnrolled, NotAllowed: this is not the head.
            StalePress: the roster has changed meanwhile, the officer is gone, or the date is over.

        """
        async with self._editing(act, Wish.SET_DUTY, unit, version=version) as edit:
            if not edit.is_replay:
                roster, is_known = edit.view.roster, officer is None or officer in edit.view.names
                if not is_known or (isinstance(slot, date) and slot < edit.view.today):
                    raise StalePress
                if isinstance(slot, date):
                    roster = duty.on_date(roster, slot, duty.with_watch(roster.plan(slot), watch, officer))
                else:
                    roster = duty.in_week(roster, slot, duty.with_watch(roster.week.get(slot, ()), watch, officer))
                said = {"slot": str(slot), "watch": watch.value, "officer": officer or "nobody"}
                await edit.keep(roster, said)
        return await self.view(act, unit=unit)

    async def repeat(self, act: Act, *, unit: UnitCode, version: int) -> RosterView:
        """Let the seven days from tomorrow be as the seven before them were; refused like `put`."""
        async with self._editing(act, Wish.SET_DUTY, unit, version=version) as edit:
            if not edit.is_replay:
                roster = duty.as_before(edit.view.roster, edit.view.today + DAY)
                await edit.keep(roster, {"slot": "as_before"})
        return await self.view(act, unit=unit)

    async def ask(
        self, act: Act, *, unit: UnitCode, version: int, day: date, watch: Watch, colleague: OfficerId
    ) -> RosterView:
        """Ask a colleague to stand in; they are told in private, and nothing changes before they agree.

        Raises:
            NotEnrolled, NotAllowed: this person does not work there.
            StalePress: the roster has changed meanwhile, the shift is over or another's, or the colleague is gone.

        """
        async with self._editing(act, Wish.SEE_DUTY, unit, version=version) as edit:
            if not edit.is_replay:
                view = edit.view
                mine = [one.shift for one in view.stints if (one.day, one.shift.watch) == (day, watch)]
                if not mine or colleague not in view.names or colleague in view.own:
                    raise StalePress
                offer = Offer(day=day, watch=watch, officer=mine[0].officer, colleague=colleague)
                others = tuple(one for one in view.roster.offers if (one.day, one.watch) != (day, watch))
                said = {"slot": str(day), "watch": watch.value, "asked": colleague}
                await edit.keep(replace(view.roster, offers=(*others, offer)), said)
                await edit.tell(offer.colleague, DutyWord.ASKED, offer, about=offer.officer)
        return await self.view(act, unit=unit)

    async def answer(
        self, act: Act, *, unit: UnitCode, day: date, watch: Watch, officer: OfficerId, agrees: bool
    ) -> RosterView:
        """Agree to stand in for a colleague, or not; they are told in private.

        Raises:
            NotEnrolled, NotAllowed: this person does not work there.
            StalePress: they were not asked, or no longer, or the shift is over or somebody else's by now.

        """
        async with self._editing(act, Wish.SEE_DUTY, unit) as edit:
            if not edit.is_replay:
                roster = edit.view.roster
                offer = edit.view.offer(day, watch, officer)
                if offer is None:
                    raise StalePress
                left = replace(roster, offers=tuple(one for one in roster.offers if one != offer))
                plan = duty.with_watch(roster.plan(day), watch, offer.colleague)
                said = {"slot": str(day), "watch": watch.value, "for": officer, "agreed": agrees}
                await edit.keep(duty.on_date(left, day, plan) if agrees else left, said)
                word = DutyWord.AGREED if agrees else DutyWord.DECLINED
                await edit.tell(offer.officer, word, offer, about=offer.colleague)
        return await self.view(act, unit=unit)

    async def notice(self, content: DutyDispatch) -> DutyNotice | None:
        """Give what a word about duty needs; None where its unit is not known any more."""
        unit = self._directory.units.get(content.unit)
        async with self._casebook.begin() as book:
            officer = await book.officers.get(content.officer)
        if unit is None or officer is None:
            return None
        return DutyNotice(
            unit=unit,
            word=content.word,
            officer=content.officer,
            name=officer.name,
            days=content.days,
            watch=content.watch,
        )

    @asynccontextmanager
    async def _editing(
        self, act: Act, wish: Wish, unit: UnitCode, *, version: int | None = None
    ) -> AsyncGenerator["_Edit"]:
        """Open the transaction of an edit, in private; `version`: of the roster as its maker saw it."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            officer = await able(book, act.user, wish, unit)
            if act.chat != act.user:
                raise NotAllowed
            view = await self._view(book, act.user, unit)
            first = await book.applied.first_time(act.errand, now=now)
            if first and version is not None and version != view.roster.version:
                raise StalePress
            yield _Edit(book=book, view=view, officer=officer, is_replay=not first)
        self._wake()

    async def _view(self, book: CasebookSession, user: UserId, unit: UnitCode) -> RosterView:
        known = self._directory.units.get(unit)
        if known is None:
            raise UnitUnknown
        people = await book.officers.of_unit(unit)
        held = [one for one in people if one.user == user]
        persons = {one.user: one for one in reversed(people)}  # each once, by the role that they were given first
        return RosterView(
            unit=known,
            roster=await book.duty.of(unit),
            at=self._clock.now(),
            colleagues=tuple(one for one in people if persons[one.user] is one),
            own=frozenset(one.id for one in held),
            leads=any(may(one, Wish.SET_DUTY, unit) for one in held),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """A roster that is being changed by somebody who may, within its transaction."""

    book: CasebookSession
    view: RosterView
    officer: Officer
    is_replay: bool  #: it was changed before: nothing is to be done any more

    async def keep(self, roster: Roster, said: Mapping[str, str | int]) -> None:
        """Keep the changed roster, and enter in the audit what was changed."""
        unit, now = self.view.unit.code, self.view.at
        await self.book.duty.save(unit, duty.saved(roster, self.view.today))
        await self.book.audit.write(CHANGED, at=now, actor=self.officer.id, unit=unit, data=said)

    async def tell(self, to: OfficerId, word: DutyWord, offer: Offer, *, about: OfficerId) -> None:
        """Tell an officer in private what another has said."""
        content = DutyDispatch(unit=self.view.unit.code, word=word, officer=about, days=(offer.day,), watch=offer.watch)
        dispatch = Dispatch(id=fresh_id(), to=ToOfficer(officer=to), content=content, priority=Priority.REPLY)
        await self.book.dispatches.put(dispatch, now=self.view.at)
