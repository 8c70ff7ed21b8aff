"""Subscribing: who wants to be told of what, from the first commune to leaving again.

Everything of it lies in the vault, under a hash of its own: nothing here reads or writes a tip, an address of one or
anything of the casebook. Each wish says what is to hold, so that a replay changes nothing more.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.broadcasts import subscribing
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.broadcasts.subscription_errors import NotSubscribed
from bot.domain.conversation import Conversation, Focus, Subscribing
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.identifiers import ChatId
from bot.domain.listing import Listing
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.telling import hear


class Subscribe:
    """What a resident does about being told things."""

    def __init__(self, conversing: Conversing, vault: Vault, directory: Directory) -> None:
        self._conversing = conversing
        self._vault = vault
        self._directory = directory

    async def of(self, chat: ChatId) -> Subscription | None:
        """Give the subscription of a chat, without the communes that are none any more."""
        async with self._vault.begin() as session:
            found = await session.subscribers.of(chat)
        if found is None:
            return None
        return replace(found, communes=tuple(one for one in found.communes if one in self._directory.communes))

    # --- The question for a commune -----------------------------------------------------------------------------------

    async def ask(self, visit: Visit, *, commune: CommuneCode | None = None) -> Conversation:
        """Ask for a commune; what was being written waits. `commune`: the only one that is offered."""
        offered = () if commune is None else (commune,)
        adds = await self.of(visit.chat) is not None
        return await self._conversing.turn(visit, lambda _: Subscribing(adds=adds, offered=offered))

    async def browse(self, visit: Visit, listing: Listing | None) -> Conversation:
        """Open a list of communes, turn it over, or close it."""
        return await self._conversing.turn(visit, lambda focus: subscribing.listed(focus, listing))

    async def typed(self, visit: Visit, words: Words) -> Conversation | None:
        """Take in what is typed while a commune is asked for; None, and nothing changed, where it is no answer.

        Raises:
            TooManyCommunes, TooLong: there is no room for more.

        """
        typed = hear(words, self._directory)
        current = await self._conversing.current(visit)
        if not isinstance(current.focus, Subscribing):
            raise UnexpectedReply
        if (commune := subscribing.chosen(typed)) is not None:
            return await self.choose(visit, commune)
        asked = subscribing.heard(current.focus, typed)
        return None if asked is None else await self._conversing.turn(visit, lambda _: asked)

    async def choose(self, visit: Visit, commune: CommuneCode) -> Conversation:
        """Subscribe to a commune, and leave the question; what waited unsent lies open again.

        The subscription is kept first: whatever instant the process dies at, it is there once the question is gone.

        Raises:
            StalePress: the pressed button belongs to an older question.
            TooManyCommunes: there are as many as there may be.
            UnexpectedReply: there is no such commune.

        """
        current = await self._conversing.current(visit)
        if current.errand == visit.errand:
            return current
        if not isinstance(current.focus, Subscribing) or visit.version not in {None, current.version}:
            raise StalePress
        if commune not in self._directory.communes:
            raise UnexpectedReply
        async with self._vault.begin() as session:
            before = await session.subscribers.of(visit.chat)
            after = subscribing.added(before, commune, chat=visit.chat, language=current.language)
            await session.subscribers.keep(after)
        return await self._conversing.turn(visit, _over, begun=commune)

    # --- What holds ---------------------------------------------------------------------------------------------------

    async def drop_commune(self, visit: Visit, commune: CommuneCode) -> Subscription:
        """Take a commune out.

        Raises:
            LastCommune, NotSubscribed: it cannot be.

        """
        return await self._change(visit, lambda kept: subscribing.without(kept, commune))

    async def want(self, visit: Visit, topic: Topic, *, wanted: bool) -> Subscription:
        """Take a topic in or out.

        Raises:
            LastTopic, NotSubscribed: it cannot be.

        """
        return await self._change(visit, lambda kept: subscribing.with_topic(kept, topic, wanted=wanted))

    async def want_all(self, visit: Visit) -> Subscription:
        """Take every topic in."""
        return await self._change(visit, lambda kept: replace(kept, topics=frozenset(Topic)))

    async def keep_quiet(self, visit: Visit, hours: QuietHours) -> Subscription:
        """Set the quiet hours to one of the choices."""
        return await self._change(visit, lambda kept: subscribing.quiet(kept, hours))

    async def bound(self, visit: Visit, weekly: int | None) -> Subscription:
        """Set how many a week there may be, or (None) any number."""
        return await self._change(visit, lambda kept: subscribing.at_most(kept, weekly))

    async def narrow(self, visit: Visit, *, urgent_only: bool) -> Subscription:
        """Want what is urgent alone, or everything again."""
        return await self._change(visit, lambda kept: replace(kept, urgent_only=urgent_only))

    # --- Leaving and coming back --------------------------------------------------------------------------------------

    async def end(self, chat: ChatId) -> Subscription | None:
        """Forget a subscription; give what it was, so that whoever left by a slip can undo it. It is kept nowhere."""
        async with self._vault.begin() as session:
            before = await session.subscribers.of(chat)
            await session.subscribers.end(chat)
        return before

    async def restore(self, subscription: Subscription) -> Subscription:
        """Keep a subscription as it was before somebody left, as far as there is still such a thing.

        Where they have subscribed anew meanwhile, that holds.

        Raises:
            UnexpectedReply: nothing that could be chosen.

        """
        communes = tuple(dict.fromkeys(one for one in subscription.communes if one in self._directory.communes))
        if not communes or not subscription.topics or len(communes) > subscribing.MOST_COMMUNES:
            raise UnexpectedReply
        restored = replace(subscription, communes=communes)
        restored = subscribing.at_most(subscribing.quiet(restored, restored.quiet), restored.weekly)
        async with self._vault.begin() as session:
            anew = await session.subscribers.of(subscription.chat)
            if anew is None:
                await session.subscribers.keep(restored)
        return anew or restored

    async def _change(self, visit: Visit, change: Callable[[Subscription], Subscription]) -> Subscription:
        async with self._vault.begin() as session:
            before = await session.subscribers.of(visit.chat)
            if before is None:
                raise NotSubscribed
            after = change(before)
            if after != before:
                await session.subscribers.keep(after)
        return after


def _over(focus: Focus | None) -> None:
    """End the question."""
    del focus
