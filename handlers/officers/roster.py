"""`/lichtruc`: the roster in private, seen by whoever works at a unit, set by its head; in the group, who is there."""

from datetime import date

from telegram import Update

from bot.domain.duty import Watch
from bot.domain.errors import Refused, StalePress
from bot.domain.identifiers import OfficerId
from bot.domain.units import UnitCode
from bot.services.rostering import Slot
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.screens import roster as screens
from handlers.staff import Duty, duty


async def on_roster(update: Update, context: Context) -> None:
    """`/lichtruc`, `/duty`, `/truc`: in private the week, in a unit's group who is on duty now."""
    at = duty(update, context)
    try:
        await at.say(await (_asked_for(at) if at.is_private else _in_group(at)))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def on_press(update: Update, context: Context) -> None:
    """Do what a button of the roster asks for; one of an older roster says so, and the roster is shown as it is."""
    assert update.callback_query is not None
    at = duty(update, context)
    action, unit, values = screens.read(update.callback_query.data or "")
    try:
        await at.show(await _do(at, action, unit, values))
    except StalePress:
        await _show_anew(at, unit)
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _asked_for(at: Duty) -> Screen:
    held = await at.faces.rostering.units(at.act.user)
    first, *others = held
    if others:
        return screens.units(held, at.words)
    return screens.week(await at.faces.rostering.view(at.act, unit=first.code), at.words)


async def _in_group(at: Duty) -> Screen:
    group = await at.faces.groups.at(at.act.chat)
    if group is None:
        return Screen(text=at.words("duty.privately"))
    return screens.in_group(await at.faces.rostering.view(at.act, unit=group.unit), at.words)


async def _do(at: Duty, action: str, unit: UnitCode, values: list[str]) -> Screen:
    """Do what a button asks for; give the screen that it leads to."""
    service, words = at.faces.rostering, at.words
    match action, values:
        case "week", []:
            return screens.week(await service.view(at.act, unit=unit), words)
        case "dates", []:
            return screens.dates(await service.lead(at.act, unit=unit), words)
        case "slot", [code, watch]:
            return screens.slot(await service.lead(at.act, unit=unit), _slot(code), _watch(watch), words)
        case "own", []:
            return screens.own(await service.view(at.act, unit=unit), words)
        case "whom", [code, watch]:
            return screens.whom(await service.view(at.act, unit=unit), _date(code), _watch(watch), words)
        case "before", [version] if version.isdecimal():
            return screens.week(await service.repeat(at.act, unit=unit, version=int(version)), words)
        case "put", [version, code, watch, officer] if version.isdecimal():
            return await _put(at, unit, int(version), _slot(code), _watch(watch), officer)
        case "ask", [version, code, watch, officer] if version.isdecimal():
            return await _ask(at, unit, int(version), _date(code), _watch(watch), OfficerId(officer))
        case (("yes" | "no"), [code, watch, officer]):
            return await _answer(at, unit, _date(code), _watch(watch), OfficerId(officer), agrees=action == "yes")
        case _:
            raise StalePress


async def _put(at: Duty, unit: UnitCode, version: int, slot: Slot, watch: Watch, officer: str) -> Screen:
    chosen = OfficerId(officer) if officer != screens.NOBODY else None
    view = await at.faces.rostering.put(at.act, unit=unit, version=version, slot=slot, watch=watch, officer=chosen)
    return screens.slot(view, slot, watch, at.words)


async def _ask(at: Duty, unit: UnitCode, version: int, day: date, watch: Watch, colleague: OfficerId) -> Screen:
    view = await at.faces.rostering.ask(at.act, unit=unit, version=version, day=day, watch=watch, colleague=colleague)
    return screens.asked(view, day, watch, colleague, at.words)


async def _answer(at: Duty, unit: UnitCode, day: date, watch: Watch, officer: OfficerId, *, agrees: bool) -> Screen:
    view = await at.faces.rostering.answer(at.act, unit=unit, day=day, watch=watch, officer=officer, agrees=agrees)
    return screens.answered(view, day, watch, at.words, agrees=agrees)


async def _show_anew(at: Duty, unit: UnitCode) -> None:
    """Say that the button was old, and show the roster as it is now in its place."""
    try:
        view = await at.faces.rostering.view(at.act, unit=unit)
    except Refused as error:
        await at.refuse(error)
        return
    await at.show(screens.week(view, at.words), toast=at.words.plain("duty.stale"), alert=True)


def _slot(code: str) -> Slot:
    slot = screens.slot_from(code)
    if slot is None:
        raise StalePress
    return slot


def _date(code: str) -> date:
    slot = _slot(code)
    if not isinstance(slot, date):
        raise StalePress
    return slot


def _watch(code: str) -> Watch:
    if code not in set(Watch):
        raise StalePress
    return Watch(code)
