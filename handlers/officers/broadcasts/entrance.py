"""The handlers of composing: the menu and its buttons, and those that look first while a draft lies open."""

from typing import Final

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from handlers.context import Context
from handlers.officers.broadcasts.composing import on_edit, on_leaving, on_leaving_press, on_message
from handlers.officers.broadcasts.menu import on_broadcasts
from handlers.officers.broadcasts.presses import on_press
from handlers.officers.screens.broadcasts.pressing import PATTERN

_NEW: Final = filters.UpdateType.MESSAGE
_EDITED: Final = filters.UpdateType.EDITED_MESSAGE
_PRIVATE: Final = filters.ChatType.PRIVATE
#: Commands of residents that open something of theirs.
_LEAVING: Final = ("start", "baotin", "tip", "xemtraloi", "status", "thongbao", "alerts", "huy", "cancel")
#: Buttons in private chats that do the same.
_LEAVING_PRESSES: Final = r"^(?:m:(?:tip|status|alerts)|k:|sb:)"


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers of broadcasts, to be asked before those of residents."""
    return [
        CommandHandler(["phattin", "broadcasts"], on_broadcasts, filters=_NEW),
        CallbackQueryHandler(on_press, pattern=PATTERN),
    ]


def composing_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers that look first while somebody composes, in a group of their own.

    They leave to the others what comes from whoever does not.
    """
    return [
        CommandHandler(_LEAVING, on_leaving, filters=_PRIVATE & _NEW),
        MessageHandler(_PRIVATE & _NEW & ~filters.COMMAND, on_message),
        MessageHandler(_PRIVATE & _EDITED, on_edit),
        CallbackQueryHandler(on_leaving_press, pattern=_LEAVING_PRESSES),
    ]
