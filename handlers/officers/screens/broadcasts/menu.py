"""The officers' way to broadcasts: what is being written, what waits, and what can be copied."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast
from bot.domain.identifiers import BroadcastId, Language
from bot.domain.units import Unit
from handlers.buttons import Button, Row, Screen
from handlers.officers.screens.broadcasts import pressing
from handlers.officers.screens.look import called, joined
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

MOST: Final = 20  #: broadcasts in one list
_TITLE: Final = 48  #: units of a title on a button


def menu(
    units: Sequence[Unit],
    words: Words,
    *,
    drafts: int,
    waiting: int,
    further: Sequence[Row] = (),
    above: Html | None = None,
) -> Screen:
    """Give the menu; `further`: the ways to what others show; `above`: what has just happened."""
    rows: list[Row] = [(Button(words.plain("button.compose.new"), pressing.menu("new")),)]
    for item, count in (("drafts", drafts), ("waiting", waiting)):
        if count:
            rows.append((Button(f"{words.plain(f'button.compose.{item}')} ({count})", pressing.menu(item)),))
    rows.append((Button(words.plain("button.compose.copy"), pressing.menu("copies")),))
    text = words("compose.menu", units=", ".join(called(unit, words) for unit in units))
    return Screen(text=joined(above, text, by="\n\n"), rows=(*rows, *further))


def approving(words: Words, *, waiting: int) -> Screen:
    """Give the menu of somebody who approves what others write, and writes nothing."""
    rows = ((Button(f"{words.plain('button.compose.waiting')} ({waiting})", pressing.menu("waiting")),),)
    return Screen(
        text=words("compose.menu.approving" if waiting else "compose.menu.idle"), rows=rows if waiting else ()
    )


def which(units: Sequence[Unit], words: Words) -> Screen:
    """Ask in whose name it is to speak."""
    rows = tuple((Button(called(unit, words), pressing.menu("new", unit.code)),) for unit in units)
    return Screen(text=words("compose.which"), rows=(*rows, back(words)))


def listed(
    item: str, found: Sequence[Broadcast], words: Words, *, opens: Callable[[BroadcastId], str], default: Language
) -> Screen:
    """Give a list of broadcasts by their titles; `opens` gives what the button of one carries."""
    rows = tuple((Button(_title(one, words, default), opens(one.id)),) for one in found[:MOST])
    return Screen(text=words(f"compose.{item}" if rows else f"compose.{item}.none"), rows=(*rows, back(words)))


def opened(broadcast: BroadcastId) -> str:
    """Give what a button carries that takes a draft up again."""
    return pressing.menu("open", broadcast)


def copied(broadcast: BroadcastId) -> str:
    """Give what a button carries that begins a copy."""
    return pressing.menu("copy", broadcast)


def told(text: Html, words: Words) -> Screen:
    """Say what has become of a draft, with the way back."""
    return Screen(text=text, rows=(back(words),))


def left(broadcast: BroadcastId, words: Words) -> Screen:
    """Say that a draft was kept and left, with the way back to it."""
    again = Button(words.plain("button.compose.resume"), opened(broadcast))
    return Screen(text=words("compose.left"), rows=((again,),))


def lapsed(draft: Broadcast, words: Words, default: Language) -> Screen:
    """Say that a draft lies open no more, where somebody may still think that they write it."""
    title = draft.content.wordings[default].title or words.plain("compose.untitled")
    again = Button(words.plain("button.compose.resume"), opened(draft.id))
    return Screen(text=words("compose.lapsed", title=title), rows=((again,),))


def back(words: Words) -> Row:
    """Give the way back to the menu."""
    return (Button(words.plain("button.compose.menu"), pressing.menu("menu")),)


def _title(broadcast: Broadcast, words: Words, default: Language) -> str:
    title = broadcast.content.wordings[default].title or words.plain("compose.untitled")
    return cropped(f"{title} · {broadcast.touched:%d/%m}", most=_TITLE)
