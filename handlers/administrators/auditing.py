"""`/nhatky`: an auditor reads what was done, page by page, in private."""

from telegram import Update

from bot.domain.errors import Refused
from handlers.administrators.screens import audit as screens
from handlers.buttons import Screen
from handlers.context import Context
from handlers.staff import Duty, duty


async def on_audit(update: Update, context: Context) -> None:
    """Show the last entries."""
    at = duty(update, context)
    try:
        await at.say(await page(at, None) if at.is_private else Screen(text=at.words("units.privately")))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def page(at: Duty, before: int | None) -> Screen:
    """Give the entries before a number, or the last ones."""
    return screens.page(await at.faces.auditing.page(at.act, before=before), at.faces.zone, at.words)
