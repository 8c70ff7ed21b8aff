"""Presses about whom a draft is for and when it goes out."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import At, Daily, Monthly, Now, Weekly, Yearly
from bot.domain.broadcasts.subscription import Topic
from bot.domain.errors import StalePress
from bot.domain.units import CommuneCode
from bot.services.broadcasts.composing import Draft
from handlers.officers.broadcasts.stage import Stage
from handlers.officers.screens.broadcasts import audience as screens
from handlers.officers.screens.broadcasts import timing
from handlers.officers.screens.broadcasts.pressing import DraftPress


async def audience(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Change whom it is for; tell False where the button is about something else."""
    drafting, desk = one.at.faces.broadcasting.drafting, one.desk(draft)
    match pressed.action, pressed.values:
        case "add", (code,):
            await one.show(await drafting.include(one.visit, (CommuneCode(code),)))
        case "out", (code,):
            after = await drafting.include(one.visit, (CommuneCode(code),), out=True)
            await one.put(screens.removing(one.desk(after), 0))
        case "clear", ():
            await one.show(await drafting.include(one.visit, draft.broadcast.audience.communes, out=True))
        case "group", (name,) if name in screens.groups(desk.directory):
            await one.show(await drafting.include(one.visit, screens.groups(desk.directory)[name]))
        case "districts", ():
            await one.put(screens.districts(desk))
        case "district", (number,) if number.isdecimal() and int(number) < len(desk.directory.districts):
            communes = desk.directory.districts[int(number)].communes
            await one.show(await drafting.include(one.visit, (commune.code for commune in communes)))
        case "chosen", (page,) if page.isdecimal():
            await one.put(screens.removing(desk, int(page)))
        case "topic", (topic,) if topic in set(Topic):
            await one.show(await drafting.toggle(one.visit, Topic(topic)))
        case _:
            return False
    return True


async def when(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Change when it goes out; tell False where the button is about something else."""
    dating, desk = one.at.faces.broadcasting.dating, one.desk(draft)
    match pressed.action, pressed.values:
        case "now", ():
            await one.show(await dating.set_when(one.visit, Now()))
        case "days", ():
            await one.put(timing.days(desk))
        case "day", (day,):
            await one.put(timing.hours_of(desk, _day(day)))
        case "at", (day, hour):
            at = datetime.combine(_day(day), _hour(hour), one.at.faces.zone)
            await one.show(await dating.set_when(one.visit, At(at=at)))
        case "repeat", ():
            await one.put(timing.patterns(desk))
        case "hour", (hour,):
            await one.show(await dating.repeat_at(one.visit, _hour(hour)))
        case "forever", ():
            await one.show(await dating.repeat_until(one.visit, None))
        case _:
            return await _pattern(one, draft, pressed)
    return True


async def _pattern(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Choose by which pattern it repeats; tell False where the button is about something else."""
    faces = one.at.faces.broadcasting
    match pressed.action, pressed.values:
        case "daily", ():
            await one.show(await faces.dating.repeat(one.visit, Daily()))
        case "monthly", (day,) if day.isdecimal():
            await one.show(await faces.dating.repeat(one.visit, Monthly(day=int(day))))
        case "yearly", (month, day) if month.isdecimal() and day.isdecimal():
            await one.show(await faces.dating.repeat(one.visit, Yearly(month=int(month), day=int(day))))
        case "weekday", (number,) if number in set("0123456"):
            chosen = _toggled(draft, int(number))
            await one.show(
                await faces.composing.ask(one.visit, lambda focus: replace(focus, part=Part.DAYS, pattern=chosen))
            )
        case "hour", () if draft.focus.pattern is not None:
            await one.show(await faces.dating.repeat(one.visit, draft.focus.pattern))
        case _:
            return False
    return True


def _toggled(draft: Draft, number: int) -> Weekly | None:
    """Give the days of the week with one that was not among them, or without it; None: none is left."""
    before = set(draft.focus.pattern.days) if isinstance(draft.focus.pattern, Weekly) else set[int]()
    days = tuple(sorted(before ^ {number}))
    return Weekly(days=days) if days else None


def _day(code: str) -> date:
    try:
        return datetime.strptime(code, "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        raise StalePress from None


def _hour(code: str) -> time:
    try:
        return datetime.strptime(code, "%H%M").time()  # noqa: DTZ007 - it is put into the province's zone
    except ValueError:
        raise StalePress from None
