"""One thing that an officer did, within one transaction: who it was, whether they may, and what it leaves behind.

Everything that a change means stands here in one place: the tip as it is now, the audit's entry, the cards that must
read anew, and the word to the reporter.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain import receipts
from bot.domain.dispatches import (
    CardRefresh,
    Dispatch,
    DispatchContent,
    MenuDispatch,
    PostKind,
    Priority,
    ToChat,
    ToUnit,
)
from bot.domain.errors import ChangeNotAllowed, NotAllowed, NotEnrolled, StalePress, TakenBy, TipGone
from bot.domain.identifiers import ChatId, EntryId, ErrandId, MessageId, OfficerId, TipId, UserId, fresh_id
from bot.domain.kinds import Urgency
from bot.domain.menus import Menu
from bot.domain.people import Officer, Role, Wish, may
from bot.domain.thread import UNSENT, Entry
from bot.domain.tip import CHANGES, Actor, Status, Tip
from bot.domain.units import DESK
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.tips import Notice
from bot.services.timing import seen

#: Whose role speaks where a person holds several.
_RANK: Final = {Role.HEAD: 0, Role.DESK: 1, Role.OFFICER: 2}
#: What an officer may also do in the private chat, where their copy is.
_IN_PRIVATE: Final = frozenset({Wish.COPY, Wish.NUMBER})
_FREE: Final = frozenset({Status.NEW, Status.PASSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that an officer did."""

    errand: ErrandId
    user: UserId
    chat: ChatId
    message: MessageId | None = None  #: what was typed, or what carried the pressed button


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A tip, an officer who may do what they ask, and the transaction in which it is done."""

    act: Act
    book: CasebookSession
    now: datetime
    tip: Tip
    officer: Officer
    own: frozenset[OfficerId]  #: all the roles of this person

    @property
    def actor(self) -> Actor:
        """Who makes a change, as the table of a tip's life sees it."""
        return Actor.HEAD if self.officer.role is Role.HEAD else Actor.OFFICER

    @property
    def holds(self) -> bool:
        """Whether the tip is in this person's hands."""
        return self.tip.taken_by in self.own

    async def in_hand(self, *, until: Status) -> Tip:
        """Give the tip in the hands of whoever works on it, this officer if nobody does, on its way to a status.

        Raises:
            TakenBy: it is in a colleague's hands, and this is not the head.
            ChangeNotAllowed: the status cannot follow.

        """
        await self.require_hold()
        tip = self.taken() if self.tip.status in _FREE else self.tip
        if self.actor not in CHANGES[tip.status].get(until, frozenset()):
            raise ChangeNotAllowed(tip.status, until)
        return tip

    async def require_hold(self) -> None:
        """Let pass whoever may go on with the tip: whoever has it, the head, and anybody while nobody has it.

        Raises:
            TakenBy: it is in a colleague's hands.

        """
        if not self.holds and self.officer.role is not Role.HEAD:
            await self.refuse_as_taken()

    def taken(self) -> Tip:
        """Give the tip in this officer's hands."""
        return self.tip.moved_to(Status.TAKEN, by=self.actor, at=self.now).held_by(self.officer.id, at=self.now)

    async def refuse_as_taken(self) -> None:
        """Say who has the tip.

        Raises:
            TakenBy: always, where somebody has it.

        """
        if self.tip.taken_by is not None:
            taker = await self.book.officers.get(self.tip.taken_by)
            since = int((self.tip.taken_at or self.tip.status_since).timestamp()) // 60  # minutes
            raise TakenBy(taker.name if taker is not None else "", since)

    async def change(
        self, tip: Tip, action: str, *, tells: bool = True, data: dict[str, str | int] | None = None
    ) -> Tip:
        """Keep the changed tip with all that it means; `tells` puts a word on its way to the reporter."""
        if tip.taken_by != self.tip.taken_by and tip.taken_by in self.own and action != "tip.taken":
            await self.write("tip.taken")
        await self.book.tips.save(tip)
        await self.write(action, data)
        await self.refresh()
        if tells:
            await tell_reporter(self.book, tip, id_=derived_id(self.act.errand, "notice"))
        return tip

    async def write(self, action: str, data: dict[str, str | int] | None = None) -> None:
        """Enter something in the audit, under this officer and the tip's unit."""
        entered = {"tip": self.tip.reference, **(data or {})}
        await self.book.audit.write(action, at=self.now, actor=self.officer.id, unit=self.tip.unit, data=entered)

    async def refresh(self) -> None:
        """Let the tip's cards read as they should now."""
        await refresh_cards(self.book, self.tip, now=self.now)

    async def show(
        self,
        menu: Menu,
        *,
        entry: EntryId | None = None,
        officer: OfficerId | None = None,
        data: tuple[str, ...] = (),
        in_place: bool = False,
    ) -> None:
        """Put a menu on its way: in place of the pressed message, or as an answer to it."""
        post = None if self.act.message is None else await self.book.posts.at(self.act.chat, self.act.message)
        edits = in_place and (post is None or post.kind.is_replaced)  # a card stays a card
        content = MenuDispatch(
            tip=self.tip.id,
            menu=menu.value,
            officer=officer or self.officer.id,
            entry=entry,
            data=data,
            edits=self.act.message if edits else None,
        )
        under = await self.card_message() if post is not None and post.kind.is_replaced else self.act.message
        await self.send(content, replies_to=None if edits else under)

    async def send(self, content: DispatchContent, *, replies_to: MessageId | None = None) -> None:
        """Put a message on its way to the chat in which the officer is."""
        dispatch = Dispatch(
            id=fresh_id(),
            to=ToChat(chat=self.act.chat),
            content=content,
            priority=Priority.REPLY,
            replies_to=replies_to,
        )
        await self.book.dispatches.put(dispatch, now=self.now)

    async def card_message(self) -> MessageId | None:
        """Give the tip's card in the chat in which the officer is."""
        cards = await self.book.posts.of(self.tip.id, PostKind.CARD)
        return next((card.message for card in reversed(cards) if card.chat == self.act.chat), None)

    async def keep_unsent(self, entry: Entry) -> Entry:
        """Keep what this officer is about to send; it takes the place of what they were about to send before."""
        await forget_unsent(self.book, self.tip.id, of=self.own)
        await self.book.threads.add(entry)
        return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An act within its transaction, before it is known what it is about."""

    act: Act
    book: CasebookSession
    now: datetime
    is_replay: bool  #: it had its effect before: nothing may be changed any more

    async def tip(self, tip: TipId) -> Tip:
        """Give a tip.

        Raises:
            TipGone: it is not kept any more.

        """
        found = await self.book.tips.get(tip)
        if found is None:
            raise TipGone
        return found

    async def on(self, tip_id: TipId, wish: Wish) -> Scene:
        """Give the scene, where this person may do this to the tip from this chat.

        Raises:
            TipGone: it is not kept any more, or was withdrawn.
            NotEnrolled, NotAllowed: they may not.

        """
        roles = await self.book.officers.of_user(self.act.user)
        if not roles:
            raise NotEnrolled
        tip = await self.tip(tip_id)
        able = sorted((role for role in roles if may(role, wish, tip.unit)), key=lambda role: _RANK[role.role])
        if not able or not await self._is_the_place(tip, wish):
            raise NotAllowed
        if tip.status is Status.WITHDRAWN:
            raise TipGone
        if await seen(self.book, tip, by=able[0], now=self.now):
            await refresh_cards(self.book, tip, now=self.now)
        own = frozenset(one.id for one in roles)
        return Scene(act=self.act, book=self.book, now=self.now, tip=tip, officer=able[0], own=own)

    async def on_unsent(self, entry_id: EntryId, wish: Wish) -> tuple[Scene, Entry]:
        """Give the scene with what this officer is about to send.

        Raises:
            StalePress: it has been sent, dropped or replaced.
            NotAllowed: it is a colleague's.

        """
        entry = await self.book.threads.get(entry_id)
        if entry is None or entry.author not in UNSENT:
            raise StalePress
        scene = await self.on(entry.tip, wish)
        if entry.officer not in scene.own:
            raise NotAllowed
        return scene, entry

    async def _is_the_place(self, tip: Tip, wish: Wish) -> bool:
        if self.act.chat == self.act.user:
            return wish in _IN_PRIVATE
        group = await self.book.groups.at(self.act.chat)
        return group is not None and group.unit == (DESK if wish is Wish.CONFIRM_FOR_PROVINCE else tip.unit)


class Acting:
    """Opens the transaction of an act, and wakes the courier after it."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self.casebook = casebook
        self.directory = directory
        self._clock = clock
        self._wake = wake

    @asynccontextmanager
    async def begin(self, act: Act) -> AsyncGenerator[Turn]:
        """Open the transaction of an act and note its errand; what is refused leaves nothing."""
        now = self._clock.now()
        async with self.casebook.begin() as book:
            first = await book.applied.first_time(act.errand, now=now)
            yield Turn(act=act, book=book, now=now, is_replay=not first)
        if first:
            self._wake()


def derived_id(errand: ErrandId, label: str) -> str:
    """Give 16 hex digits that are always the same for an errand and a purpose."""
    return receipts.derived(errand.encode(), label)[:8].hex()


async def tell_reporter(book: CasebookSession, tip: Tip, *, id_: str) -> None:
    """Put a word on its way to whoever reported a tip, where they can be reached."""
    if tip.handle is not None:
        await book.notices.put(Notice(id=id_, handle=tip.handle, tip=tip.id, urgent=tip.urgency is Urgency.URGENT))


async def refresh_cards(book: CasebookSession, tip: Tip, *, now: datetime) -> None:
    """Let the cards at a tip's unit read as they should now; waiting refreshes merge."""
    refresh = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardRefresh(tip=tip.id))
    await book.dispatches.put(refresh, now=now, key=f"refresh:{tip.id}")


async def forget_unsent(book: CasebookSession, tip: TipId, *, of: frozenset[OfficerId] | None = None) -> None:
    """Forget what officers were about to send about a tip: these, or (None) all."""
    for entry in await book.threads.of(tip):
        if entry.author in UNSENT and (of is None or entry.officer in of):
            await forget_entry(book, entry.id)


async def forget_entry(book: CasebookSession, entry: EntryId) -> None:
    """Forget an entry that was never sent, with its photos."""
    await book.evidence.forget(entry)
    await book.threads.forget(entry)
