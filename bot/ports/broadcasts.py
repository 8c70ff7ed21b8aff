"""The casebook's part about broadcasts: what is to be told, approved by whom, and each sending of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState, Status
from bot.domain.identifiers import BroadcastId, ChatId, MessageId, OccurrenceId
from bot.domain.units import UnitCode


class Broadcasts(Protocol):
    """Broadcasts, drafts too."""

    async def of(self, broadcast: BroadcastId) -> Broadcast | None:
        """Give a broadcast."""
        ...

    async def keep(self, broadcast: Broadcast) -> Broadcast:
        """Keep a broadcast in place of the one before; give it with its new version.

        Raises:
            ChangedMeanwhile: what is kept has another version than this one.

        """
        ...

    async def of_unit(self, unit: UnitCode | None, *statuses: Status, since: datetime | None = None) -> list[Broadcast]:
        """Give the broadcasts of a unit, or (None) of all, that are so far (none named: all), newest first.

        With a time, those that are over only where they were touched since then.
        """
        ...

    async def without_sendings(self) -> list[Broadcast]:
        """Give the approved ones of which nothing is planned, being sent or missed any more."""
        ...

    async def drop(self, broadcast: BroadcastId) -> None:
        """Forget a draft that was never sent, and where it was shown."""
        ...


class Occurrences(Protocol):
    """Each sending of a broadcast: one row a planned time, whoever plans it and however often."""

    async def plan(self, broadcast: BroadcastId, planned: datetime) -> Occurrence:
        """Keep that a broadcast goes out at a time; give the one that is kept already where there is one."""
        ...

    async def unplan(self, occurrence: OccurrenceId) -> None:
        """Forget a sending that has not begun: its time is none of its broadcast's any more."""
        ...

    async def of(self, occurrence: OccurrenceId) -> Occurrence | None:
        """Give a sending."""
        ...

    async def of_broadcast(self, broadcast: BroadcastId, *states: OccurrenceState) -> list[Occurrence]:
        """Give the sendings of a broadcast that are in these states (none named: all), by their planned times."""
        ...

    async def sent(
        self, units: Sequence[UnitCode] | None, *, since: datetime, offset: int, limit: int
    ) -> list[Occurrence]:
        """Give some of the sendings of units, or (None) of all, that began since a time; the latest first."""
        ...

    async def in_state(self, *states: OccurrenceState) -> list[Occurrence]:
        """Give all sendings in these states, by their planned times."""
        ...

    async def between(self, start: datetime, end: datetime) -> list[Occurrence]:
        """Give the sendings planned from a time up to another one, by their times."""
        ...

    async def due(self, now: datetime) -> list[Occurrence]:
        """Give what is planned and due by now, the oldest first."""
        ...

    async def behind(self) -> list[Occurrence]:
        """Give the sendings of which copies may have to be edited or deleted still."""
        ...

    async def caught_up(self, occurrence: OccurrenceId, *, revision: int) -> None:
        """Know that every copy that can be shows this revision; of a recalled sending, that every one is deleted."""
        ...

    async def change(self, occurrence: Occurrence, *, was: OccurrenceState) -> bool:
        """Keep a sending if it is in this state still; tell False where another one was faster."""
        ...


class BroadcastPosts(Protocol):
    """The messages of the bot in groups and channels that belong to a broadcast."""

    async def put(
        self, broadcast: BroadcastId, chat: ChatId, messages: Sequence[MessageId], *, kind: str, occurrence: int = 0
    ) -> None:
        """Remember messages in place of those of the same kind, sending and broadcast in the same chat."""
        ...

    async def of(self, broadcast: BroadcastId, *, kind: str) -> list[tuple[ChatId, int, tuple[MessageId, ...]]]:
        """Give the messages of one kind: chat, occurrence, ids."""
        ...

    async def at(self, chat: ChatId, message: MessageId) -> BroadcastId | None:
        """Give the broadcast that a message belongs to."""
        ...

    async def forget_chat(self, chat: ChatId) -> None:
        """Forget all messages of a chat that is no more."""
        ...


class Channels(Protocol):
    """Units' own Telegram channels."""

    async def bind(self, unit: UnitCode, chat: ChatId) -> None:
        """Bind a channel to a unit in place of the one before; another unit whose it was has none any more."""
        ...

    async def of(self, unit: UnitCode) -> ChatId | None:
        """Give a unit's channel."""
        ...

    async def has_any(self, units: Collection[UnitCode]) -> bool:
        """Tell whether one of these units has a channel."""
        ...

    async def every(self) -> list[tuple[UnitCode, ChatId]]:
        """Give all units that have a channel, and theirs."""
        ...

    async def unit_of(self, chat: ChatId) -> UnitCode | None:
        """Give the unit that a channel belongs to."""
        ...

    async def unbind(self, chat: ChatId) -> None:
        """Forget a channel."""
        ...
