"""Administration: who is enrolled, by which invitation, and how a role ends. It shows nobody a tip."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.broadcasts.composing_errors import NothingToAddress
from bot.domain.casework import released
from bot.domain.dispatches import BanDispatch, Dispatch, Priority, ToUnit
from bot.domain.errors import InvitationInvalid, NotAllowed, NotEnrolled, UnexpectedReply, UnitUnknown
from bot.domain.identifiers import OfficerId, UserId, fresh_id
from bot.domain.people import Officer, Role, Wish, fits, may, may_invite, name_from
from bot.domain.tip import Actor, Status
from bot.domain.units import DESK, Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.staff import Group, Invitation
from bot.services.acting import Act, derived_id, forget_unsent, refresh_cards, tell_reporter
from bot.services.members import changed_members
from bot.services.off_duty import take_off

INVITATION_LASTS: Final = timedelta(days=3)
SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that a person holds."""

    officer: Officer
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A line of `/donvi`."""

    unit: Unit
    is_bound: bool
    is_settled: bool
    officers: int
    waiting: int  #: messages that wait for its group


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDetail:
    """One unit of `/donvi`."""

    row: UnitRow
    officers: tuple[Officer, ...]
    group: Group | None


class Administration:
    """Invitations, roles and what an administrator sees of units."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def invite(self, role: Role, *, unit: UnitCode | None, by: Act | None) -> str:
        """Give the token of a new single-use invitation, which lasts three days; `by` None: from the command line.

        A replay gives another one: only a hash of the first was kept, and nobody has seen it.

        Raises:
            UnitUnknown: no unit has this code, or the role is held elsewhere.
            NothingToAddress: whoever writes broadcasts there would write to nobody.
            NotEnrolled, NotAllowed: this person may not invite to that.

        """
        where = DESK if role is Role.DESK and unit is None else unit
        found = self._directory.units.get(where) if where is not None else None
        if not fits(role, where) or (where is not None and found is None):
            raise UnitUnknown
        if role is Role.ANNOUNCER and found is not None and not found.has_audience:
            raise NothingToAddress
        now = self._clock.now()
        async with self._casebook.begin() as book:
            inviter = None
            if by is not None:
                held = await _roles(book, by.user)
                inviter = next((officer for officer in held if may_invite(officer, role, where)), None)
                if inviter is None:
                    raise NotAllowed
            actor = inviter.id if inviter is not None else None
            promise = Invitation(role=role, unit=where, invited_by=actor)
            token = await book.invitations.issue(promise, expires=now + INVITATION_LASTS)
            await book.audit.write(
                "officer.invited", at=now, actor=actor or "system", unit=where, data={"role": role.value}
            )
            return token

    async def redeem(self, act: Act, *, token: str, name: str) -> Officer:
        """Enrol whoever holds an invitation, under the name that colleagues shall see.

        Raises:
            InvitationInvalid: it is unknown, used or out of date, or its unit is no more.
            UnexpectedReply: that is no name; the invitation stays good.

        """
        clean = name_from(name)
        if not SHORTEST_NAME <= len(clean) <= LONGEST_NAME or not clean.isprintable():
            raise UnexpectedReply
        now = self._clock.now()
        async with self._casebook.begin() as book:
            fresh = OfficerId(derived_id(act.errand, "officer"))
            if not await book.applied.first_time(act.errand, now=now):
                held = {officer.id: officer for officer in await book.officers.of_user(act.user)}
                if not held:
                    raise InvitationInvalid
                return held.get(fresh, next(iter(held.values())))
            promise = await book.invitations.redeem(token, now=now)
            if promise is None or (promise.unit is not None and promise.unit not in self._directory.units):
                raise InvitationInvalid  # the file of today has no such unit: whoever worked there would block the next
            same = [
                officer.id
                for officer in await book.officers.of_user(act.user)
                if (officer.role, officer.unit) == (promise.role, promise.unit)
            ]
            officer = Officer(
                id=same[0] if same else fresh, user=act.user, name=clean, role=promise.role, unit=promise.unit
            )
            await book.officers.enrol(officer, now=now)
            await book.audit.write(
                "officer.enrolled",
                at=now,
                actor=officer.id,
                unit=officer.unit,
                data={"role": officer.role.value, "invited_by": promise.invited_by or "system"},
            )
            if officer.unit is not None and (group := await book.groups.of(officer.unit)) is not None:
                await changed_members(book, group, now=now, gone=frozenset({act.user}))
        self._wake()
        return officer

    async def roles(self, user: UserId) -> tuple[Held, ...]:
        """Give the roles that a person holds."""
        async with self._casebook.begin() as book:
            held = await book.officers.of_user(user)
        return tuple(Held(officer=one, unit=self._directory.units.get(one.unit) if one.unit else None) for one in held)

    async def remove(self, act: Act, *, officer: OfficerId) -> Officer:
        """End a person's roles in a unit at once: their tips wait again, and the unit's group puts them out.

        Raises:
            UnexpectedReply: nobody is enrolled under this id.
            NotEnrolled, NotAllowed: this person may not remove them.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            gone = await book.officers.get(officer)
            if gone is None:
                raise UnexpectedReply
            if not await book.applied.first_time(act.errand, now=now):
                return gone
            able = [one for one in await _roles(book, act.user) if may(one, Wish.REMOVE_OFFICER, gone.unit)]
            if not able:
                raise NotAllowed
            ended = [one for one in await book.officers.of_user(gone.user) if one.unit == gone.unit]
            if not ended:
                raise UnexpectedReply
            for one in ended:
                await book.officers.remove(one.id, now=now)
                await book.audit.write(
                    "officer.removed",
                    at=now,
                    actor=able[0].id,
                    unit=one.unit,
                    data={"officer": one.id, "role": one.role.value},
                )
                await self._release(book, one)
                if one.unit is not None:
                    await take_off(book, one.unit, one.id, now=now)
            if gone.unit is not None and (group := await book.groups.of(gone.unit)) is not None:
                await changed_members(book, group, now=now, came=frozenset({gone.user}))
                ban = Dispatch(
                    id=fresh_id(),
                    to=ToUnit(unit=gone.unit),
                    content=BanDispatch(user=gone.user),
                    priority=Priority.REPLY,
                )
                await book.dispatches.put(ban, now=now)
        self._wake()
        return gone

    async def units_overview(self, act: Act) -> tuple[UnitRow, ...]:
        """Give every unit with how it stands, for administrators."""
        async with self._casebook.begin() as book:
            await _require(book, act.user, Wish.LIST_UNITS, None)
            waiting = await book.dispatches.waiting_for()
            bound = {group.unit: group for group in await book.groups.every()}
            return tuple(
                [
                    _row(unit, bound.get(code), len(await book.officers.of_unit(code)), waiting.get(code, 0))
                    for code, unit in self._directory.units.items()
                ]
            )

    async def unit_detail(self, act: Act, *, unit: UnitCode) -> UnitDetail:
        """Give one unit with its people and its group, for administrators and its own head.

        Raises:
            UnitUnknown: no unit has this code.

        """
        known = self._directory.units.get(unit)
        if known is None:
            raise UnitUnknown
        async with self._casebook.begin() as book:
            await _require(book, act.user, Wish.SEE_UNIT, unit)
            officers = await book.officers.of_unit(unit)
            group = await book.groups.of(unit)
            waiting = (await book.dispatches.waiting_for()).get(unit, 0)
        return UnitDetail(row=_row(known, group, len(officers), waiting), officers=tuple(officers), group=group)

    async def _release(self, book: CasebookSession, officer: Officer) -> None:
        """Let the tips in an officer's hands wait again for somebody to take them."""
        if officer.unit is None:
            return
        now = self._clock.now()
        for tip in await book.tips.at_unit(officer.unit):
            await forget_unsent(book, tip.id, of=frozenset({officer.id}))
        for tip in await book.tips.at_unit(officer.unit, held_by=officer.id):
            assert tip.status not in {Status.NEW, Status.PASSED}
            free = released(tip, by=Actor.SYSTEM, at=now)
            await book.tips.save(free)
            await book.audit.write("tip.given_back", at=now, actor="system", unit=tip.unit, data={"tip": tip.reference})
            await refresh_cards(book, free, now=now)
            await tell_reporter(book, free, id_=fresh_id())


async def _roles(book: CasebookSession, user: UserId) -> list[Officer]:
    held = await book.officers.of_user(user)
    if not held:
        raise NotEnrolled
    return held


async def _require(book: CasebookSession, user: UserId, wish: Wish, unit: UnitCode | None) -> None:
    if not any(may(officer, wish, unit) for officer in await _roles(book, user)):
        raise NotAllowed


def _row(unit: Unit, group: Group | None, officers: int, waiting: int) -> UnitRow:
    return UnitRow(
        unit=unit,
        is_bound=group is not None,
        is_settled=group is not None and group.is_settled,
        officers=officers,
        waiting=waiting,
    )
