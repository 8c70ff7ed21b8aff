"""Which part of a draft is awaited after another one, and from which messages its parts came. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.broadcasts import fitting
from bot.domain.broadcasts.broadcast import Broadcast
from bot.domain.broadcasts.composing import Sent, Source
from bot.domain.broadcasts.fitting import Part
from bot.domain.conversation import Composing
from bot.domain.identifiers import Language

_BEHIND: Final = 2  #: numbers of messages between parts of what was sent at once
_MOST_SOURCES: Final = 60  #: of an officer's own messages that are followed


def after(focus: Composing, broadcast: Broadcast, *, default: Language) -> Composing:
    """Give what is awaited next: what the language lacks that is being written, else what the whole does."""
    if focus.language is not None and focus.language != default:
        part = fitting.lacking_in(broadcast.content, focus.language, default=default)
        if part is not Part.CARD:
            return replace(focus, part=part)
    part = fitting.lacking(broadcast, default=default, settled=focus.settled)
    return replace(focus, part=part, language=None)


def going_on(*, default: Language, settled: bool | None = None) -> Callable[[Composing, Broadcast], Composing]:
    """Give what leads on from a part that is done; `settled`: the time was asked for."""

    def then(focus: Composing, broadcast: Broadcast) -> Composing:
        known = focus.settled if settled is None else settled
        done = replace(focus, settled=known, blanks=(), pattern=None)
        return after(done, broadcast, default=default)

    return then


def comes_behind(focus: Composing, sent: Sent) -> bool:
    """Tell whether a message stands right behind the last file of the draft in the chat."""
    files = [source.message for source in focus.sources if source.file]
    return bool(files) and 0 < sent.message - max(files) <= _BEHIND


def followed(focus: Composing, sent: Sent, part: Part, language: Language) -> Composing:
    """Remember the message that a part came from, in place of the one before where it can be only one."""
    file = sent.medium.file if sent.medium is not None else ""
    source = Source(message=sent.message, part=part, language=language, file=file)
    is_only = part is not Part.CONTENT
    others = tuple(one for one in focus.sources if not (is_only and (one.part, one.language) == (part, language)))
    return replace(focus, sources=(*others, source)[-_MOST_SOURCES:])
