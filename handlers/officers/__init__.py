"""The face that officers see: their units' groups, and what concerns a tip in their private chats."""

from typing import Final

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers.context import Context
from handlers.officers.binding import on_anything, on_bind, on_forum, on_member, on_news, on_standing
from handlers.officers.broadcasts import entrance
from handlers.officers.broadcasts.calendar import on_calendar
from handlers.officers.broadcasts.card import PREVIEWED, on_preview
from handlers.officers.broadcasts.card import on_press as on_approval
from handlers.officers.broadcasts.conducting import on_press as on_conduct
from handlers.officers.data import PATTERN
from handlers.officers.digest import on_digest
from handlers.officers.help import on_help
from handlers.officers.people import on_people
from handlers.officers.presses import on_press
from handlers.officers.replies import on_beside, on_private_reply, on_reply
from handlers.officers.roster import on_press as on_duty_press
from handlers.officers.roster import on_roster
from handlers.officers.screens.broadcasts.approval import PATTERN as APPROVAL
from handlers.officers.screens.broadcasts.progress import PATTERN as CONDUCT
from handlers.officers.screens.broadcasts.sendings import PATTERN as CALENDAR
from handlers.officers.screens.roster import PATTERN as DUTY

_NEW: Final = filters.UpdateType.MESSAGE
_PRIVATE: Final = filters.ChatType.PRIVATE
_GROUPS: Final = filters.ChatType.GROUPS
_NEWS: Final = filters.StatusUpdate.MIGRATE | filters.StatusUpdate.NEW_CHAT_MEMBERS


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers of officers, to be asked in this order and before those of residents.

    Whatever comes from a group ends here.
    """
    return [
        CommandHandler("canbo", on_people, filters=_NEW),
        CommandHandler("lienket", on_bind, filters=_NEW),
        CommandHandler("start", on_bind, filters=_GROUPS & _NEW),
        CommandHandler(["lichtruc", "duty", "truc"], on_roster, filters=_NEW),
        CommandHandler("tonghop", on_digest, filters=_NEW),
        CommandHandler(["trogiup", "help"], on_help, filters=_GROUPS & _NEW),
        CallbackQueryHandler(on_duty_press, pattern=DUTY),
        CallbackQueryHandler(on_calendar, pattern=CALENDAR),
        *entrance.handlers(),
        CallbackQueryHandler(on_conduct, pattern=CONDUCT),
        CallbackQueryHandler(on_approval, pattern=APPROVAL),
        CallbackQueryHandler(on_preview, pattern=PREVIEWED),
        MessageHandler(_GROUPS & _NEW & _NEWS, on_news),
        MessageHandler(_GROUPS & _NEW & filters.REPLY, on_reply),
        MessageHandler(_GROUPS & _NEW & Beside(), on_beside),
        CallbackQueryHandler(on_press, pattern=PATTERN),
        Standing(on_standing, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(on_member, ChatMemberHandler.CHAT_MEMBER),
        Elsewhere(on_anything),
    ]


def first_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers that must look first, in a group of their own.

    They leave to the others what is not theirs.
    """
    return [
        MessageHandler(_PRIVATE & _NEW & filters.REPLY & filters.TEXT & ~filters.COMMAND, on_private_reply),
        InForum(on_forum),
    ]


def composing_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Give the handlers that look next, in a group of their own: of whoever composes a broadcast."""
    return entrance.composing_handlers()


class Beside(filters.MessageFilter):
    """Lets through what somebody said beside a question that asked them for a reply."""

    def filter(self, message: Message) -> bool:
        """Tell whether a message is of this kind."""
        return bool(message.api_kwargs.get("beside"))


class InForum(BaseHandler[Update, Context, None]):
    """Takes whatever comes from a group with topics."""

    def check_update(self, update: object) -> bool:
        """Tell whether an update comes from a forum."""
        return isinstance(update, Update) and bool(update.effective_chat and update.effective_chat.is_forum)


class Standing(ChatMemberHandler[Context, None]):
    """Takes what becomes of the bot itself in a group or a channel; whoever blocks it in private is no officer's."""

    def check_update(self, update: object) -> bool:
        """Tell whether an update is of this kind."""
        return _is_elsewhere(update) and super().check_update(update)


class Elsewhere(BaseHandler[Update, Context, None]):
    """Takes whatever does not come from a private chat."""

    def check_update(self, update: object) -> bool:
        """Tell whether an update comes from a group or a channel."""
        return _is_elsewhere(update)


def _is_elsewhere(update: object) -> bool:
    if not isinstance(update, Update):
        return False
    return update.effective_chat is not None and update.effective_chat.type != ChatType.PRIVATE
