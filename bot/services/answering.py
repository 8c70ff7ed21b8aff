"""Answering: what a reporter adds to a tip that was sent, answers, reopens, or takes back; each once for its errand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain import receipts
from bot.domain.conversation import Adding, Conversation, Focus, Following
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, DispatchContent, EntryDispatch, ToUnit
from bot.domain.errors import NotReady, StalePress, UnexpectedReply
from bot.domain.identifiers import EntryId, TipId, fresh_id
from bot.domain.outcomes import OutcomeCode
from bot.domain.thread import Author, Entry, open_question
from bot.domain.tip import Actor, Status, Tip, may_reopen, minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.following import opened, tip_of
from bot.services.placing import routed_anew
from bot.services.presence import Presence

WITHDRAWN = OutcomeCode("nguoi_bao_rut")


class Answer:
    """What a resident says about a tip that was sent."""

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
        if not current.focus.words and not current.focus.picked:
            raise NotReady
        typed = [words.text for words in current.focus.words]
        await self._say(visit, current.focus.tip, "\n".join([*await self._labels(current.focus), *typed]))
        return await self._reopened_thread(visit)

    async def pick(self, visit: Visit, code: str) -> Conversation:
        """Pick one of several answers, or leave it again; they are sent together by `send`."""
        current = await self._checked(visit)
        async with self._casebook.begin() as book:
            _, entries = await opened(book, tip_of(current.focus))
        asked = open_question(entries)
        ready = self._directory.questions.get(asked.question or "") if asked is not None else None

        def change(focus: Focus | None) -> Focus:
            if ready is None or not isinstance(focus, Following | Adding):
                raise StalePress
            adding = focus if isinstance(focus, Adding) else Adding(tip=focus.tip, by_receipt=focus.by_receipt)
            return replace(adding, picked=ready.picked(adding.picked, code))

        return await self._conversing.turn(visit, change)

    async def _labels(self, focus: Adding) -> list[str]:
        """Give what was picked as a line of its own; nothing where the question is not open any more."""
        async with self._casebook.begin() as book:
            _, entries = await opened(book, focus.tip)
        asked = open_question(entries)
        labels = [label for code, label in asked.taps if code in focus.picked] if asked is not None else []
        return [" · ".join(labels)] if labels else []

    async def tap(self, visit: Visit, code: str) -> Conversation:
        """Answer the open question with one press."""
        current = await self._checked(visit)
        async with self._casebook.begin() as book:
            _, entries = await opened(book, tip_of(current.focus))
        question = open_question(entries)
        label = dict(question.taps).get(code) if question is not None else None
        if label is not None:
            await self._say(visit, tip_of(current.focus), label)
        return await self._reopened_thread(visit)

    async def still_happening(self, visit: Visit, text: str) -> Conversation:
        """Reopen a closed tip where its outcome allows it; `text` is the entry that says so."""
        current = await self._checked(visit)
        await self._say(visit, tip_of(current.focus), text)
        return await self._reopened_thread(visit)

    async def withdraw(self, visit: Visit) -> Conversation:
        """Take a tip back: its cards are blanked, and its reply address is destroyed.

        The address goes first: once the casebook has forgotten the handle, no replay could find it any more.
        """
        current = await self._checked(visit)
        now = self._clock.now()
        async with self._casebook.begin() as book:
            before, _ = await opened(book, tip_of(current.focus))
        if before.handle is not None:
            before.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=now)  # refused: nothing is burnt
            async with self._vault.begin() as session:
                await session.handles.burn(before.handle)
        async with self._casebook.begin() as book:
            tip, _ = await opened(book, before.id)
            if await book.applied.first_time(visit.errand, now=now):
                withdrawn = tip.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=now)
                await book.tips.save(replace(withdrawn, outcome=WITHDRAWN, handle=None))
                await self._dispatch(book, tip, CardRefresh(tip=tip.id), key=f"refresh:{tip.id}")
                await book.audit.write(
                    "tip.withdrawn", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference}
                )
        self._wake()
        return await self._reopened_thread(visit)

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
            tip, entries = await opened(book, tip_id)
            if tip.status is Status.WITHDRAWN:
                raise StalePress  # nobody would ever read it
            if not await book.applied.first_time(visit.errand, now=now):
                return
            question = open_question(entries)
            entry = Entry(
                id=EntryId(receipts.derived(visit.errand.encode(), "entry")[:8].hex()),
                tip=tip.id,
                author=Author.REPORTER,
                text=text,
                at=minute(now),
                answers=question.id if question is not None else None,
            )
            await book.threads.add(entry)
            await self._show(book, tip, await self._moved_on(book, tip, now), entry)
            await book.audit.write("tip.added_to", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference})
        self._wake()

    async def _moved_on(self, book: CasebookSession, tip: Tip, now: datetime) -> Tip:
        """Give the tip as it stands after its reporter has said something."""
        if tip.status is Status.ASKED:
            moved = tip.moved_to(Status.CHECKING, by=Actor.REPORTER, at=now)
        elif tip.status is Status.CLOSED and self._reopens(tip):
            opened = tip.moved_to(Status.NEW, by=Actor.REPORTER, at=now)
            moved = replace(opened, outcome=None, outcome_blanks=(), confirmations=0)
        else:
            return tip
        await book.tips.save(moved)
        return moved

    async def _show(self, book: CasebookSession, before: Tip, tip: Tip, entry: Entry) -> None:
        """Put what was said on its way to where it is seen: the tip's unit, or else the desk with all the rest."""
        if (await routed_anew(book, tip, now=self._clock.now())).unit != before.unit:
            return
        await self._dispatch(book, tip, EntryDispatch(tip=tip.id, entry=entry.id))
        if tip.status is not before.status:
            await self._dispatch(book, tip, CardRefresh(tip=tip.id), key=f"refresh:{tip.id}")
        if tip.status is Status.NEW and before.status is Status.CLOSED:
            await self._dispatch(book, tip, CardDispatch(tip=tip.id))

    async def _dispatch(
        self, book: CasebookSession, tip: Tip, content: DispatchContent, *, key: str | None = None
    ) -> None:
        dispatch = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=content)
        await book.dispatches.put(dispatch, now=self._clock.now(), key=key)

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
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        return may_reopen(tip, outcome, at=self._clock.now())
