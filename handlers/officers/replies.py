"""What officers type as a reply to one of the bot's messages: an answer to its question, or a note among themselves."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.errors import Refused
from bot.domain.identifiers import ChatId, MessageId
from handlers.buttons import Screen
from handlers.context import Context
from handlers.staff import Duty, duty


async def on_reply(update: Update, context: Context) -> None:
    """Take in a reply in a group."""
    at = duty(update, context)
    await _hear(at, _of(update))
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
    if await at.faces.addresses.post_at(at.act.chat, to) is None:
        return
    try:
        if message.text is None:
            await at.say(Screen(text=at.words("reply.media")))  # a voice is known by its sound, a file by its name
        else:
            await at.faces.casework.replied(at.act, to=to, text=message.text)
    except Refused as error:
        await at.refuse(error)


def _of(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
