"""Words about broadcasts on their way, each sent by whoever knows its kind."""

from dataclasses import dataclass
from datetime import tzinfo

from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, Dispatch
from bot.domain.identifiers import ChatId
from bot.places.directory import Directory
from bot.services.channels import Channels
from bot.services.displaying import Displaying
from bot.services.updating import Updating
from handlers.context import InboxBot
from handlers.officers.broadcasts.channels import ChannelSender
from handlers.officers.broadcasts.posting import Cards
from handlers.officers.broadcasts.progress import ProgressSender
from handlers.officers.saying import priority_of
from handlers.officers.screens.look import Look
from handlers.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The services that know what is to be said of broadcasts."""

    displaying: Displaying
    updating: Updating
    channels: Channels


class BroadcastSender:
    """Sends what concerns broadcasts."""

    def __init__(
        self, bot: InboxBot, texts: Texts, directory: Directory, zone: tzinfo, *, announced: Announced
    ) -> None:
        look = Look(texts.default, zone)
        self._cards = Cards(bot, texts, directory, zone, announced.displaying)
        self._progress = ProgressSender(bot, look, directory, announced.updating)
        self._channel = ChannelSender(bot, texts, directory, announced.channels, zone)

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Send it."""
        match content.word:
            case BroadcastWord.CARD:
                await self._cards.bring(content.broadcast, chat, priority=priority_of(dispatch))
            case BroadcastWord.APPROVED | BroadcastWord.RETURNED:
                await self._cards.tell(content.broadcast, chat, priority=priority_of(dispatch))
            case BroadcastWord.PROGRESS:
                await self._progress(dispatch, content, chat)
            case BroadcastWord.CHANNEL:
                await self._channel(dispatch, content, chat)
            case _:
                return
