"""Following a tip: reading its thread by notice or by receipt, adding to it, reopening and withdrawing it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import receipts
from bot.domain.conversation import Adding, Conversation, Focus, Following, LookingUp, Purpose
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, DispatchContent, EntryDispatch, ToUnit
from bot.domain.errors import NotReady, ReceiptMistyped, ReceiptUnknown, StalePress, TokenUnknown, UnexpectedReply
from bot.domain.identifiers import EntryId, TipId, Token, fresh_id
from bot.domain.outcomes import OutcomeCode
from bot.domain.thread import FOR_REPORTER, Author, Entry
from bot.domain.tip import REOPENS_FOR, Actor, Status, Tip, minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.presence import Presence

_ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN})
_MOST_LABELS = 8  #: tips among which a resident is asked to choose
WITHDRAWN = OutcomeCode("nguoi_bao_rut")


@dataclass(frozen=True, slots=True, kw_only=True)
class TipView:
    """What a reporter sees of their tip."""

    tip: Tip
    entries: tuple[Entry, ...]  #: without the officers' notes
    open_question: Entry | None
    can_add: bool
    can_reopen: bool
    can_withdraw: bool
    notices_here: bool
    notices_elsewhere: bool


class Follow:
    """What a resident does with a tip that was sent."""

    def __init__(
        self,
        conversing: Conversing,
        vault: Vault,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        presence: Presence,
        *,
        wake: Callable[[], None],
    ) -> None:
        self._conversing = conversing
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._presence = presence
        self._wake = wake

    async def ask_for_receipt(self, visit: Visit) -> Conversation:
        """Await a receipt."""
        return await self._conversing.turn(visit, lambda _: LookingUp())

    async def look_up(self, visit: Visit, text: str) -> Conversation:
        """Open the tip that a typed receipt leads to; a look-up leaves no entry in the audit.

        Raises:
            ReceiptUnknown: no tip is kept under it. Words that are no receipt open the question again.

        """
        try:
            readings = receipts.read(text)
        except ReceiptMistyped:
            return await self._conversing.turn(visit, lambda _: LookingUp(mistyped=True))
        async with self._casebook.begin() as book:
            tip = await book.tips.by_receipt(readings)
        if tip is None:
            raise ReceiptUnknown
        found = tip.id
        return await self._conversing.turn(visit, lambda _: Following(tip=found, by_receipt=True))

    async def open(self, visit: Visit, token: Token) -> Conversation:
        """Open the tip that a notice is about.

        Raises:
            TokenUnknown: the button is older than what is kept.

        """
        tip = (await self.purpose(token)).tip
        self._presence.acted(tip, self._clock.now())
        return await self._conversing.turn(visit, lambda _: Following(tip=tip))

    async def purpose(self, token: Token) -> Purpose:
        """Give what a button stands for.

        Raises:
            TokenUnknown: it is not kept any more.

        """
        async with self._vault.begin() as session:
            purpose = await session.tokens.purpose(token)
        if purpose is None:
            raise TokenUnknown
        return purpose

    async def tip(self, tip_id: TipId) -> Tip:
        """Give a tip.

        Raises:
            ReceiptUnknown: it is not kept any more.

        """
        async with self._casebook.begin() as book:
            tip, _ = await self._opened(book, tip_id)
        return tip

    async def view(self, conversation: Conversation) -> TipView:
        """Give what the reporter sees of the tip that lies open.

        Raises:
            ReceiptUnknown: the tip is not kept any more.

        """
        async with self._casebook.begin() as book:
            tip, entries = await self._opened(book, _tip_of(conversation.focus))
        address = None
        if tip.handle is not None:
            async with self._vault.begin() as session:
                address = await session.handles.of(tip.handle)
        return TipView(
            tip=tip,
            entries=entries,
            open_question=_open_question(entries),
            can_add=tip.status not in _ENDED or self._reopens(tip),
            can_reopen=tip.status is Status.CLOSED and self._reopens(tip),
            can_withdraw=tip.status not in _ENDED,
            notices_here=address is not None and address.chat == conversation.chat,
            notices_elsewhere=address is not None and address.chat != conversation.chat,
        )

    async def labels(self, conversation: Conversation) -> list[Tip]:
        """Give the tips whose answers come to this chat, the newest first, for asking where a stray text belongs."""
        async with self._vault.begin() as session:
            addresses = await session.handles.in_chat(conversation.chat)
        async with self._casebook.begin() as book:
            tips = [await book.tips.get(address.tip) for address in addresses]
        living = [tip for tip in tips if tip is not None and (tip.status not in _ENDED or self._reopens(tip))]
        return sorted(living, key=lambda tip: (tip.received, tip.id), reverse=True)[:_MOST_LABELS]

    async def write(self, visit: Visit) -> Conversation:
        """Begin an addition or an answer."""

        def change(focus: Focus | None) -> Focus:
            if not isinstance(focus, Following):
                raise UnexpectedReply
            return Adding(tip=focus.tip, by_receipt=focus.by_receipt)

        return await self._conversing.turn(visit, change)

    async def send(self, visit: Visit) -> Conversation:
        """Send what was added, and lay the thread open again.

        Raises:
            NotReady: nothing was written.

        """
        current = await self._checked(visit)
        if not isinstance(current.focus, Adding):
            if isinstance(current.focus, Following) and current.errand == visit.errand:
                return current
            raise StalePress
        if not current.focus.words:
            raise NotReady
        await self._say(visit, current.focus.tip, "\n".join(words.text for words in current.focus.words))
        return await self._reopened_thread(visit)

    async def tap(self, visit: Visit, code: str) -> Conversation:
        """Answer the open question with one press."""
        current = await self._checked(visit)
        async with self._casebook.begin() as book:
            _, entries = await self._opened(book, _tip_of(current.focus))
        question = _open_question(entries)
        label = dict(question.taps).get(code) if question is not None else None
        if label is not None:
            await self._say(visit, _tip_of(current.focus), label)
        return await self._reopened_thread(visit)

    async def still_happening(self, visit: Visit, text: str) -> Conversation:
        """Reopen a closed tip where its outcome allows it; `text` is the entry that says so."""
        current = await self._checked(visit)
        await self._say(visit, _tip_of(current.focus), text)
        return await self._reopened_thread(visit)

    async def withdraw(self, visit: Visit) -> Conversation:
        """Take a tip back: its cards are blanked, and its reply address is destroyed.

        The address goes first: once the casebook has forgotten the handle, no replay could find it any more.
        """
        current = await self._checked(visit)
        now = self._clock.now()
        before = await self.tip(_tip_of(current.focus))
        if before.handle is not None:
            before.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=now)  # refused: nothing is burnt
            async with self._vault.begin() as session:
                await session.handles.burn(before.handle)
        async with self._casebook.begin() as book:
            tip, _ = await self._opened(book, before.id)
            if await book.applied.first_time(visit.errand, now=now):
                withdrawn = tip.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=now)
                await book.tips.save(replace(withdrawn, outcome=WITHDRAWN, handle=None))
                await self._dispatch(book, tip, CardRefresh(tip=tip.id), key=f"refresh:{tip.id}")
                await book.audit.write(
                    "tip.withdrawn", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference}
                )
        self._wake()
        return await self._reopened_thread(visit)

    async def fold(self, visit: Visit) -> Conversation:
        """Close the thread; a draft that waited comes back."""
        return await self._conversing.turn(visit, lambda _: None)

    async def back(self, visit: Visit) -> Conversation:
        """Leave an addition unsent; the thread lies open again."""

        def change(focus: Focus | None) -> Focus | None:
            return Following(tip=focus.tip, by_receipt=focus.by_receipt) if isinstance(focus, Adding) else focus

        return await self._conversing.turn(visit, change)

    async def _say(self, visit: Visit, tip_id: TipId, text: str) -> None:
        """Enter the reporter's words once, with the change of status that they mean."""
        now = self._clock.now()
        self._presence.acted(tip_id, now)
        async with self._casebook.begin() as book:
            tip, entries = await self._opened(book, tip_id)
            if not await book.applied.first_time(visit.errand, now=now):
                return
            question = _open_question(entries)
            entry = Entry(
                id=EntryId(receipts.derived(visit.errand.encode(), "entry")[:8].hex()),
                tip=tip.id,
                author=Author.REPORTER,
                text=text,
                at=minute(now),
                answers=question.id if question is not None else None,
            )
            await book.threads.add(entry)
            await self._dispatch(book, tip, EntryDispatch(tip=tip.id, entry=entry.id))
            await self._move_on(book, tip, now)
            await book.audit.write("tip.added_to", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference})
        self._wake()

    async def _move_on(self, book: CasebookSession, tip: Tip, now: datetime) -> None:
        if tip.status is Status.ASKED:
            await book.tips.save(tip.moved_to(Status.CHECKING, by=Actor.REPORTER, at=now))
            await self._dispatch(book, tip, CardRefresh(tip=tip.id), key=f"refresh:{tip.id}")
        elif tip.status is Status.CLOSED and self._reopens(tip):
            opened = tip.moved_to(Status.NEW, by=Actor.REPORTER, at=now)
            await book.tips.save(replace(opened, outcome=None, outcome_blanks=(), confirmations=0))
            await self._dispatch(book, tip, CardRefresh(tip=tip.id), key=f"refresh:{tip.id}")
            await self._dispatch(book, tip, CardDispatch(tip=tip.id))

    async def _dispatch(
        self, book: CasebookSession, tip: Tip, content: DispatchContent, *, key: str | None = None
    ) -> None:
        dispatch = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=content)
        await book.dispatches.put(dispatch, now=self._clock.now(), key=key)

    async def _opened(self, book: CasebookSession, tip_id: TipId) -> tuple[Tip, tuple[Entry, ...]]:
        tip = await book.tips.get(tip_id)
        if tip is None:
            raise ReceiptUnknown
        entries = await book.threads.of(tip_id)
        return tip, tuple(entry for entry in entries if entry.author in FOR_REPORTER)

    async def _checked(self, visit: Visit) -> Conversation:
        """Give the conversation, when the pressed button is its living one or this errand has been here before."""
        current = await self._conversing.current(visit)
        if current.errand != visit.errand and visit.version is not None and visit.version != current.version:
            raise StalePress
        return current

    async def _reopened_thread(self, visit: Visit) -> Conversation:
        def change(focus: Focus | None) -> Focus:
            match focus:
                case Following() | Adding():
                    return Following(tip=focus.tip, by_receipt=focus.by_receipt)
                case _:
                    raise StalePress

        return await self._conversing.turn(visit, change)

    def _reopens(self, tip: Tip) -> bool:
        if tip.status is not Status.CLOSED or tip.outcome is None:
            return False
        in_time = self._clock.now() - tip.status_since <= REOPENS_FOR
        return in_time and self._directory.outcomes[tip.outcome].reopens


def _tip_of(focus: Focus | None) -> TipId:
    if isinstance(focus, Following | Adding):
        return focus.tip
    raise StalePress


def _open_question(entries: tuple[Entry, ...]) -> Entry | None:
    """Give the unit's latest question that has not been answered."""
    answered = {entry.answers for entry in entries}
    asked = [entry for entry in entries if entry.author is Author.UNIT and entry.awaits_answer]
    return asked[-1] if asked and asked[-1].id not in answered else None
