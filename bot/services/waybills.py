"""What is shown of a tip's way from unit to unit: on its card, on the menus that move it, and where it has left."""

from collections.abc import Mapping, Sequence

from bot.domain.dispatches import MenuDispatch, PostKind
from bot.domain.identifiers import ChatId
from bot.domain.menus import Menu
from bot.domain.moves import (
    DECIDED_AT,
    OWN_WORDS,
    Move,
    Movement,
    ReasonCode,
    became,
    by_officers,
    came_from,
    is_desks_turn,
    is_passed_around,
)
from bot.domain.thread import Author, Entry
from bot.domain.tip import Tip
from bot.domain.transfer_views import NO_TRANSFER, Grounds, MoveView, Place, StubView, TransferView, WayView
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession
from bot.services.destinations import place


def way_view(tip: Tip, moves: Sequence[Move], thread: Sequence[Entry], directory: Directory) -> WayView:
    """Give how a tip came to its unit: each move that somebody wished, in order."""
    notes = {entry.id: entry.text for entry in thread if entry.author is Author.NOTE}
    wished = [move for move in moves if move.movement is not Movement.ROUTED]
    views = [
        MoveView(
            origin=directory.units.get(move.origin, directory.desk),
            target=directory.units.get(move.target, directory.desk),
            movement=move.movement,
            grounds=_grounds(move.reason, notes.get(move.entry) if move.entry is not None else None, directory),
        )
        for move in wished
    ]
    is_here = bool(wished) and wished[-1] == moves[-1] and wished[-1].target == tip.unit
    return WayView(moves=tuple(views), is_here_by_move=is_here, is_passed_around=is_passed_around(moves))


async def stubs(book: CasebookSession, tip: Tip, directory: Directory) -> Mapping[ChatId, StubView]:
    """Give what groups whose units have passed a tip on are told of it.

    Of a shielded tip nobody is told anything, nor where the program itself moved the tip.
    """
    views: dict[ChatId, StubView] = {}
    if tip.shielded:
        return views
    moves = await book.moves.of(tip.id)
    for post in await book.posts.of(tip.id, PostKind.STUB):
        group = await book.groups.at(post.chat)
        left = [number for number, move in enumerate(moves) if group is not None and move.origin == group.unit]
        if not left or moves[left[-1]].movement is Movement.ROUTED:
            continue
        last = moves[left[-1]]
        views[post.chat] = StubView(
            target=directory.units.get(last.target, directory.desk),
            at=last.at,
            became=became(tip, moves, left[-1]),
            was_return=last.movement is Movement.RETURNED,
        )
    return views


async def transfer_view(
    book: CasebookSession, tip: Tip, menu: Menu, content: MenuDispatch, entry: Entry | None, directory: Directory
) -> TransferView:
    """Give what a menu about passing a tip on needs; nothing for any other."""
    if menu not in _MENUS:
        return NO_TRANSFER
    moves = await book.moves.of(tip.id)
    is_desks_turn_ = is_desks_turn(tip, moves)
    if entry is None or entry.unit is None:
        places = [await place(book, tip, moves, UnitCode(code), directory) for code in content.data]
        return TransferView(places=_known(places), is_desks_turn=is_desks_turn_)
    return TransferView(
        reasons=tuple(directory.transfers.reasons.values()),
        target=directory.units.get(entry.unit, directory.desk),
        grounds=_grounds(ReasonCode(entry.question) if entry.question else None, entry.text or None, directory),
        is_return=came_from(tip, moves) == entry.unit,
        is_desks_turn=is_desks_turn_,
        is_binding=entry.unit != DESK and by_officers(moves) + 1 >= DECIDED_AT,
    )


_MENUS = frozenset({Menu.TARGETS, Menu.FOUND, Menu.REASONS, Menu.REASON, Menu.CONFIRM_TRANSFER})


def _known(places: Sequence[Place | None]) -> tuple[Place, ...]:
    return tuple(one for one in places if one is not None)


def _grounds(reason: ReasonCode | None, words: str | None, directory: Directory) -> Grounds:
    if reason is None or reason == OWN_WORDS:
        return Grounds(words=words)
    return Grounds(ready=directory.transfers.reasons.get(reason))
