"""The calendar of broadcasts in an officer's private chat, and the question about what was missed in their group."""

from datetime import date

from telegram import InputFile, InputMediaPhoto, Update
from telegram.error import BadRequest

from bot.domain.errors import Refused, StalePress
from bot.ports.almanac import AlmanacFailed
from handlers.buttons import Button, Screen, markup
from handlers.calls import Priority
from handlers.context import Context
from handlers.officers.broadcasts import moving
from handlers.officers.broadcasts.stage import stage
from handlers.officers.screens.broadcasts import almanac, sendings
from handlers.officers.screens.broadcasts import calendar as screens
from handlers.staff import Duty, duty


async def on_calendar(update: Update, context: Context) -> None:
    """Do what a button of the calendar asks for."""
    assert update.callback_query is not None
    at = duty(update, context)
    action, values = sendings.read(update.callback_query.data or "")
    if at.is_private and action != "move":
        await moving.over(stage(update, context))
    try:
        if action in {"p", "q"}:
            await _draw(at, _day(values), is_turned=action == "q")
        elif action == "l":
            await at.toast()
            await at.say(await _do(at, "m", values))
        else:
            await at.show(await _do(at, action, values))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _do(at: Duty, action: str, values: list[str]) -> Screen:
    """Do what a button asks for; give the screen that it leads to."""
    agenda, how = at.faces.broadcasting.agenda, moving.sight(at)
    match action, values:
        case "m", _:
            return screens.month(await agenda.month(at.act, day=_day(values)), how)
        case "d", [text]:
            one = sendings.day(text)
            return screens.day(await agenda.month(at.act, day=one), one, how)
        case "i", [name]:
            return screens.item(await moving.item(at, name), how)
        case (("drop" | "cancel" | "now"), [name]):
            return screens.ask(action, await moving.item(at, name), how)
        case "move", [name]:
            return await moving.asked(stage(at.update, at.context), await moving.item(at, name), name)
        case "move!", [name, to]:
            return await moving.moved(at, name, sendings.moment(to, at.faces.zone))
        case (("drop!" | "cancel!" | "now!"), [name]):
            return await _done(at, action[:-1], name)
        case _:
            raise StalePress


async def _done(at: Duty, action: str, name: str) -> Screen:
    one = await moving.item(at, name)
    services = at.faces.broadcasting
    match action:
        case "cancel":
            await services.approving.cancel(at.act, broadcast=one.broadcast.id)
        case "drop":
            await services.rescheduling.drop(at.act, occurrence=await moving.row(at, one))
        case _:
            await services.rescheduling.send_now(at.act, occurrence=await moving.row(at, one))
    return screens.did(action, one.at, moving.sight(at))


def _day(values: list[str]) -> date | None:
    return sendings.day(values[0]) if values and values[0] else None


async def _draw(at: Duty, day: date | None, *, is_turned: bool) -> None:
    """Send the picture of a month, or (`is_turned`) put it in place of the one whose button was pressed.

    What a button under a picture carries says so: of the message itself only its number is kept.
    """
    view = await at.faces.broadcasting.agenda.month(at.act, day=day)
    await at.toast()
    words = at.words
    try:
        picture = await at.faces.broadcasting.artist.drawn(almanac.page(view, moving.sight(at)))
    except AlmanacFailed:
        await at.say(Screen(text=words("calendar.picture.failed")))
        return
    caption = words.plain("calendar.picture").format(month=screens.label(view.first))
    code = sendings.day_code(view.first)
    listed = (Button(words.plain("calendar.button.list"), sendings.data("l", code)),)
    rows = markup((screens.turning(view.first, words, "q"), listed))
    bot, args = at.context.bot, Priority.REPLY
    if is_turned and at.act.message is not None:
        media = InputMediaPhoto(picture, filename="month.png", caption=caption)
        try:
            await bot.edit_message_media(
                media, chat_id=at.act.chat, message_id=at.act.message, reply_markup=rows, rate_limit_args=args
            )
        except BadRequest:
            pass  # the message is gone, or Telegram takes no edit of it: the month comes as a new picture
        else:
            return
    file = InputFile(picture, filename="month.png")
    await bot.send_photo(at.act.chat, file, caption=caption, reply_markup=rows, rate_limit_args=args)
