"""Several tips of one event, as officers see them: the line on a card, and the menus.

Whether one person sent several of them is nowhere said: nobody can know it.
"""

from collections.abc import Iterable
from typing import Final

from bot.domain.card import CardView
from bot.domain.cases import Likely, Sister
from bot.domain.likeness import Reason, Sign
from bot.domain.menus import MenuView
from handlers.buttons import Button, Row, Screen
from handlers.officers.data import MenuAction, about
from handlers.officers.screens.look import apart, joined
from handlers.texts import Html, Words

_MOST_NAMED: Final = 6  #: references in a line; of more it is said how many
_MOST_REASONS: Final = 4
_MOST_BUTTONS: Final = 6


def line(view: CardView, words: Words) -> Html | None:
    """Give the card's line about other tips: what it stands together with, else the likeliest one."""
    if view.together.sisters:
        return words("card.sisters", references=_named(view.together.sisters))
    if view.together.likely:
        likely = view.together.likely[0]
        return words("card.likely", reference=likely.reference, reasons=_reasons(likely, words))
    return None


def sisters(view: MenuView, words: Words) -> Screen:
    """Give what a tip stands together with and what else may be of the same event; a reply names another one."""
    together = view.together
    rows: list[Row] = [
        (
            Button(
                words.plain("menu.button.join").format(reference=one.reference),
                about(view.tip, MenuAction.JOIN_WITH, one.reference),
            ),
        )
        for one in together.likely
    ]
    if together.sisters:
        split = words.plain("menu.button.split").format(reference=view.tip.reference)
        rows.append((Button(split, about(view.tip, MenuAction.SPLIT)),))
    text = joined(
        words("menu.sisters", reference=view.tip.reference),
        *(_standing(one, words) for one in together.sisters),
        words("menu.sisters.likely" if together.likely else "menu.sisters.none_likely"),
        *(words("menu.sisters.one", reference=one.reference, reasons=_reasons(one, words)) for one in together.likely),
        apart(words("menu.sisters.how", officer=view.officer or words.plain("card.nobody"))),
        words("menu.sisters.unknown"),
    )
    return Screen(text=text, rows=tuple(rows))


def joined_now(view: MenuView, words: Words) -> Screen:
    """Give what says that tips stand together, with the way to take those that nobody has."""
    text = joined(
        words("menu.joined", reference=view.tip.reference, references=_named(view.together.sisters)),
        words("menu.joined.apart"),
    )
    return Screen(text=text, rows=_taking(view, words) if view.tip.taken_by is not None else ())


def take_sisters(view: MenuView, words: Words) -> Screen:
    """Give the offer to take what stands together with a tip that was just taken."""
    free = view.together.free
    if not free:
        return Screen(text=words("menu.sisters.no_more", reference=view.tip.reference))
    text = words("menu.take_sisters", reference=view.tip.reference, references=_named(free))
    return Screen(text=text, rows=_taking(view, words))


def took_sisters(view: MenuView, words: Words) -> Screen:
    """Give what says that they were taken, too."""
    references = ", ".join(f"#{reference}" for reference in view.data)
    officer = view.officer or words.plain("card.nobody")
    return Screen(text=words("menu.took_sisters", officer=officer, references=references))


def close_sisters(view: MenuView, words: Words) -> Screen:
    """Give the offer to close what stands together in the same way; each is confirmed by itself."""
    open_ = view.together.closable_by(view.officer_id)[:_MOST_BUTTONS]
    if not open_:
        return Screen(text=words("menu.sisters.no_more", reference=view.tip.reference))
    rows: list[Row] = [
        (
            Button(
                words.plain("menu.button.close_sister").format(reference=one.reference),
                about(one, MenuAction.OUTCOME, view.data[0]),
            ),
        )
        for one in open_
    ]
    text = words("menu.close_sisters", reference=view.tip.reference, references=_named(open_))
    return Screen(text=text, rows=tuple(rows))


def _taking(view: MenuView, words: Words) -> tuple[Row, ...]:
    free = view.together.free
    if not free:
        return ()
    return (
        (Button(words.plain("menu.button.take_rest").format(count=len(free)), about(view.tip, MenuAction.TAKE_REST)),),
    )


def _standing(one: Sister, words: Words) -> Html:
    return words("menu.sisters.standing", reference=one.reference, status=words.plain(f"sister.{one.status.value}"))


def _named(found: Iterable[Sister]) -> str:
    references = [f"#{one.reference}" for one in found]
    more = len(references) - _MOST_NAMED
    return ", ".join(references[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")


def _reasons(likely: Likely, words: Words) -> str:
    return ", ".join(_reason(reason, words) for reason in likely.reasons[:_MOST_REASONS])


def _reason(reason: Reason, words: Words) -> str:
    if reason.sign is Sign.HOURS_APART and not reason.value:
        return words.plain("likely.at_once")
    return words.plain(f"likely.{reason.sign.value}").format(value=reason.value)
