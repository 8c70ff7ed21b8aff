"""Where tips stand: shown at the unit that has them, blanked where they were, brought from lost groups to stand-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain import receipts
from bot.domain.casework import passed_on
from bot.domain.dispatches import (
    AlbumDispatch,
    CardDispatch,
    CardRefresh,
    Dispatch,
    DispatchContent,
    EntryDispatch,
    PostKind,
    ToUnit,
)
from bot.domain.identifiers import OfficerId, fresh_id
from bot.domain.moves import Move, Movement
from bot.domain.routing import is_communes, line_from
from bot.domain.thread import FOR_REPORTER, Entry
from bot.domain.tip import ENDED, IN_HAND, Actor, Tip, Why, minute
from bot.domain.units import DESK, Unit, UnitCode
from bot.ports.casebook import CasebookSession
from bot.services.acting import forget_unsent, refresh_cards, tell_reporter
from bot.services.informing import end_copies, show_copies

Units = Mapping[UnitCode, Unit]  #: as the directory has them

_ABOUT_A_TIP: Final = (CardDispatch, AlbumDispatch, EntryDispatch)


async def kept_from(book: CasebookSession, unit: UnitCode) -> Why | None:
    """Give why a unit can be shown nothing now; None where it can."""
    group = await book.groups.of(unit)
    if group is None:
        return Why.NO_GROUP
    return None if group.is_settled else Why.STRANGERS


async def bring_to_stand_in(
    book: CasebookSession, tip: Tip, units: Units, *, now: datetime, why: Why = Why.UNDELIVERABLE
) -> Tip:
    """Pass a tip to whoever stands in, because its unit's group cannot be reached; in nobody's hand any more.

    The desk is the last who does. A shielded tip passes by the police of every commune.
    """
    unit = await _stand_in(book, tip, units)
    moved = replace(passed_on(tip, by=Actor.SYSTEM, at=now), unit=unit, why=why)
    await book.tips.save(moved)
    await forget_unsent(book, tip.id)
    await book.audit.write(
        "tip.passed",
        at=now,
        actor="system",
        unit=tip.unit,
        data={"tip": tip.reference, "to": moved.unit, "why": moved.why.value},
    )
    await show_there(book, tip, moved, now=now)
    # The version grows with each change, so that another rescue of the same tip is another word.
    id_ = receipts.derived(f"{tip.id}.{moved.version}".encode(), "rescue")[:8].hex()
    await tell_reporter(book, moved, id_=id_)
    return moved


async def _stand_in(book: CasebookSession, tip: Tip, units: Units) -> UnitCode:
    for unit in line_from(tip.unit, units)[1:-1]:
        may_know = not (tip.shielded and is_communes(unit, units))
        if may_know and await kept_from(book, unit) is None:
            return unit
    return DESK


async def routed_anew(book: CasebookSession, tip: Tip, units: Units, *, now: datetime) -> Tip:
    """Bring a tip to whoever stands in where its unit would not see what its reporter has just said.

    Where members of the group wait for the head's word, what an officer has in hand waits with them.
    """
    why = None if tip.unit == DESK or tip.status in ENDED else await kept_from(book, tip.unit)
    if why is None or (why is Why.STRANGERS and tip.status in IN_HAND):
        return tip
    return await bring_to_stand_in(book, tip, units, now=now, why=why)


async def clear_out(book: CasebookSession, unit: UnitCode, units: Units, *, now: datetime) -> None:
    """Bring all open tips of a unit that has lost its group elsewhere, and forget what was on its way about them."""
    await end_copies(book, unit)
    moved = {tip.id for tip in await book.tips.at_unit(unit)}
    for tip in await book.tips.at_unit(unit):
        await bring_to_stand_in(book, tip, units, now=now)
    for dispatch in await book.dispatches.of_unit(unit):
        if isinstance(dispatch.content, _ABOUT_A_TIP) and dispatch.content.tip in moved:
            await book.dispatches.sent(dispatch.id)


async def post_open(book: CasebookSession, unit: UnitCode, *, now: datetime, with_entries: bool) -> None:
    """Show a unit's open tips in the group that it has now, but for what is on its way there; blank them elsewhere."""
    await show_copies(book, unit, now=now)
    waiting = {dispatch.content for dispatch in await book.dispatches.of_unit(unit)}
    for tip in await book.tips.at_unit(unit):
        if await book.posts.of(tip.id):
            await refresh_cards(book, tip, now=now)
        entries = await _for_reporter(book, tip) if with_entries else []
        for content in await contents_of(book, tip, entries):
            if content not in waiting:
                await _put(book, unit, content, now=now)


async def show_there(
    book: CasebookSession,
    old: Tip,
    new: Tip,
    *,
    now: datetime,
    reason: Entry | None = None,
    move: Move | None = None,
) -> None:
    """Note the move, by default one that nobody wished; blank the cards at the old unit; show the tip at the new one.

    What is shown there is the card and what was said since, but for what is on its way there already. What it stood
    together with stays behind, and nothing of that goes along. Whose a tip becomes gets it for information no more.
    """
    await book.copies.end(new.id, [new.unit])
    await leave_case(book, old, now=now)
    await book.moves.add(move or _routed(old, new, now=now))
    cards = await book.posts.of(old.id, PostKind.CARD)
    await book.posts.add([replace(card, kind=PostKind.STUB) for card in cards])
    stub = Dispatch(id=fresh_id(), to=ToUnit(unit=old.unit), content=CardRefresh(tip=old.id))
    await book.dispatches.put(stub, now=now, key=f"refresh:{old.id}:{old.unit}")
    entries = await _for_reporter(book, old)
    waiting = {dispatch.content for dispatch in await book.dispatches.of_unit(new.unit)}
    for content in await contents_of(book, old, [*entries, reason] if reason is not None else entries):
        if content not in waiting:
            await _put(book, new.unit, content, now=now)


async def leave_case(book: CasebookSession, tip: Tip, *, now: datetime, by: OfficerId | None = None) -> bool:
    """Take a tip out of what it stands together with; tell whether it stood with any. `by` None: the system does it."""
    left = await book.cases.leave(tip.id)
    for sister in await book.tips.these(left):
        await refresh_cards(book, sister, now=now)
    if left:
        data: dict[str, str | int] = {"tip": tip.reference}
        await book.audit.write("tip.split", at=now, actor=by or "system", unit=tip.unit, data=data)
    return bool(left)


async def contents_of(book: CasebookSession, tip: Tip, entries: Sequence[Entry] = ()) -> list[DispatchContent]:
    """Give what shows a tip in a group: its card, its photos, and what was said since with the photos of that."""
    contents: list[DispatchContent] = [CardDispatch(tip=tip.id)]
    if await book.evidence.of(tip.id):
        contents.append(AlbumDispatch(tip=tip.id))
    for entry in entries:
        contents += await contents_of_entry(book, entry)
    return contents


async def contents_of_entry(book: CasebookSession, entry: Entry) -> list[DispatchContent]:
    """Give what shows an entry of a thread in a group: its words, and its photos if it has any."""
    words = EntryDispatch(tip=entry.tip, entry=entry.id)
    photos = await book.evidence.of(entry.tip, entry=entry.id)
    return [words, AlbumDispatch(tip=entry.tip, entry=entry.id)] if photos else [words]


def _routed(old: Tip, new: Tip, *, now: datetime) -> Move:
    id_ = receipts.derived(f"{new.id}.{new.version}".encode(), "move")[:8].hex()
    return Move(id=id_, tip=new.id, origin=old.unit, target=new.unit, movement=Movement.ROUTED, at=minute(now))


async def _for_reporter(book: CasebookSession, tip: Tip) -> list[Entry]:
    return [entry for entry in await book.threads.of(tip.id) if entry.author in FOR_REPORTER]


async def _put(book: CasebookSession, unit: UnitCode, content: DispatchContent, *, now: datetime) -> None:
    await book.dispatches.put(Dispatch(id=fresh_id(), to=ToUnit(unit=unit), content=content), now=now)
