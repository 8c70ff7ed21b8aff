"""Cards of broadcasts: what residents will see, what is to be approved below it, and what its writer is told."""

from datetime import datetime, tzinfo

from bot.domain.broadcast import Status
from bot.domain.identifiers import BroadcastId, ChatId
from bot.places.directory import Directory
from bot.services.displaying import CardView, Displaying
from handlers.bulletin import PREVIEW, Imprint, bulletin
from handlers.bulletin_sending import send
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import edit, post
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
        if view.broadcast.status is Status.PROPOSED or not await self._changed(view, chat, priority=priority):
            await self.post(view, chat, priority=priority)

    async def post(self, view: CardView, chat: ChatId, *, priority: Priority) -> None:
        """Post what residents will see, in each language, and a card under it; an older card says that it is old."""
        await self.preview(view, chat, priority=priority)
        screen = approval.card(view, self._look, self._directory)
        sent = await post(self._bot, chat, screen, priority=priority)
        await self._displaying.remember(view.broadcast.id, chat, (sent,))
        for old in view.cards:
            await edit(self._bot, chat, old, approval.overtaken(self._look.words), priority=priority)

    async def preview(self, view: CardView, chat: ChatId, *, priority: Priority) -> None:
        """Post what residents will see, exactly, in each language that it has."""
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
                await send(self._bot, chat, seen, priority=priority)

    async def tell(self, broadcast: BroadcastId, chat: ChatId, *, priority: Priority) -> None:
        """Tell whoever wrote it in private what somebody else did with it."""
        view = await self._displaying.card(broadcast, chat)
        screen = approval.told(view, self._look) if view is not None else None
        if screen is not None:
            await post(self._bot, chat, screen, priority=priority)

    async def _changed(self, view: CardView, chat: ChatId, *, priority: Priority) -> bool:
        screen = approval.card(view, self._look, self._directory)
        return bool(view.cards) and await edit(self._bot, chat, view.cards[-1], screen, priority=priority)


def _planned(view: CardView) -> datetime:
    """Give when it will be sent, as far as that is known."""
    return next(iter(view.coming), view.now)
