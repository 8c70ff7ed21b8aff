"""Words about duty and the desk's digest on their way: read when they are sent, not sent once they are pointless."""

from dataclasses import dataclass

from bot.domain.dispatches import DigestDispatch, Dispatch, DutyDispatch
from bot.domain.identifiers import ChatId
from bot.services.digesting import Digesting
from bot.services.rostering import Rostering
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import post
from handlers.officers.screens import digest, roster
from handlers.texts import Words


@dataclass(frozen=True, slots=True)
class Duties:
    """The services that know what is to be said."""

    rostering: Rostering
    digesting: Digesting


class DutySender:
    """Sends what concerns duty."""

    def __init__(self, bot: InboxBot, words: Words, duties: Duties) -> None:
        self._bot = bot
        self._words = words
        self._duties = duties

    async def __call__(self, dispatch: Dispatch, content: DutyDispatch | DigestDispatch, chat: ChatId) -> None:
        """Send it."""
        priority = Priority(dispatch.priority.value)
        if isinstance(content, DutyDispatch):
            notice = await self._duties.rostering.notice(content)
            if notice is not None:
                await post(self._bot, chat, roster.notice(notice, self._words), priority=priority)
            return
        view = await self._duties.digesting.of_day(content.day)
        if view is not None:
            await post(self._bot, chat, digest.digest(view, self._words), priority=priority)
