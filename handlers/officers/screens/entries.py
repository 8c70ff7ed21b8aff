"""What was said after a tip was sent, each as a reply to its card."""

from bot.domain.kinds import Urgency
from bot.domain.outcomes import OneTapQuestion
from bot.domain.thread import Author, Entry
from bot.domain.views import EntryView
from handlers.buttons import Screen
from handlers.entries import coordinates, offered, said
from handlers.measuring import shown_units
from handlers.officers.screens.look import joined, quoted
from handlers.officers.screens.splitting import LIMIT, Told, cropped, laid_out
from handlers.texts import Html, Words

_QUESTION_SHOWN = 300


def entry(view: EntryView, words: Words) -> tuple[Screen, ...]:
    """Give one entry of a thread, as typed."""
    is_urgent = view.entry.author is Author.REPORTER and view.tip.urgency is Urgency.URGENT
    head = joined(
        words("card.urgent") if is_urgent else None,
        words(
            _HEADS.get(view.entry.author, "entry.note"), reference=view.tip.reference, unit=words.pick(view.unit.name)
        ),
        _answered(view, words),
    )
    text = said(view.entry, view.question if view.entry.question is not None else None, words)
    photos = words("menu.photos", count=view.photos) if view.photos else words.empty
    pin = view.entry.pin
    map_ = words("entry.map", place=coordinates(pin)) if pin is not None else words.empty
    room = LIMIT - shown_units(head) - shown_units(photos) - shown_units(map_) - 3
    pages = laid_out([Told(label=Html("💬"), text=text)] if text else [], first=room)
    first = joined(head, pages[0] or None, map_ or None, photos or None)
    return (Screen(text=first), *(Screen(text=page) for page in pages[1:]))


def shown(of: Entry, question: OneTapQuestion | None, words: Words) -> Html:
    """Give what an entry says as a quotation, with the answers that the reporter is offered."""
    answers = " · ".join(label for _, label in offered(of, question, words))
    return joined(
        quoted(words, said(of, question, words)),
        words("entry.taps", taps=answers) if answers else None,
    )


def _answered(view: EntryView, words: Words) -> Html | None:
    if view.answers is None:
        return None
    asked = said(view.answers, view.question, words)
    return words("entry.answers", question=cropped(" ".join(asked.split()), most=_QUESTION_SHOWN))


_HEADS = {Author.REPORTER: "entry.reporter", Author.UNIT: "entry.unit"}
