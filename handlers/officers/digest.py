"""`/tonghop`: the desk's digest whenever the desk asks."""

from telegram import Update

from bot.domain.errors import Refused
from handlers.context import Context
from handlers.officers.screens import digest as screens
from handlers.staff import duty


async def on_digest(update: Update, context: Context) -> None:
    """Say how all units are, to somebody of the desk."""
    at = duty(update, context)
    try:
        await at.say(screens.digest(await at.faces.digesting.asked(at.act), at.words))
    except Refused as error:
        await at.refuse(error)
    await at.finish()
