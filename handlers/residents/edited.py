"""What residents change in place while it has not been sent: words, and photos with what is written under them."""

from telegram import Message, Update

from bot.domain import seeing
from bot.domain.conversation import Conversation
from bot.domain.errors import Refused
from bot.domain.identifiers import MessageId
from bot.domain.tip import Words as Text
from handlers.context import Context
from handlers.fetching import Picture, picture
from handlers.residents.presenting import present, refusal
from handlers.residents.stage import Scene, scene


async def on_edit(update: Update, context: Context) -> None:
    """Take in what was changed; what was sent already, or never kept, stays as it is."""
    at = scene(update, context)
    message = update.edited_message
    assert message is not None
    current = await context.faces.conversing.current(at.visit)
    found = picture(message) if seeing.holds(current.focus, message.message_id) else None
    text = message.text or message.caption
    if current.focus is None or (found is None and not text):
        await at.finish()
        return
    words = Text(message=message.message_id, text=text) if text else None
    hint = None
    try:
        conversation = await _changed(at, current, message, found, words)
    except Refused as error:
        conversation = current
        hint = refusal(error, context.faces.texts[current.language])
    screen = await present(at, conversation, hint=hint)
    if conversation.prompt is None:
        await at.show(screen, after=None)
    else:
        await at.renew(conversation.prompt, screen)


async def _changed(
    at: Scene, current: Conversation, message: Message, found: Picture | None, words: Text | None
) -> Conversation:
    """Give the conversation after the change; a replay finds it done and fetches nothing."""
    faces = at.context.faces
    if current.errand == at.visit.errand:
        return current
    if found is None:
        assert words is not None
        return await faces.tell.edited(at.visit, words)
    content = await faces.fetcher.fetch(found)
    return await faces.share.exchanged(
        at.visit, content, declared=found.declared, message=MessageId(message.message_id), words=words
    )
