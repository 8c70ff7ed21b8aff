"""What of a conversation was written and not sent: it waits while something else is looked at, and comes back. Pure."""

from dataclasses import replace

from bot.domain.conversation import Adding, Conversation, Correcting, Focus, Sorting, Telling, Unsent
from bot.domain.draft import DraftPhoto, TipDraft
from bot.domain.tip import Words


def is_unsent(focus: Focus | None) -> bool:
    """Tell whether a focus holds something that was begun and not sent."""
    return isinstance(focus, Telling) or bool(messages_of(focus)) or _has_pin(focus)


def under_way(focus: Focus | None, parked: tuple[Unsent, ...]) -> TipDraft | None:
    """Give the draft that lies open or waits, the latest first."""
    return next((found.draft for found in (focus, *reversed(parked)) if isinstance(found, Telling)), None)


def turned(before: Conversation, focus: Focus | None, *, lets_go: bool) -> tuple[Focus | None, tuple[Unsent, ...]]:
    """Give the new focus and what waits unsent; where nothing is open any more, the latest of it is open again.

    Looking at something else costs nobody what they wrote; `lets_go`: it was sent, or dropped by who wrote it.
    """
    parked = tuple(waiting for waiting in before.parked if not _is_same_draft(waiting, focus))
    if not lets_go and _would_lose(before.focus, focus):
        match before.focus:
            case Telling() | Adding() | Sorting():
                parked = (*parked, replace(before.focus, dropping=False))
            case Correcting():
                parked = (*parked, replace(added(before.focus), dropping=False))
            case _:
                pass
    return (parked[-1], parked[:-1]) if focus is None and parked else (focus, parked)


def words_of(focus: Focus | None) -> tuple[Words, ...]:
    """Give the words that lie in what is being written, and have not been sent."""
    match focus:
        case Telling(draft=draft):
            return draft.words
        case Adding(words=texts) | Sorting(words=texts) | Correcting(words=texts):
            return texts
        case _:
            return ()


def photos_of(focus: Focus | None) -> tuple[DraftPhoto, ...]:
    """Give the photos that lie in what is being written, and have not been sent."""
    match focus:
        case Telling(draft=draft):
            return draft.photos
        case Adding(photos=photos) | Sorting(photos=photos) | Correcting(photos=photos):
            return photos
        case _:
            return ()


def messages_of(focus: Focus | None) -> frozenset[int]:
    """Give the messages whose words or photos a focus holds."""
    return frozenset(held.message for held in (*words_of(focus), *photos_of(focus)))


def added(focus: Correcting) -> Adding:
    """Give what was told while a commune was corrected, as an addition to its tip."""
    return Adding(tip=focus.after.tip, words=focus.words, photos=focus.photos, says_danger=focus.says_danger)


def _would_lose(before: Focus | None, after: Focus | None) -> bool:
    """Tell whether what was written would be gone; what somebody takes out of it while they write is meant to go."""
    match before, after:
        case Telling(), _:
            return not _is_same_draft(before, after)
        case Adding(tip=one), Adding(tip=other):
            return one != other
        case _:
            return bool(messages_of(before) - messages_of(after)) or (_has_pin(before) and not _has_pin(after))


def _has_pin(focus: Focus | None) -> bool:
    match focus:
        case Telling(draft=draft):
            return draft.pin is not None
        case Adding(pin=pin):
            return pin is not None
        case _:
            return False


def _is_same_draft(one: Focus | None, other: Focus | None) -> bool:
    return isinstance(one, Telling) and isinstance(other, Telling) and one.draft.seed == other.draft.seed
