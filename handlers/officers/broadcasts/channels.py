"""A broadcast in a unit's channel: posted once for everybody there, corrected and taken back like every other copy."""

from datetime import tzinfo
from typing import Final

from telegram.error import BadRequest, Forbidden

from bot.domain.dispatches import BroadcastDispatch, Dispatch
from bot.domain.identifiers import ChatId, ErrandId, Language
from bot.places.directory import Directory
from bot.services.broadcasts.channels import ALBUM, ChannelPost, Channels
from handlers.broadcasts.bulletin import Bulletin, Imprint, bulletin
from handlers.broadcasts.bulletin_sending import HalfSent, delete, edit, send
from handlers.broadcasts.recalled import recalled
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.saying import priority_of
from handlers.texts import Html, Texts

#: How Telegram says, with status 400, that the bot may not post in a chat.
_NO_RIGHTS: Final = ("rights", "write_forbidden", "admin_required", "chat not found")


class ChannelSender:
    """Posts broadcasts in channels."""

    def __init__(self, bot: InboxBot, texts: Texts, directory: Directory, channels: Channels, zone: tzinfo) -> None:
        """`zone`: the one in which times are told."""
        self._bot = bot
        self._texts = texts
        self._directory = directory
        self._channels = channels
        self._zone = zone

    async def __call__(self, dispatch: Dispatch, content: BroadcastDispatch, chat: ChatId) -> None:
        """Bring a channel to where it should be: the post is there as it now reads, or it is gone.

        Where the bot may not post any more, the unit has no channel from now on and is told.
        """
        if content.occurrence is None:
            return
        found = await self._channels.post(content.broadcast, content.occurrence, chat)
        if found is None:
            return
        try:
            await self._bring(dispatch, found, chat)
        except (BadRequest, Forbidden) as error:
            if isinstance(error, BadRequest) and not any(sign in error.message.lower() for sign in _NO_RIGHTS):
                raise  # it is the post that Telegram does not take
            await self._channels.lost(ErrandId(f"refused:{dispatch.id}"), chat=chat)

    async def _bring(self, dispatch: Dispatch, found: ChannelPost, chat: ChatId) -> None:
        priority = priority_of(dispatch)
        if found.occurrence.recalled:
            await self._take_back(found, chat, priority)
        elif found.messages:
            await edit(self._bot, chat, found.messages, self._bulletin(found, again=False), priority=priority)
            await self._channels.posted(found, chat, found.messages)
        else:
            await self._post(found, chat, self._bulletin(found, again=dispatch.again), priority)

    async def _post(self, found: ChannelPost, chat: ChatId, shown: Bulletin, priority: Priority) -> None:
        try:
            messages = await send(self._bot, chat, shown, priority=priority, album=found.album)
        except HalfSent as half:
            await self._channels.posted(found, chat, half.album, kind=ALBUM)
            raise half.error from half
        await self._channels.posted(found, chat, messages)

    async def _take_back(self, found: ChannelPost, chat: ChatId, priority: Priority) -> None:
        messages = found.messages or found.album
        if not messages or await delete(self._bot, chat, messages, priority=priority):
            return
        if found.messages:
            gone = recalled(found.broadcast.content, self._imprint(found), language=self._language, texts=self._texts)
            await edit(self._bot, chat, messages, gone, priority=priority)

    def _bulletin(self, found: ChannelPost, *, again: bool) -> Bulletin:
        shown = bulletin(found.broadcast.content, self._imprint(found), language=self._language, texts=self._texts)
        if not again:
            return shown
        marked = Html(f"{shown.text}\n{self._texts.default('bulletin.again')}")
        return Bulletin(text=marked, markup=shown.markup, media=shown.media)

    def _imprint(self, found: ChannelPost) -> Imprint:
        sending = found.occurrence
        return Imprint(
            unit=self._directory.units.get(found.broadcast.unit) or self._directory.desk,
            at=(sending.begun or sending.planned).astimezone(self._zone),
            urgent=found.broadcast.urgent,
            corrected=sending.revision > 0,
        )

    @property
    def _language(self) -> Language:
        """The one in which a channel is addressed."""
        return self._texts.default.language
