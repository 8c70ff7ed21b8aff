"""`/trogiup` in a group: what officers can do there, in few lines; it says nothing of any tip."""

from telegram import Update

from bot.domain.units import DESK
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.screens.look import called, joined
from handlers.staff import duty


async def on_help(update: Update, context: Context) -> None:
    """Say how the unit of this group works with tips; where the group is no unit's, how it becomes one."""
    at = duty(update, context)
    group = await at.faces.groups.at(at.act.chat)
    unit = at.faces.directory.units.get(group.unit) if group is not None else None
    if unit is None:
        await at.say(Screen(text=at.words("bind.how", code=next(iter(at.faces.directory.communes)))))
    else:
        text = joined(
            at.words("help.group", unit=called(unit, at.words)),
            at.words("help.group.desk") if unit.code == DESK else None,
        )
        await at.say(Screen(text=text))
    await at.finish()
