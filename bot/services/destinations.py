"""Where a tip may go from its unit: offered, searched for, or named by a press. The rules are the domain's."""

from bot.domain.moves import Move, Standing, came_from, is_desks_turn, never_receives, standing
from bot.domain.tip import Tip
from bot.domain.transfer_views import Place
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession
from bot.services.placing import kept_from


async def place(
    book: CasebookSession, tip: Tip, moves: list[Move], unit: UnitCode, directory: Directory
) -> Place | None:
    """Give a unit with whether the tip may go there now; None for one that it may never reach, and for no unit."""
    origin, target = directory.units.get(tip.unit, directory.desk), directory.units.get(unit)
    if target is None or never_receives(tip, target):
        return None
    found = standing(tip, moves, origin=origin, target=target, transfers=directory.transfers)
    if found is Standing.FORBIDDEN:
        barrier = directory.transfers.barrier(origin, target)
        return Place(unit=target, standing=found, barrier=barrier.reason if barrier is not None else None)
    if found is Standing.OPEN and await kept_from(book, unit) is not None:
        found = Standing.UNREADY
    return Place(unit=target, standing=found)


async def likely(book: CasebookSession, tip: Tip, moves: list[Move], directory: Directory) -> tuple[UnitCode, ...]:
    """Give the units to which the tip is most likely to go, as far as they can have it now."""
    group = directory.kinds.get(tip.group) if tip.group is not None else None
    specialists = group.specialists if group is not None else ()
    own = directory.communes[tip.commune].unit
    units = dict.fromkeys((own, *specialists) if tip.unit == DESK else (DESK, own, *specialists))
    places = [await place(book, tip, moves, unit, directory) for unit in units]
    return tuple(one.unit.code for one in places if one is not None and one.standing is Standing.OPEN)


async def is_movable(book: CasebookSession, tip: Tip, moves: list[Move], directory: Directory) -> bool:
    """Tell whether there is any unit to which the tip can go now."""
    if await likely(book, tip, moves, directory):
        return True
    for group in await book.groups.every():
        found = await place(book, tip, moves, group.unit, directory)
        if found is not None and found.standing is Standing.OPEN:
            return True
    return False


async def searched(
    book: CasebookSession, tip: Tip, moves: list[Move], text: str, directory: Directory
) -> tuple[Place, ...]:
    """Give the units that typed words may mean, those that cannot have the tip now too; never one it may not reach."""
    places = [await place(book, tip, moves, unit.code, directory) for unit in directory.find_units(text)]
    return tuple(one for one in places if one is not None)


async def return_to(book: CasebookSession, tip: Tip, moves: list[Move], directory: Directory) -> UnitCode | None:
    """Give where a tip goes when its unit does not take it: whence it came, or the desk where that cannot be."""
    origin = came_from(tip, moves)
    if origin is None:
        return None
    for unit in (DESK,) if is_desks_turn(tip, moves) else (origin, DESK):
        found = await place(book, tip, moves, unit, directory)
        if found is not None and found.standing is Standing.OPEN:
            return unit
    return None
