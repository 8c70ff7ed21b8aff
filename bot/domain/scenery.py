"""What shows the scene of a draft: photos, and a place on the map. Pure, like the rest of the form.

A place that a phone told is first of all a help to find the commune. It is kept only once the resident says that it is
the scene; until then it waits as `TipDraft.located`, and whatever the answer, it does not choose the commune by itself.
"""

from dataclasses import replace

from bot.domain.draft import DraftPhoto, Step, TipDraft
from bot.domain.errors import UnexpectedReply
from bot.domain.evidence import MOST_PHOTOS, TooManyPhotos
from bot.domain.point import Point
from bot.domain.units import CommuneCode


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


def located(draft: TipDraft, point: Point, nearest: tuple[CommuneCode, ...]) -> TipDraft:
    """Give the draft with a place of which it is not known yet whether it is the scene.

    The nearest communes are offered where none was chosen.
    """
    offered = nearest if draft.commune is None or draft.step is Step.COMMUNE else draft.offered
    return replace(draft, located=point, offered=offered, letter=None, unfound=False)


def scene_answered(draft: TipDraft, *, is_scene: bool) -> TipDraft:
    """Give the draft with the place as the scene's pin, or without it.

    Raises:
        UnexpectedReply: there is no place to be asked about.

    """
    if draft.located is None:
        raise UnexpectedReply
    return replace(draft, located=None, pin=draft.located.rounded if is_scene else draft.pin)


def unpinned(draft: TipDraft) -> TipDraft:
    """Give the draft without a pin."""
    return replace(draft, pin=None)
