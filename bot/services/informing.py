"""Informing: units that get a tip to read though it is not theirs, and the desk's page about what is urgent.

Who has no group gets nothing, not even later; whoever has one with members to be accepted gets it once they are.
"""

from collections.abc import Collection
from datetime import datetime

from bot.domain import receipts
from bot.domain.dispatches import CardRefresh, Dispatch, InformedDispatch, PageDispatch, ToUnit
from bot.domain.identifiers import TipId, fresh_id
from bot.domain.kinds import Urgency
from bot.domain.tip import ENDED, Tip
from bot.domain.units import DESK, UnitCode
from bot.ports.casebook import CasebookSession


async def inform(book: CasebookSession, tip: Tip, units: Collection[UnitCode], *, now: datetime) -> None:
    """Let units get a tip for information, as far as they have a group and do not get it yet."""
    bound = [unit for unit in units if unit != tip.unit and await book.groups.of(unit) is not None]
    for unit in sorted(await book.copies.give(tip.id, bound)):
        await _send(book, unit, tip.id, now=now)
        await book.audit.write(
            "tip.informed", at=now, actor="system", unit=tip.unit, data={"tip": tip.reference, "to": unit}
        )


async def inform_instead(book: CasebookSession, tip: Tip, units: Collection[UnitCode], *, now: datetime) -> None:
    """Let these units get a tip for information and no others; its messages are refreshed by whoever moves it."""
    await book.copies.end(tip.id, await book.copies.of(tip.id) - frozenset(units))
    await inform(book, tip, units, now=now)


async def page_desk(book: CasebookSession, tip: Tip, *, now: datetime) -> None:
    """Tell the desk of an urgent tip that is not its own, where it has a group to be told in."""
    if tip.urgency is not Urgency.URGENT or tip.unit == DESK or await book.groups.of(DESK) is None:
        return
    id_ = receipts.derived(tip.id.encode(), "page")[:16].hex()
    await book.dispatches.put(Dispatch(id=id_, to=ToUnit(unit=DESK), content=PageDispatch(tip=tip.id)), now=now)


async def show_copies(book: CasebookSession, unit: UnitCode, *, now: datetime) -> None:
    """Show what a unit gets for information in the group that it has now; what stands elsewhere is emptied."""
    waiting = {dispatch.content for dispatch in await book.dispatches.of_unit(unit)}
    for tip_id in await book.copies.at_unit(unit):
        tip = await book.tips.get(tip_id)
        if tip is None or tip.status in ENDED:
            continue
        refresh = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardRefresh(tip=tip_id))
        await book.dispatches.put(refresh, now=now, key=f"refresh:{tip_id}")
        if InformedDispatch(tip=tip_id) not in waiting:
            await _send(book, unit, tip_id, now=now)


async def end_copies(book: CasebookSession, unit: UnitCode) -> None:
    """Let a unit that has lost its group get nothing for information any more, and forget what was on its way."""
    await book.copies.end_all(unit)
    for dispatch in await book.dispatches.of_unit(unit):
        if isinstance(dispatch.content, InformedDispatch):
            await book.dispatches.sent(dispatch.id)


async def _send(book: CasebookSession, unit: UnitCode, tip: TipId, *, now: datetime) -> None:
    dispatch = Dispatch(id=fresh_id(), to=ToUnit(unit=unit), content=InformedDispatch(tip=tip))
    await book.dispatches.put(dispatch, now=now)
