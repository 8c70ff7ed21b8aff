"""Deleting messages from a resident's chat, as far as Telegram allows, and saying what it did not."""

from collections.abc import Sequence

from telegram.error import BadRequest, Forbidden

from bot.domain.identifiers import MessageId, Token
from handlers.calls import Priority
from handlers.residents.stage import Scene

_AT_ONCE = 100  #: messages that one call may delete


async def clear(at: Scene, token: Token | None) -> None:
    """Delete the messages of one tip, or (None) all that are known of this chat; what is said of it stays nowhere."""
    faces = at.context.faces
    messages = await faces.aftercare.messages(at.visit, token)
    if at.visit.message is not None and at.visit.message not in messages:
        messages.append(at.visit.message)
    failed = await _deleted(at, sorted(set(messages)))
    await faces.aftercare.deleted(at.visit, token)
    words = faces.texts[(await faces.conversing.current(at.visit)).language]
    key = "clear.failed" if failed else "clear.done"
    await at.finish(words.plain(key).format(count=len(messages) - failed, failed=failed), alert=True)


async def _deleted(at: Scene, messages: Sequence[MessageId]) -> int:
    """Delete messages; give how many Telegram did not let go."""
    failed = 0
    for start in range(0, len(messages), _AT_ONCE):
        batch = messages[start : start + _AT_ONCE]
        try:
            await at.bot.delete_messages(at.visit.chat, batch, rate_limit_args=Priority.REPLY)
        except (BadRequest, Forbidden):
            failed += len(batch)
    return failed
