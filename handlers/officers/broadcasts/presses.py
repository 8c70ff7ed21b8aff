"""Presses while a draft lies open; one of an older question is told so, and the draft is shown as it is."""

from dataclasses import replace

from telegram import Update

from bot.domain.broadcasts.broadcast import Status
from bot.domain.broadcasts.fitting import Part
from bot.domain.conversation import Composing
from bot.domain.errors import Refused, StalePress
from bot.services.broadcasts.composing import Draft
from handlers.context import Context
from handlers.officers.broadcasts import addressing, menu, parts
from handlers.officers.broadcasts.stage import Stage, stage
from handlers.officers.screens.broadcasts import draft as screens
from handlers.officers.screens.broadcasts import menu as menus
from handlers.officers.screens.broadcasts.pressing import DraftPress, MenuPress, read
from handlers.officers.screens.look import joined


async def on_press(update: Update, context: Context) -> None:
    """Do what a button of composing asks for."""
    assert update.callback_query is not None
    one = stage(update, context)
    try:
        pressed = read(update.callback_query.data or "")
        if isinstance(pressed, MenuPress):
            await _menu(one, pressed)
        else:
            one = stage(update, context, version=pressed.version)
            await _draft(one, pressed)
    except StalePress:
        await _stale(one)
    except Refused as error:
        await one.refused(error)


async def _menu(one: Stage, pressed: MenuPress) -> None:
    """Follow a button of the menu; one that leads nowhere leaves what is open as it is."""
    try:
        await menu.press(one, pressed)
    except StalePress:
        raise
    except Refused as error:
        await one.at.refuse(error)
        await one.at.finish()


async def _draft(one: Stage, pressed: DraftPress) -> None:
    draft = await one.at.faces.broadcasting.composing.view(one.visit)
    if not draft.is_done and pressed.version != draft.version:
        raise StalePress
    for family in (_whole, parts.look, parts.content, addressing.audience, addressing.when):
        if await family(one, draft, pressed):
            return
    raise StalePress


async def _whole(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Do what is about the draft as a whole; tell False where the button is about something else."""
    service = one.at.faces.broadcasting.composing
    match pressed.action, pressed.values:
        case "card", ():
            opened = await service.ask(one.visit, lambda focus: replace(focus, part=Part.CARD, language=None))
            await one.show(opened)
        case "next", ():
            await one.show(await one.at.faces.broadcasting.drafting.go_on(one.visit))
        case "see", ():
            await one.preview(draft)
        case "save", ():
            await _left(one, "compose.saved")
        case "drop", ():
            await one.put(screens.dropping(one.desk(draft)))
        case "drop!", ():
            await service.drop(one.visit, draft.broadcast.id)
            await one.put(menus.told(one.at.words("compose.dropped"), one.at.words))
        case "urgent", ():
            turned = not draft.broadcast.urgent  # readers see it, so it is previewed anew
            await one.preview(await service.change(one.visit, lambda old: replace(old, urgent=turned), _same))
        case "channel", ():
            posted = not draft.broadcast.to_channels
            await one.show(await service.change(one.visit, lambda old: replace(old, to_channels=posted), _same))
        case "propose", (seen,):
            await _proposed(one, draft, seen)
        case _:
            return False
    return True


async def _proposed(one: Stage, draft: Draft, seen: str) -> None:
    """Put the draft before a second officer, and leave the mode."""
    proposed = await one.at.faces.broadcasting.approving.propose(one.at.act, broadcast=draft.broadcast.id, seen=seen)
    await _left(one, "compose.approved" if proposed.status is Status.APPROVED else "compose.proposed")


async def _left(one: Stage, key: str) -> None:
    after = await one.at.faces.broadcasting.composing.leave(one.visit)
    waiting = one.at.words("compose.left.tip") if after.focus is not None else None
    await one.put(menus.told(joined(one.at.words(key), waiting, by="\n\n"), one.at.words))


async def _stale(one: Stage) -> None:
    """Say that a button was old, and show the draft that lies open; whoever composes nowhere learns of no draft."""
    toast = one.at.words.plain("compose.stale")
    try:
        await one.at.faces.broadcasting.drafts.homes(one.at.act.user)
        draft = await one.at.faces.broadcasting.composing.view(replace(one.visit, version=None))
    except StalePress:
        await one.at.toast(one.at.words.plain("compose.stale.closed"), alert=True)
        await one.at.finish()
    except Refused as error:
        await one.refused(error)
    else:
        await one.show(draft, toast=toast)


def _same(focus: Composing, _: object) -> Composing:
    return focus
