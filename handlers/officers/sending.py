"""Dispatches on their way to units and officers: contents are read when they are sent, and shown where they may be.

Whatever has become pointless meanwhile, because the tip went elsewhere, was taken back or is not kept any more, is not
sent at all.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import tzinfo

from telegram.error import BadRequest, ChatMigrated

from bot.domain.casework import post_kind
from bot.domain.dispatches import (
    AlbumDispatch,
    AlertDispatch,
    BanDispatch,
    CardDispatch,
    CardRefresh,
    CopyDispatch,
    DigestDispatch,
    Dispatch,
    DutyDispatch,
    EntryDispatch,
    MenuDispatch,
    Post,
    PostKind,
    ReminderDispatch,
    ToUnit,
)
from bot.domain.evidence import MOST_PHOTOS, Photo
from bot.domain.identifiers import ChatId, ErrandId, MessageId, OfficerId, TipId
from bot.domain.tip import Status, Tip
from bot.places.directory import Directory
from bot.ports.shelf import Shelf
from bot.services.groups import Groups
from bot.services.members import Members
from bot.services.showing import Showing
from handlers.addresses import Addresses
from handlers.albums import post_album
from handlers.awaited import Awaited
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.duties import Duties, DutySender
from handlers.officers.posting import edit, post
from handlers.officers.refreshing import Refresher
from handlers.officers.screens import alerts, card, clock, copies, entries, menus
from handlers.officers.screens.look import Look, joined
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
        duties: Duties,
    ) -> None:
        """`zone`: the one in which officers read times."""
        self._bot = bot
        self._look = Look(texts.default, zone)
        self._directory = directory
        self._addresses = addresses
        self._showing = showing
        self._groups = groups
        self._members = members
        self._shelf = shelf
        self._awaited = awaited
        self._on_duty = DutySender(bot, self._look.words, duties)
        self._refresh = Refresher(bot, addresses, showing, self._look)

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
            case CopyDispatch():
                return await self._copy(dispatch, chat)
            case ReminderDispatch():
                return await self._reminder(dispatch, dispatch.content, chat)
            case AlertDispatch():
                screen = alerts.alert(dispatch.content, self._look.words, self._directory)
                await post(self._bot, chat, screen, priority=_priority(dispatch), replies_to=dispatch.replies_to)
                return ()
            case BanDispatch(user=user):
                await self._bot.ban_chat_member(chat, user, rate_limit_args=_priority(dispatch))
                await self._members.banned(dispatch)
                return ()
            case DutyDispatch() | DigestDispatch():
                await self._on_duty(dispatch, dispatch.content, chat)
                return ()
            case CardRefresh():
                return ()

    async def _card(self, dispatch: Dispatch, content: CardDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.card(content.tip)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        screens = card.card(view, self._look, again=dispatch.again)
        return await self._posted(dispatch, chat, screens, tip=view.tip.id)

    async def _entry(self, dispatch: Dispatch, content: EntryDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.entry(content)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        screens = entries.entry(view, self._look.words)
        return await self._posted(dispatch, chat, screens, tip=view.tip.id, replies_to=under)

    async def _album(self, dispatch: Dispatch, content: AlbumDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.album(content)
        if view is None or not _belongs(view.tip, dispatch):
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        return await self._photos(dispatch, chat, view.tip, view.photos, replies_to=under)

    async def _photos(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        tip: Tip,
        photos: Sequence[Photo],
        *,
        replies_to: MessageId | None,
    ) -> Sequence[Post]:
        """Send photos in albums; where the file of one is gone, say so."""
        sent: list[Post] = []
        for start in range(0, len(photos), MOST_PHOTOS):
            part = photos[start : start + MOST_PHOTOS]
            messages = await self._one_album(dispatch, chat, tip, part, replies_to=replies_to)
            album = [Post(chat=chat, message=message, tip=tip.id, kind=PostKind.PHOTO) for message in messages]
            for one in album:
                await self._addresses.remember(one)
            sent += album
        return sent

    async def _one_album(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        tip: Tip,
        photos: Sequence[Photo],
        *,
        replies_to: MessageId | None,
    ) -> Sequence[MessageId]:
        """Send one album; where a file is gone, or Telegram takes none of them, a line says so."""
        words, priority = self._look.words, _priority(dispatch)
        found = [(photo, content) for photo in photos if (content := await self._shelf.read(photo.id, photo.key))]
        head = joined(
            words("card.again") if dispatch.again else None,
            words("album", reference=tip.reference, count=len(photos)),
        )
        caption = joined(head, words("album.missing") if len(found) < len(photos) else None)
        if found:
            with suppress(BadRequest):  # taken neither as photos nor as files: not a reason to try for ever
                return await post_album(
                    self._bot,
                    chat,
                    found,
                    caption=caption,
                    priority=priority,
                    replies_to=replies_to,
                    protected=not isinstance(dispatch.content, CopyDispatch),
                )
        screen = Screen(text=joined(head, words("album.missing")))
        return [await post(self._bot, chat, screen, priority=priority, replies_to=replies_to)]

    async def _menu(self, dispatch: Dispatch, content: MenuDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.menu(content)
        if view is None or view.tip.status is Status.WITHDRAWN:
            return ()
        screens = menus.menu(view, self._look)
        tip, officer = view.tip.id, content.officer
        if content.edits is not None and await edit(
            self._bot, chat, content.edits, screens[0], priority=_priority(dispatch)
        ):
            kind = post_kind(content) or PostKind.NOTICE
            return (Post(chat=chat, message=content.edits, tip=tip, kind=kind, officer=officer),)
        under = dispatch.replies_to or content.edits or await self._addresses.card_in(chat, content.tip)
        posts = await self._posted(dispatch, chat, screens, tip=tip, officer=officer, replies_to=under)
        if screens[0].asks is not None and view.user is not None:
            self._awaited.asked(chat, view.user)
        return posts

    async def _copy(self, dispatch: Dispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.copy(dispatch)
        if view is None or view.card.tip.status is Status.WITHDRAWN:
            return ()
        posts = await self._posted(dispatch, chat, copies.copy(view, self._look), tip=view.card.tip.id)
        under = posts[0].message
        return [*posts, *await self._photos(dispatch, chat, view.card.tip, view.photos, replies_to=under)]

    async def _reminder(self, dispatch: Dispatch, content: ReminderDispatch, chat: ChatId) -> Sequence[Post]:
        view = await self._showing.reminder(content)
        if view is None:
            return ()
        under = await self._addresses.card_in(chat, content.tip)
        screen = clock.reminder(view, self._look)
        return await self._posted(dispatch, chat, (screen,), tip=view.tip.id, replies_to=under)

    async def _posted(
        self,
        dispatch: Dispatch,
        chat: ChatId,
        screens: Sequence[Screen],
        *,
        tip: TipId,
        officer: OfficerId | None = None,
        replies_to: MessageId | None = None,
    ) -> Sequence[Post]:
        """Send screens, the further ones as replies to the first; each but the last is remembered before the next."""
        kind = post_kind(dispatch.content) or PostKind.NOTICE
        sent: list[Post] = []
        for screen in screens:
            if sent:
                await self._addresses.remember(sent[-1])
            message = await post(
                self._bot,
                chat,
                screen,
                priority=_priority(dispatch),
                replies_to=sent[0].message if sent else dispatch.replies_to or replies_to,
                # A copy is for the national register: Telegram's apps let nobody copy the words of what is protected.
                protected=not isinstance(dispatch.content, CopyDispatch),
            )
            further = PostKind.PART if kind is PostKind.CARD else kind
            sent.append(Post(chat=chat, message=message, tip=tip, kind=further if sent else kind, officer=officer))
        return sent


def _priority(dispatch: Dispatch) -> Priority:
    return Priority(dispatch.priority.value)


def _belongs(tip: Tip, dispatch: Dispatch) -> bool:
    """Tell whether a tip is still where its card or entry is on its way to."""
    is_there = not isinstance(dispatch.to, ToUnit) or tip.unit == dispatch.to.unit
    return is_there and tip.status is not Status.WITHDRAWN
