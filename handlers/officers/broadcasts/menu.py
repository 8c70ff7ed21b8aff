"""`/phattin`: the officers' one way to broadcasts, in private; and the lists behind it."""

from contextlib import suppress

from telegram import Update

from bot.domain.broadcasts.broadcast import Status
from bot.domain.errors import NotAllowed, NotEnrolled, Refused, StalePress
from bot.domain.identifiers import BroadcastId, UserId
from bot.domain.units import UnitCode
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.broadcasts.stage import Stage, stage
from handlers.officers.screens.broadcasts import approval, calendar, channels, sent
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
    try:
        await _menu(one)
    except Refused as error:
        await one.at.refuse(error)
        await one.at.finish()


async def press(one: Stage, pressed: MenuPress) -> None:
    """Do what a button of the menu asks for."""
    await _note(one)
    service, lists, words = one.at.faces.broadcasting.composing, one.at.faces.broadcasting.drafts, one.at.words
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
            await one.put(screens.listed("drafts", found, words, opens=screens.opened, default=default))
        case "waiting", _:
            found = await one.at.faces.broadcasting.approving.waiting(user)
            await one.put(screens.listed("waiting", found, words, opens=approval.opened, default=default))
        case "copies", _:
            found = [one for one in await lists.of_homes(user, *_COPIED) if one.corrects is None]
            await one.put(screens.listed("copies", found, words, opens=screens.copied, default=default))
        case "open", broadcast:
            await one.preview(await service.open(one.visit, BroadcastId(broadcast)))
        case "copy", broadcast:
            await one.preview(await service.copy(one.visit, BroadcastId(broadcast)))
        case "resume", _:
            await one.show(await service.view(one.visit))
        case _:
            raise StalePress


async def _note(one: Stage) -> None:
    """Know whoever composes: what they send from now on may be a part of a draft."""
    with suppress(NotAllowed, NotEnrolled):
        await one.at.faces.broadcasting.drafts.homes(UserId(one.visit.chat))
        one.at.faces.broadcasting.composers.note(one.visit.chat)


async def _menu(one: Stage) -> None:
    """Show the menu; a draft that lay open is left, and that is said. Whoever may only approve has what waits."""
    broadcasting, words = one.at.faces.broadcasting, one.at.words
    user = UserId(one.visit.chat)
    waiting = len(await broadcasting.approving.waiting(user))
    try:
        units = await broadcasting.drafts.homes(user)
    except NotAllowed:
        await one.put(screens.approving(words, waiting=waiting))
        return
    broadcasting.composers.note(one.visit.chat)
    is_on = await broadcasting.composing.step_aside(one.visit) is not None
    await one.put(
        screens.menu(
            units,
            words,
            drafts=len(await broadcasting.drafts.of_homes(user, Status.DRAFT)),
            waiting=waiting,
            further=(calendar.entry(words), sent.entry(words), channels.entry(words)),
            above=words("compose.saved") if is_on else None,
        )
    )
