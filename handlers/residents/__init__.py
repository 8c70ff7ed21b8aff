"""The face that residents see: private chats."""

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.context import Context
from handlers.residents import subscribing
from handlers.residents.commands import COMMANDS, on_command, on_unknown_command
from handlers.residents.edited import on_edit
from handlers.residents.media import on_media
from handlers.residents.presses import on_press
from handlers.residents.typed import on_text

_NEW = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers of private chats, to be asked in this order."""
    return [
        CommandHandler(list(COMMANDS), on_command, filters=_PRIVATE & _NEW),
        MessageHandler(_PRIVATE & _NEW & filters.COMMAND, on_unknown_command),
        MessageHandler(_PRIVATE & _NEW & filters.TEXT, on_text),
        MessageHandler(_PRIVATE & filters.UpdateType.EDITED_MESSAGE, on_edit),
        MessageHandler(_PRIVATE & _NEW, on_media),
        CallbackQueryHandler(on_press),
        ChatMemberHandler(subscribing.left, ChatMemberHandler.MY_CHAT_MEMBER),
        TypeHandler(Update, on_anything),
    ]


async def on_anything(update: Update, context: Context) -> None:
    """Let everything else go: what cannot be delivered the vault puts away."""
    await context.faces.conversing.finish(context.errand_of(update))
