"""One message to a group or an officer, sent or edited: protected, without previews, within its rate budget."""

from telegram import ForceReply, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.domain.identifiers import ChatId, MessageId
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot

_UNCHANGED = "message is not modified"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def post(
    bot: InboxBot,
    chat: ChatId,
    screen: Screen,
    *,
    priority: Priority,
    replies_to: MessageId | None = None,
    protected: bool = True,
) -> MessageId:
    """Send a screen; as a reply where that message is still there, which in a forum also finds the topic.

    One that asks opens the reply in the client of whomever its text mentions, and of nobody else.
    """
    reply = ReplyParameters(replies_to, allow_sending_without_reply=True) if replies_to is not None else None
    asking = ForceReply(selective=True, input_field_placeholder=screen.asks) if screen.asks is not None else None
    sent = await bot.send_message(
        chat,
        screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=asking if asking is not None else screen.markup,
        reply_parameters=reply,
        link_preview_options=_NO_PREVIEW,
        protect_content=protected,
        rate_limit_args=priority,
    )
    return MessageId(sent.message_id)


async def edit(bot: InboxBot, chat: ChatId, message: MessageId, screen: Screen, *, priority: Priority) -> bool:
    """Change a message to a screen; tell False where it is gone or no longer the bot's to change."""
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.markup,
            link_preview_options=_NO_PREVIEW,
            rate_limit_args=priority,
        )
    except BadRequest as error:
        return _UNCHANGED in error.message.lower()
    return True
