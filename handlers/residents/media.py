"""What residents send besides words: photos and places are taken in, all else gets a warm word and nothing is kept.

What cannot be cleaned does not pass. What was written under it is kept all the same.
"""

import asyncio
from contextlib import suppress
from typing import Final

from telegram import Message, Update
from telegram.error import Forbidden, TimedOut

from bot.domain.conversation import Conversation, LookingUp
from bot.domain.errors import Refused
from bot.domain.identifiers import MessageId
from bot.domain.point import Point
from bot.domain.tip import Words as Text
from handlers.albums import post_album
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context
from handlers.residents.presenting import present, refusal
from handlers.residents.stage import Scene, scene
from handlers.residents.typed import belonging, told
from handlers.texts import Html

_WORDS: Final = {
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "contact": "contact",
    "document": "file",
}
_NO_PICTURE: Final = "application/"  #: what a file says it is, where it says that it is none
_QUIET: Final = 1.0  #: seconds without a further photo of an album, after which its one answer is given
_LOOK: Final = 0.1


async def on_media(update: Update, context: Context) -> None:
    """Take in a photo or a place; say warmly what is not taken, and show what is open."""
    at = scene(update, context)
    message = update.effective_message
    assert message is not None
    picture = _picture(message)
    if picture is not None:
        await _on_photo(at, message, *picture)
    elif message.location is not None:
        await _on_place(at, message)
    else:
        await _refused(at, message)


async def look(at: Scene) -> None:
    """Show a resident the photos of what is being written, as the police would see them; nothing is sent by it."""
    faces = at.context.faces
    conversation = await faces.conversing.current(at.visit)
    shown = await faces.share.shown(conversation)
    words = faces.texts[conversation.language]
    await at.toast(None if shown else words.plain("look.gone"))
    sent: list[MessageId] = []
    if shown:
        with suppress(TimedOut, Forbidden):  # it may have arrived, or nobody is there to see it
            sent += await post_album(at.bot, at.visit.chat, shown, caption=words("look"), priority=Priority.REPLY)
    await faces.conversing.settle(at.visit, messages=sent)


async def _on_photo(at: Scene, message: Message, file_id: str, size: int, declared: str | None) -> None:
    faces = at.context.faces
    current = await faces.conversing.current(at.visit)
    if current.errand == at.visit.errand:  # done before the process ended: only its answer is still to be shown
        await at.show(await present(at, current), after=current)
        return
    words = _caption(message)
    try:
        faces.share.require_room(current)
        content = await faces.fetcher.fetch(file_id, size=size)
        follows, ended = await belonging(at, current)
        conversation = await faces.share.photo(
            at.visit,
            content,
            declared=declared,
            message=MessageId(message.message_id),
            words=words,
            follows=follows,
            ended=ended,
        )
    except Refused as error:
        await _not_taken(at, current, words, error)
        return
    if message.media_group_id is not None and await _goes_on(at):
        await at.finish_silently()
        return
    await at.show(await present(at, conversation), after=conversation)


async def _on_place(at: Scene, message: Message) -> None:
    faces = at.context.faces
    assert message.location is not None
    point = Point(lat=message.location.latitude, lon=message.location.longitude)
    current = await faces.conversing.current(at.visit)
    try:
        conversation = await faces.share.place(at.visit, point)
    except Refused:
        screen = await present(at, current, hint="refused.place")
        await at.show(screen, after=current)
    else:
        await at.show(await present(at, conversation), after=conversation)


async def _not_taken(at: Scene, current: Conversation, words: Text | None, error: Refused) -> None:
    """Say why a photo was not taken; what was written under it is kept."""
    after, hint = current, refusal(error, at.context.faces.texts[current.language])
    if words is not None:
        try:
            after = await told(at, current, words)
        except Refused as fault:
            hint = refusal(fault, at.context.faces.texts[current.language])
    await at.show(await present(at, after, hint=hint), after=after)


async def _refused(at: Scene, message: Message) -> None:
    current = await at.context.faces.conversing.current(at.visit)
    words = at.context.faces.texts[current.language]
    text = words("media.refused", what=words.plain(f"media.{_kind(message)}"))
    after, hint = current, None
    caption = _caption(message)
    if caption is not None and not isinstance(current.focus, LookingUp):
        try:
            after = await told(at, current, caption)
            text = Html(f"{text}\n{words('media.caption')}")
        except Refused as error:
            hint = refusal(error, words)
    screen = await present(at, after, hint=hint)
    await at.show(Screen(text=f"{text}\n\n{screen.text}", rows=screen.rows), after=after)


async def _goes_on(at: Scene) -> bool:
    """Tell whether something more of this chat is on its way, so that the answer to it answers this photo too."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _QUIET
    while loop.time() < until:
        if at.context.waiting(at.visit.chat) > 1:
            return True
        await asyncio.sleep(_LOOK)
    return False


def _picture(message: Message) -> tuple[str, int, str | None] | None:
    """Give the file, the size and the declared type of what may be a photo."""
    if message.photo:
        best = message.photo[-1]
        return best.file_id, best.file_size or 0, "image/jpeg"
    file = message.document
    if file is None or (file.mime_type or "").startswith(_NO_PICTURE):
        return None
    return file.file_id, file.file_size or 0, file.mime_type


def _caption(message: Message) -> Text | None:
    return Text(message=message.message_id, text=message.caption) if message.caption else None


def _kind(message: Message) -> str:
    unread = message.api_kwargs.get("unread")
    if isinstance(unread, str):
        return _WORDS.get(unread, "other")
    return next((name for kind, name in _WORDS.items() if getattr(message, kind, None)), "other")
