"""Topics: in a forum each tip has one of its own, whose name says how it stands.

A topic is a convenience and never a condition: where Telegram refuses one, or an officer has deleted it, messages go on
in a new one, or outside of any. Opening a topic and writing into it are two calls. Its id is kept before the card is
sent; a crash or a lost answer just before that leaves an empty topic behind, since Telegram lets nobody look for one.
"""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from telegram.constants import ForumIconColor
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.domain.dispatches import Post, PostKind
from bot.domain.identifiers import ChatId, MessageId
from bot.domain.tip import Tip
from bot.domain.topics import topic_of
from bot.places.directory import Directory
from bot.ports import Clock
from bot.services.groups import Groups
from handlers.addresses import Addresses
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.texts import Words

#: What Telegram says of a topic that is not there (any more), in small letters as the library may have made them.
_GONE: Final = ("thread not found", "topic_deleted", "topic_id_invalid")
_CLOSED: Final = "topic_closed"
_UNCHANGED: Final = "topic_not_modified"
_NO_FORUM: Final = "not a forum"
_AGAIN_AFTER: Final = timedelta(minutes=10)  #: a refusal to open topics is believed so long
_LONGEST: Final = 128  #: letters of a name that Telegram takes
_ALARMS: Final = frozenset({PostKind.TOPIC_ALARM, PostKind.TOPIC_ALARM_HELD})

_Sent = TypeVar("_Sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in a chat a message goes."""

    topic: MessageId | None = None
    answers: bool = True  #: False: what it would answer stands where nothing can be written


class Topics:
    """Opens, finds, renames and closes the topics of tips."""

    def __init__(
        self, bot: InboxBot, words: Words, directory: Directory, clock: Clock, *, addresses: Addresses, groups: Groups
    ) -> None:
        self._bot = bot
        self._words = words
        self._directory = directory
        self._clock = clock
        self._addresses = addresses
        self._groups = groups
        self._refused: dict[ChatId, datetime] = {}  #: chats in which no topic may be opened, and until when that holds

    async def open(self, tip: Tip, chat: ChatId, *, priority: Priority) -> None:
        """See to it that a tip has a topic in this chat, where it is a forum in which the bot may open some."""
        if await self._addresses.topic_in(chat, tip.id) is None:
            await self._opened(tip, chat, priority)

    async def within(
        self, tip: Tip, chat: ChatId, send: Callable[[Spot], Awaitable[_Sent]], *, priority: Priority
    ) -> _Sent:
        """Send something into the topic of a tip, if it has one here; where that is gone, into a new one.

        Raises:
            telegram.error.TelegramError: it could not be sent, and the topic is not why.

        """
        topic = await self._addresses.topic_in(chat, tip.id)
        try:
            return await send(Spot(topic=topic.message if topic is not None else None))
        except BadRequest as error:
            said = error.message.lower()
            if topic is None or not (_CLOSED in said or _says_gone(error)):
                raise
        if _CLOSED in said:  # somebody else's to open: what must be said is said outside
            return await send(Spot(answers=False))
        await self._addresses.forget([topic])
        opened = await self._opened(tip, chat, priority)
        return await send(Spot(topic=opened.message if opened is not None else None))

    async def follow(self, tip: Tip, chat: ChatId, *, priority: Priority) -> None:
        """Let the topic of a tip at its unit say how it stands; it is closed with the tip, and opened again with it."""
        topic = await self._addresses.topic_in(chat, tip.id)
        wanted = topic_of(tip)
        if topic is None or topic.kind is wanted:
            return
        try:
            await self._change(topic, self._name(tip, wanted), wanted, priority)
        except BadRequest as error:
            if _says_gone(error):
                await self._addresses.forget([topic])
                return  # what is said next finds a new one
        await self._addresses.remember(replace(topic, kind=wanted))

    async def leave(self, topic: Post, name: str, *, priority: Priority) -> None:
        """Give a topic a name that says nothing of the tip, and close it; where nothing can be done, it stays."""
        with suppress(BadRequest, Forbidden, ChatMigrated):
            await self._change(topic, name[:_LONGEST], PostKind.TOPIC_DONE, priority)

    async def _opened(self, tip: Tip, chat: ChatId, priority: Priority) -> Post | None:
        group = await self._groups.at(chat)
        if group is None or not group.is_forum or group.unit != tip.unit:
            return None  # a tip that has left its unit meanwhile gets no topic there
        until = self._refused.get(chat)
        if until is not None and self._clock.now() < until:
            return None
        kind = topic_of(tip)
        try:
            made = await self._bot.create_forum_topic(
                chat,
                self._name(tip, kind),
                icon_color=ForumIconColor.RED if kind in _ALARMS else ForumIconColor.BLUE,
                rate_limit_args=priority,
            )
        except BadRequest as error:
            self._refused[chat] = self._clock.now() + _AGAIN_AFTER
            if _NO_FORUM in error.message.lower():
                await self._groups.turned(chat, is_forum=False)
            return None
        topic = Post(chat=chat, message=MessageId(made.message_thread_id), tip=tip.id, kind=kind)
        await self._addresses.remember(topic)
        return topic

    async def _change(self, topic: Post, name: str, kind: PostKind, priority: Priority) -> None:
        """Rename a topic, and close or open it where its kind changes that; what is so already is no fault."""
        chat, thread = topic.chat, topic.message
        with _unless_unchanged():
            await self._bot.edit_forum_topic(chat, thread, name=name, rate_limit_args=priority)
        if kind is PostKind.TOPIC_DONE:
            with _unless_unchanged():
                await self._bot.close_forum_topic(chat, thread, rate_limit_args=priority)
        elif topic.kind is PostKind.TOPIC_DONE:
            with _unless_unchanged():
                await self._bot.reopen_forum_topic(chat, thread, rate_limit_args=priority)

    def _name(self, tip: Tip, kind: PostKind) -> str:
        group = self._directory.kinds.get(tip.group) if tip.group is not None else None
        label = self._words.pick(group.label) if group is not None else self._words.plain("topic.kind.unsure")
        name = self._words.plain(f"topic.{kind.value.removeprefix('topic_')}")
        return name.format(reference=tip.reference, kind=label)[:_LONGEST]


@contextmanager
def _unless_unchanged() -> Generator[None]:
    """Let pass that a topic is already as it should be."""
    try:
        yield
    except BadRequest as error:
        if _UNCHANGED not in error.message.lower():
            raise


def _says_gone(error: BadRequest) -> bool:
    said = error.message.lower()
    return any(words in said for words in _GONE)
