"""A unit's people, for its head: shown, removed, invited, accepted into the group or put out of it."""

from telegram import Update

from bot.domain.errors import NotAllowed, NotEnrolled, Refused, StalePress
from bot.domain.identifiers import OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import UnitCode
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.data import UnitPress
from handlers.officers.screens import people as screens
from handlers.staff import Duty, duty


async def on_people(update: Update, context: Context) -> None:
    """`/canbo`: show the people of the group's unit, in private those of the unit that one leads."""
    at = duty(update, context)
    try:
        await at.say(await _listed(at))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def on_press(at: Duty, press: UnitPress) -> None:
    """Do what a button about a unit's people asks for."""
    match press.action, press.values:
        case "people", (unit,):
            await at.show(await _people(at, UnitCode(unit)))
        case "remove", (unit, officer):
            await at.show(screens.removing(await _officer(at, UnitCode(unit), OfficerId(officer)), at.words))
        case "remove!", (officer,):
            gone = await at.faces.administration.remove(at.act, officer=OfficerId(officer))
            assert gone.unit is not None
            await at.show(await _people(at, gone.unit), toast=at.words.plain("done.removed"))
        case "invite", (role, unit) if role in set(Role):
            await _invite(at, Role(role), UnitCode(unit))
        case "accept", (unit,):
            await at.faces.members.accept_members(at.act, unit=UnitCode(unit))
            await at.show(Screen(text=at.words("members.accepted")))
        case "out", (unit, user) if user.isdecimal():
            await at.faces.members.put_out(at.act, unit=UnitCode(unit), user=UserId(int(user)))
            await at.show(Screen(text=at.words("members.put_out")))
        case _:
            raise StalePress


async def _listed(at: Duty) -> Screen:
    group = await at.faces.groups.at(at.act.chat)
    if group is not None:
        return await _people(at, group.unit)
    held = await at.faces.administration.roles(at.act.user)
    if not held:
        raise NotEnrolled
    led = [one.unit for one in held if one.officer.role is Role.HEAD and one.unit is not None]
    if not led and any(one.officer.role is Role.ADMINISTRATOR for one in held):
        return Screen(text=at.words("people.by_unit"))
    if not led:
        raise NotAllowed
    return screens.units(led, at.words) if len(led) > 1 else await _people(at, led[0].code)


async def _people(at: Duty, unit: UnitCode) -> Screen:
    return screens.officers(await at.faces.administration.unit_detail(at.act, unit=unit), at.words)


async def _officer(at: Duty, unit: UnitCode, officer: OfficerId) -> Officer:
    detail = await at.faces.administration.unit_detail(at.act, unit=unit)
    for one in detail.officers:
        if one.id == officer:
            return one
    raise StalePress


async def _invite(at: Duty, role: Role, unit: UnitCode) -> None:
    """Give the link to whoever asked for it, and to nobody else: whoever has it can use it."""
    known = at.faces.directory.units.get(unit)
    if known is None:
        raise StalePress
    token = await at.faces.administration.invite(role, unit=unit, by=at.act)
    link = f"https://t.me/{at.context.bot.username}?start={token}"
    is_sent = await at.say_privately(screens.invitation(link, role, known, at.words))
    await at.toast(at.words.plain("done.invited" if is_sent else "people.closed_door"), alert=not is_sent)
