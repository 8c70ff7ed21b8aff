"""`/phattin`: the officers' one way to broadcasts, in private; and the lists behind it."""

from telegram import Update

from bot.domain.broadcast import Status
from bot.domain.errors import Refused, StalePress
from bot.domain.identifiers import BroadcastId, UserId
from bot.domain.units import UnitCode
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.broadcasts.stage import Stage, stage
from handlers.officers.screens.broadcasts import calendar, channels, sent
from handlers.officers.screens.broadcasts import menu as screens
from handlers.officers.screens.broadcasts.pressing import MenuPress

_COPIED = (Status.APPROVED, Status.ENDED, Status.CANCELLED, Status.PROPOSED)


async def on_broadcasts(update: Update, context: Context) -> None:
    """`/phattin`, `/broadcasts`: the menu, in private; a draft that lies open is kept and left."""
    one = stage(update, context)
    if not one.at.is_private:
        await one.at.say(Screen(text=one.at.words("compose.privately")))
        await one.at.finish()
        return
    context.faces.broadcasting.composers.note(one.visit.chat)
    try:
        await _menu(one)
    except Refused as error:
        await one.at.refuse(error)
        await one.at.finish()


async def press(one: Stage, pressed: MenuPress) -> None:
    """Do what a button of the menu asks for."""
    service, lists, words = one.at.faces.broadcasting.composing, one.at.faces.broadcasting.drafts, one.at.words
    one.at.faces.broadcasting.composers.note(one.visit.chat)
    user, default = UserId(one.visit.chat), one.at.faces.texts.default.language
    match pressed.item, pressed.value:
        case "menu", _:
            await _menu(one)
        case "new", "":
            units = await lists.homes(user)
            if len(units) == 1:
                await one.show(await service.begin(one.visit, unit=units[0].code))
            else:
                await one.put(screens.which(units, words))
        case "new", unit:
            await one.show(await service.begin(one.visit, unit=UnitCode(unit)))
        case "drafts", _:
            found = await lists.of_homes(user, Status.DRAFT)
            await one.put(screens.listed("drafts", found, words, opens="open", default=default))
        case "waiting", _:
            found = await lists.of_homes(user, Status.PROPOSED)
            await one.put(screens.listed("waiting", found, words, opens="open", default=default))
        case "copies", _:
            found = [one for one in await lists.of_homes(user, *_COPIED) if one.corrects is None]
            await one.put(screens.listed("copies", found, words, opens="copy", default=default))
        case "open", broadcast:
            await one.preview(await service.open(one.visit, BroadcastId(broadcast)))
        case "copy", broadcast:
            await one.preview(await service.copy(one.visit, BroadcastId(broadcast)))
        case "resume", _:
            await one.show(await service.view(one.visit))
        case _:
            raise StalePress


async def _menu(one: Stage) -> None:
    """Show the menu; a draft that lay open is left, and that is said."""
    service, lists = one.at.faces.broadcasting.composing, one.at.faces.broadcasting.drafts
    user = UserId(one.visit.chat)
    units = await lists.homes(user)
    is_on = await service.is_on(one.visit)
    if is_on:
        await service.leave(one.visit)
    above = one.at.words("compose.saved") if is_on else None
    found = await lists.of_homes(user, Status.DRAFT, Status.PROPOSED)
    waiting = sum(one.status is Status.PROPOSED for one in found)
    await one.put(
        screens.menu(
            units,
            one.at.words,
            drafts=len(found) - waiting,
            waiting=waiting,
            further=(calendar.entry(one.at.words), sent.entry(one.at.words), channels.entry(one.at.words)),
            above=above,
        )
    )
