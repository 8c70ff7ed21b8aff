"""Dispatches on their way to units and officers: contents are read when they are sent, and shown where they may be.

Whatever has become pointless meanwhile, because the tip went elsewhere, was taken back or is not kept any more, is not
sent at all.
"""

from collections.abc import Sequence
from datetime import tzinfo

from telegram.error import ChatMigrated

from bot.domain.dispatches import (
    AlbumDispatch,
    AlertDispatch,
    BanDispatch,
    BroadcastDispatch,
    CardDispatch,
    CardRefresh,
    CopyDispatch,
    DigestDispatch,
    Dispatch,
    DutyDispatch,
    EntryDispatch,
    InformedDispatch,
    MenuDispatch,
    PageDispatch,
    Post,
    PostKind,
    ReminderDispatch,
    ToUnit,
)
from bot.domain.identifiers import ChatId, ErrandId
from bot.domain.posts import post_kind
from bot.domain.tip import Status, Tip
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.shelf import Shelf
from bot.services.groups import Groups
from bot.services.members import Members
from bot.services.showing import Showing
from handlers.addresses import Addresses
from handlers.awaited import Awaited
from handlers.broadcasts.faces import Broadcasting
from handlers.context import InboxBot
from handlers.officers.broadcasts.posting import BroadcastSender
from handlers.officers.duties import Duties, DutySender
from handlers.officers.informing import InformedSender
from handlers.officers.posting import edit, post
from handlers.officers.refreshing import Refresher
from handlers.officers.saying import Saying, priority_of
from handlers.officers.screens import alerts, card, clock, copies, entries, menus
from handlers.officers.screens.look import Look
from handlers.officers.topics import Topics
from handlers.texts import Texts


class DispatchSender:
    """Sends dispatches."""

    def __init__(
        self,
        bot: InboxBot,
        texts: Texts,
        directory: Directory,
        zone: tzinfo,
        *,
        addresses: Addresses,
        showing: Showing,
        groups: Groups,
        members: Members,
        shelf: Shelf,
        awaited: Awaited,
        clock: Clock,
        duties: Duties,
        broadcasting: Broadcasting,
    ) -> None:
        """`zone`: the one in which officers read times."""
        self._bot = bot
        self._look = Look(texts.default, zone)
        self._directory = directory
        self._addresses = addresses
        self._showing = showing
        self._groups = groups
        self._members = members
        self._awaited = awaited
        self._on_duty = DutySender(bot, self._look.words, duties)
        self._broadcasts = BroadcastSender(bot, texts, directory, zone, services=broadcasting)
        self._informed = InformedSender(bot, addresses, showing, self._look)
        self._topics = Topics(bot, texts.default, directory, clock, addresses=addresses, groups=groups)
        self._saying = Saying(bot, self._look.words, addresses=addresses, shelf=shelf, topics=self._topics)
        self._refresh = Refresher(bot, addresses, showing, self._look, self._topics)

    async def __call__(self, dispatch: Dispatch) -> Sequence[Post]:
        """Send a dispatch; give the messages about a tip that it became.

        Raises:
            NoDestination: nobody may receive it yet.
            telegram.error.TelegramError: it could not be delivered, now or ever; a migrated group has been followed.

        """
        content = dispatch.content
        if isinstance(content, CardRefresh):
            return await self._refreshed(dispatch, content)
        chat = await self._addresses.chat_of(dispatch)
        if chat is None:
            return ()
        try:
            return await self._sent(dispatch, chat)
        except ChatMigrated as error:
            await self._follow(dispatch, chat, error)
            raise

    async def _refreshed(self, dispatch: Dispatch, content: CardRefresh) -> Sequence[Post]:
        try:
            return await self._refresh(dispatch, content)
        except ChatMigrated as error:
            view = await self._showing.card(content.tip)
            if view is not None and view.chat is not None:
                await self._follow(dispatch, view.chat, error)
            raise

    async def _follow(self, dispatch: Dispatch, chat: ChatId, error: ChatMigrated) -> None:
        errand = ErrandId(f"migrated:{dispatch.id}")
        await self._groups.moved(errand, old=chat, new=ChatId(error.new_chat_id))

    async def _sent(self, dispatch: Dispatch, chat: ChatId) -> Sequence[Post]:
        match dispatch.content:
            case CardDispatch():
                return await self._card(dispatch, dispatch.content, chat)
            case EntryDispatch():
                return await self._entry(dispatch, dispatch.content, chat)
            case AlbumDispatch():
                return await self._album(dispatch, dispatch.content, chat)
            case MenuDispatch():
                return await self._menu(dispatch, dispatch.content, chat)
            case InformedDispatch() | PageDispatch():
                return await self._informed(dispatch, dispatch.content, chat)
            case CopyDispatch():
                return await self._copy(dispatch, chat)
            case ReminderDispatch():
                return await self._reminder(dispatch, dispatch.content, chat)
            case AlertDispatch():
                screen = alerts.alert(dispatch.content, self._look.words, self._directory)
                await post(self._bot, chat, screen, priority=priority_of(dispatch), replies_to=dispatch.replies_to)
                return ()
            case BanDispatch(user=user):
                await self._bot.ban_chat_member(chat, user, rate_limit_args=priority_of(dispatch))
                await self._members.banned(dispatch)
                return ()
            case DutyDispatch() | DigestDispatch() | BroadcastDispatch():
                await self._beside(dispatch, dispatch.content, chat)
                return ()
            case CardRefresh():
                return ()

    async def _beside(
        self, dispatch: Dispatch, content: DutyDispatch | DigestDispatch | BroadcastDispatch, chat: ChatId
    ) -> None:
        """Send what is about no tip."""
        if isinstance(content, BroadcastDispatch):
            await self._broadcasts(dispatch, content, chat)
        else:
            await self._on_duty(dispatch, content, chat)

    async def _card(self, dispatch: Dispatch, content: CardDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.card(content.tip)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        await self._topics.open(view.tip, chat, priority=priority_of(dispatch))
        screens = card.card(view, self._look, again=dispatch.again)
        return await self._saying.screens(dispatch, chat, screens, tip=view.tip)

    async def _entry(self, dispatch: Dispatch, content: EntryDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.entry(content)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        screens = entries.entry(view, self._look.words)
        return await self._saying.screens(dispatch, chat, screens, tip=view.tip, replies_to=under)

    async def _album(self, dispatch: Dispatch, content: AlbumDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.album(content)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        return await self._saying.photos(dispatch, chat, view.tip, view.photos, replies_to=under)

    async def _menu(self, dispatch: Dispatch, content: MenuDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.menu(content)
        if view is None or view.tip.status is Status.WITHDRAWN:
            return ()
        screens = menus.menu(view, self._look)
        tip, officer = view.tip, content.officer
        if content.edits is not None and await edit(
            self._bot, chat, content.edits, screens[0], priority=priority_of(dispatch)
        ):
            kind = post_kind(content) or PostKind.NOTICE
            return (Post(chat=chat, message=content.edits, tip=tip.id, kind=kind, officer=officer),)
        under = dispatch.replies_to or content.edits or await self._addresses.card_in(chat, content.tip)
        posts = await self._saying.screens(dispatch, chat, screens, tip=tip, officer=officer, replies_to=under)
        if screens[0].asks is not None and view.user is not None:
            self._awaited.asked(chat, view.user)
        return posts

    async def _copy(self, dispatch: Dispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.copy(dispatch)
        if view is None or view.card.tip.status is Status.WITHDRAWN:
            return ()
        posts = await self._saying.screens(dispatch, chat, copies.copy(view, self._look), tip=view.card.tip)
        under = posts[0].message
        return [*posts, *await self._saying.photos(dispatch, chat, view.card.tip, view.photos, replies_to=under)]

    async def _reminder(self, dispatch: Dispatch, content: ReminderDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.reminder(content)
        if view is None:
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        screen = clock.reminder(view, self._look, in_group=isinstance(dispatch.to, ToUnit))
        return await self._saying.screens(dispatch, chat, (screen,), tip=view.tip, replies_to=under)


def _belongs(tip: Tip, dispatch: Dispatch) -> bool:
    """Tell whether a tip is still where its card or entry is on its way to."""
    is_there = not isinstance(dispatch.to, ToUnit) or tip.unit == dispatch.to.unit
    return is_there and tip.status is not Status.WITHDRAWN
