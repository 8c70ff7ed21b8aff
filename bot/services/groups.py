"""Groups: which chat is a unit's, and whether it may be one. Facts about a chat are given, not fetched."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.dispatches import ToChat, ToOfficer, ToUnit
from bot.domain.errors import GroupUnsuitable, UnitUnknown
from bot.domain.identifiers import ChatId, ErrandId, UserId
from bot.domain.people import Role, Wish
from bot.domain.quiet import Trouble
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.staff import Group
from bot.services.acting import Act
from bot.services.closing import ask_desk_again
from bot.services.members import NOBODY, able, alert
from bot.services.placing import clear_out, post_open

_TOLD_OF_DESK: Final = "alerted.no_desk_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What Telegram says about a chat."""

    is_group: bool
    is_public: bool
    is_channel: bool
    is_forum: bool
    missing: tuple[str, ...] = ()  #: rights that the bot needs and lacks there, by their names in the Bot API
    wanting: tuple[str, ...] = ()  #: rights that it lacks and can do without
    member_count: int  #: as Telegram counts: this bot and other bots included
    present: frozenset[UserId] = NOBODY  #: of those whom `enrolled` gave, who are members


class Groups:
    """How a unit comes by a group and keeps it."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def at(self, chat: ChatId) -> Group | None:
        """Give the unit's group that a chat is."""
        async with self._casebook.begin() as book:
            return await book.groups.at(chat)

    async def bind(self, act: Act, *, unit: UnitCode, facts: GroupFacts) -> Group:
        """Make the chat of the act the unit's group; a former one is told, and the unit's open tips come here.

        Raises:
            UnitUnknown: no unit has this code.
            NotEnrolled, NotAllowed: only people of the unit bind; anew, its head.
            GroupUnsuitable: "not_a_group", "channel", "public", "rights" (with those missing), "bound_elsewhere".

        """
        if unit not in self._directory.units:
            raise UnitUnknown
        now = self._clock.now()
        async with self._casebook.begin() as book:
            before = await book.groups.of(unit)
            if not await book.applied.first_time(act.errand, now=now) and before is not None:
                return before
            is_new = before is None or before.chat != act.chat
            wish = Wish.REBIND_GROUP if before is not None and is_new else Wish.BIND_GROUP
            officer = await able(book, act.user, wish, unit)
            _require_suitable(facts)
            here = await book.groups.at(act.chat)
            if here is not None and here.unit != unit:
                raise GroupUnsuitable("bound_elsewhere")
            known = before if before is not None and not is_new else Group(unit=unit, chat=act.chat)
            group = _counted(known, facts)
            await book.groups.bind(group)
            await book.lookout.is_well(unit)
            await book.audit.write(
                "group.bound", at=now, actor=officer.id, unit=unit, data={"again": before is not None}
            )
            if before is not None and is_new:
                await alert(book, "group.replaced", ToChat(chat=before.chat), unit, now=now)
            if is_new:
                await self._show_all(book, unit, now=now, with_entries=True)
            await _tell_or_wake(book, group, now=now)
        self._wake()
        return group

    async def turned(self, chat: ChatId, *, is_forum: bool) -> None:
        """Note that a group has topics now, or none any more."""
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            if group is not None and group.is_forum != is_forum:
                await book.groups.bind(replace(group, is_forum=is_forum))

    async def recount(self, errand: ErrandId, *, chat: ChatId, facts: GroupFacts) -> Group | None:
        """Count a group's members anew; None where the chat is no unit's group."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            if group is None or not await book.applied.first_time(errand, now=now):
                return group
            fresh = _counted(group, facts)
            if facts.missing:
                await book.lookout.note(group.unit, Trouble.RIGHTS, now=now)
            else:
                await book.lookout.is_well(group.unit)  # it is there and may do what it must
            await book.groups.bind(fresh)
            await _tell_or_wake(book, fresh, now=now)
        self._wake()
        return fresh

    async def moved(self, errand: ErrandId, *, old: ChatId, new: ChatId) -> None:
        """Follow a group that Telegram has moved to a new id.

        Messages do not move: what stands in the old chat can be neither pressed nor edited, and its numbers are given
        anew. So it is forgotten, and open tips get new cards.
        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(old)
            if group is None or not await book.applied.first_time(errand, now=now):
                return
            await book.groups.moved(old, new)
            await book.lookout.is_well(group.unit, Trouble.UNREACHABLE)
            await book.audit.write("group.moved", at=now, actor="system", unit=group.unit)
            await self._show_all(book, group.unit, now=now, with_entries=False)
            await book.dispatches.wake(group.unit, now=now)
        self._wake()

    async def lost(self, errand: ErrandId, *, chat: ChatId) -> UnitCode | None:
        """Unbind a group out of which the bot was put; its open tips go to the desk.

        Desk and administrators are told. Gives the unit, or None where the chat was no unit's group.
        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            if group is None or not await book.applied.first_time(errand, now=now):
                return group.unit if group is not None else None
            await book.groups.unbind(group.unit)
            await book.lookout.note(group.unit, Trouble.PUT_OUT, now=now)
            await book.audit.write("group.lost", at=now, actor="system", unit=group.unit)
            if group.unit != DESK:
                await alert(book, "group.lost", ToUnit(unit=DESK), group.unit, now=now)
                await clear_out(book, group.unit, now=now)
            for administrator in await book.officers.with_role(Role.ADMINISTRATOR):
                await alert(book, "group.lost", ToOfficer(officer=administrator.id), group.unit, now=now)
        self._wake()
        return group.unit

    async def tell_of_missing_desk(self) -> bool:
        """Tell each administrator, once a day, that tips wait for a desk without a group; give whether it was done."""
        now = self._clock.now()
        today = now.date().isoformat()
        async with self._casebook.begin() as book:
            waiting = (await book.dispatches.waiting_for()).get(DESK, 0)
            if not waiting or await book.groups.of(DESK) is not None or await book.facts.get(_TOLD_OF_DESK) == today:
                return False
            administrators = await book.officers.with_role(Role.ADMINISTRATOR)
            for administrator in administrators:
                to = ToOfficer(officer=administrator.id)
                await alert(book, "desk.no_group", to, DESK, (str(waiting),), now=now)
            if not administrators:
                return False
            await book.facts.put(_TOLD_OF_DESK, today)
        self._wake()
        return True

    async def tell_of_flood(self, chat: ChatId) -> None:
        """Tell a unit's group, once an hour, that more came from it at once than is read: it must be said again."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            group = await book.groups.at(chat)
            errand = ErrandId(f"flood:{chat}:{now:%Y%m%d%H}")
            if group is None or not await book.applied.first_time(errand, now=now):
                return
            await alert(book, "group.flood", ToChat(chat=chat), group.unit, now=now)
        self._wake()

    async def _show_all(self, book: CasebookSession, unit: UnitCode, *, now: datetime, with_entries: bool) -> None:
        """Show what is open in the group that a unit has now; the desk is also asked again what it was asked."""
        await post_open(book, unit, now=now, with_entries=with_entries)
        if unit == DESK:
            await ask_desk_again(book, self._directory.outcomes, now=now)


def _require_suitable(facts: GroupFacts) -> None:
    for is_wrong, reason in (
        (facts.is_channel, "channel"),
        (not facts.is_group, "not_a_group"),
        (facts.is_public, "public"),
    ):
        if is_wrong:
            raise GroupUnsuitable(reason)
    if facts.missing:
        raise GroupUnsuitable("rights", facts.missing)


def _counted(group: Group, facts: GroupFacts) -> Group:
    """Give the group with as many unknown members as the count leaves after everybody who is known, and this bot."""
    known = 1 + len(facts.present) + len(group.strangers) + len(group.accepted)
    unknown = max(0, facts.member_count - known)
    return replace(
        group, is_forum=facts.is_forum, unknown=unknown, accepted_unknown=min(group.accepted_unknown, unknown)
    )


async def _tell_or_wake(book: CasebookSession, group: Group, *, now: datetime) -> None:
    """Send what waits for a group that is settled; show the head of another one who must be accepted."""
    if group.is_settled:
        await book.dispatches.wake(group.unit, now=now)
    else:
        count = len(group.strangers) + group.unknown - group.accepted_unknown
        await alert(book, "group.strangers", ToUnit(unit=group.unit), group.unit, (str(count),), now=now)
