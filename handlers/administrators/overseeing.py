"""`/donvi` and its buttons: units, their people, invitations. Tips are none of it."""

from telegram import Update

from bot.domain.errors import Refused, StalePress
from bot.domain.identifiers import OfficerId
from bot.domain.people import Role
from bot.domain.units import UnitCode
from handlers.administrators.auditing import page
from handlers.administrators.data import Press, read
from handlers.administrators.screens import units as screens
from handlers.buttons import Screen
from handlers.context import Context
from handlers.staff import Duty, duty


async def on_units(update: Update, context: Context) -> None:
    """`/donvi`: all units; with a code or a name, straight to that one."""
    at = duty(update, context)
    text = update.effective_message.text if update.effective_message is not None else None
    _, _, rest = (text or "").strip().partition(" ")
    try:
        await at.say(await _asked_for(at, rest.strip()) if at.is_private else Screen(text=at.words("units.privately")))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def on_press(update: Update, context: Context) -> None:
    """Do what a button of an administrator asks for."""
    assert update.callback_query is not None
    at = duty(update, context)
    try:
        await _do(at, read(update.callback_query.data or ""))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _asked_for(at: Duty, text: str) -> Screen:
    if not text:
        return await _overview(at, 0)
    code = UnitCode(text.upper() if text.lower() != "desk" else "desk")
    if code in at.faces.directory.units:
        return await _unit(at, code)
    await at.faces.administration.units_overview(at.act)  # only administrators look names up
    directory = at.faces.directory
    return screens.found([directory.unit_of(one.code) for one in directory.find_communes(text).candidates], at.words)


async def _do(at: Duty, press: Press) -> None:
    match press.action, press.values:
        case "page", (number,) if number.isdecimal():
            await at.show(await _overview(at, int(number)))
        case "unit", (unit,):
            await at.show(await _unit(at, UnitCode(unit)))
        case "audit", (before,) if before.isdecimal():
            await at.show(await page(at, int(before)))
        case "roles", ():
            await at.faces.administration.units_overview(at.act)  # only administrators give roles without a unit
            await at.show(screens.roles(at.words))
        case "invite", (role, *units) if role in set(Role):
            await _invite(at, Role(role), UnitCode(units[0]) if units else None)
        case "remove", (unit, officer):
            await _ask_to_remove(at, UnitCode(unit), OfficerId(officer))
        case "remove!", (officer,):
            gone = await at.faces.administration.remove(at.act, officer=OfficerId(officer))
            screen = await _unit(at, gone.unit) if gone.unit is not None else await _overview(at, 0)
            await at.show(screen, toast=at.words.plain("done.removed"))
        case _:
            raise StalePress


async def _overview(at: Duty, page: int) -> Screen:
    return screens.overview(await at.faces.administration.units_overview(at.act), page, at.words)


async def _unit(at: Duty, code: UnitCode) -> Screen:
    detail = await at.faces.administration.unit_detail(at.act, unit=code)
    return screens.unit(detail, at.context.bot.username, at.words)


async def _invite(at: Duty, role: Role, unit: UnitCode | None) -> None:
    token = await at.faces.administration.invite(role, unit=unit, by=at.act)
    link = f"https://t.me/{at.context.bot.username}?start={token}"
    of = at.faces.directory.units.get(unit) if unit is not None else None
    await at.toast(at.words.plain("done.invited"))
    await at.say_privately(screens.invitation(link, role, of, at.words))


async def _ask_to_remove(at: Duty, unit: UnitCode, officer: OfficerId) -> None:
    detail = await at.faces.administration.unit_detail(at.act, unit=unit)
    for one in detail.officers:
        if one.id == officer:
            await at.show(screens.removing(one, at.words))
            return
    raise StalePress
