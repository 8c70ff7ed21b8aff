"""Closing a tip: an outcome is chosen, what its word leaves open is filled in, and whoever must agree is asked.

Who proposed an outcome is whoever has the tip in hand; nobody agrees to their own proposal.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.casework import agreed, awaited, unproposed
from bot.domain.dispatches import Dispatch, MenuDispatch, PostKind, Priority, ToUnit
from bot.domain.errors import NobodyToAgree, NotAllowed, StalePress, TooLong, UnexpectedReply
from bot.domain.identifiers import EntryId, MessageId, OfficerId, TipId, fresh_id
from bot.domain.menus import Menu
from bot.domain.outcomes import WITHDRAWN, Confirmer, Outcome, OutcomeCode
from bot.domain.people import Officer, Role, Wish
from bot.domain.questions import check_contact
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Tip, minute
from bot.domain.units import DESK
from bot.ports.casebook import CasebookSession
from bot.services.acting import Act, Acting, Scene, Turn, derived_id, forget_unsent
from bot.services.joining import offer_closing
from bot.services.placing import kept_from

MOST_LETTERS: Final = 200  #: of what fills one blank
_WISH: Final = {Confirmer.HEAD: Wish.CONFIRM, Confirmer.PROVINCE: Wish.CONFIRM_FOR_PROVINCE}


class Closing:
    """How a tip ends."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._outcomes = acting.directory.outcomes

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Offer the outcomes.

        Raises:
            TakenBy: the tip is in a colleague's hands.
            ChangeNotAllowed: it is being closed, or has been.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.CLOSE)
            await scene.in_hand(until=Status.CLOSING)
            await scene.show(Menu.OUTCOMES)
            return scene.tip

    async def choose(self, act: Act, *, tip: TipId, outcome: OutcomeCode) -> Entry | None:
        """Show what an outcome means, or ask for what its word leaves open; None for a replay after it was dropped.

        Raises:
            UnexpectedReply: there is no such outcome for officers.
            NobodyToAgree: the desk, which must agree, has no group where it could.

        """
        chosen = self._outcomes.get(outcome)
        if chosen is None or chosen.code == WITHDRAWN:
            raise UnexpectedReply
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(EntryId(derived_id(act.errand, "proposal")))
            scene = await turn.on(tip, Wish.CLOSE)
            await scene.in_hand(until=Status.CLOSING)
            if not await can_be_agreed(scene.book, scene.tip, chosen, proposer=scene.officer.id):
                raise NobodyToAgree
            proposal = Entry(
                id=EntryId(derived_id(act.errand, "proposal")),
                tip=scene.tip.id,
                author=Author.PROPOSAL,
                text="",
                at=minute(scene.now),
                officer=scene.officer.id,
                question=chosen.code,
            )
            await scene.keep_unsent(proposal)
            if chosen.blanks:
                await scene.show(Menu.BLANKS, entry=proposal.id, data=chosen.blanks)
            else:
                await scene.show(Menu.CONFIRM_OUTCOME, entry=proposal.id, in_place=True)
            return proposal

    async def filled(self, scene: Scene, text: str) -> Entry:
        """Fill what the chosen outcome's word leaves open, a line each, and show what it says then.

        Raises:
            StalePress: no such outcome is being chosen any more.
            UnexpectedReply, TooLong: there are not as many lines as blanks, or too long ones.
            UnsafeQuestion: "link" or "phone".

        """
        entries = await scene.book.threads.of(scene.tip.id)
        mine = [entry for entry in entries if entry.author is Author.PROPOSAL and entry.officer in scene.own]
        if not mine or not self._of(mine[-1]).blanks:
            raise StalePress
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        if len(lines) != len(self._of(mine[-1]).blanks):
            raise UnexpectedReply
        if any(len(line) > MOST_LETTERS for line in lines):
            raise TooLong
        check_contact("\n".join(lines))
        proposal = await scene.keep_unsent(replace(mine[-1], text="\n".join(lines)))
        await scene.show(Menu.CONFIRM_OUTCOME, entry=proposal.id)
        return proposal

    async def confirm(self, act: Act, *, proposal: EntryId) -> Tip | None:
        """Close the tip with what was shown, or ask those who must agree; None for a replay.

        Raises:
            StalePress: it was confirmed, dropped or replaced, or its blanks are not filled.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.
            NobodyToAgree: the desk, which must agree, has no group where it could.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return None
            scene, entry = await turn.on_unsent(proposal, Wish.CLOSE)
            blanks = tuple(entry.text.splitlines())
            if entry.author is not Author.PROPOSAL or len(blanks) != len(self._of(entry).blanks):
                raise StalePress
            outcome = self._of(entry)
            tip = await scene.in_hand(until=Status.CLOSING)
            await forget_unsent(scene.book, scene.tip.id, of=scene.own)
            if not await can_be_agreed(scene.book, tip, outcome, proposer=scene.officer.id):
                raise NobodyToAgree
            held = tip.held_by(scene.officer.id, at=scene.now)
            mine = replace(held, outcome=outcome.code, outcome_blanks=blanks, confirmations=0)
            if not outcome.confirmed_by:
                closed = await _closed(scene, mine, outcome)
                await offer_closing(scene, outcome.code)
                return closed
            proposed = mine.moved_to(Status.CLOSING, by=scene.actor, at=scene.now)
            await scene.change(proposed, "tip.proposed", tells=False, data={"outcome": outcome.code})
            await self._ask_for_agreement(scene, proposed, outcome)
            await offer_closing(scene, outcome.code)
            return proposed

    async def agree(self, act: Act, *, tip: TipId, version: int) -> Tip:
        """Agree to the outcome that was proposed; `version` is the tip's when it was.

        Raises:
            StalePress: another outcome stands there now, or none.
            NotAllowed: somebody else must agree; also to whoever proposed it.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            outcome, awaits, _ = await self._pending(turn, tip, version)
            scene = await turn.on(tip, _WISH[awaits])
            if scene.holds:
                raise NotAllowed
            agreed_to = replace(scene.tip, confirmations=agreed(scene.tip, outcome, by=awaits))
            if agreed_to.confirmations >= len(outcome.confirmed_by):
                return await _closed(scene, agreed_to, outcome)
            further = agreed_to.touched()
            await scene.change(further, "tip.agreed", tells=False, data={"outcome": outcome.code})
            await self._ask_for_agreement(scene, further, outcome)
            return further

    async def send_back(self, act: Act, *, tip: TipId, version: int) -> Tip:
        """Refuse the outcome that was proposed, or take one's own proposal back; refused like `agree`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            _, awaits, proposer = await self._pending(turn, tip, version)
            is_own = proposer is not None and proposer.user == act.user
            scene = await turn.on(tip, Wish.CLOSE if is_own else _WISH[awaits])
            back = unproposed(scene.tip, by=scene.actor, at=scene.now)
            await scene.change(back, "tip.sent_back", tells=False, data={"outcome": str(scene.tip.outcome)})
            await scene.show(Menu.SENT_BACK, officer=scene.tip.taken_by, in_place=True)
            if awaits is Confirmer.PROVINCE and not is_own and scene.tip.unit != DESK:
                word = MenuDispatch(tip=scene.tip.id, menu=Menu.SENT_BACK.value, officer=scene.tip.taken_by)
                await scene.book.dispatches.put(
                    Dispatch(id=fresh_id(), to=ToUnit(unit=scene.tip.unit), content=word), now=scene.now
                )
            return back

    async def _pending(self, turn: Turn, tip_id: TipId, version: int) -> tuple[Outcome, Confirmer, Officer | None]:
        tip = await turn.tip(tip_id)
        outcome = self._outcomes.get(tip.outcome) if tip.outcome is not None else None
        awaits = await who_agrees(turn.book, tip, outcome)
        if outcome is None or awaits is None or tip.version != version:
            raise StalePress
        return outcome, awaits, await turn.book.officers.get(tip.taken_by) if tip.taken_by is not None else None

    async def _ask_for_agreement(self, scene: Scene, tip: Tip, outcome: Outcome) -> None:
        awaits = await who_agrees(scene.book, tip, outcome)
        assert awaits is not None
        unit = tip.unit if awaits is Confirmer.HEAD else DESK
        group = await scene.book.groups.of(unit)
        cards = await scene.book.posts.of(tip.id, PostKind.CARD)
        under = [card.message for card in cards if group is not None and card.chat == group.chat]
        ask = _question(tip, awaits, under=under[-1] if under else None)
        await scene.book.dispatches.put(ask, now=scene.now)
        await scene.show(Menu.PROPOSED, data=(awaits.value,), in_place=True)

    def _of(self, proposal: Entry) -> Outcome:
        return self._outcomes[OutcomeCode(proposal.question or "")]


async def who_agrees(book: CasebookSession, tip: Tip, outcome: Outcome | None) -> Confirmer | None:
    """Give who must agree next to the outcome that a tip waits with."""
    if tip.status is not Status.CLOSING or tip.taken_by is None:
        return None
    proposer = await book.officers.get(tip.taken_by)
    heads = [officer for officer in await book.officers.of_unit(tip.unit) if officer.role is Role.HEAD]
    others = [head for head in heads if proposer is None or head.user != proposer.user]
    return awaited(tip, outcome, has_other_head=bool(others))


async def ask_desk_again(book: CasebookSession, outcomes: Mapping[OutcomeCode, Outcome], *, now: datetime) -> None:
    """Ask the desk in its new group about the outcomes of other units that wait for its word."""
    waiting = {dispatch.content for dispatch in await book.dispatches.of_unit(DESK)}
    for tip in await book.tips.closing():
        outcome = outcomes.get(tip.outcome) if tip.outcome is not None else None
        if tip.unit == DESK or await who_agrees(book, tip, outcome) is not Confirmer.PROVINCE:
            continue
        ask = _question(tip, Confirmer.PROVINCE)
        if ask.content not in waiting:
            await book.dispatches.put(ask, now=now)


async def can_be_agreed(book: CasebookSession, tip: Tip, outcome: Outcome, *, proposer: OfficerId | None) -> bool:
    """Tell whether everybody who must agree to an outcome could be asked, if this officer proposed it."""
    proposed = replace(tip, status=Status.CLOSING, taken_by=proposer)
    steps = [replace(proposed, confirmations=number) for number in range(len(outcome.confirmed_by))]
    needed = {await who_agrees(book, step, outcome) for step in steps}
    return Confirmer.PROVINCE not in needed or await kept_from(book, DESK) is None


def _question(tip: Tip, awaits: Confirmer, *, under: MessageId | None = None) -> Dispatch:
    """Give the question whether an outcome is agreed to, on its way to those who must."""
    data = (str(tip.version), awaits.value)
    return Dispatch(
        id=fresh_id(),
        to=ToUnit(unit=tip.unit if awaits is Confirmer.HEAD else DESK),
        content=MenuDispatch(tip=tip.id, menu=Menu.AGREE.value, officer=tip.taken_by, data=data),
        priority=Priority.TIP,
        replies_to=under,
    )


async def _closed(scene: Scene, tip: Tip, outcome: Outcome) -> Tip:
    """Close the tip; the reporter hears of it where the outcome has a word for them."""
    closed = tip.moved_to(Status.CLOSED, by=scene.actor, at=scene.now)
    await forget_unsent(scene.book, tip.id)
    await scene.change(closed, "tip.closed", tells=outcome.word is not None, data={"outcome": outcome.code})
    await scene.show(Menu.CLOSED, in_place=True)
    return closed
