"""The question in a unit's group what shall become of a sending that missed its time."""

from bot.domain.dispatches import BroadcastDispatch, Dispatch
from bot.domain.identifiers import ChatId, Language
from bot.places import lunar
from bot.services.agenda import Agenda
from handlers.context import InboxBot
from handlers.officers.posting import post
from handlers.officers.saying import priority_of
from handlers.officers.screens.broadcasts.calendar import Sight, missed
from handlers.officers.screens.look import Look


class MissedSender:
    """Asks; what was seen to meanwhile is not asked about."""

    def __init__(self, bot: InboxBot, look: Look, default: Language, agenda: Agenda) -> None:
        self._bot = bot
        self._sight = Sight(look=look, default=default, moon=lunar.load())
        self._agenda = agenda

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Send the question, as things are now."""
        found = await self._agenda.missed(content.occurrence) if content.occurrence is not None else None
        if found is None:
            return
        item, count = found
        await post(self._bot, chat, missed(item, self._sight, count=count), priority=priority_of(dispatch))
