"""Answering: what a reporter adds to a tip that was sent, answers, reopens, or takes back; each once for its errand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import listening, receipts
from bot.domain.conversation import Adding, Conversation, Focus, Following
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, DispatchContent, ToUnit
from bot.domain.errors import NotReady, StalePress, UnexpectedReply
from bot.domain.evidence import Photo
from bot.domain.identifiers import EntryId, TipId, fresh_id
from bot.domain.kinds import TapMark
from bot.domain.outcomes import WITHDRAWN
from bot.domain.point import Point
from bot.domain.thread import STILL_HAPPENING, Author, Entry, open_question
from bot.domain.tip import Actor, Status, Tip, may_reopen, minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.delivery import burn
from bot.services.following import opened, tip_of
from bot.services.placing import contents_of_entry, routed_anew
from bot.services.presence import Presence
from bot.services.routing import ruled_anew


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
        if not current.focus.is_told:
            raise NotReady
        focus = current.focus
        await self._say(
            visit,
            focus.tip,
            "\n".join(words.text for words in focus.words),
            photos=tuple(taken.photo for taken in focus.photos),
            pressed=focus.picked,
            pin=focus.pin,
            in_danger=focus.is_urgent,
        )
        return await self._reopened_thread(visit, in_danger=focus.is_urgent)

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

    async def tap(self, visit: Visit, code: str) -> Conversation:
        """Answer the open question with one press."""
        current = await self._checked(visit)
        async with self._casebook.begin() as book:
            _, entries = await opened(book, tip_of(current.focus))
        in_danger = self._means_danger(_asked(entries, by=_entry_of(visit)), code)
        await self._say(visit, tip_of(current.focus), pressed=(code,), in_danger=in_danger)
        return await self._reopened_thread(visit, in_danger=in_danger)

    async def still_happening(self, visit: Visit) -> Conversation:
        """Reopen a closed tip where its outcome allows it."""
        current = await self._checked(visit)
        await self._say(visit, tip_of(current.focus), pressed=(STILL_HAPPENING,))
        return await self._reopened_thread(visit)

    async def withdraw(self, visit: Visit) -> Conversation:
        """Take a tip back: its cards are blanked, its reply address is destroyed, and its thread closes.

        The address goes first: once the casebook has forgotten the handle, no replay could find it any more.
        """
        current = await self._checked(visit)
        if current.errand == visit.errand:
            return current
        now = self._clock.now()
        async with self._casebook.begin() as book:
            before, _ = await opened(book, tip_of(current.focus))
        if before.handle is not None:
            before.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=now)  # refused: nothing is burnt
            async with self._vault.begin() as session:
                await burn(session, before.handle)
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
        return await self._conversing.turn(visit, lambda _: None)

    async def back(self, visit: Visit) -> Conversation:
        """Leave an addition unsent: the thread lies open again; where something is written, ask whether to drop it."""

        def change(focus: Focus | None) -> Focus | None:
            match focus:
                case Adding() if focus.is_told:
                    return replace(focus, dropping=True)
                case Adding():
                    return listening.dropped(focus)
                case _:
                    return focus

        return await self._conversing.turn(visit, change)

    async def _say(
        self,
        visit: Visit,
        tip_id: TipId,
        text: str = "",
        *,
        photos: Sequence[Photo] = (),
        pressed: tuple[str, ...] = (),
        pin: Point | None = None,
        in_danger: bool = False,
    ) -> None:
        """Enter the reporter's words and photos once, with the change of status that they mean; danger raises the tip.

        A press that answers no open question says nothing.
        """
        now = self._clock.now()
        self._presence.acted(tip_id, now)
        async with self._casebook.begin() as book:
            tip, entries = await opened(book, tip_id)
            if tip.status is Status.WITHDRAWN:
                raise StalePress  # nobody would ever read it
            question = open_question(entries)
            taps = tuple(code for code in pressed if question is not None and code in question.taps)
            still = tuple(code for code in pressed if code == STILL_HAPPENING)
            if not (taps or still or text or photos or pin):
                return
            if not await book.applied.first_time(visit.errand, now=now):
                return
            entry = Entry(
                id=_entry_of(visit),
                tip=tip.id,
                author=Author.REPORTER,
                text=text,
                at=minute(now),
                question=question.question if taps and question is not None else None,
                pressed=(*taps, *still),
                pin=pin,
                answers=question.id if question is not None else None,
            )
            await book.threads.add(entry)
            await book.evidence.add(tip.id, photos, entry=entry.id)
            after = await self._moved_on(book, tip, now, in_danger=in_danger)
            await self._show(book, tip, after, entry)
            await book.audit.write("tip.added_to", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference})
        self._wake()

    async def _moved_on(self, book: CasebookSession, tip: Tip, now: datetime, *, in_danger: bool) -> Tip:
        """Give the tip as it stands after its reporter has said something."""
        after = tip.raised() if in_danger else tip
        if tip.status is Status.ASKED:
            after = after.moved_to(Status.CHECKING, by=Actor.REPORTER, at=now)
        elif tip.status is Status.CLOSED and self._reopens(tip):
            opened = after.moved_to(Status.NEW, by=Actor.REPORTER, at=now)
            after = replace(opened, outcome=None, outcome_blanks=(), confirmations=0)
        if after.urgency is not tip.urgency:
            after = await ruled_anew(book, self._directory, after, now=now)
        if after != tip:
            await book.tips.save(after)
        if after.urgency is not tip.urgency:
            await book.audit.write("tip.raised", at=now, actor="reporter", unit=tip.unit, data={"tip": tip.reference})
        return after

    async def _show(self, book: CasebookSession, before: Tip, tip: Tip, entry: Entry) -> None:
        """Put what was said on its way to where it is seen: the tip's unit, or else the desk with all the rest."""
        if (await routed_anew(book, tip, self._directory.units, now=self._clock.now())).unit != before.unit:
            return
        for content in await contents_of_entry(book, entry):
            await self._dispatch(book, tip, content)
        if tip != before:
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

    def _means_danger(self, question: Entry | None, code: str) -> bool:
        """Tell whether an answer by one press says that somebody may be hurt now."""
        ready = self._directory.questions.get(question.question or "") if question is not None else None
        taps = ready.taps if ready is not None else ()
        return any(tap.code == code and TapMark.DANGER in tap.marks for tap in taps)

    async def _reopened_thread(self, visit: Visit, *, in_danger: bool = False) -> Conversation:
        def change(focus: Focus | None) -> Focus:
            match focus:
                case Following() | Adding():
                    return Following(tip=focus.tip, by_receipt=focus.by_receipt, in_danger=in_danger)
                case _:
                    raise StalePress

        return await self._conversing.turn(visit, change, lets_go=True)

    def _reopens(self, tip: Tip) -> bool:
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        return may_reopen(tip, outcome, at=self._clock.now())


def _entry_of(visit: Visit) -> EntryId:
    """Give the id of what the reporter says by this errand, the same at each replay."""
    return EntryId(receipts.derived(visit.errand.encode(), "entry")[:8].hex())


def _asked(entries: tuple[Entry, ...], *, by: EntryId) -> Entry | None:
    """Give the open question, or the one that this very answer has closed already."""
    answered = next((entry.answers for entry in entries if entry.id == by), None)
    if answered is None:
        return open_question(entries)
    return next((entry for entry in entries if entry.id == answered), None)
