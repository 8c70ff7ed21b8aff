"""A copy of a tip for one officer, in private, to be entered in the national register."""

from collections.abc import Iterator

from bot.domain.card import CardButton
from bot.domain.thread import Author
from bot.domain.views import CopyView
from handlers.buttons import Button, Screen
from handlers.entries import said
from handlers.officers.data import about
from handlers.officers.screens import card
from handlers.officers.screens.look import Look, joined
from handlers.officers.screens.splitting import Told, laid_out
from handlers.texts import Words


def copy(view: CopyView, look: Look) -> tuple[Screen, ...]:
    """Give everything that was told and said, and the way to keep the register's number."""
    words, tip = look.words, view.card.tip
    told = [*card.told(view.card, words), *_said(view, words)]
    pages = laid_out(told, first=card.FIRST, rest=card.FURTHER)
    number = Button(words.plain("card.button.number"), about(tip, CardButton.NUMBER.value))
    text = joined(
        words("copy", officer=view.officer),
        card.top(view.card, look),
        pages[0],
        words("card.continued", total=len(pages)) if len(pages) > 1 else None,
        words("card.number", number=tip.number) if tip.number else None,
    )
    return (Screen(text=text, rows=((number,),)), *card.further(tip, pages, words))


def _said(view: CopyView, words: Words) -> Iterator[Told]:
    for entry, question in view.entries:
        key = "copy.reporter" if entry.author is Author.REPORTER else "copy.unit"
        text = said(entry, question, words)
        if text.strip():
            yield Told(label=words(key), text=text)
