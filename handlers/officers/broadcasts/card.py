"""Presses on a broadcast's card: approve, return, withdraw, look again, cancel; and on a preview's dead buttons."""

from telegram import Update

from bot.domain.broadcasts.broadcast import ReturnReason
from bot.domain.broadcasts.errors import BroadcastChangeNotAllowed, BroadcastGone, TextChanged
from bot.domain.errors import Refused, StalePress
from bot.domain.identifiers import BroadcastId
from bot.services.broadcasts.displaying import CardView
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context
from handlers.officers.broadcasts.posting import Cards
from handlers.officers.screens.broadcasts import approval as screens
from handlers.officers.screens.look import Look
from handlers.staff import Duty, duty

PREVIEWED = r"^bu:0:"


async def on_press(update: Update, context: Context) -> None:
    """Do what a button asks for; one of an older text says so, and the text of now is shown."""
    assert update.callback_query is not None
    at = duty(update, context)
    _, action, number, *values = [*(update.callback_query.data or "").split(":"), "", "", "", ""]
    broadcast = BroadcastId(number)
    try:
        await _do(at, action, broadcast, values[0], values[1])
    except TextChanged:
        await at.toast(at.words.plain("approve.toast.changed"), alert=True)
        await _show_new(at, broadcast)
    except (StalePress, BroadcastChangeNotAllowed):
        await _show(at, broadcast, "stale", alert=True)
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def on_preview(update: Update, context: Context) -> None:
    """Say that what was pressed is a preview."""
    at = duty(update, context)
    await at.toast(at.words.plain("toast.bulletin.preview"))
    await at.finish()


async def _do(at: Duty, action: str, broadcast: BroadcastId, seen: str, value: str) -> None:
    service = at.faces.broadcasting.approving
    match action:
        case "ok":
            await service.approve(at.act, broadcast=broadcast, seen=seen)
            await _show(at, broadcast, "ok")
        case "back":
            await _ask(at, screens.reasons(await _open(at, broadcast), _look(at)))
        case "why" if value in set(ReturnReason):
            await service.give_back(at.act, broadcast=broadcast, seen=seen, reason=ReturnReason(value))
            await _answered(at, broadcast, "back")
        case "see":
            view = await _open(at, broadcast)
            await at.toast()
            await _cards(at).preview(view, at.act.chat, priority=Priority.REPLY)
        case "open":
            view = await _open(at, broadcast)
            await at.toast()
            await _cards(at).post(view, at.act.chat, priority=Priority.REPLY)
        case "drop":
            await _ask(at, screens.dropping(await _open(at, broadcast), _look(at)))
        case "end":
            await service.cancel(at.act, broadcast=broadcast, seen=seen)
            await _answered(at, broadcast, "end")
        case "no":
            await _answered(at, broadcast, "no")
        case "take":
            await service.withdraw(at.act, broadcast=broadcast, seen=seen)
            await _show(at, broadcast, "take" if at.is_private else "taken")
        case _:
            raise StalePress


async def _open(at: Duty, broadcast: BroadcastId) -> CardView:
    """Give a broadcast to somebody who may see its card here."""
    await at.faces.broadcasting.approving.look(at.act, broadcast=broadcast)
    view = await at.faces.broadcasting.displaying.card(broadcast, at.act.chat)
    if view is None:
        raise BroadcastGone
    return view


async def _ask(at: Duty, screen: Screen) -> None:
    """Ask below the card, which keeps its buttons for the others and may change meanwhile."""
    await at.toast()
    await at.say(screen)


async def _answered(at: Duty, broadcast: BroadcastId, what: str) -> None:
    """Say in place of the question what came of it, and on the card above how things are."""
    view = await _open(at, broadcast)
    await at.show(screens.answered(view, _look(at), what), toast=at.words.plain(f"approve.toast.{what}"))
    await _cards(at).refresh(view, at.act.chat, priority=Priority.REPLY)


async def _show(at: Duty, broadcast: BroadcastId, said: str, *, alert: bool = False) -> None:
    """Show the card as it is now in place of what was pressed."""
    try:
        view = await _open(at, broadcast)
    except Refused as error:
        await at.refuse(error)
        return
    shown = screens.card(view, _look(at), at.faces.directory, is_private=at.is_private)
    await at.show(shown, toast=at.words.plain(f"approve.toast.{said}"), alert=alert)


async def _show_new(at: Duty, broadcast: BroadcastId) -> None:
    """Show what the text is now, and a card that has its buttons."""
    try:
        await _cards(at).post(await _open(at, broadcast), at.act.chat, priority=Priority.REPLY)
    except Refused as error:
        await at.refuse(error)


def _cards(at: Duty) -> Cards:
    faces = at.faces
    return Cards(at.context.bot, faces.texts, faces.directory, faces.zone, faces.broadcasting.displaying)


def _look(at: Duty) -> Look:
    return Look(at.words, at.faces.zone)
