"""What others than a tip's unit are shown: the tip, to read and not to act on, and the page about urgent ones."""

from bot.domain.card import CardView
from bot.domain.cases import FREE
from bot.domain.tip import ENDED, Status
from bot.domain.units import DESK
from handlers.buttons import Screen
from handlers.officers.screens import card
from handlers.officers.screens.look import Look, apart, joined
from handlers.texts import Html


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
        apart(card.status(view, look)),
    )
    return (Screen(text=first), *card.further(view.tip, pages, words))


def page(view: CardView, look: Look) -> Screen:
    """Give a call to the desk, as the tip stands now; of a shielded one no more than that there is one, and where."""
    words, tip = look.words, view.tip
    unit = words.pick(view.unit.name)
    phone = view.unit.duty_phone
    called = words("page.phone", phone=phone) if phone is not None and tip.status in FREE else None
    if tip.shielded:
        return Screen(text=joined(words("page.shielded", unit=unit), called))
    if tip.unit == DESK:
        return Screen(text=words("page.here", reference=tip.reference))
    chosen = view.leaf or view.group
    kind = words.pick(chosen.label) if chosen is not None else words.plain("card.kind.unsure")
    return Screen(
        text=joined(words("page", reference=tip.reference, unit=unit, kind=kind), _answered(view, look), called)
    )


def _answered(view: CardView, look: Look) -> Html:
    """Say whether anybody has taken a tip, which the desk cannot see for itself."""
    status = view.tip.status
    if status in FREE:
        return look.words("page.waits")
    return look.words("page.ended" if status in ENDED else "page.taken", hour=look.hour(view.tip.status_since))
