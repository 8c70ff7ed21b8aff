"""What residents send besides words: photos and places are taken in, all else gets a warm word and nothing is kept.

What cannot be cleaned does not pass. What was written under it is kept all the same.
"""

from collections.abc import Sequence
from typing import Final

from telegram import Message, Update
from telegram.error import Forbidden, TimedOut

from bot.domain.conversation import Conversation, LookingUp, Telling
from bot.domain.errors import Refused
from bot.domain.evidence import MOST_PHOTOS, Photo
from bot.domain.identifiers import MessageId, UserId
from bot.domain.point import Point
from bot.domain.tip import Words as Text
from handlers.albums import post_album
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context
from handlers.fetching import Picture, picture
from handlers.http import NeverSent
from handlers.residents.presenting import present, refusal
from handlers.residents.stage import Scene, scene
from handlers.residents.typed import belonging, told
from handlers.series import goes_on
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


async def on_media(update: Update, context: Context) -> None:
    """Take in a photo or a place; say warmly what is not taken, and show what is open."""
    at = scene(update, context)
    message = update.effective_message
    assert message is not None
    if (found := picture(message)) is not None:
        await _on_photo(at, message, found)
    elif message.location is not None:
        await _on_place(at, message)
    else:
        await _refused(at, message)


async def look(at: Scene, photos: Sequence[Photo], key: str) -> None:
    """Show a resident photos, under the text of a key: their own as the police see them, or the unit's.

    The question from which they were asked for stands below them again, so that what can be done is at hand.
    """
    faces = at.context.faces
    current = await faces.conversing.current(at.visit)
    words = faces.texts[current.language]
    shown = await faces.share.opened(photos)
    await at.toast(None if shown else words.plain("look.gone"))
    sent: list[MessageId] = []
    for start in range(0, len(shown), MOST_PHOTOS):
        part = shown[start : start + MOST_PHOTOS]
        try:
            sent += await post_album(at.bot, at.visit.chat, part, caption=words(key), priority=Priority.REPLY)
        except NeverSent:
            raise  # it is looked at again
        except (TimedOut, Forbidden):
            break  # it may have arrived, or nobody is there to see it
    if sent:
        await at.show_below(await present(at, current), messages=sent)
    else:
        await faces.conversing.settle(at.visit)


async def _on_photo(at: Scene, message: Message, found: Picture) -> None:
    faces = at.context.faces
    current = await faces.conversing.current(at.visit)
    if current.errand == at.visit.errand:  # done before the process ended: only its answer is still to be shown
        await at.show(await present(at, current), after=current)
        return
    words = _caption(message)
    try:
        faces.share.require_room(current)
        content = await faces.fetcher.fetch(found)
        follows, ended = await belonging(at, current)
        conversation = await faces.share.photo(
            at.visit,
            content,
            declared=found.declared,
            message=MessageId(message.message_id),
            words=words,
            follows=follows,
            ended=ended,
        )
    except Refused as error:
        await _not_taken(at, current, words, error)
        return
    if message.media_group_id is not None and await goes_on(at.context, at.visit.chat, message.media_group_id):
        await at.finish_silently()
        return
    await at.show(await present(at, conversation, hint=await _for_staff(at, conversation)), after=conversation)


async def _for_staff(at: Scene, conversation: Conversation) -> str | None:
    """Give what warns somebody of the staff: their photo begins a tip, it does not go to a reporter."""
    if not isinstance(conversation.focus, Telling):
        return None
    held = await at.context.faces.administration.roles(UserId(at.visit.chat))
    return "staff.photo" if held else None


async def _on_place(at: Scene, message: Message) -> None:
    faces = at.context.faces
    assert message.location is not None
    point = Point(lat=message.location.latitude, lon=message.location.longitude)
    current = await faces.conversing.current(at.visit)
    try:
        _, ended = await belonging(at, current)
        conversation = await faces.share.place(at.visit, point, ended=ended)
    except Refused as error:
        screen = await present(at, current, hint=refusal(error, faces.texts[current.language]))
        await at.show(screen, after=current)
    else:
        hint = "place.live" if message.location.live_period else None
        await at.show(await present(at, conversation, hint=hint), after=conversation)


async def _not_taken(at: Scene, current: Conversation, words: Text | None, error: Refused) -> None:
    """Say why a photo was not taken; what was written under it is kept."""
    faces = at.context.faces
    after, hint, in_danger = current, refusal(error, faces.texts[current.language]), False
    if words is not None:
        try:
            after = await told(at, current, words)
        except Refused as fault:
            hint, in_danger = refusal(fault, faces.texts[current.language]), faces.directory.says_danger(words.text)
    await at.show(await present(at, after, hint=hint, in_danger=in_danger), after=after)


async def _refused(at: Scene, message: Message) -> None:
    current = await at.context.faces.conversing.current(at.visit)
    words = at.context.faces.texts[current.language]
    text = words("media.refused", what=words.plain(f"media.{_kind(message)}"))
    after, hint, in_danger = current, None, False
    caption = _caption(message)
    if caption is not None and not isinstance(current.focus, LookingUp):
        try:
            after = await told(at, current, caption)
            text = Html(f"{text}\n{words('media.caption')}")
        except Refused as error:
            hint, in_danger = refusal(error, words), at.context.faces.directory.says_danger(caption.text)
    screen = await present(at, after, hint=hint, in_danger=in_danger)
    await at.show(Screen(text=f"{text}\n\n{screen.text}", rows=screen.rows), after=after)


def _caption(message: Message) -> Text | None:
    return Text(message=message.message_id, text=message.caption) if message.caption else None


def _kind(message: Message) -> str:
    unread = message.api_kwargs.get("unread")
    if isinstance(unread, str):
        return _WORDS.get(unread, "other")
    return next((name for kind, name in _WORDS.items() if getattr(message, kind, None)), "other")
