"""Members: who sits in a unit's group without being enrolled. Until that is settled by the head, no tip comes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.dispatches import AlertDispatch, BanDispatch, Destination, Dispatch, Priority, ToUnit
from bot.domain.errors import GroupUnsuitable, NotAllowed, NotEnrolled
from bot.domain.identifiers import ChatId, ErrandId, UserId, fresh_id
from bot.domain.people import Officer, Wish, may
from bot.domain.units import Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.staff import Group
from bot.services.acting import Act
from bot.services.off_duty import take_off

NOBODY: Final[frozenset[UserId]] = frozenset()


class Members:
    """Who comes into units' groups, goes, and is accepted there."""

    def __init__(self, casebook: Casebook, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._clock = clock
        self._wake = wake

    async def enrolled(self, unit: UnitCode) -> tuple[UserId, ...]:
        """Give whose membership is to be looked up for `GroupFacts`."""
        async with self._casebook.begin() as book:
            return tuple({officer.user: None for officer in await book.officers.of_unit(unit)})

    async def joined(self, errand: ErrandId, *, chat: ChatId, user: UserId) -> None:
        """Note that somebody came into a group; whoever is not enrolled there is a stranger until accepted."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            if group is None or not await book.applied.first_time(errand, now=now):
                return
            enrolled = {officer.user for officer in await book.officers.of_unit(group.unit)}
            if user in enrolled | group.accepted | group.strangers:
                return
            await changed_members(book, group, now=now, came=frozenset({user}))
            await book.audit.write("group.stranger", at=now, actor="system", unit=group.unit)
            await alert(book, "group.stranger", ToUnit(unit=group.unit), group.unit, (str(user),), now=now)
        self._wake()

    async def left(self, errand: ErrandId, *, chat: ChatId, user: UserId) -> None:
        """Note that somebody went, or was put out."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            if group is None or not await book.applied.first_time(errand, now=now):
                return
            enrolled = {officer.user for officer in await book.officers.of_unit(group.unit)}
            if user not in enrolled | group.accepted | group.strangers:
                # One of those who were only counted. Whether it was an accepted one is not known: take it that it was.
                unknown, accepted = max(0, group.unknown - 1), max(0, group.accepted_unknown - 1)
                group = replace(group, unknown=unknown, accepted_unknown=accepted)
            await changed_members(book, group, now=now, gone=frozenset({user}))
            for officer in await book.officers.of_user(user):
                await take_off(book, group.unit, officer.id, now=now)
        self._wake()

    async def banned(self, dispatch: Dispatch) -> None:
        """Note that a `BanDispatch` was carried out: that person is no longer in the group."""
        if not isinstance(dispatch.content, BanDispatch) or not isinstance(dispatch.to, ToUnit):
            return
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.of(dispatch.to.unit)
            if group is not None:
                await changed_members(book, group, now=now, gone=frozenset({dispatch.content.user}))
            await book.dispatches.sent(dispatch.id)
        self._wake()

    async def accept_members(self, act: Act, *, unit: UnitCode) -> Group:
        """Accept everybody who is in the group now.

        Raises:
            NotEnrolled, NotAllowed: this is not the head.
            GroupUnsuitable: "unbound".

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.of(unit)
            if group is None:
                raise GroupUnsuitable("unbound")
            if not await book.applied.first_time(act.errand, now=now):
                return group
            officer = await able(book, act.user, Wish.SETTLE_MEMBERS, unit)
            settled = replace(
                group,
                accepted=group.accepted | group.strangers,
                strangers=NOBODY,
                accepted_unknown=group.unknown,
            )
            await book.groups.bind(settled)
            count = len(group.strangers) + max(0, group.unknown - group.accepted_unknown)
            await book.audit.write("group.accepted", at=now, actor=officer.id, unit=unit, data={"members": count})
            await book.dispatches.wake(unit, now=now)
        self._wake()
        return settled

    async def put_out(self, act: Act, *, unit: UnitCode, user: UserId) -> None:
        """Put a stranger out of the group; refused like `accept_members`."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.of(unit)
            if group is None:
                raise GroupUnsuitable("unbound")
            if not await book.applied.first_time(act.errand, now=now):
                return
            officer = await able(book, act.user, Wish.SETTLE_MEMBERS, unit)
            if user not in group.strangers | group.accepted:
                raise NotAllowed
            await changed_members(book, group, now=now, came=frozenset({user}))
            ban = Dispatch(id=fresh_id(), to=ToUnit(unit=unit), content=BanDispatch(user=user), priority=Priority.REPLY)
            await book.dispatches.put(ban, now=now)
            await book.audit.write("group.put_out", at=now, actor=officer.id, unit=unit)
        self._wake()


async def changed_members(
    book: CasebookSession,
    group: Group,
    *,
    now: datetime,
    came: frozenset[UserId] = NOBODY,
    gone: frozenset[UserId] = NOBODY,
) -> Group:
    """Keep a group with strangers that came, and without those who are gone or enrolled now."""
    changed = replace(group, strangers=(group.strangers | came) - gone, accepted=group.accepted - came - gone)
    await book.groups.bind(changed)
    if changed.is_settled:
        await book.dispatches.wake(group.unit, now=now)
    return changed


async def require_enrolled(book: CasebookSession, user: UserId) -> None:
    """Let pass whoever has any role: nobody else is told even that something is not there.

    Raises:
        NotEnrolled: this person has none.

    """
    if not await book.officers.of_user(user):
        raise NotEnrolled


async def units_of(book: CasebookSession, user: UserId, wish: Wish, directory: Directory) -> tuple[Unit, ...]:
    """Give the units that a person works in and where they may do this.

    Raises:
        NotEnrolled, NotAllowed: there is none.

    """
    held = await book.officers.of_user(user)
    if not held:
        raise NotEnrolled
    codes = dict.fromkeys(one.unit for one in held if one.unit is not None and may(one, wish, one.unit))
    found = tuple(directory.units[code] for code in codes if code in directory.units)
    if not found:
        raise NotAllowed
    return found


async def able(book: CasebookSession, user: UserId, wish: Wish, unit: UnitCode) -> Officer:
    """Give the role in which a person may do this to a unit.

    Raises:
        NotEnrolled, NotAllowed: they may not.

    """
    held = await book.officers.of_user(user)
    if not held:
        raise NotEnrolled
    for officer in held:
        if may(officer, wish, unit):
            return officer
    raise NotAllowed


async def alert(
    book: CasebookSession, name: str, to: Destination, unit: UnitCode, data: tuple[str, ...] = (), *, now: datetime
) -> None:
    """Put a word about the system itself on its way."""
    content = AlertDispatch(alert=name, unit=unit, data=data)
    await book.dispatches.put(Dispatch(id=fresh_id(), to=to, content=content, priority=Priority.REST), now=now)
