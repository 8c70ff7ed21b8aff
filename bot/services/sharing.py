"""Sharing: what a resident shows, as opposed to says: photos and places on the map. None is sent by itself."""

import secrets
from collections.abc import Sequence

from bot.domain import seeing, unsent
from bot.domain.conversation import Adding, Conversation, Focus, Telling
from bot.domain.draft import DraftPhoto
from bot.domain.errors import UnexpectedReply
from bot.domain.evidence import Photo
from bot.domain.identifiers import MessageId
from bot.domain.point import Point
from bot.domain.receipts import SEED_BYTES
from bot.domain.replies import Located, PhotoRemoved, Pictured
from bot.domain.scenery import require_room
from bot.domain.tip import Words
from bot.domain.tip_form import answer
from bot.places.directory import Directory
from bot.ports.shelf import Shelf
from bot.services.conversing import Conversing, Visit
from bot.services.picturing import Picturing


class Share:
    """What a resident shows."""

    def __init__(self, conversing: Conversing, directory: Directory, picturing: Picturing, shelf: Shelf) -> None:
        self._conversing = conversing
        self._directory = directory
        self._picturing = picturing
        self._shelf = shelf

    def require_room(self, conversation: Conversation) -> None:
        """Let pass whoever may send one photo more; asked before anything is fetched.

        Raises:
            TooManyPhotos: there is no room.

        """
        require_room(unsent.photos_of(conversation.focus))

    async def taken_in(self, content: bytes, *, declared: str | None) -> Photo:
        """Take in a photo that an officer sends; it is cleaned as a resident's is.

        Raises:
            PhotoRefused: it is no photo, or none that can be cleaned.

        """
        return await self._picturing.taken_in(content, declared=declared)

    async def photo(
        self,
        visit: Visit,
        content: bytes,
        *,
        declared: str | None,
        message: MessageId,
        words: Words | None,
        follows: bool,
        ended: bool,
    ) -> Conversation:
        """Take in a photo with what was written under it, wherever the conversation stands.

        `declared`: the MIME type that its sender's program gave. `follows`, `ended`: as for `Tell.typed`.

        Raises:
            PhotoRefused: it is no photo, or none that can be cleaned.
            TooManyPhotos, TooLong: there is no room; nothing is changed.

        """
        seen = await self._seen(content, declared=declared, message=message, words=words)

        def change(focus: Focus | None) -> Focus:
            before = None if ended else focus
            return seeing.take_in(before, seen, self._directory.kinds, seed=_seed(), follows=follows)

        return await self._conversing.turn(visit, change, begins=lambda focus: focus is None or ended)

    async def exchanged(
        self, visit: Visit, content: bytes, *, declared: str | None, message: MessageId, words: Words | None
    ) -> Conversation:
        """Take in another photo, or other words under it, in place of those that came in the same message before.

        Raises:
            PhotoRefused: it is no photo, or none that can be cleaned.
            TooLong: there is no room for the words; nothing is changed.

        """
        seen = await self._seen(content, declared=declared, message=message, words=words)
        return await self._conversing.turn(
            visit, lambda focus: seeing.exchange(focus, seen, self._directory.kinds, seed=_seed())
        )

    async def place(self, visit: Visit, point: Point, *, ended: bool) -> Conversation:
        """Take in a place; `ended` as for `Tell.typed`.

        Raises:
            PlaceNotAsked: a tip that was sent lies open, or something is added to it: no place belongs there.

        """
        shared = Located(point, self._directory.whereabouts(point))

        def change(focus: Focus | None) -> Focus:
            before = None if ended else focus
            return seeing.place(before, shared, self._directory.kinds, seed=_seed())

        return await self._conversing.turn(visit, change, begins=lambda focus: focus is None or ended)

    async def remove(self, visit: Visit, number: int) -> Conversation:
        """Take a photo of this number, counted from one, out of what is being written; it is gone for good.

        Raises:
            StalePress: the button belongs to an older question.
            UnexpectedReply: there is no such photo.

        """

        def change(focus: Focus | None) -> Focus:
            if isinstance(focus, Telling):
                return Telling(draft=answer(focus.draft, PhotoRemoved(number), self._directory.kinds))
            return seeing.without_photo(focus, number)

        return await self._conversing.turn(visit, change)

    def unsent(self, conversation: Conversation) -> list[Photo]:
        """Give the photos of what is being written.

        Raises:
            UnexpectedReply: nothing is being written.

        """
        if not isinstance(conversation.focus, Telling | Adding):
            raise UnexpectedReply
        return [taken.photo for taken in unsent.photos_of(conversation.focus)]

    async def opened(self, photos: Sequence[Photo]) -> list[tuple[Photo, bytes]]:
        """Give photos with their bytes, those that are still there."""
        return [(photo, content) for photo in photos if (content := await self._shelf.read(photo.id, photo.key))]

    async def _seen(self, content: bytes, *, declared: str | None, message: MessageId, words: Words | None) -> Pictured:
        photo = await self._picturing.taken_in(content, declared=declared)
        return Pictured(
            photo=DraftPhoto(message=message, photo=photo),
            words=words,
            says_danger=words is not None and self._directory.says_danger(words.text),
        )


def _seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)
