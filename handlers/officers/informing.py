"""Tips for information and the desk's pages on their way: read when they are sent, not sent once they are pointless."""

from collections.abc import Sequence

from bot.domain.card import CardView
from bot.domain.dispatches import Dispatch, InformedDispatch, PageDispatch, Post, PostKind
from bot.domain.identifiers import ChatId
from bot.domain.tip import ENDED, Status
from bot.domain.units import DESK
from bot.services.showing import Showing
from handlers.addresses import Addresses
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.posting import post
from handlers.officers.screens import informed
from handlers.officers.screens.look import Look


class InformedSender:
    """Sends what units are told of a tip that is not theirs."""

    def __init__(self, bot: InboxBot, addresses: Addresses, showing: Showing, look: Look) -> None:
        self._bot = bot
        self._addresses = addresses
        self._showing = showing
        self._look = look

    async def __call__(
        self, dispatch: Dispatch, content: InformedDispatch | PageDispatch, chat: ChatId
    ) -> Sequence[Post]:
        """Send it; give the messages that it became, but for the one that was remembered already."""
        view = await self._showing.card(content.tip)
        if view is None:
            return ()
        priority = Priority(dispatch.priority.value)
        if isinstance(content, InformedDispatch):
            return await self._inform(view, chat, priority)
        return await self._page(view, chat, priority)

    async def _inform(self, view: CardView, chat: ChatId, priority: Priority) -> Sequence[Post]:
        if view.tip.status is Status.WITHDRAWN or chat not in {there for _, there in view.informed}:
            return ()
        first, *further = informed.informed(view, self._look)
        message = await post(self._bot, chat, first, priority=priority)
        sent = [Post(chat=chat, message=message, tip=view.tip.id, kind=PostKind.INFORMED)]
        for screen in further:
            await self._addresses.remember(sent[-1])
            under = await post(self._bot, chat, screen, priority=priority, replies_to=message)
            sent.append(Post(chat=chat, message=under, tip=view.tip.id, kind=PostKind.INFORMED_PART))
        return sent

    async def _page(self, view: CardView, chat: ChatId, priority: Priority) -> Sequence[Post]:
        """Call the desk; about a shielded tip it gets nothing that leads to it, and so nothing to be taken back."""
        if view.tip.status in ENDED or view.tip.unit == DESK:
            return ()
        message = await post(self._bot, chat, informed.page(view, self._look), priority=priority)
        if view.tip.shielded:
            return ()
        return (Post(chat=chat, message=message, tip=view.tip.id, kind=PostKind.PAGE),)
