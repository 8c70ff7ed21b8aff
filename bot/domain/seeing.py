"""What a conversation becomes when a photo or a place comes, wherever it stands. Pure, the sister of `listening`.

A photo is never lost by coming at the wrong moment; a place only ever helps to find a commune, until the resident says
that it is the scene.
"""

from dataclasses import replace

from bot.domain import tip_form
from bot.domain.alarms import Kinds
from bot.domain.conversation import Adding, Conversation, Correcting, Focus, Following, Sorting, Subscribing, Telling
from bot.domain.draft import FROM_TEXT
from bot.domain.errors import PlaceNotAsked, UnexpectedReply
from bot.domain.evidence import PhotoId
from bot.domain.listening import begun_with, bounded, change
from bot.domain.point import Point
from bot.domain.replies import Coarsened, Edited, Located, Pictured, SceneAnswered, Unpinned
from bot.domain.scenery import require_room, without
from bot.domain.tip import Words
from bot.domain.unsent import photos_of, words_of


def ids_in(conversation: Conversation) -> frozenset[PhotoId]:
    """Give the photos that a conversation holds and has not sent, those that wait unseen too."""
    every = [
        *photos_of(conversation.focus),
        *(photo for waiting in conversation.parked for photo in photos_of(waiting)),
    ]
    return frozenset(taken.photo.id for taken in every)


def take_in(focus: Focus | None, seen: Pictured, kinds: Kinds, *, seed: bytes, follows: bool) -> Focus:
    """Give the focus after a photo; `seed` is for the draft that it may begin.

    `follows`: answers to a tip that is still open come to this chat, so that a stray photo may belong to it.

    Raises:
        TooManyPhotos, TooLong: there is no room; nothing is changed.

    """
    require_room(photos_of(focus))
    said = () if seen.words is None else (seen.words,)
    match focus:
        case Telling(draft=draft):
            return replace(focus, draft=tip_form.answer(draft, seen, kinds), dropping=False)
        case Following(tip=tip, by_receipt=by_receipt):
            return Adding(
                tip=tip, words=said, photos=(seen.photo,), by_receipt=by_receipt, says_danger=seen.says_danger
            )
        case Adding():
            return _with(replace(focus, dropping=False), seen, said)
        case Correcting():
            return _with(focus, seen, said)
        case Sorting(words=words, photos=photos):
            texts, shown = bounded((*words, *said)), (*photos, seen.photo)
            if seen.says_danger:
                return begun_with(texts, kinds, photos=shown, seed=seed, says_danger=True)
            return replace(focus, words=texts, photos=shown, dropping=False)
        case _ if follows and not seen.says_danger:
            return Sorting(words=said, photos=(seen.photo,))
        case _:
            return begun_with(said, kinds, photos=(seen.photo,), seed=seed, says_danger=seen.says_danger)


def place(focus: Focus | None, shared: Located, kinds: Kinds, *, seed: bytes) -> Focus:
    """Give the focus after a place: a help for the commune, or a part of what is said about a tip; else it begins one.

    Raises:
        PlaceNotAsked: something waits to be sorted.

    """
    match focus:
        case Telling(draft=draft):
            return replace(focus, draft=tip_form.answer(draft, shared, kinds))
        case Correcting() | Subscribing():
            there = shared.whereabouts
            return replace(focus, offered=there.communes, whereabouts=there.blurred, unfound=False, listing=None)
        case Following(tip=tip, by_receipt=by_receipt):
            return Adding(tip=tip, by_receipt=by_receipt, located=shared.point)
        case Adding():
            return replace(focus, located=shared.point, dropping=False)
        case Sorting():
            raise PlaceNotAsked
        case _:
            begun = replace(tip_form.started(seed, kinds), order=FROM_TEXT, step=FROM_TEXT[0])
            return Telling(draft=tip_form.answer(begun, shared, kinds))


def placed(focus: Focus | None, reply: SceneAnswered | Coarsened | Unpinned) -> Adding:
    """Give an addition after what was said of its place: as exact as it may be known, coarse after all, or without.

    Raises:
        UnexpectedReply: there is no such place.

    """
    match focus, reply:
        case Adding(located=Point() as point), SceneAnswered(shown):
            return replace(focus, located=None, pin=point.shown(shown))
        case Adding(pin=Point() as pin), Coarsened():
            return replace(focus, pin=pin.coarsened)
        case Adding(), Unpinned():
            return replace(focus, pin=None)
        case _:
            raise UnexpectedReply


def without_photo(focus: Focus | None, number: int) -> Focus:
    """Give an addition without the photo of this number, counted from one.

    Raises:
        UnexpectedReply: there is none.

    """
    match focus:
        case Adding(photos=photos):
            return replace(focus, photos=without(photos, number))
        case _:
            raise UnexpectedReply


def holds(focus: Focus | None, message: int) -> bool:
    """Tell whether a photo that came in this message lies in what is being written."""
    return any(taken.message == message for taken in photos_of(focus))


def exchange(focus: Focus | None, seen: Pictured, kinds: Kinds, *, seed: bytes) -> Focus | None:
    """Give the focus after a photo, or what is written under it, was changed in place; `seed` as for `take_in`.

    The former photo is gone: whoever takes another one may have seen what it gives away.

    Raises:
        TooLong: there is no room for what is written now; nothing is changed.

    """
    message, told = seen.photo.message, words_of(focus)
    if not holds(focus, message):
        return focus
    photos = tuple(seen.photo if taken.message == message else taken for taken in photos_of(focus))
    if seen.words is None:
        told = tuple(text for text in told if text.message != message)
    elif all(text.message != message for text in told):
        told = (*told, Words(message=message, text=""))
    match focus:
        case Telling(draft=draft):
            exchanged: Focus = replace(focus, draft=replace(draft, photos=photos, words=told))
        case Adding() | Sorting() | Correcting():
            exchanged = replace(focus, photos=photos, words=told)
        case _:
            return focus
    if seen.words is None:
        return exchanged
    return change(exchanged, Edited(seen.words, seen.says_danger), kinds, seed=seed)


def _with(focus: Adding | Correcting, seen: Pictured, said: tuple[Words, ...]) -> Adding | Correcting:
    return replace(
        focus,
        words=bounded((*focus.words, *said)),
        photos=(*focus.photos, seen.photo),
        says_danger=focus.says_danger or seen.says_danger,
    )
