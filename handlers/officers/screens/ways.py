"""How a tip came from unit to unit, as its card says it, and what is left where it has been."""

from collections.abc import Sequence
from typing import Final

from bot.domain.card import CardView
from bot.domain.moves import ON_A_CARD, Movement
from bot.domain.tip import Tip
from bot.domain.transfer_views import Grounds, MoveView, StubView
from bot.domain.units import DESK, Unit
from handlers.buttons import Screen
from handlers.officers.screens.look import Look, called, joined
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

_MOST_MOVES: Final = 4  #: on a card, the latest
_IN_A_LIST: Final = 50  #: units of own words, where several moves are listed
_NAME: Final = 80  #: units of a unit's name


def way(view: CardView, words: Words) -> Html | None:
    """Give from whom a tip came and why; at the desk, once it has been passed around, each move.

    None where nobody has passed it here.
    """
    moves = view.way.moves
    if not moves:
        return None
    if view.tip.unit == DESK and view.way.is_passed_around:
        return _around(moves, words)
    if not view.way.is_here_by_move:
        return None
    last = moves[-1]
    return joined(
        words(
            f"card.way.{last.movement.value}",
            unit=name(last.origin, words),
            reason=grounds(last.grounds, words, most=ON_A_CARD),
        ),
        words("card.way.binding") if view.way.is_passed_around and last.origin.code == DESK else None,
    )


def stub(tip: Tip, view: StubView, look: Look) -> Screen:
    """Give what stands in place of a card at a unit that has passed the tip on: where to, and what became of it."""
    words = look.words
    key = "stub.return" if view.was_return else "stub"
    head = words(key, reference=tip.reference, unit=name(view.target, words), hour=look.hour(view.at))
    return Screen(text=joined(head, words(f"stub.{view.became.value}")))


def grounds(given: Grounds, words: Words, *, most: int = ON_A_CARD) -> str:
    """Give a reason in words."""
    if given.ready is not None:
        return words.pick(given.ready.label)
    return f"“{cropped(given.words, most=most)}”" if given.words else words.plain("card.way.unsaid")


def name(unit: Unit, words: Words) -> str:
    """Give a unit's name, short enough for a line."""
    return cropped(called(unit, words), most=_NAME)


def _around(moves: Sequence[MoveView], words: Words) -> Html:
    earlier = len(moves) - _MOST_MOVES
    lines = [
        words(
            "card.way.line.returned" if move.movement is Movement.RETURNED else "card.way.line.passed",
            number=number,
            origin=name(move.origin, words),
            target=name(move.target, words),
            reason=grounds(move.grounds, words, most=_IN_A_LIST),
        )
        for number, move in enumerate(moves, start=1)
    ]
    return joined(
        words("card.way.around", count=len(moves)),
        words("card.way.earlier", count=earlier) if earlier > 0 else None,
        *lines[-_MOST_MOVES:],
        words("card.way.decide"),
    )
