"""What residents press under a bulletin. Each press is answered at once, and the bulletin stays as it is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from bot.domain.errors import StalePress
from bot.domain.identifiers import OccurrenceId
from bot.services.broadcasts.responding import Given
from handlers.broadcasts.bulletin import PREVIEW
from handlers.buttons import Screen
from handlers.measuring import units
from handlers.residents.screens import subscription as screens
from handlers.residents.stage import Scene
from handlers.texts import Words

_POP_UP: Final = 200  #: UTF-16 units that Telegram shows in one
_MOST: Final = 90  #: the largest share of answers that is told: so many of a hundred, or more


async def pressed(at: Scene, occurrence: OccurrenceId, action: str) -> None:
    """Do what a button under a bulletin wants.

    Raises:
        StalePress: no button of ours wants it.
        Refused: it cannot be, as where the bulletin was never sent there.

    """
    broadcasting = at.context.faces.broadcasting
    conversation = await at.context.faces.conversing.current(at.visit)
    words = at.context.faces.texts[conversation.language]
    if occurrence == PREVIEW:
        await at.finish(words.plain("toast.bulletin.preview"), alert=True)
        return
    match action[:1], action[1:]:
        case "u", "":
            await broadcasting.responding.find_useful(at.visit.chat, occurrence)
            await at.finish(words.plain("toast.bulletin.useful"))
        case "r", "":
            await broadcasting.subscribing.narrow(at.visit, urgent_only=True)
            await at.finish(words.plain("toast.alerts.urgent_only"), alert=True)
        case "x", "":
            former = await broadcasting.subscribing.end(at.visit.chat)
            await at.toast()
            await _below(at, screens.left(former, words))
        case "v", option if option.isascii() and option.isdecimal():
            given = await broadcasting.responding.answer(at.visit.chat, occurrence, int(option))
            await _told(at, given, words)
        case _:
            raise StalePress


async def _told(at: Scene, given: Given, words: Words) -> None:
    """Say which answer holds, of a quiz whether it is right and why, and what others answered.

    What is too long for a pop-up is sent.
    """
    default = at.context.faces.texts.default
    text = "\n".join((_verdict(given, words, default=default), *_shares(given, words, default=default)))
    if units(text) <= _POP_UP:
        await at.finish(text, alert=True)
        return
    await at.toast()
    await _below(at, Screen(text=words.escaped(text)))


async def _below(at: Scene, screen: Screen) -> None:
    """Send something; the bulletin itself is none of what is cleared away with a tip: it stays until it is recalled."""
    await replace(at, visit=replace(at.visit, message=None)).show_aside(screen)


def _verdict(given: Given, words: Words, *, default: Words) -> str:
    wording = given.content.in_(words.language, default.language)
    option = wording.options[given.option]
    right = given.content.right
    if right is None:
        return words.plain("toast.poll").format(option=option)
    parts = [
        *([] if given.is_pressed else [words.plain("toast.quiz.stands").format(option=option)]),
        words.plain("toast.quiz.right")
        if given.option == right
        else words.plain("toast.quiz.wrong").format(right=wording.options[right]),
        *([wording.explanation] if wording.explanation else []),
    ]
    return " ".join(parts)


def _shares(given: Given, words: Words, *, default: Words) -> Iterator[str]:
    """Say how everybody's answers are shared out, as coarse as it may be told."""
    if given.shares is None:
        if given.content.right is None:  # after a quiz there is enough to read, and its answer stands
            yield words.plain("toast.answers.few")
        return
    yield words.plain("toast.answers")
    options = given.content.in_(words.language, default.language).options
    for option, share in zip_longest(options, given.shares, fillvalue=0):
        key = {0: "least", _MOST: "most"}.get(int(share), "share")
        yield f"{option}: {words.plain(f'toast.answers.{key}').format(share=share)}"
