"""Commands of residents, and the buttons of the menu, which are the same."""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from telegram import Update

from bot.domain import unsent
from bot.domain.conversation import Telling
from bot.domain.errors import ReceiptUnknown
from bot.domain.identifiers import Language, UserId
from bot.domain.units import CommuneCode
from handlers.buttons import Button, Screen
from handlers.context import Context
from handlers.residents import data
from handlers.residents.presenting import present, unknown_receipt, welcome
from handlers.residents.screens import plain
from handlers.residents.stage import Scene, scene
from handlers.residents.subscribing import alerts, cancelled
from handlers.residents.subscribing import linked as linked_alerts
from handlers.texts import Words

_COMMUNE: Final = re.compile(r"c(\d{1,10})")
_ALERTS: Final = re.compile(r"n(\d{1,10})")

Answer = Callable[[Scene, str], Awaitable[None]]


async def start(at: Scene, payload: str) -> None:
    """Greet, or follow a link: ``c<commune>`` opens the form, ``n<commune>`` offers alerts, ``r`` awaits a receipt.

    Whoever is greeted may just type what they saw: nothing that only waited for words stands in the way.
    """
    linked, alerting = _COMMUNE.fullmatch(payload), _ALERTS.fullmatch(payload)
    if linked is not None and linked[1] in at.context.faces.directory.communes:
        await _at_commune(at, CommuneCode(linked[1]))
    elif alerting is not None and alerting[1] in at.context.faces.directory.communes:
        await linked_alerts(at, CommuneCode(alerting[1]))
    elif payload == "r":
        await status(at, "")
    else:
        conversation = await at.context.faces.tell.rest(at.visit)
        words = at.context.faces.texts[conversation.language]
        unfinished = unsent.is_unsent(conversation.focus) or bool(conversation.parked)
        screen = welcome(at, words, unfinished=unfinished)
        if linked is not None or alerting is not None:  # a poster of a former commune, or a link that was mistyped
            screen = Screen(text=f"{words('link.unknown')}\n\n{screen.text}", rows=screen.rows)
        await at.show(screen, after=conversation)


async def _at_commune(at: Scene, commune: CommuneCode) -> None:
    """Open the form at a commune; a draft that is under way stays, and where it has another commune it is asked."""
    conversation = await at.context.faces.tell.begin(at.visit, commune=commune)
    match conversation.focus:
        case Telling(draft=draft) if draft.commune != commune and commune in draft.offered:
            hint = "link.other"
        case _:
            hint = None
    await at.show(await present(at, conversation, hint=hint), after=conversation)


async def tip(at: Scene, _: str) -> None:
    """Open the form."""
    conversation = await at.context.faces.tell.begin(at.visit)
    await at.show(await present(at, conversation), after=conversation)


async def status(at: Scene, text: str) -> None:
    """Await a receipt, or look up the one that came with the command."""
    follow = at.context.faces.follow
    conversation = await (follow.look_up(at.visit, text) if text else follow.ask_for_receipt(at.visit))
    await at.show(await present(at, conversation), after=conversation)


async def resume(at: Scene, _: str) -> None:
    """Show the open question again."""
    conversation = await at.context.faces.conversing.current(at.visit)
    if conversation.parked and not unsent.is_unsent(conversation.focus):
        conversation = await at.context.faces.conversing.turn(at.visit, lambda _: None)
    await at.show(await present(at, conversation), after=conversation)


async def privacy(at: Scene, _: str) -> None:
    """Say who sees what."""
    words = await _words(at)
    await _aside(at, plain.privacy(words, at.context.faces.directory, operator=at.context.faces.operator))


async def emergency(at: Scene, _: str) -> None:
    """Give the emergency numbers."""
    await _aside(at, plain.emergency(await _words(at)))


async def help_(at: Scene, _: str) -> None:
    """Say how it works; whoever is of the staff hears also what they can do."""
    held = await at.context.faces.administration.roles(UserId(at.visit.chat))
    await _aside(at, plain.help_(await _words(at), roles=[one.officer.role for one in held]))


async def language(at: Scene, _: str) -> None:
    """Offer the languages."""
    await _aside(at, plain.languages(await _words(at), at.context.faces.texts))


async def speak(at: Scene, chosen: Language) -> None:
    """Change the language; the open question stays open."""
    conversation = await at.context.faces.conversing.speak(at.visit, chosen)
    await at.show(await present(at, conversation), after=conversation)


async def cancel(at: Scene, _: str) -> None:
    """Stop what is under way; a draft with something in it is asked about first."""
    faces = at.context.faces
    before = await faces.conversing.current(at.visit)
    conversation = await faces.tell.cancel(at.visit)
    words = faces.texts[conversation.language]
    if await cancelled(at, before.focus, conversation):
        return
    if conversation.focus is None:
        key = plain.ended(before.focus) if before.focus is not None else "nothing_open"
        await at.show(plain.note(words, key), after=conversation)
    else:
        await at.show(await present(at, conversation), after=conversation)


async def clear(at: Scene, _: str) -> None:
    """Ask whether everything in this chat is to be deleted."""
    words = await _words(at)
    button = Button(words.plain("button.clear_now"), data.menu("clear!"))
    await _aside(at, Screen(text=words("clear.ask_all"), rows=((button,),)))


COMMANDS: dict[str, Answer] = {
    "start": start,
    "baotin": tip,
    "tip": tip,
    "xemtraloi": status,
    "status": status,
    "thongbao": alerts,
    "alerts": alerts,
    "riengtu": privacy,
    "privacy": privacy,
    "ngonngu": language,
    "language": language,
    "huy": cancel,
    "cancel": cancel,
    "trogiup": help_,
    "help": help_,
    "xoa": clear,
    "clear": clear,
}

MENU: dict[str, Answer] = {
    "tip": tip,
    "status": status,
    "alerts": alerts,
    "resume": resume,
    "privacy": privacy,
    "emergency": emergency,
    "help": help_,
    "language": language,
}


async def on_command(update: Update, context: Context) -> None:
    """Answer a command."""
    text = update.effective_message.text if update.effective_message is not None else None
    name, _, rest = (text or "").strip().partition(" ")
    answer = COMMANDS[name.removeprefix("/").split("@")[0].lower()]
    at = scene(update, context)
    try:
        await answer(at, rest.strip())
    except ReceiptUnknown:
        await unknown_receipt(at)


async def on_unknown_command(update: Update, context: Context) -> None:
    """Answer a command that does not exist with those that do; it is nobody's tip."""
    await help_(scene(update, context), "")


async def _words(at: Scene) -> Words:
    conversation = await at.context.faces.conversing.current(at.visit)
    return at.context.faces.texts[conversation.language]


async def _aside(at: Scene, screen: Screen) -> None:
    """Show something that is no question: pressed, below the question; typed, the same."""
    if at.update.callback_query is not None:
        await at.toast()
    await at.show_aside(screen)
