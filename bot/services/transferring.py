"""Passing a tip on: a unit to the province's desk with a reason, the desk to whom it concerns.

A shielded tip never goes to the police of its commune, and nothing about it is written there.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.casework import Menu, passed_on
from bot.domain.dispatches import AlbumDispatch, CardDispatch, Dispatch, EntryDispatch, InformedDispatch, ToUnit
from bot.domain.errors import ChangeNotAllowed, NotAllowed, TooLong, UnexpectedReply, UnitNotReady
from bot.domain.identifiers import EntryId, TipId
from bot.domain.people import Wish
from bot.domain.routing import may_transfer_to
from bot.domain.thread import Author, Entry
from bot.domain.tip import CHANGES, ENDED, Status, Tip, Why, minute
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act, Acting, Scene, derived_id, forget_unsent, tell_reporter
from bot.services.placing import bring_to_stand_in, kept_from, show_there

MOST_LETTERS: Final = 500  #: of a reason


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
            UnitNotReady: the desk has no group, or one with strangers.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        reason = text.strip()
        if not reason or scene.tip.unit == DESK:
            raise UnexpectedReply
        if len(reason) > MOST_LETTERS:
            raise TooLong
        await _movable(scene)
        if await kept_from(scene.book, DESK) is not None:
            raise UnitNotReady
        note = Entry(
            id=EntryId(derived_id(scene.act.errand, "reason")),
            tip=scene.tip.id,
            author=Author.NOTE,
            text=reason,
            at=minute(scene.now),
            officer=scene.officer.id,
            unit=scene.tip.unit,
        )
        await scene.book.threads.add(note)
        return await _passed(scene, DESK, reason=note)

    async def _bound_for(self, scene: Scene, unit: UnitCode) -> Scene:
        if scene.tip.unit != DESK or unit not in concerned(scene.tip, self._directory):
            raise NotAllowed
        if await kept_from(scene.book, unit) is not None:
            raise UnitNotReady
        return await _movable(scene)


class Rescuing:
    """Brings to whoever stands in what can never be delivered where it was meant to go."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def undeliverable(self, dispatch: Dispatch) -> bool:
        """Give a dispatch's tip to whoever stands in, once, and forget the dispatch.

        Tells False where it must wait instead, since it is the desk's own. What carries no tip is forgotten.
        """
        unit = dispatch.to.unit if isinstance(dispatch.to, ToUnit) else None
        if unit == DESK:
            return False
        now = self._clock.now()
        async with self._casebook.begin() as book:
            if isinstance(dispatch.content, CardDispatch | AlbumDispatch | EntryDispatch):
                tip = await book.tips.get(dispatch.content.tip)
                if tip is not None and tip.unit == unit and tip.status not in ENDED:
                    await bring_to_stand_in(book, tip, self._directory.units, now=now)
            elif isinstance(dispatch.content, InformedDispatch) and unit is not None:
                await book.copies.end(dispatch.content.tip, [unit])
            await book.dispatches.sent(dispatch.id)
        self._wake()
        return True


def concerned(tip: Tip, directory: Directory) -> tuple[UnitCode, ...]:
    """Give the units to which the desk may pass a tip: its commune's, and the specialists of its kind."""
    own = directory.communes[tip.commune].unit
    group = directory.kinds.get(tip.group) if tip.group is not None else None
    specialists = group.specialists if group is not None else ()
    return tuple(unit for unit in (own, *specialists) if may_transfer_to(unit, commune_unit=own, shielded=tip.shielded))


async def targets(book: CasebookSession, tip: Tip, directory: Directory) -> tuple[UnitCode, ...]:
    """Give where a tip may go from its unit, as far as it can be received there."""
    units = (DESK,) if tip.unit != DESK else concerned(tip, directory)
    return tuple([unit for unit in units if await kept_from(book, unit) is None])


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
    await show_there(scene.book, scene.tip, moved, now=scene.now, reason=reason)
    await tell_reporter(scene.book, moved, id_=derived_id(scene.act.errand, "notice"))
    await scene.show(Menu.PASSED, data=(unit,), in_place=True)
    return moved
