"""The message of progress of a sending in its unit's group: one a sending, changed where it stands."""

from bot.domain.dispatches import BroadcastDispatch, Dispatch
from bot.domain.identifiers import ChatId
from bot.places.directory import Directory
from bot.services.broadcasts.updating import Updating
from handlers.context import InboxBot
from handlers.officers.posting import edit, post
from handlers.officers.saying import priority_of
from handlers.officers.screens.broadcasts.progress import progress
from handlers.officers.screens.look import Look


class ProgressSender:
    """Sends words about how sendings go."""

    def __init__(self, bot: InboxBot, look: Look, directory: Directory, updating: Updating) -> None:
        self._bot = bot
        self._look = look
        self._directory = directory
        self._updating = updating

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Send it, or change the message that is there; where that is gone, there is a new one."""
        if content.occurrence is None:
            return
        told = await self._updating.told(content.occurrence, chat)
        if told is None:
            return
        unit = self._directory.units.get(told.progress.broadcast.unit) or self._directory.desk
        screen = progress(told.progress, unit, self._look)
        priority = priority_of(dispatch)
        if told.message is not None and await edit(self._bot, chat, told.message, screen, priority=priority):
            return
        sent = await post(self._bot, chat, screen, priority=priority, replies_to=told.card)
        await self._updating.remember(told, chat, sent)
