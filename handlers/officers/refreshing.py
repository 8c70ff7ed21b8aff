"""Refreshing: a tip's messages, wherever they stand, as they should read now.

At the unit that has the tip its card is edited, and so is what others got for information. At every other place, and
everywhere once the reporter has taken the tip back or its term is over, nothing of its contents is left standing.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.domain.card import CardView
from bot.domain.dispatches import CardRefresh, Dispatch, Post, PostKind
from bot.domain.identifiers import MessageId
from bot.domain.moves import Waiting
from bot.domain.reckoning import Rung
from bot.domain.tip import Status
from bot.domain.topics import TOPICS
from bot.services.showing import Showing
from handlers.addresses import Addresses
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import edit, post, remove_photo
from handlers.officers.screens import card, clock, informed, remains, ways
from handlers.officers.screens.look import Look
from handlers.officers.screens.remains import Remains
from handlers.officers.topics import Spot, Topics

#: What stands, or stood, for a tip in a group.
_CARDS: Final = frozenset({PostKind.CARD, PostKind.STUB})
_INFORMED: Final = frozenset({PostKind.INFORMED, PostKind.INFORMED_PART})


class Refresher:
    """Edits cards."""

    def __init__(self, bot: InboxBot, addresses: Addresses, showing: Showing, look: Look, topics: Topics) -> None:
        self._bot = bot
        self._addresses = addresses
        self._showing = showing
        self._look = look
        self._topics = topics

    async def __call__(self, dispatch: Dispatch, content: CardRefresh) -> Sequence[Post]:
        """Let a tip's messages read as they should; give those that were sent anew.

        Raises:
            NoDestination: a card that is gone cannot be sent anew yet.

        """
        priority = Priority(dispatch.priority.value)
        view = await self._showing.card(content.tip)
        posts = await self._addresses.posts(content.tip)
        if view is None:
            await self._emptied(posts, remains.of_expired(self._look.words), priority)
            return ()
        if view.tip.status is Status.WITHDRAWN:
            await self._emptied(posts, remains.of_withdrawn(view.tip, self._look.words), priority)
            return ()
        stubs = [one for one in posts if one.kind is PostKind.STUB]
        left = {one.chat for one in posts if one.kind in _CARDS and one.chat != view.chat}
        elsewhere = [one for one in posts if one.chat in left and one not in stubs and one.kind not in _INFORMED]
        await self._informed(view, [one for one in posts if one.kind in _INFORMED], priority)
        await self._emptied(elsewhere, remains.of_left(view.tip, self._look.words), priority)
        reminders = [one for one in posts if one.kind is PostKind.REMINDER and one not in elsewhere]
        await self._settled(reminders, view, priority)
        await self._paged(view, [one for one in posts if one.kind is PostKind.PAGE], priority)
        await self._stubbed(view, stubs, priority)
        here = [one for one in posts if one.kind is PostKind.CARD and one.chat == view.chat]
        fresh = await self._edited(dispatch, view, here, priority)
        if view.chat is not None:
            await self._topics.follow(view.tip, view.chat, priority=priority)
        return fresh

    async def _edited(
        self, dispatch: Dispatch, view: CardView, cards: Sequence[Post], priority: Priority
    ) -> Sequence[Post]:
        """Edit the cards at the tip's unit; where none is left of those there were, send one anew."""
        screens = card.card(view, self._look)
        gone = [one for one in cards if not await edit(self._bot, one.chat, one.message, screens[0], priority=priority)]
        if not cards or len(gone) < len(cards):
            await self._addresses.forget(gone)
            return ()
        await self._addresses.chat_of(dispatch)  # a group with strangers in it gets no card anew
        await self._addresses.forget(gone)
        chat = cards[-1].chat

        async def send(spot: Spot) -> MessageId:
            return await post(self._bot, chat, screens[0], priority=priority, topic=spot.topic)

        message = await self._topics.within(view.tip, chat, send, priority=priority)
        return (Post(chat=chat, message=message, tip=view.tip.id, kind=PostKind.CARD),)

    async def _informed(self, view: CardView, posts: Sequence[Post], priority: Priority) -> None:
        """Let those who get the tip for information read how it stands, and those who got it read nothing more."""
        chats = {chat for _, chat in view.informed}
        gone = [one for one in posts if one.chat not in chats]
        owned = [one for one in gone if one.chat == view.chat]
        await self._emptied(owned, remains.of_owned(view.tip, self._look.words), priority)
        left = [one for one in gone if one not in owned]
        await self._emptied(left, remains.of_left(view.tip, self._look.words), priority)
        screen = informed.informed(view, self._look)[0]
        for one in posts:
            if one.chat in chats and one.kind is PostKind.INFORMED:
                with suppress(BadRequest, Forbidden, ChatMigrated):  # theirs is no reason to hold up the tip's own card
                    await edit(self._bot, one.chat, one.message, screen, priority=priority)

    async def _paged(self, view: CardView, posts: Sequence[Post], priority: Priority) -> None:
        """Let calls to the desk say where an urgent tip is now and whether anybody has taken it.

        Of one that must be kept from its commune meanwhile, nothing remains that leads to it.
        """
        screen = informed.page(view, self._look)
        for one in posts:
            with suppress(BadRequest, Forbidden, ChatMigrated):
                await edit(self._bot, one.chat, one.message, screen, priority=priority)
            if view.tip.shielded:
                await self._addresses.forget([one])

    async def _settled(self, reminders: Sequence[Post], view: CardView, priority: Priority) -> None:
        """Let reminders say that somebody has acted, once nothing of which anybody was told is late any more."""
        if any(row.met is None and row.rung is not Rung.DUTY for row in view.deadlines):
            return
        screen = clock.settled(view, self._look.words)
        for one in reminders:
            with suppress(BadRequest, Forbidden, ChatMigrated):
                await edit(self._bot, one.chat, one.message, screen, priority=priority)
            await self._addresses.remember(replace(one, kind=PostKind.NOTICE))  # a reply to it is no resident's

    async def _stubbed(self, view: CardView, stubs: Sequence[Post], priority: Priority) -> None:
        """Let what stands in place of cards say what became of the tip, until nothing more can become of it there."""
        if not stubs:
            return
        told = await self._showing.stubs(view.tip.id)
        for one in stubs:
            stub = told.get(one.chat)
            screen = card.stub(view.tip, self._look.words) if stub is None else ways.stub(view.tip, stub, self._look)
            with suppress(BadRequest, Forbidden, ChatMigrated):
                await edit(self._bot, one.chat, one.message, screen, priority=priority)
            if stub is None:
                await self._addresses.forget([one])
            elif stub.became is not Waiting.WAITING:
                await self._addresses.remember(replace(one, kind=PostKind.NOTICE))

    async def _emptied(self, posts: Sequence[Post], left: Remains, priority: Priority) -> None:
        """Take the contents out of messages, and forget these: nothing will be said in them any more.

        The topic that they stood in is closed last.
        """
        for one in sorted(posts, key=lambda one: one.kind in TOPICS):
            if one.kind in TOPICS:
                await self._topics.leave(one, left.topic, priority=priority)
            elif one.kind is PostKind.PHOTO:
                await remove_photo(self._bot, one.chat, one.message, priority=priority)
            else:
                screen = left.card if one.kind in _CARDS or one.kind is PostKind.INFORMED else left.blank
                with suppress(BadRequest, Forbidden, ChatMigrated):  # the bot or the group is gone: so it stays
                    await edit(self._bot, one.chat, one.message, screen, priority=priority)
            await self._addresses.forget([one])
