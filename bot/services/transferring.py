"""Passing a tip on: to whom it concerns, for a reason; the receiving unit takes it or returns it, for a reason too.

What an officer is about to do is kept as an entry that nobody has sent, so that a button carries no more than its id.
A shielded tip never goes to a commune's police, whatever is pressed or typed.
"""

from dataclasses import replace
from typing import Final

from bot.domain.casework import passed_on
from bot.domain.errors import (
    ChangeNotAllowed,
    NotAllowed,
    StalePress,
    TooLong,
    UnexpectedReply,
    UnitNotFound,
    UnitNotReady,
)
from bot.domain.identifiers import EntryId, TipId
from bot.domain.menus import Menu
from bot.domain.moves import ON_A_CARD, OWN_WORDS, Move, Movement, ReasonCode, Standing, came_from
from bot.domain.people import Wish
from bot.domain.thread import Author, Entry
from bot.domain.tip import CHANGES, Status, Tip, Why, minute
from bot.domain.units import UnitCode
from bot.services.acting import Act, Acting, Scene, derived_id, forget_unsent, tell_reporter
from bot.services.destinations import is_movable, likely, place, return_to, searched
from bot.services.placing import show_there

MOST_LETTERS: Final = 500  #: of a reason in own words
MOST_SEARCHED: Final = 100  #: letters of a unit's name


class Transferring:
    """How a tip comes to another unit."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._directory = acting.directory

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Offer where the tip is likely to go, and the search.

        Raises:
            TakenBy: it is in a colleague's hands.
            ChangeNotAllowed: it is being closed, or has been.
            UnitNotReady: there is nowhere to send it.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await _movable(await turn.on(tip, Wish.TRANSFER))
            moves = await scene.book.moves.of(tip)
            if not await is_movable(scene.book, scene.tip, moves, self._directory):
                raise UnitNotReady
            await scene.show(Menu.TARGETS, data=await likely(scene.book, scene.tip, moves, self._directory))
            return scene.tip

    async def look_for(self, act: Act, *, tip: TipId) -> Tip:
        """Await the name of a unit; refused like `open`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await _movable(await turn.on(tip, Wish.TRANSFER))
            await scene.show(Menu.SEARCH)
            return scene.tip

    async def named(self, scene: Scene, text: str) -> None:
        """Show the units that typed words may mean; nothing is chosen for anybody, and the words are not kept.

        Raises:
            UnitNotFound: there is none; the question stays open.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        await _movable(scene)
        if len(text) > MOST_SEARCHED:
            raise UnitNotFound
        moves = await scene.book.moves.of(scene.tip.id)
        found = await searched(scene.book, scene.tip, moves, text, self._directory)
        if not found:
            raise UnitNotFound
        await scene.show(Menu.FOUND, data=tuple(one.unit.code for one in found))

    async def choose(self, act: Act, *, tip: TipId, unit: UnitCode) -> Entry | None:
        """Ask for the reason of passing the tip to a unit; None for a replay after it was dropped.

        Raises:
            NotAllowed: it may not go there.
            UnitNotReady: the unit has no group, or one with strangers.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(_draft_id(act))
            scene = await turn.on(tip, Wish.TRANSFER)
            return await self._aimed(scene, unit)

    async def give_back(self, act: Act, *, tip: TipId) -> Entry | None:
        """Ask for the reason of returning the tip to the unit that has passed it here; None as for `choose`.

        Raises:
            StalePress: no unit has, or it has been taken.
            UnitNotReady: neither that unit nor the desk can receive it.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(_draft_id(act))
            scene = await turn.on(tip, Wish.TRANSFER)
            moves = await scene.book.moves.of(tip)
            if came_from(scene.tip, moves) is None:
                raise StalePress
            unit = await return_to(scene.book, scene.tip, moves, self._directory)
            if unit is None:
                raise UnitNotReady
            return await self._aimed(scene, unit)

    async def because(self, act: Act, *, draft: EntryId, reason: str) -> Entry | None:
        """Show what will happen when the tip is moved for a ready reason; None as for `choose`.

        Raises:
            StalePress: the move was made, dropped or replaced, or there is no such reason.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(draft)
            scene, move = await self._on_draft(await turn.on_unsent(draft, Wish.TRANSFER))
            if ReasonCode(reason) not in self._directory.transfers.reasons:
                raise StalePress
            chosen = await scene.keep_unsent(replace(move, question=reason, text=""))
            await scene.show(Menu.CONFIRM_TRANSFER, entry=chosen.id, in_place=True)
            return chosen

    async def own_words(self, act: Act, *, draft: EntryId) -> None:
        """Await the reason in own words; refused like `because`."""
        async with self._acting.begin(act) as turn:
            if not turn.is_replay:
                scene, move = await self._on_draft(await turn.on_unsent(draft, Wish.TRANSFER))
                await scene.show(Menu.REASON, entry=move.id)

    async def reasoned(self, scene: Scene, text: str) -> Entry:
        """Take the reason in own words, and show what will happen.

        Raises:
            UnexpectedReply, TooLong: no reason, or too long a one; the question stays open.
            StalePress: no move is being made any more.

        """
        entries = await scene.book.threads.of(scene.tip.id)
        mine = [entry for entry in entries if entry.author is Author.TRANSFER and entry.officer in scene.own]
        if not mine:
            raise StalePress
        reason = text.strip()
        if not reason:
            raise UnexpectedReply
        if len(reason) > MOST_LETTERS:
            raise TooLong
        scene, move = await self._on_draft((scene, mine[-1]))
        chosen = await scene.keep_unsent(replace(move, question=OWN_WORDS, text=reason))
        await scene.show(Menu.CONFIRM_TRANSFER, entry=chosen.id)
        return chosen

    async def pass_on(self, act: Act, *, draft: EntryId) -> Tip | None:
        """Move the tip as it was shown; None for a replay.

        Raises:
            StalePress: the move was made, dropped or replaced, or has no reason.
            NotAllowed, UnitNotReady: it cannot go there any more.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return None
            scene, move = await self._on_draft(await turn.on_unsent(draft, Wish.TRANSFER))
            if move.question is None:
                raise StalePress
            return await _moved(scene, move)

    async def _aimed(self, scene: Scene, unit: UnitCode) -> Entry:
        scene = await self._bound_for(scene, unit)
        draft = Entry(
            id=_draft_id(scene.act),
            tip=scene.tip.id,
            author=Author.TRANSFER,
            text="",
            at=minute(scene.now),
            officer=scene.officer.id,
            unit=unit,
        )
        await scene.keep_unsent(draft)
        await scene.show(Menu.REASONS, entry=draft.id, in_place=True)
        return draft

    async def _on_draft(self, found: tuple[Scene, Entry]) -> tuple[Scene, Entry]:
        scene, draft = found
        if draft.author is not Author.TRANSFER or draft.unit is None:
            raise StalePress
        return await self._bound_for(scene, draft.unit), draft

    async def _bound_for(self, scene: Scene, unit: UnitCode) -> Scene:
        moves = await scene.book.moves.of(scene.tip.id)
        found = await place(scene.book, scene.tip, moves, unit, self._directory)
        if found is None or found.standing in {Standing.FORBIDDEN, Standing.DESK_ONLY}:
            raise NotAllowed
        if found.standing is Standing.UNREADY:
            raise UnitNotReady
        return await _movable(scene)


async def _movable(scene: Scene) -> Scene:
    await scene.require_hold()
    if scene.actor not in CHANGES[scene.tip.status].get(Status.PASSED, frozenset()):
        raise ChangeNotAllowed(scene.tip.status, Status.PASSED)
    return scene


async def _moved(scene: Scene, draft: Entry) -> Tip:
    """Do all that a move means."""
    assert draft.unit is not None
    unit, errand, before = draft.unit, scene.act.errand, scene.tip
    reason = ReasonCode(draft.question or OWN_WORDS)
    is_return = came_from(before, await scene.book.moves.of(before.id)) == unit
    moved = replace(passed_on(before, by=scene.actor, at=scene.now), unit=unit, why=Why.TRANSFERRED)
    note = _note(scene, draft) if reason == OWN_WORDS else None
    await scene.book.tips.save(moved)
    await forget_unsent(scene.book, before.id)
    if note is not None:
        await scene.book.threads.add(note)
    move = Move(
        id=derived_id(errand, "move"),
        tip=before.id,
        origin=before.unit,
        target=unit,
        movement=Movement.RETURNED if is_return else Movement.PASSED,
        at=minute(scene.now),
        reason=reason,
        entry=note.id if note is not None else None,
    )
    await scene.write("tip.returned" if is_return else "tip.passed", {"to": unit, "reason": reason})
    is_long = note is not None and len(note.text) > ON_A_CARD
    await show_there(scene.book, before, moved, now=scene.now, reason=note if is_long else None, move=move)
    if before.status is not Status.PASSED:  # what the reporter reads stays the same however often it is passed
        await tell_reporter(scene.book, moved, id_=derived_id(errand, "notice"))
    await scene.show(Menu.PASSED, data=(unit,), in_place=True)
    return moved


def _note(scene: Scene, draft: Entry) -> Entry:
    return Entry(
        id=EntryId(derived_id(scene.act.errand, "reason")),
        tip=draft.tip,
        author=Author.NOTE,
        text=draft.text,
        at=minute(scene.now),
        officer=scene.officer.id,
        unit=scene.tip.unit,
    )


def _draft_id(act: Act) -> EntryId:
    return EntryId(derived_id(act.errand, "transfer"))
