"""Updating: which messages about sendings must read anew, looked at every 20 seconds.

What is due stands in the stores, so that after a restart it goes on; what was said last is only remembered here, so
that the same is not said twice. A group may be sent 20 messages a minute, tips included: nothing is said while nothing
changes, and once a sending is over, only now and then.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Occurrence, OccurrenceState
from bot.domain.broadcasts.progress import SETTLED, Progress
from bot.domain.dispatches import BroadcastWord, Priority
from bot.domain.identifiers import ChatId, MessageId, OccurrenceId
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.services.broadcasts.noticeboard import put_up
from bot.services.broadcasts.tallying import Tallying

#: What the messages of a broadcast in its unit's group are remembered as.
PROGRESS: Final = "progress"
CARD: Final = "card"

KEPT: Final = timedelta(days=3)  #: so long a report follows what residents do with their copies
NOW_AND_THEN: Final = timedelta(hours=1)
_HELD: Final = timedelta(seconds=60)
_MINUTE: Final = timedelta(minutes=1)  #: as finely as times are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sending as its unit's group is to be told of it."""

    progress: Progress
    message: MessageId | None  #: that tells of it already
    card: MessageId | None  #: of the broadcast, under which a new one stands


class Updating:
    """Puts words about sendings on their way to the groups of their units."""

    def __init__(self, casebook: Casebook, tallying: Tallying, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._tallying = tallying
        self._clock = clock
        self._wake = wake
        self._said: dict[OccurrenceId, Progress] = {}
        self._held: dict[OccurrenceId, datetime] = {}

    def hold(self, occurrence: OccurrenceId) -> None:
        """Let a message be for a minute: somebody is asked something in its place."""
        self._held[occurrence] = self._clock.now() + _HELD

    def release(self, occurrence: OccurrenceId) -> None:
        """Let a message follow its sending again."""
        self._held.pop(occurrence, None)

    async def update(self) -> int:
        """Put a word on its way for each sending that is otherwise than was said last; give how many."""
        now = self._clock.now()
        self._held = {one: until for one, until in self._held.items() if until > now}
        sendings = await self._followed(now)
        self._said = {number: one for number, one in self._said.items() if number in sendings}
        changed = [one for one in sendings.values() if one.id not in self._held and await self._is_news(one, now)]
        if changed:
            async with self._casebook.begin() as book:
                for one in changed:
                    await put_up(
                        book,
                        self._said[one.id].broadcast,
                        BroadcastWord.PROGRESS,
                        now=now,
                        occurrence=one.id,
                        priority=Priority.REST,
                    )
            self._wake()
        return len(changed)

    async def told(self, occurrence: OccurrenceId, chat: ChatId) -> Told | None:
        """Give what a group is to be told of a sending; None where nothing is known of it."""
        progress = await self._tallying.progress(occurrence)
        if progress is None:
            return None
        broadcast = progress.broadcast.id
        async with self._casebook.begin() as book:
            there = await book.broadcast_posts.of(broadcast, kind=PROGRESS)
            cards = await book.broadcast_posts.of(broadcast, kind=CARD)
        messages = [ids[-1] for where, number, ids in there if (where, number) == (chat, occurrence)]
        under = [ids[-1] for where, _, ids in cards if where == chat]
        return Told(progress=progress, message=messages[-1] if messages else None, card=under[-1] if under else None)

    async def remember(self, told: Told, chat: ChatId, message: MessageId) -> None:
        """Keep which message tells of a sending."""
        sending = told.progress.occurrence
        async with self._casebook.begin() as book:
            await book.broadcast_posts.put(sending.broadcast, chat, [message], kind=PROGRESS, occurrence=sending.id)

    async def _followed(self, now: datetime) -> dict[OccurrenceId, Occurrence]:
        """Give the sendings that go on, those whose copies are behind, and those that ended lately."""
        async with self._casebook.begin() as book:
            going = await book.occurrences.in_state(OccurrenceState.SENDING, OccurrenceState.PAUSED)
            behind = await book.occurrences.behind()
            lately = await book.occurrences.between(now - KEPT, now + _MINUTE)
            open_ones = [number for number, said in self._said.items() if said.stage not in SETTLED]
            told = [await book.occurrences.of(number) for number in open_ones]  # they may have ended since
        over = [one for one in (*lately, *told) if one is not None and one.ended is not None]
        return {one.id: one for one in (*going, *behind, *over)}

    async def _is_news(self, occurrence: Occurrence, now: datetime) -> bool:
        """Tell whether a sending is otherwise than was said last, and that it is said now."""
        said = self._said.get(occurrence.id)
        is_same = said is not None and said.occurrence == occurrence
        if said is not None and is_same and said.stage in SETTLED and now - said.at < NOW_AND_THEN:
            return False
        progress = await self._tallying.progress(occurrence.id)
        if progress is None:
            return False
        self._said[occurrence.id] = progress
        if said is None:
            # After a restart what ended long ago has been said.
            return occurrence.ended is None or progress.stage not in SETTLED or now - occurrence.ended < NOW_AND_THEN
        return replace(progress, at=said.at) != said
