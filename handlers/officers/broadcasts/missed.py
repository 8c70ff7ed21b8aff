"""The question in a unit's group what shall become of a sending that missed its time."""

from bot.domain.broadcasts.agenda import Standing
from bot.domain.dispatches import BroadcastDispatch, Dispatch
from bot.domain.identifiers import BroadcastId, ChatId, Language
from bot.places import lunar
from bot.services.broadcasts.lapses import Lapses
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import edit, post
from handlers.officers.saying import priority_of
from handlers.officers.screens.broadcasts.calendar import Sight, missed, settled
from handlers.officers.screens.look import Look


class MissedSender:
    """Asks; what was seen to meanwhile is not asked about."""

    def __init__(self, bot: InboxBot, look: Look, default: Language, lapses: Lapses) -> None:
        self._bot = bot
        self._sight = Sight(look=look, default=default, moon=lunar.load())
        self._lapses = lapses

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Send the question, as things are now; of no sending in particular, let those that were answered say so."""
        priority = priority_of(dispatch)
        if content.occurrence is None:
            await self._settle(content.broadcast, chat, priority)
            return
        lapse = await self._lapses.of(content.broadcast, content.occurrence)
        if lapse is None or lapse.item is None:
            return
        if lapse.item.standing is not Standing.MISSED:  # never silently skipped
            await post(self._bot, chat, settled(lapse.broadcast, lapse.item, self._sight), priority=priority)
            return
        screen = missed(lapse.item, self._sight, count=lapse.count)
        await self._lapses.asked(lapse, chat, await post(self._bot, chat, screen, priority=priority))

    async def _settle(self, broadcast: BroadcastId, chat: ChatId, priority: Priority) -> None:
        """Take the buttons away from questions that were answered, wherever that was done."""
        for lapse in await self._lapses.answered(broadcast, chat):
            if lapse.message is not None:
                screen = settled(lapse.broadcast, lapse.item, self._sight)
                await edit(self._bot, chat, lapse.message, screen, priority=priority)
            await self._lapses.settled(lapse, chat)
