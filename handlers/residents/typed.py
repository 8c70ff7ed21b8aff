"""What residents type, change or send without a button."""

from telegram import Message, Update

from bot.domain.conversation import LookingUp
from bot.domain.errors import ReceiptMistyped, ReceiptUnknown, Refused
from bot.domain.receipts import read
from bot.domain.tip import Words as Text
from handlers.buttons import Screen
from handlers.context import Context
from handlers.residents.presenting import present, refusal
from handlers.residents.screens import thread
from handlers.residents.stage import scene

_MEDIA = {
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "location": "location",
    "contact": "contact",
    "document": "file",
}


async def on_text(update: Update, context: Context) -> None:
    """Take in a text: it is never lost and never sent by itself."""
    at = scene(update, context)
    message = update.effective_message
    assert message is not None
    text = message.text or ""
    current = await context.faces.conversing.current(at.visit)
    words = context.faces.texts[current.language]
    try:
        if isinstance(current.focus, LookingUp) or (current.focus is None and _is_receipt(text)):
            conversation = await context.faces.follow.look_up(at.visit, text)
        else:
            conversation = await context.faces.tell.typed(at.visit, Text(message=message.message_id, text=text))
    except ReceiptUnknown:
        focus = current.focus if isinstance(current.focus, LookingUp) else LookingUp()
        screen = thread.looking_up(focus, current.version, words, unknown=True)
        await at.show(screen, after=current)
    except Refused as error:
        screen = await present(at, current, hint=refusal(error, words))
        await at.show(screen, after=current)
    else:
        await at.show(await present(at, conversation), after=conversation)


async def on_edit(update: Update, context: Context) -> None:
    """Take in the new wording of something typed before, while it has not been sent."""
    at = scene(update, context)
    message = update.edited_message
    assert message is not None
    current = await context.faces.conversing.current(at.visit)
    if current.focus is None or message.text is None:
        await at.finish()
        return
    try:
        conversation = await context.faces.tell.edited(at.visit, Text(message=message.message_id, text=message.text))
    except Refused:
        conversation = current
    screen = await present(at, conversation)
    if conversation.prompt is None:
        await at.show(screen, after=None)
    else:
        await at.renew(conversation.prompt, screen)


async def on_media(update: Update, context: Context) -> None:
    """Say warmly what is not taken yet, and show what is open; nothing of it is kept."""
    at = scene(update, context)
    message = update.effective_message
    assert message is not None
    current = await context.faces.conversing.current(at.visit)
    words = context.faces.texts[current.language]
    what = words.plain(f"media.{_kind(message)}")
    if message.caption and current.focus is not None:
        current = await context.faces.tell.typed(at.visit, Text(message=message.message_id, text=message.caption))
    screen = await present(at, current)
    text = words("media.refused", what=what)
    await at.show(Screen(text=f"{text}\n\n{screen.text}", rows=screen.rows), after=current)


def _kind(message: Message) -> str:
    unread = message.api_kwargs.get("unread")
    if isinstance(unread, str):
        return _MEDIA.get(unread, "other")
    return next((name for kind, name in _MEDIA.items() if getattr(message, kind, None)), "other")


def _is_receipt(text: str) -> bool:
    try:
        read(text)
    except ReceiptMistyped:
        return False
    return True
