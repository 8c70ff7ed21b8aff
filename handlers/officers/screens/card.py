"""The card of a tip: what officers see first and press on, in as many messages as what was told needs.

The first message is the card: it has the buttons and the status, and replies to it belong to the tip. What was told is
cut at places that do not depend on the status, so that a later edit of the card never loses a word of it.
"""

from collections.abc import Iterator
from typing import Final

from bot.domain.card import CardButton, CardView
from bot.domain.kinds import Urgency
from bot.domain.point import Point
from bot.domain.rules import OWN_COMMUNE
from bot.domain.tip import Status, Tip, Why
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.entries import coordinates
from handlers.officers.data import about
from handlers.officers.screens import clock, together, ways
from handlers.officers.screens.look import QUARTER, Look, apart, brief, joined
from handlers.officers.screens.splitting import LIMIT, Told, cropped, laid_out
from handlers.texts import Html, Words

FIRST: Final = 2200  #: units of what was told on the card itself; the rest of the room is for facts and status
FURTHER: Final = LIMIT - 100  #: the same on a further message
_NAME: Final = 80  #: units of an officer's name, a label or a number on the card


def card(view: CardView, look: Look, *, again: bool = False) -> tuple[Screen, ...]:
    """Give a card where it belongs; `again`: it may have been sent before."""
    if view.tip.status is Status.WITHDRAWN:
        return (withdrawn(view.tip, look.words),)
    pages = contents(view, look.words)
    first = joined(
        top(view, look, again=again),
        pages[0],
        look.words("card.continued", total=len(pages)) if len(pages) > 1 else None,
        apart(bottom(view, look)),
    )
    return (Screen(text=first, rows=_rows(view, look.words)), *further(view.tip, pages, look.words))


def stub(tip: Tip, words: Words) -> Screen:
    """Give what stands in place of a card at a unit that the tip has left: nothing of it, and not where it went."""
    return Screen(text=words("card.left", reference=tip.reference))


def withdrawn(tip: Tip, words: Words) -> Screen:
    """Give what stands in place of a card whose reporter took the tip back."""
    return Screen(text=words("card.withdrawn", reference=tip.reference))


def blank(tip: Tip, words: Words) -> Screen:
    """Give what stands in place of any other message with contents that must go."""
    return Screen(text=words("card.blank", reference=tip.reference))


def expired(words: Words) -> Screen:
    """Give what stands in place of everything about a tip whose term is over: not even its reference is kept."""
    return Screen(text=words("card.expired"))


def contents(view: CardView, words: Words, *, first: int = FIRST) -> list[Html]:
    """Give what the reporter told, as typed: the first message's share, so long at most, and those of further ones."""
    return laid_out(told(view, words), first=first, rest=FURTHER)


def further(tip: Tip, pages: list[Html], words: Words) -> Iterator[Screen]:
    """Give the messages after the first one, each saying whose it is."""
    for number, page in enumerate(pages[1:], start=2):
        head = words("card.part", reference=tip.reference, number=number, total=len(pages))
        yield Screen(text=joined(head, page))


def top(view: CardView, look: Look, *, again: bool = False, here: bool = True) -> Html:
    """Give the facts of a tip: urgency first, then what, where and when; `here`: at the unit whose it is."""
    words, tip = look.words, view.tip
    chosen = view.leaf or view.group
    taps = ", ".join(words.pick(tap.label) for tap in view.taps)
    return joined(
        words("card.urgent") if tip.urgency is Urgency.URGENT else None,
        words("card.again") if again else None,
        words("card.head", reference=tip.reference),
        _why(view, words) if here else words("card.shielded") if tip.shielded else None,
        words("card.kind", kind=words.pick(chosen.label) if chosen is not None else words.plain("card.kind.unsure")),
        words("card.commune", commune=view.commune.name),
        _pin(tip.account.pin, words) if tip.account.pin is not None else None,
        words("card.when", when=words.plain(f"card.when.{tip.when.value}")) if tip.when is not None else None,
        words("card.taps", taps=taps) if taps else None,
        words("card.received", hour=look.hour(tip.received, to=QUARTER)),
    )


def bottom(view: CardView, look: Look) -> Html:
    """Give how the tip stands: who has it, since when, and how its reporter hears."""
    words, tip = look.words, view.tip
    return joined(
        words("card.photos", count=view.photos) if view.photos else None,
        words("card.entries", count=view.entries) if view.entries else None,
        words("card.number", number=cropped(tip.number, most=_NAME)) if tip.number else None,
        because(view, words),
        words("card.informed", units=_units(view, words)) if view.informed else None,
        words("card.reachable" if view.reachable else "card.code_only"),
        status(view, look),
        clock.line(view, look),
        together.line(view, words),
    )


def _pin(pin: Point, words: Words) -> Html:
    """Give the scene with its link, in no more digits than its reporter gave away."""
    return words("card.pin.about" if pin.about else "card.pin", place=coordinates(pin), metres=pin.about)


def _why(view: CardView, words: Words) -> Html | None:
    """Say why a tip stands here, from whom it came if anybody passed it; a shielded one warns wherever it has gone."""
    tip = view.tip
    if tip.why in {Why.COMMUNE, Why.RULE}:  # the rule's own reason says it
        return words("card.shielded") if tip.shielded else None
    reason = ways.way(view, words) or words(f"card.why.{tip.why.value}")
    if not tip.shielded or tip.why.keeps_from_commune:
        return reason
    return joined(reason, words("card.shielded"))


def because(view: CardView, words: Words) -> Html | None:
    """Say which rule brought the tip here, in its own words; that a commune gets its tips is a rule, too.

    Where something else has brought it elsewhere, the rule is still told, but not as why it is here.
    """
    tip, rule = view.tip, view.rule
    if rule is not None:
        meant = tip.commune if rule.unit == OWN_COMMUNE else rule.unit
        key = "card.because" if tip.unit == meant else "card.because.meant"
        return words(key, reason=words.pick(rule.reason))
    why = tip.why
    return words(f"card.because.{why.value}") if why in {Why.COMMUNE, Why.RULE} else None


def told(view: CardView, words: Words) -> Iterator[Told]:
    """Give what the reporter told, in the order in which it matters on the way."""
    account = view.tip.account
    extras = (
        ("card.place", account.place),
        ("card.beware", account.beware),
        ("card.safe_hours", account.safe_hours),
        ("card.duration", account.duration),
        ("card.texts", "\n".join(account.texts)),
    )
    for key, text in extras:
        if text and text.strip():
            yield Told(label=words(key), text=text)


def _units(view: CardView, words: Words) -> str:
    return ", ".join(brief(unit, words) for unit, _ in view.informed)


def status(view: CardView, look: Look) -> Html:
    """Give how the tip stands, and since when."""
    words, tip = look.words, view.tip
    outcome = words.pick(view.outcome.label) if view.outcome is not None else ""
    line = words(
        f"card.status.{tip.status.value}",
        name=cropped(view.taker or words.plain("card.nobody"), most=_NAME),
        hour=look.hour(tip.status_since),
        outcome=outcome,
    )
    return joined(line, words(f"card.awaits.{view.awaits.value}") if view.awaits is not None else None)


def _rows(view: CardView, words: Words) -> tuple[Row, ...]:
    return in_columns((_button(view.tip, button, words) for button in view.buttons), columns=2)


def _button(tip: Tip, button: CardButton, words: Words) -> Button:
    return Button(words.plain(f"card.button.{button.value}"), about(tip, button.value))
