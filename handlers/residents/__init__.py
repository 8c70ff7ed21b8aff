"""The face that residents see: private chats."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers.context import Context
from handlers.residents.commands import COMMANDS, on_command
from handlers.residents.presses import on_press
from handlers.residents.typed import on_edit, on_media, on_text

_NEW = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers of private chats, to be asked in this order."""
    return [
        CommandHandler(list(COMMANDS), on_command, filters=_PRIVATE & _NEW),
        MessageHandler(_PRIVATE & _NEW & filters.TEXT, on_text),
        MessageHandler(_PRIVATE & filters.UpdateType.EDITED_MESSAGE, on_edit),
        MessageHandler(_PRIVATE & _NEW, on_media),
        CallbackQueryHandler(on_press),
        ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


async def on_membership(update: Update, context: Context) -> None:
    """Note nothing of who stops or starts the bot: what cannot be delivered is put away by the vault."""
    await context.faces.conversing.finish(context.errand_of(update))
