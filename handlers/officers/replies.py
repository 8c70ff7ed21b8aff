"""What officers type as a reply to one of the bot's messages: an answer to its question, or a note among themselves."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.errors import Refused
from bot.domain.identifiers import ChatId, MessageId
from handlers.buttons import Screen
from handlers.context import Context
from handlers.fetching import picture
from handlers.staff import Duty, duty


async def on_reply(update: Update, context: Context) -> None:
    """Take in a reply in a group."""
    at = duty(update, context)
    await _hear(at, _of(update))
    await at.finish()


async def on_beside(update: Update, context: Context) -> None:
    """Say that a text beside the bot's question is no answer to it: of what was said only that it was is known."""
    at = duty(update, context)
    if await at.faces.groups.at(at.act.chat) is not None:
        await at.say(Screen(text=at.words("reply.misplaced")))
    await at.finish()


async def on_private_reply(update: Update, context: Context) -> None:
    """Take in a reply in private, where it answers the bot about a tip; any other is a resident's.

    Raises:
        ApplicationHandlerStop: it was an officer's and is done.

    """
    replied = _of(update).reply_to_message
    assert replied is not None
    chat = ChatId(replied.chat.id)
    if await context.faces.addresses.post_at(chat, MessageId(replied.message_id)) is None:
        return
    await on_reply(update, context)
    raise ApplicationHandlerStop


async def _hear(at: Duty, message: Message) -> None:
    replied = message.reply_to_message
    if replied is None:
        return
    to = MessageId(replied.message_id)
    post = await at.faces.addresses.post_at(at.act.chat, to)
    if post is None:
        await _say_unknown(at)
        return
    try:
        if message.text is not None:
            await at.faces.casework.replied(at.act, to=to, text=message.text)
        elif (found := picture(message)) is not None and await at.faces.casework.awaits_photo(at.act, to=to):
            photo = await at.faces.share.taken_in(await at.faces.fetcher.fetch(found), declared=found.declared)
            await at.faces.casework.replied(at.act, to=to, text=message.caption or "", photos=(photo,))
        elif not await at.faces.casework.is_done(at.act):
            await at.say(Screen(text=at.words("reply.media")))  # a voice is known by its sound, a file by its name
    except Refused as error:
        await at.refuse(error)


async def _say_unknown(at: Duty) -> None:
    """Say in a unit's group that a reply was not taken in.

    A message that went out just before the process died, or whose answer was lost, came a second time: only that one
    is known, and to guess what the other was could send a note to a reporter.
    """
    if await at.faces.groups.at(at.act.chat) is not None:
        await at.say(Screen(text=at.words("reply.unknown")))


def _of(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
