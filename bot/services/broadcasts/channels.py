"""Units' own Telegram channels: which is whose, and what of a broadcast is posted there.

A channel is public; nobody in it is known to us, and nobody is asked anything there. What is posted goes through the
casebook's outbox like every word to a unit: it is not lost, and what may have been posted before says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence
from bot.domain.broadcasts.conducting_errors import ChannelUnsuitable
from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, Dispatch, Priority, ToChat, ToOfficer, ToUnit
from bot.domain.errors import NotAllowed, NotEnrolled, UnitUnknown
from bot.domain.identifiers import BroadcastId, ChatId, ErrandId, MessageId, OccurrenceId, UserId, fresh_id
from bot.domain.people import Wish, may
from bot.domain.units import CommuneCode, Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.members import able, alert

#: What the messages of a broadcast in a channel are remembered as.
POSTED: Final = "channel"
ALBUM: Final = "channel_album"  #: the files of one whose text has not been posted yet
_OFFERED: Final = 3  #: units that a channel's name may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """What Telegram says about a channel."""

    may_post: bool  #: the bot
    is_led: bool  #: the person who asks is an administrator of it, or its owner
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPost:
    """A sending as it is to stand in a channel."""

    broadcast: Broadcast
    occurrence: Occurrence
    messages: tuple[MessageId, ...]  #: that stand there already
    album: tuple[MessageId, ...]  #: of these, where only its files could be posted


class Channels:
    """How a unit comes by a channel and keeps it."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def offer(self, errand: ErrandId, *, chat: ChatId, user: UserId, facts: ChannelFacts) -> None:
        """Ask whoever brought the bot into a channel, in private, whose it shall be; only if they may bind one."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            bound = await book.channels.unit_of(chat)
            if bound is not None or not facts.may_post or not await book.applied.first_time(errand, now=now):
                return
            held = [one for one in await book.officers.of_user(user) if one.unit is not None]
            able_ones = [one for one in held if may(one, Wish.BIND_CHANNEL, one.unit)]
            units = [one.unit for one in able_ones if one.unit is not None]
            if any(may(one, Wish.BIND_CHANNEL, None) for one in able_ones):
                units += [unit.code for unit in self._directory.find_units(facts.title)[:_OFFERED]]
            if not units:
                return
            await alert(
                book,
                "channel.offered",
                ToOfficer(officer=able_ones[0].id),
                units[0],
                (str(chat), facts.title, *dict.fromkeys(units)),
                now=now,
            )
        self._wake()

    async def bind(self, act: Act, *, unit: UnitCode, chat: ChatId, facts: ChannelFacts) -> Unit:
        """Make a channel the unit's; one that it had before gets nothing any more, and the unit is told.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or this is not their private chat.
            UnitUnknown: there is no such unit.
            ChannelUnsuitable: the bot may not post there, or the person has no say there.

        """
        known = self._directory.units.get(unit)
        if known is None:
            raise UnitUnknown
        now = self._clock.now()
        async with self._casebook.begin() as book:
            officer = await able(book, act.user, Wish.BIND_CHANNEL, unit)
            if act.chat != act.user:
                raise NotAllowed
            if not facts.may_post or not facts.is_led:
                raise ChannelUnsuitable
            former = await book.channels.unit_of(chat)
            if not await book.applied.first_time(act.errand, now=now) or former == unit:
                return known
            if former is not None:
                await able(book, act.user, Wish.BIND_CHANNEL, former)
                await self._tell(book, "channel.taken", former, now=now)
            before = await book.channels.of(unit)
            await book.channels.bind(unit, chat)
            again = {"again": before is not None}
            await book.audit.write("channel.bound", at=now, actor=officer.id, unit=unit, data=again)
            await self._tell(book, "channel.replaced" if before is not None else "channel.bound", unit, now=now)
        self._wake()
        return known

    async def lost(self, errand: ErrandId, *, chat: ChatId) -> UnitCode | None:
        """Unbind a channel in which the bot may not post any more, and tell the unit; None where it was nobody's."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            unit = await book.channels.unit_of(chat)
            if unit is None or not await book.applied.first_time(errand, now=now):
                return unit
            await book.channels.unbind(chat)
            await book.audit.write("channel.lost", at=now, actor="system", unit=unit)
            await self._tell(book, "channel.lost", unit, now=now)
        self._wake()
        return unit

    async def unbind(self, act: Act, *, unit: UnitCode) -> None:
        """Let a unit have no channel any more; the channel itself stays as it is.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or this is not their private chat.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            officer = await able(book, act.user, Wish.BIND_CHANNEL, unit)
            if act.chat != act.user:
                raise NotAllowed
            chat = await book.channels.of(unit)
            if chat is None or not await book.applied.first_time(act.errand, now=now):
                return
            await book.channels.unbind(chat)
            await book.audit.write("channel.unbound", at=now, actor=officer.id, unit=unit)

    async def of(self, act: Act) -> tuple[tuple[Unit, bool], ...]:
        """Give the units of which a person may bind a channel, and whether each has one; of the desk, the desk.

        Raises:
            NotEnrolled, NotAllowed: there is none, or this is not their private chat.

        """
        async with self._casebook.begin() as book:
            held = await book.officers.of_user(act.user)
            if not held:
                raise NotEnrolled
            units = {one.unit: None for one in held if one.unit and may(one, Wish.BIND_CHANNEL, one.unit)}
            if not units or act.chat != act.user:
                raise NotAllowed
            known = [self._directory.units[unit] for unit in units if unit in self._directory.units]
            return tuple([(unit, await book.channels.of(unit.code) is not None) for unit in known])

    async def post(self, broadcast: BroadcastId, occurrence: OccurrenceId, chat: ChatId) -> ChannelPost | None:
        """Give what is to stand in a channel of a sending; None where it is not known, or the channel is nobody's."""
        async with self._casebook.begin() as book:
            found, sending = await book.broadcasts.of(broadcast), await book.occurrences.of(occurrence)
            if found is None or sending is None or sending.begun is None:
                return None
            messages = await _posted(book, broadcast, POSTED, occurrence, chat)
            if not messages and await book.channels.unit_of(chat) is None:
                return None
            album = await _posted(book, broadcast, ALBUM, occurrence, chat)
        return ChannelPost(broadcast=found, occurrence=sending, messages=messages, album=album)

    async def posted(
        self, post: ChannelPost, chat: ChatId, messages: Iterable[MessageId], *, kind: str = POSTED
    ) -> None:
        """Remember what stands in a channel now; where it was corrected or recalled meanwhile, it is seen to again."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            await book.broadcast_posts.put(
                post.broadcast.id, chat, tuple(messages), kind=kind, occurrence=post.occurrence.id
            )
            sending = await book.occurrences.of(post.occurrence.id)
            if sending is not None and _text_of(sending) != _text_of(post.occurrence):
                await _put(book, post.broadcast.id, sending.id, chat, now=now)
        self._wake()

    async def _tell(self, book: CasebookSession, name: str, unit: UnitCode, *, now: datetime) -> None:
        await alert(book, name, ToUnit(unit=unit), unit, now=now)


async def post_in_channels(
    book: CasebookSession,
    unit_of: Callable[[CommuneCode], Unit],
    broadcast: Broadcast,
    occurrence: Occurrence,
    *,
    now: datetime,
) -> int:
    """Put a sending on its way into the channels of its unit and its communes; give into how many.

    Called in the transaction in which the sending begins.
    """
    if not broadcast.to_channels:
        return 0
    units = dict.fromkeys((broadcast.unit, *(unit_of(commune).code for commune in broadcast.audience.communes)))
    chats = [await book.channels.of(unit) for unit in units]
    there = [chat for chat in chats if chat is not None]
    for chat in there:
        await _put(book, broadcast.id, occurrence.id, chat, now=now)
    return len(there)


async def refresh_channels(book: CasebookSession, broadcast: Broadcast, *, now: datetime) -> None:
    """Let what stands in channels of a broadcast read as it should now, or go."""
    for chat, occurrence, _ in await book.broadcast_posts.of(broadcast.id, kind=POSTED):
        await _put(book, broadcast.id, OccurrenceId(occurrence), chat, now=now)


def _text_of(sending: Occurrence) -> tuple[int, bool]:
    """Give what decides how a copy reads."""
    return sending.revision, sending.recalled


async def _put(
    book: CasebookSession, broadcast: BroadcastId, occurrence: OccurrenceId, chat: ChatId, *, now: datetime
) -> None:
    content = BroadcastDispatch(broadcast=broadcast, word=BroadcastWord.CHANNEL, occurrence=occurrence)
    dispatch = Dispatch(id=fresh_id(), to=ToChat(chat=chat), content=content, priority=Priority.REST)
    await book.dispatches.put(dispatch, now=now, key=f"channel:{occurrence}:{chat}")


async def _posted(
    book: CasebookSession, broadcast: BroadcastId, kind: str, occurrence: OccurrenceId, chat: ChatId
) -> tuple[MessageId, ...]:
    found: Mapping[tuple[ChatId, int], tuple[MessageId, ...]] = {
        (there, number): messages for there, number, messages in await book.broadcast_posts.of(broadcast, kind=kind)
    }
    return found.get((chat, occurrence), ())
