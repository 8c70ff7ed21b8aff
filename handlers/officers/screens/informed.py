"""What others than a tip's unit are shown: the tip, to read and not to act on, and the page about urgent ones."""

from bot.domain.card import CardView
from bot.domain.tip import Status
from handlers.buttons import Screen
from handlers.officers.screens import card
from handlers.officers.screens.look import Look, joined
from handlers.texts import Words


def informed(view: CardView, look: Look) -> tuple[Screen, ...]:
    """Give a tip for information: what was told and how it stands, without a button and without its thread."""
    words = look.words
    if view.tip.status is Status.WITHDRAWN:
        return (card.withdrawn(view.tip, words),)
    pages = card.contents(view, words)
    first = joined(
        words("informed", unit=words.pick(view.unit.name)),
        card.top(view, look, here=False),
        pages[0],
        words("card.continued", total=len(pages)) if len(pages) > 1 else None,
        words.empty,
        card.status(view, look),
    )
    return (Screen(text=first), *card.further(view.tip, pages, words))


def page(view: CardView, words: Words) -> Screen:
    """Give a call to the desk; of a shielded tip it says no more than that there is one, and where."""
    unit = words.pick(view.unit.name)
    if view.tip.shielded:
        return Screen(text=words("page.shielded", unit=unit))
    chosen = view.leaf or view.group
    kind = words.pick(chosen.label) if chosen is not None else words.plain("card.kind.unsure")
    return Screen(text=words("page", reference=view.tip.reference, unit=unit, kind=kind))
