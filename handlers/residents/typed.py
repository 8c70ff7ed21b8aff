"""What residents type without being asked by a button, or as an answer to a question."""

from telegram import Update

from bot.domain.conversation import Adding, Conversation, Focus, Following, LookingUp, Sorting, Subscribing, Telling
from bot.domain.errors import ReceiptMistyped, ReceiptUnknown, Refused
from bot.domain.receipts import read
from bot.domain.tip import Words as Text
from bot.places.directory import Directory
from handlers.context import Context
from handlers.residents import subscribing
from handlers.residents.presenting import present, refusal, unknown_receipt
from handlers.residents.stage import Scene, scene


async def on_text(update: Update, context: Context) -> None:
    """Take in a text: it is never lost and never sent by itself."""
    at = scene(update, context)
    message = update.effective_message
    assert message is not None
    text = message.text or ""
    current = await context.faces.conversing.current(at.visit)
    words = context.faces.texts[current.language]
    try:
        if _is_about_alerts(at, current, text):
            named = Text(message=message.message_id, text=text)
            if await subscribing.typed(at, current, named):
                return
        if _is_for_look_up(current.focus, text, context.faces.directory):
            conversation = await context.faces.follow.look_up(at.visit, text)
        else:
            conversation = await told(at, current, Text(message=message.message_id, text=text))
    except ReceiptUnknown:
        await unknown_receipt(at)
    except Refused as error:
        in_danger = context.faces.directory.says_danger(text)
        screen = await present(at, current, hint=refusal(error, words), in_danger=in_danger)
        await at.show(screen, after=current)
    else:
        await at.show(await present(at, conversation), after=conversation)


def _is_about_alerts(at: Scene, current: Conversation, text: str) -> bool:
    """Tell whether a commune is asked for, or was until this very text chose one: nothing else typed ends so."""
    if current.errand == at.visit.errand:
        return current.begun is not None
    return isinstance(current.focus, Subscribing) and not _is_receipt(text)


def _is_for_look_up(focus: Focus | None, text: str, directory: Directory) -> bool:
    """Tell whether a text is a receipt: one that was asked for, unless it cries for help, or one that is plainly one.

    While something is being written to the police a receipt must not slip into it; what was written waits meanwhile.
    """
    if isinstance(focus, LookingUp):
        return not directory.says_danger(text)
    return isinstance(focus, Telling | Following | Adding | Sorting | Subscribing | None) and _is_receipt(text)


def _is_receipt(text: str) -> bool:
    """Tell whether a text nobody asked for is a receipt, prefix and all, since a short story can pass the check."""
    if not text.lstrip().upper().startswith("TB"):
        return False
    try:
        read(text)
    except ReceiptMistyped:
        return False
    return True


async def told(at: Scene, current: Conversation, text: Text) -> Conversation:
    """Take a text in, wherever it belongs."""
    follows, ended = await belonging(at, current)
    return await at.context.faces.tell.typed(at.visit, text, follows=follows, ended=ended)


async def belonging(at: Scene, current: Conversation) -> tuple[bool, bool]:
    """Give whether what comes unasked may belong to a tip answered here, and whether the open thread is over."""
    faces = at.context.faces
    follows = isinstance(current.focus, Subscribing | None) and bool(await faces.follow.labels(current))
    ended = isinstance(current.focus, Following) and not await faces.follow.takes_more(current)
    return follows, ended
