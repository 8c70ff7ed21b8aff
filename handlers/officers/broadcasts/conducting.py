"""Presses under a sending: pause, resume, stop, look anew, correct, recall; the list of what was sent; channels."""

from telegram import Update

from bot.domain.broadcasts.broadcast import Broadcast
from bot.domain.broadcasts.progress import Progress
from bot.domain.errors import Refused, StalePress
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.domain.units import UnitCode
from bot.services.broadcasts.correcting import Why
from handlers.broadcasts.faces import Broadcasting
from handlers.buttons import Button, Screen
from handlers.context import Context
from handlers.officers.broadcasts.binding import channel_facts
from handlers.officers.screens.broadcasts import channels as channel_screens
from handlers.officers.screens.broadcasts import pressing
from handlers.officers.screens.broadcasts import progress as screens
from handlers.officers.screens.broadcasts import sent as lists
from handlers.officers.screens.look import Look, called
from handlers.staff import Duty, duty


async def on_press(update: Update, context: Context) -> None:
    """Do what a button asks for; one that is too late says so, and how things are is shown in its place."""
    assert update.callback_query is not None
    at = duty(update, context)
    action, number, values = screens.read(update.callback_query.data or "")
    try:
        await _do(at, action, number, values)
    except StalePress:
        await _show_anew(at, OccurrenceId(number))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _do(at: Duty, action: str, number: int, values: list[str]) -> None:
    match action, values:
        case "list", []:
            page = await _services(at).conducting.sent(at.act, page=number)
            await at.show(lists.sent(page, _look(at)))
        case "channels", []:
            await at.show(channel_screens.channels(await _services(at).channels.of(at.act), at.words))
        case "bind", [unit]:
            await _bind(at, channel_screens.channel_from(number), UnitCode(unit))
        case "unbind", [unit]:
            await _services(at).channels.unbind(at.act, unit=UnitCode(unit))
            await at.show(channel_screens.channels(await _services(at).channels.of(at.act), at.words))
        case "take", [why] if why in set(Why):
            await _recall(at, OccurrenceId(number), Why(why))
        case _, []:
            await _conduct(at, action, OccurrenceId(number))
        case _:
            raise StalePress


async def _conduct(at: Duty, action: str, occurrence: OccurrenceId) -> None:
    """Do what a button under a sending asks for."""
    service, updating = _services(at).conducting, _services(at).updating
    match action:
        case "see":
            updating.release(occurrence)
            await _show(at, await service.view(at.act, occurrence=occurrence))
        case "pause":
            await _show(at, await service.pause(at.act, occurrence=occurrence), "paused")
        case "resume":
            await _show(at, await service.resume(at.act, occurrence=occurrence), "resumed")
        case "stop":
            updating.hold(occurrence)
            await at.show(screens.stopping(await service.view(at.act, occurrence=occurrence), _look(at)))
        case "end":
            updating.release(occurrence)
            await _show(at, await service.stop(at.act, occurrence=occurrence), "stopped")
        case "recall":
            updating.hold(occurrence)
            view = await _services(at).correcting.before_recall(at.act, occurrence=occurrence)
            await at.show(screens.recalling(view, _look(at)))
        case "correct":
            await _correct(at, await _services(at).correcting.begin(at.act, occurrence=occurrence))
        case _:
            raise StalePress


async def _recall(at: Duty, occurrence: OccurrenceId, why: Why) -> None:
    _services(at).updating.release(occurrence)
    await _services(at).correcting.recall(at.act, occurrence=occurrence, why=why)
    await _show(at, await _services(at).conducting.view(at.act, occurrence=occurrence), "recalled")


async def _correct(at: Duty, draft: Broadcast) -> None:
    """Go on with a correction where broadcasts are composed: in private."""
    button = Button(at.words.plain("button.conduct.compose"), pressing.menu("open", draft.id))
    screen = Screen(text=at.words("conduct.correction"), rows=((button,),))
    is_told = await at.say_privately(screen)
    if not at.is_private:
        said = "correct" if is_told else "closed"
        await at.toast(at.words.plain(f"conduct.toast.{said}"), alert=True)
    else:
        await at.toast()


async def _bind(at: Duty, chat: ChatId, unit: UnitCode) -> None:
    """Make a channel a unit's, once Telegram has said anew what the bot and this person may do there."""
    facts = await channel_facts(at.context.bot, chat, at.act.user)
    bound = await _services(at).channels.bind(at.act, unit=unit, chat=chat, facts=facts)
    await at.show(Screen(text=at.words("channel.bound", unit=called(bound, at.words))))


async def _show_anew(at: Duty, occurrence: OccurrenceId) -> None:
    """Say that the button was too late, and show in its place how things are."""
    try:
        view = await _services(at).conducting.view(at.act, occurrence=occurrence)
    except Refused as error:
        await at.refuse(error)
        return
    await at.show(_screen(at, view), toast=at.words.plain("conduct.toast.stale"), alert=True)


async def _show(at: Duty, view: Progress, said: str | None = None) -> None:
    await at.show(_screen(at, view), toast=None if said is None else at.words.plain(f"conduct.toast.{said}"))


def _screen(at: Duty, view: Progress) -> Screen:
    units = at.faces.directory.units
    unit = units.get(view.broadcast.unit) or at.faces.directory.desk
    return screens.progress(view, unit, _look(at), is_listed=at.is_private)


def _look(at: Duty) -> Look:
    return Look(at.words, at.faces.zone)


def _services(at: Duty) -> Broadcasting:
    return at.faces.broadcasting
