"""What an officer sends in private while a draft lies open: it is a part of the draft, and never a tip.

These handlers look before those of residents do. Of whoever does not compose they touch nothing.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Final

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.broadcast import Status
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.errors import NotAllowed, NotEnrolled, Refused
from bot.domain.identifiers import UserId
from handlers.broadcasts import composed
from handlers.context import Context
from handlers.officers.broadcasts import moving
from handlers.officers.broadcasts.stage import Stage, stage
from handlers.officers.screens.broadcasts import menu, refusing
from handlers.officers.screens.look import joined
from handlers.series import goes_on
from handlers.texts import Html, Words

_REMEMBERED: Final = timedelta(days=7)  #: after its last change somebody may still think that they write a draft
_CANCELS: Final = frozenset({"huy", "cancel"})


async def on_message(update: Update, context: Context) -> None:
    """Take in whatever is sent while a draft lies open.

    Raises:
        ApplicationHandlerStop: it was a part of a draft and is done.

    """
    one = stage(update, context)
    if not await _is_on(one):
        await _remind(one)
        return
    message = _of(update)
    sending = await context.faces.broadcasting.moving.of(one.visit)
    if sending:
        await moving.typed(one, sending, message.text or "")
        raise ApplicationHandlerStop
    album = message.media_group_id
    try:
        sent = composed.sent(message)
        if sent is None:
            raise ContentRefused(ContentFault.UNSUPPORTED)
        heard = await context.faces.broadcasting.drafting.hear(one.visit, sent)
    except Refused as error:
        await _refused(one, error, album)
        raise ApplicationHandlerStop from None
    if album is not None and await goes_on(context, one.visit.chat, album):
        await one.at.finish()
    else:
        await one.heard(heard, hint=_hint(message, one.at.words))
    raise ApplicationHandlerStop


async def on_edit(update: Update, context: Context) -> None:
    """Follow a message that was changed where it stands.

    Raises:
        ApplicationHandlerStop: a draft lies open; what it was not made of is let go.

    """
    one = stage(update, context)
    if not await _is_on(one):
        return
    message = _of(update)
    try:
        sent = composed.sent(message)
        heard = await context.faces.broadcasting.drafting.resent(one.visit, sent) if sent is not None else None
    except Refused as error:
        await one.refused(error)
        raise ApplicationHandlerStop from None
    if heard is None:
        await one.at.finish()
    else:
        await one.heard(heard, hint=_hint(message, one.at.words))
    raise ApplicationHandlerStop


async def on_leaving(update: Update, context: Context) -> None:
    """Leave the mode, and say so, before a command of residents is done; the command itself is left to them.

    Raises:
        ApplicationHandlerStop: the command was to leave, and that is done.

    """
    one = stage(update, context)
    if not await _is_on(one):
        return
    name = (_of(update).text or "").split(maxsplit=1)[0].removeprefix("/").split("@")[0].lower()
    if name not in _CANCELS:
        await _leave_first(one)
        return
    is_moving = bool(await context.faces.broadcasting.moving.of(one.visit))
    after = await context.faces.broadcasting.composing.leave(one.visit)
    waiting = one.at.words("compose.left.tip") if after.focus is not None else None
    await one.put(
        menu.told(
            joined(one.at.words("compose.left.moving" if is_moving else "compose.left"), waiting, by="\n\n"),
            one.at.words,
        )
    )
    raise ApplicationHandlerStop


async def on_leaving_press(update: Update, context: Context) -> None:
    """Leave the mode, and say so, before a button of residents is followed."""
    one = stage(update, context)
    if await _is_on(one):
        await _leave_first(one)


async def _refused(one: Stage, error: Refused, album: str | None) -> None:
    """Say why something was not taken in; of the parts of one album, once."""
    drafting = one.at.faces.broadcasting.drafting
    if album is None or not isinstance(error, ContentRefused) or await drafting.complains(one.visit, album):
        await one.refused(error)
    else:
        await one.at.finish()


async def _leave_first(one: Stage) -> None:
    left = await one.at.faces.broadcasting.composing.step_aside(one.visit)
    if left is not None:
        await one.say(menu.left(left, one.at.words))


async def _remind(one: Stage) -> None:
    """Say that a draft was left when the talk was forgotten after a day: what is typed now goes into a tip."""
    broadcasting, visit = one.at.faces.broadcasting, one.visit
    if not broadcasting.composers.hold(visit.chat) or not await broadcasting.composing.is_forgotten(visit):
        return
    with suppress(NotAllowed, NotEnrolled):
        found = await broadcasting.drafts.of_homes(UserId(visit.chat), Status.DRAFT)
        since = broadcasting.planning.now() - _REMEMBERED
        lately = next((draft for draft in found if draft.touched > since), None)
        if lately is not None:
            await one.say(menu.lapsed(lately, one.at.words, one.at.faces.texts.default.language))


async def _is_on(one: Stage) -> bool:
    """Tell whether a draft lies open here; of whoever may not compose nothing is looked up."""
    broadcasting = one.at.faces.broadcasting
    return broadcasting.composers.hold(one.visit.chat) and await broadcasting.composing.is_on(one.visit)


def _hint(message: Message, words: Words) -> Html | None:
    """Say kindly what of a message could not be kept as it was meant."""
    return joined(*(refusing.warned(words(f"compose.hint.{name}")) for name in _hints(message))) or None


def _hints(message: Message) -> Iterator[str]:
    marked = composed.marked(message)
    if marked is not None and marked.lost:
        yield "lost"
    if marked is not None and marked.bad_link:
        yield "bad_link"
    if markup.looks_typed(message.text or message.caption or ""):
        yield "typed"
    if composed.has_venue(message):
        yield "venue"
    if message.location is not None and message.location.live_period:
        yield "live"
    if composed.allows_several(message):
        yield "several"
    if composed.lacks_answer(message):
        yield "answer"


def _of(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
