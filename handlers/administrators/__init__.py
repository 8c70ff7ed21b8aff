"""The face that administrators see, and the door through which all staff come in: invitations."""

from typing import Final

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from handlers.administrators.auditing import on_audit
from handlers.administrators.data import PATTERN
from handlers.administrators.enrolling import on_invitation, on_name
from handlers.administrators.overseeing import on_press, on_units
from handlers.context import Context

_NEW: Final = filters.UpdateType.MESSAGE
_PRIVATE: Final = filters.ChatType.PRIVATE
_INVITED: Final = filters.Regex(r"^/start(?:@\w+)?\s+i_")


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers of administrators, to be asked in this order and before those of residents."""
    return [
        CommandHandler("donvi", on_units, filters=_NEW),
        CommandHandler("nhatky", on_audit, filters=_NEW),
        MessageHandler(_PRIVATE & _NEW & _INVITED, on_invitation),
        CallbackQueryHandler(on_press, pattern=PATTERN),
    ]


def first_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handler of private texts that must look first, in a group of its own: it takes an awaited name."""
    return [MessageHandler(_PRIVATE & _NEW & filters.TEXT & ~filters.COMMAND, on_name)]
