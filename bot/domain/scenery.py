"""What shows the scene of a draft: photos, and a place on the map. Pure, like the rest of the form.

A place that a phone told is first of all a help to find the commune. It is kept only once the resident says that it is
the scene; until then it waits as `TipDraft.located`, and whatever the answer, it does not choose the commune by itself.
"""

from dataclasses import replace

from bot.domain.draft import DraftPhoto, Step, TipDraft
from bot.domain.errors import UnexpectedReply
from bot.domain.evidence import MOST_PHOTOS, TooManyPhotos
from bot.domain.point import Exactness, Point
from bot.domain.replies import Coarsened, Located, SceneAnswered, Unpinned
from bot.domain.whereabouts import Whereabouts


def with_photo(draft: TipDraft, photo: DraftPhoto) -> TipDraft:
    """Give the draft with one photo more.

    Raises:
        TooManyPhotos: there is no room.

    """
    require_room(draft.photos)
    return replace(draft, photos=(*draft.photos, photo))


def require_room(photos: tuple[DraftPhoto, ...]) -> None:
    """Let pass where one photo more can be taken in.

    Raises:
        TooManyPhotos: there is no room.

    """
    if len(photos) >= MOST_PHOTOS:
        raise TooManyPhotos


def without(photos: tuple[DraftPhoto, ...], number: int) -> tuple[DraftPhoto, ...]:
    """Give photos without the one of this number, counted from one.

    Raises:
        UnexpectedReply: there is none.

    """
    if not 1 <= number <= len(photos):
        raise UnexpectedReply
    return (*photos[: number - 1], *photos[number:])


def answered(draft: TipDraft, reply: Located | SceneAnswered | Coarsened | Unpinned) -> TipDraft:
    """Give the draft after a reply about a place.

    Raises:
        UnexpectedReply: there is no such place.

    """
    match reply:
        case Located(point, whereabouts):
            return located(draft, point, whereabouts)
        case SceneAnswered(shown):
            return scene_answered(draft, shown)
        case Coarsened():
            return coarsened(draft)
        case Unpinned():
            return replace(draft, pin=None)


def located(draft: TipDraft, point: Point, whereabouts: Whereabouts) -> TipDraft:
    """Give the draft with a place of which it is not known yet whether it is the scene.

    The communes there are offered where none was chosen.
    """
    placed = replace(draft, located=point, listing=None, unfound=False)
    if draft.commune is not None and draft.step is not Step.COMMUNE:
        return placed
    return replace(placed, offered=whereabouts.communes, whereabouts=whereabouts.blurred)


def scene_answered(draft: TipDraft, shown: Exactness) -> TipDraft:
    """Give the draft with the place as the scene's pin, as exact as the police may know it, or without it.

    Who lets the police know the commune alone has said so of the pin that was there before, too.

    Raises:
        UnexpectedReply: there is no place to be asked about.

    """
    if draft.located is None:
        raise UnexpectedReply
    return replace(draft, located=None, pin=draft.located.shown(shown))


def coarsened(draft: TipDraft) -> TipDraft:
    """Give the draft with a coarse pin; how exact it was is forgotten.

    Raises:
        UnexpectedReply: there is no pin.

    """
    if draft.pin is None:
        raise UnexpectedReply
    return replace(draft, pin=draft.pin.coarsened)
