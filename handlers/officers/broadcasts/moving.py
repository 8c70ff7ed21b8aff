"""Another time for one sending: chosen by a press in private or in a group, or typed in private."""

from datetime import datetime

from bot.domain.broadcasts.agenda import AgendaItem
from bot.domain.broadcasts.errors import TimeRefused
from bot.domain.errors import Refused
from bot.domain.identifiers import OccurrenceId
from bot.places import lunar, moments
from handlers.buttons import Screen
from handlers.officers.broadcasts.stage import Stage
from handlers.officers.screens.broadcasts import calendar as screens
from handlers.officers.screens.broadcasts import menu, refusing, sendings
from handlers.officers.screens.broadcasts.calendar import Sight
from handlers.officers.screens.look import Look
from handlers.staff import Duty


async def asked(one: Stage, of: AgendaItem, name: str) -> Screen:
    """Give the question; in private what is typed now answers it."""
    if one.at.is_private:
        await one.at.faces.broadcasting.moving.await_time(one.visit, of.broadcast.id, name)
    return _question(one.at, of)


async def over(one: Stage) -> None:
    """Await no typed time any more, since something else is looked at."""
    broadcasting = one.at.faces.broadcasting
    if await broadcasting.moving.of(one.visit):
        await broadcasting.composing.step_aside(one.visit)


async def typed(one: Stage, name: str, text: str) -> None:
    """Move a sending to a typed time; what cannot be read so is said, and another is awaited."""
    broadcasting = one.at.faces.broadcasting
    try:
        to = moments.moment(text, now=broadcasting.planning.now())
        screen = await moved(one.at, name, to)
    except TimeRefused as error:
        await one.put(_question(one.at, await item(one.at, name), error))
        return
    except Refused as error:
        await broadcasting.composing.leave(one.visit)
        await one.at.refuse(error)
        await one.at.finish()
        return
    await broadcasting.composing.leave(one.visit)
    await one.put(Screen(text=screen.text, rows=(menu.back(one.at.words),)))


async def moved(at: Duty, name: str, to: datetime) -> Screen:
    """Move a sending; give what says so."""
    number = await row(at, await item(at, name))
    await at.faces.broadcasting.rescheduling.move(at.act, occurrence=number, to=to)
    return screens.did("move", to, sight(at))


async def item(at: Duty, name: str) -> AgendaItem:
    """Give a sending by its name."""
    one = sendings.named(name, at.faces.zone)
    return await at.faces.broadcasting.agenda.item(
        at.act, occurrence=one.occurrence, broadcast=one.broadcast, at=one.at
    )


async def row(at: Duty, one: AgendaItem) -> OccurrenceId:
    """Give the sending's number; one that is not planned yet is planned."""
    if one.occurrence is not None:
        return one.occurrence
    return await at.faces.broadcasting.rescheduling.row(at.act, broadcast=one.broadcast.id, at=one.at)


def sight(at: Duty) -> Sight:
    """Give how the calendar is shown to this person."""
    look = Look(at.words, at.faces.zone)
    return Sight(look=look, default=at.faces.texts.default.language, moon=lunar.load())


def _question(at: Duty, of: AgendaItem, error: Refused | None = None) -> Screen:
    hint = refusing.hint(error, at.words) if error is not None else None
    now = at.faces.broadcasting.planning.now()
    return screens.move(of, sight(at), now, is_private=at.is_private, hint=hint)
