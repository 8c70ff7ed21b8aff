"""Words about broadcasts on their way: what a bulletin will look like, its card, and what whoever wrote it is told."""

from datetime import datetime, tzinfo

from telegram.error import BadRequest

from bot.domain.broadcasts.broadcast import Status
from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, Dispatch
from bot.domain.identifiers import BroadcastId, ChatId
from bot.places.directory import Directory
from bot.services.broadcasts.displaying import CardView, Displaying
from handlers.broadcasts.bulletin import PREVIEW, Imprint, bulletin
from handlers.broadcasts.bulletin_sending import HalfSent, send
from handlers.broadcasts.faces import Broadcasting
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.broadcasts.channels import ChannelSender
from handlers.officers.broadcasts.missed import MissedSender
from handlers.officers.broadcasts.progress import ProgressSender
from handlers.officers.posting import edit, post
from handlers.officers.saying import priority_of
from handlers.officers.screens.broadcasts import approval
from handlers.officers.screens.look import Look
from handlers.texts import Texts


class Cards:
    """Posts previews and cards, and changes cards where they stand."""

    def __init__(self, bot: InboxBot, texts: Texts, directory: Directory, zone: tzinfo, displaying: Displaying) -> None:
        """`zone`: the one in which times are told."""
        self._bot = bot
        self._texts = texts
        self._directory = directory
        self._look = Look(texts.default, zone)
        self._displaying = displaying

    async def bring(self, broadcast: BroadcastId, chat: ChatId, *, priority: Priority) -> None:
        """Let a chat show a broadcast as it is: what was proposed anew on a new card, anything else where it stands."""
        view = await self._displaying.card(broadcast, chat)
        if view is None:
            return
        if view.broadcast.status is Status.PROPOSED or not await self.refresh(view, chat, priority=priority):
            await self.post(view, chat, priority=priority)

    async def post(self, view: CardView, chat: ChatId, *, priority: Priority) -> None:
        """Post what residents will see, in each language, and a card under it; an older card says that it is old."""
        await self.preview(view, chat, priority=priority)
        screen = self._card(view, chat)
        sent = await post(self._bot, chat, screen, priority=priority)
        await self._displaying.remember(view.broadcast.id, chat, (sent,))
        for old in view.cards:
            await edit(self._bot, chat, old, approval.overtaken(self._look.words), priority=priority)

    async def preview(self, view: CardView, chat: ChatId, *, priority: Priority) -> None:
        """Post what residents will see, exactly, in each language that it has.

        Where Telegram refuses one, as when it has forgotten a file since, that is said: nobody is to approve it unseen.
        """
        broadcast = view.broadcast
        imprint = Imprint(
            unit=view.unit,
            at=_planned(view).astimezone(self._look.zone),
            urgent=broadcast.urgent,
            corrected=broadcast.revision > 0,
            occurrence=PREVIEW,
        )
        for language in self._texts.languages:
            if language in broadcast.content.wordings:
                seen = bulletin(broadcast.content, imprint, language=language, texts=self._texts)
                try:
                    await send(self._bot, chat, seen, priority=priority)
                except (BadRequest, HalfSent) as error:
                    if isinstance(error, HalfSent) and not isinstance(error.error, BadRequest):
                        raise error.error from error
                    unseen = Screen(text=self._look.words("approve.preview.refused"))
                    await post(self._bot, chat, unseen, priority=priority)

    async def tell(self, broadcast: BroadcastId, chat: ChatId, *, priority: Priority) -> None:
        """Tell whoever wrote it in private what somebody else did with it."""
        view = await self._displaying.card(broadcast, chat)
        screen = approval.told(view, self._look) if view is not None else None
        if screen is not None:
            await post(self._bot, chat, screen, priority=priority)

    async def refresh(self, view: CardView, chat: ChatId, *, priority: Priority) -> bool:
        """Change the card where it stands; tell False where none does."""
        screen = self._card(view, chat)
        return bool(view.cards) and await edit(self._bot, chat, view.cards[-1], screen, priority=priority)

    def _card(self, view: CardView, chat: ChatId) -> Screen:
        return approval.card(view, self._look, self._directory, is_private=chat > 0)


class BroadcastSender:
    """Sends whatever is said about broadcasts."""

    def __init__(
        self, bot: InboxBot, texts: Texts, directory: Directory, zone: tzinfo, *, services: Broadcasting
    ) -> None:
        look = Look(texts.default, zone)
        self._cards = Cards(bot, texts, directory, zone, services.displaying)
        self._progress = ProgressSender(bot, look, directory, services.updating)
        self._missed = MissedSender(bot, look, texts.default.language, services.lapses)
        self._channel = ChannelSender(bot, texts, directory, services.channels, zone)

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Send it, or change what stands there already."""
        priority = priority_of(dispatch)
        match content.word:
            case BroadcastWord.CARD:
                await self._cards.bring(content.broadcast, chat, priority=priority)
            case BroadcastWord.APPROVED | BroadcastWord.RETURNED:
                await self._cards.tell(content.broadcast, chat, priority=priority)
            case BroadcastWord.PROGRESS:
                await self._progress(dispatch, content, chat)
            case BroadcastWord.MISSED:
                await self._missed(dispatch, content, chat)
            case BroadcastWord.CHANNEL:
                await self._channel(dispatch, content, chat)
            case _:
                return


def _planned(view: CardView) -> datetime:
    """Give when it will be sent, as far as that is known."""
    return next(iter(view.coming), view.now)
