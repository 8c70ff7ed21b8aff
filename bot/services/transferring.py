"""Passing a tip on: a unit to the province's desk with a reason, the desk to whom it concerns.

A shielded tip never goes to the police of its commune, and nothing about it is written there.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain import receipts
from bot.domain.casework import Menu, passed_on
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, DispatchContent, EntryDispatch, ToUnit
from bot.domain.errors import ChangeNotAllowed, NotAllowed, UnexpectedReply, UnitNotReady
from bot.domain.identifiers import EntryId, TipId, fresh_id
from bot.domain.people import Wish
from bot.domain.routing import may_transfer_to
from bot.domain.thread import FOR_REPORTER, Author, Entry
from bot.domain.tip import CHANGES, Actor, Status, Tip, Why, minute
from bot.domain.tip_form import TooLong
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act, Acting, Scene, derived_id, forget_unsent, tell_reporter

MOST_LETTERS: Final = 500  #: of a reason
_ENDED: Final = frozenset({Status.CLOSED, Status.WITHDRAWN})


class Transferring:
    """How a tip comes to another unit."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._directory = acting.directory

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Offer where the tip may go; a unit's goes to the desk, once its reason is typed.

        Raises:
            TakenBy: it is in a colleague's hands.
            ChangeNotAllowed: it is being closed, or has been.
            UnitNotReady: there is nowhere to send it.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await _movable(await turn.on(tip, Wish.TRANSFER))
            units = await targets(scene.book, scene.tip, self._directory)
            if not units:
                raise UnitNotReady
            if scene.tip.unit == DESK:
                await scene.show(Menu.TARGETS, data=units)
            else:
                await scene.show(Menu.REASON)
            return scene.tip

    async def choose(self, act: Act, *, tip: TipId, unit: UnitCode) -> Tip:
        """Show where the desk is about to send the tip; refused like `pass_on`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await self._bound_for(await turn.on(tip, Wish.TRANSFER), unit)
            await scene.show(Menu.CONFIRM_TRANSFER, data=(unit,), in_place=True)
            return scene.tip

    async def pass_on(self, act: Act, *, tip: TipId, unit: UnitCode) -> Tip:
        """Send the tip from the desk to a unit.

        Raises:
            NotAllowed: it may not go there, or this is not the desk.
            UnitNotReady: the unit has no group, or one with strangers.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await self._bound_for(await turn.on(tip, Wish.TRANSFER), unit)
            return await _passed(scene, unit)

    async def reasoned(self, scene: Scene, text: str) -> Tip:
        """Pass the tip to the desk for this reason, which stays a note among officers.

        Raises:
            UnexpectedReply, TooLong: no reason, or too long a one.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        reason = text.strip()
        if not reason or scene.tip.unit == DESK:
            raise UnexpectedReply
        if len(reason) > MOST_LETTERS:
            raise TooLong
        await _movable(scene)
        note = Entry(
            id=EntryId(derived_id(scene.act.errand, "reason")),
            tip=scene.tip.id,
            author=Author.NOTE,
            text=reason,
            at=minute(scene.now),
            officer=scene.officer.id,
        )
        await scene.book.threads.add(note)
        return await _passed(scene, DESK, reason=note)

    async def _bound_for(self, scene: Scene, unit: UnitCode) -> Scene:
        if scene.tip.unit != DESK or unit not in concerned(scene.tip, self._directory):
            raise NotAllowed
        group = await scene.book.groups.of(unit)
        if group is None or not group.is_settled:
            raise UnitNotReady
        return await _movable(scene)


class Rescuing:
    """Brings to the desk what can never be delivered where it was meant to go."""

    def __init__(self, casebook: Casebook, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._clock = clock
        self._wake = wake

    async def undeliverable(self, dispatch: Dispatch) -> bool:
        """Give a dispatch's tip to the desk, once, and forget the dispatch.

        Tells False where it must wait instead, since it is the desk's own. What carries no tip is forgotten.
        """
        unit = dispatch.to.unit if isinstance(dispatch.to, ToUnit) else None
        if unit == DESK:
            return False
        now = self._clock.now()
        async with self._casebook.begin() as book:
            if isinstance(dispatch.content, CardDispatch | EntryDispatch):
                tip = await book.tips.get(dispatch.content.tip)
                if tip is not None and tip.unit == unit and tip.status not in _ENDED:
                    await bring_to_desk(book, tip, now=now)
            await book.dispatches.sent(dispatch.id)
        self._wake()
        return True


async def bring_to_desk(book: CasebookSession, tip: Tip, *, now: datetime) -> Tip:
    """Pass a tip to the desk because its unit's group cannot be reached."""
    moved = replace(passed_on(tip, by=Actor.SYSTEM, at=now), unit=DESK, why=Why.UNDELIVERABLE)
    await book.tips.save(moved)
    await forget_unsent(book, tip.id)
    await book.audit.write(
        "tip.passed",
        at=now,
        actor="system",
        unit=tip.unit,
        data={"tip": tip.reference, "to": DESK, "why": moved.why.value},
    )
    await _show_there(book, tip, moved, now=now)
    # The version grows with each change, so that another rescue of the same tip is another word.
    id_ = receipts.derived(f"{tip.id}.{moved.version}".encode(), "rescue")[:8].hex()
    await tell_reporter(book, moved, id_=id_)
    return moved


def concerned(tip: Tip, directory: Directory) -> tuple[UnitCode, ...]:
    """Give the units to which the desk may pass a tip: its commune's, and the specialists of its kind."""
    own = directory.communes[tip.commune].unit
    group = directory.kinds.get(tip.group) if tip.group is not None else None
    specialists = group.specialists if group is not None else ()
    return tuple(unit for unit in (own, *specialists) if may_transfer_to(unit, commune_unit=own, shielded=tip.shielded))


async def targets(book: CasebookSession, tip: Tip, directory: Directory) -> tuple[UnitCode, ...]:
    """Give where a tip may go from its unit, as far as it can be received there."""
    if tip.unit != DESK:
        return (DESK,)
    groups = [await book.groups.of(unit) for unit in concerned(tip, directory)]
    return tuple(group.unit for group in groups if group is not None and group.is_settled)


async def _movable(scene: Scene) -> Scene:
    await scene.require_hold()
    if scene.actor not in CHANGES[scene.tip.status].get(Status.PASSED, frozenset()):
        raise ChangeNotAllowed(scene.tip.status, Status.PASSED)
    return scene


async def _passed(scene: Scene, unit: UnitCode, *, reason: Entry | None = None) -> Tip:
    moved = replace(passed_on(scene.tip, by=scene.actor, at=scene.now), unit=unit, why=Why.TRANSFERRED)
    await scene.book.tips.save(moved)
    await forget_unsent(scene.book, scene.tip.id)
    await scene.write("tip.passed", {"to": unit})
    await _show_there(scene.book, scene.tip, moved, now=scene.now, reason=reason)
    await tell_reporter(scene.book, moved, id_=derived_id(scene.act.errand, "notice"))
    await scene.show(Menu.PASSED, data=(unit,), in_place=True)
    return moved


async def _show_there(book: CasebookSession, old: Tip, new: Tip, *, now: datetime, reason: Entry | None = None) -> None:
    """Blank the cards at the old unit; post the card, and what was said since, at the new one."""
    stub = Dispatch(id=fresh_id(), to=ToUnit(unit=old.unit), content=CardRefresh(tip=old.id))
    await book.dispatches.put(stub, now=now, key=f"refresh:{old.id}:{old.unit}")
    entries = [entry for entry in await book.threads.of(old.id) if entry.author in FOR_REPORTER]
    told = [*entries, reason] if reason is not None else entries
    contents: list[DispatchContent] = [CardDispatch(tip=old.id)]
    contents += [EntryDispatch(tip=old.id, entry=entry.id) for entry in told]
    for content in contents:
        await book.dispatches.put(Dispatch(id=fresh_id(), to=ToUnit(unit=new.unit), content=content), now=now)
