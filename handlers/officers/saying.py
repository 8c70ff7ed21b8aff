"""Saying something about a tip in a chat: into its topic if it has one, and each message remembered as what it is."""

from collections.abc import Sequence
from contextlib import suppress

from telegram.error import BadRequest

from bot.domain.dispatches import CopyDispatch, Dispatch, Post, PostKind
from bot.domain.evidence import MOST_PHOTOS, Photo
from bot.domain.identifiers import ChatId, MessageId, OfficerId
from bot.domain.posts import post_kind
from bot.domain.tip import Tip
from bot.ports.shelf import Shelf
from handlers.addresses import Addresses
from handlers.albums import post_album
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import post
from handlers.officers.screens.look import joined
from handlers.officers.topics import Spot, Topics
from handlers.texts import Words


class Saying:
    """Sends screens and photos."""

    def __init__(self, bot: InboxBot, words: Words, *, addresses: Addresses, shelf: Shelf, topics: Topics) -> None:
        self._bot = bot
        self._words = words
        self._addresses = addresses
        self._shelf = shelf
        self._topics = topics

    async def screens(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        screens: Sequence[Screen],
        *,
        tip: Tip,
        officer: OfficerId | None = None,
        replies_to: MessageId | None = None,
    ) -> Sequence[Post]:
        """Send screens, the further ones as replies to the first; each but the last is remembered before the next."""
        kind = post_kind(dispatch.content) or PostKind.NOTICE
        sent: list[Post] = []
        for screen in screens:
            if sent:
                await self._addresses.remember(sent[-1])
            under = sent[0].message if sent else dispatch.replies_to or replies_to
            message = await self._one(dispatch, chat, screen, tip=tip, replies_to=under)
            further = PostKind.PART if kind is PostKind.CARD else kind
            sent.append(Post(chat=chat, message=message, tip=tip.id, kind=further if sent else kind, officer=officer))
        return sent

    async def photos(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        tip: Tip,
        photos: Sequence[Photo],
        *,
        replies_to: MessageId | None,
    ) -> Sequence[Post]:
        """Send photos in albums; where the file of one is gone, say so."""
        sent: list[Post] = []
        for start in range(0, len(photos), MOST_PHOTOS):
            part = photos[start : start + MOST_PHOTOS]
            messages = await self._one_album(dispatch, chat, tip, part, replies_to=replies_to)
            album = [Post(chat=chat, message=message, tip=tip.id, kind=PostKind.PHOTO) for message in messages]
            for one in album:
                await self._addresses.remember(one)
            sent += album
        return sent

    async def _one_album(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        tip: Tip,
        photos: Sequence[Photo],
        *,
        replies_to: MessageId | None,
    ) -> Sequence[MessageId]:
        """Send one album; where a file is gone, or Telegram takes none of them, a line says so."""
        words, priority = self._words, priority_of(dispatch)
        found = [(photo, content) for photo in photos if (content := await self._shelf.read(photo.id, photo.key))]
        head = joined(
            words("card.again") if dispatch.again else None,
            words("album", reference=tip.reference, count=len(photos)),
        )
        caption = joined(head, words("album.missing") if len(found) < len(photos) else None)

        async def send(spot: Spot) -> Sequence[MessageId]:
            return await post_album(
                self._bot,
                chat,
                found,
                caption=caption,
                priority=priority,
                replies_to=replies_to if spot.answers else None,
                topic=spot.topic,
                protected=not isinstance(dispatch.content, CopyDispatch),
            )

        if found:
            with suppress(BadRequest):  # taken neither as photos nor as files: not a reason to try for ever
                return await self._topics.within(tip, chat, send, priority=priority)
        screen = Screen(text=joined(head, words("album.missing")))
        return [await self._one(dispatch, chat, screen, tip=tip, replies_to=replies_to)]

    async def _one(
        self, dispatch: Dispatch, chat: ChatId, screen: Screen, *, tip: Tip, replies_to: MessageId | None
    ) -> MessageId:
        """Send one screen into the tip's topic, if it has one."""

        async def send(spot: Spot) -> MessageId:
            return await post(
                self._bot,
                chat,
                screen,
                priority=priority_of(dispatch),
                replies_to=replies_to if spot.answers else None,
                topic=spot.topic,
                # A copy is for the national register: Telegram's apps let nobody copy the words of what is protected.
                protected=not isinstance(dispatch.content, CopyDispatch),
            )

        return await self._topics.within(tip, chat, send, priority=priority_of(dispatch))


def priority_of(dispatch: Dispatch) -> Priority:
    """Give how urgent the calls of a dispatch are."""
    return Priority(dispatch.priority.value)
