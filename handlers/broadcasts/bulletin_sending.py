"""Bulletins on their way to a chat: sent by the ids of their files, changed where they stand, taken away again.

It must not know who the reader is, whose turn it is or what is tried again: every error of Telegram goes to the caller.
"""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from telegram import InputMediaDocument, InputMediaPhoto, InputMediaVideo
from telegram.error import BadRequest, TelegramError

from bot.domain.broadcasts.broadcast import MediumKind
from bot.domain.identifiers import ChatId, MessageId
from handlers.broadcasts.bulletin import Bulletin
from handlers.broadcasts.plates import plate
from handlers.calls import Priority
from handlers.context import InboxBot

_UNCHANGED: Final = "message is not modified"
_GONE: Final = "message to delete not found"
_PAID: Final = {"allow_paid_broadcast": True}
_PARTS: Final = {
    MediumKind.PHOTO: InputMediaPhoto,
    MediumKind.VIDEO: InputMediaVideo,
    MediumKind.DOCUMENT: InputMediaDocument,
}


class HalfSent(Exception):  # noqa: N818 - named as what has become of it, like every error of ours
    """The album of a bulletin is there, its text is not; the cause is Telegram's error."""

    def __init__(self, album: tuple[MessageId, ...], error: TelegramError) -> None:
        """`album`: to be given to `send` when it is tried again, so that nobody has it twice."""
        super().__init__("the text behind an album")
        self.album = album
        self.error = error


async def send(
    bot: InboxBot,
    chat: ChatId,
    bulletin: Bulletin,
    *,
    priority: Priority,
    paid: bool = False,
    album: Sequence[MessageId] = (),
) -> tuple[MessageId, ...]:
    """Send a bulletin; give its messages in order, the last of which bears the text and the buttons.

    `paid`: by Telegram's paid delivery. `album`: what stands there already of a bulletin that was half sent.

    Raises:
        HalfSent: the album is there and its text is not.
        telegram.error.TelegramError: nothing is there, or (TimedOut) it is not known.

    """
    if not bulletin.is_album:
        return (await _sent_text(bot, chat, bulletin, priority=priority, paid=paid),)
    parts = tuple(album) or await _sent_album(bot, chat, bulletin, priority=priority, paid=paid)
    try:
        return (*parts, await _sent_text(bot, chat, bulletin, priority=priority, paid=paid))
    except TelegramError as error:
        raise HalfSent(parts, error) from error


async def edit(
    bot: InboxBot, chat: ChatId, messages: Sequence[MessageId], bulletin: Bulletin, *, priority: Priority
) -> bool:
    """Change text, caption and buttons of what was sent; tell False where it is gone or not the bot's to change.

    Files stay as they were sent. Repeated, it finds the same and is harmless.

    Raises:
        telegram.error.TelegramError: it could not be told whether it is changed, or it cannot be now.

    """
    method = "editMessageCaption" if bulletin.has_caption else "editMessageText"
    parameters = {"chat_id": chat, "message_id": messages[-1], **plate(bulletin).words}
    try:
        await bot.bare(method, parameters, priority=priority)
    except BadRequest as error:
        return _UNCHANGED in error.message.lower()
    return True


async def delete(bot: InboxBot, chat: ChatId, messages: Sequence[MessageId], *, priority: Priority) -> bool:
    """Take away what was sent; tell False where Telegram does not allow it any more, as after 48 hours.

    The text goes by a call of its own: deleting several at once, Telegram passes over in silence what has to stay.

    Raises:
        telegram.error.TelegramError: it could not be told whether they are gone, or they cannot be reached now.

    """
    *album, text = messages
    try:
        await bot.delete_message(chat, text, rate_limit_args=priority)
    except BadRequest as error:
        if _GONE not in error.message.lower():
            return False
    if album:
        await bot.delete_messages(chat, sorted(album), rate_limit_args=priority)
    return True


async def _sent_text(bot: InboxBot, chat: ChatId, bulletin: Bulletin, *, priority: Priority, paid: bool) -> MessageId:
    """Send the one message that bears the text, with what stands over it unless that is an album."""
    made = plate(bulletin)
    parameters = {"chat_id": chat, **made.medium, **made.words, **(_PAID if paid else {})}
    sent = await bot.bare(made.method, parameters, priority=priority)
    return MessageId(cast("Mapping[str, int]", sent)["message_id"])  # a Message, as Telegram's table says


async def _sent_album(
    bot: InboxBot, chat: ChatId, bulletin: Bulletin, *, priority: Priority, paid: bool
) -> tuple[MessageId, ...]:
    parts = [_PARTS[medium.kind](medium.file) for medium in bulletin.media]
    sent = await bot.send_media_group(chat, parts, allow_paid_broadcast=paid or None, rate_limit_args=priority)
    return tuple(MessageId(message.message_id) for message in sent)
