"""Displaying: a broadcast with everything that its card shows, and where its cards stand."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast
from bot.domain.broadcasts.progress import Shown
from bot.domain.identifiers import BroadcastId, ChatId, MessageId, OfficerId
from bot.domain.units import Unit
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.services.broadcasts.dates import Dates

#: What the message with the buttons is remembered as.
CARD: Final = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A broadcast as its card shows it."""

    broadcast: Broadcast
    unit: Unit
    now: datetime
    reach: Shown
    stars: int  #: that it will cost about; 0: nothing is paid
    cap: int  #: the most Stars that one sending may cost
    coming: tuple[datetime, ...]  #: its next times, where it repeats
    names: Mapping[OfficerId, str] = field(hash=False)  #: of all who have something to do with it
    cards: tuple[MessageId, ...] = ()  #: that stand in the chat


class Displaying:
    """Reads what cards show."""

    def __init__(
        self,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        dates: Dates,
        *,
        reach: Callable[[Broadcast], Awaitable[Shown]],
        stars: Callable[[int], int],
        cap: int,
    ) -> None:
        """`stars` gives what so many messages cost about, `cap` the most that one sending may cost."""
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._dates = dates
        self._reach = reach
        self._stars = stars
        self._cap = cap

    async def card(self, broadcast: BroadcastId, chat: ChatId) -> CardView | None:
        """Give a broadcast as its card in a chat shows it; None where it is not kept."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            found = await book.broadcasts.of(broadcast)
            if found is None:
                return None
            names: dict[OfficerId, str] = {}
            for officer in _people(found):
                known = await book.officers.get(officer)
                names[officer] = known.name if known is not None else ""
            posted = await book.broadcast_posts.of(broadcast, kind=CARD)
        reach = await self._reach(found)
        copies = len(found.content.media) + 1 if len(found.content.media) > 1 else 1
        return CardView(
            broadcast=found,
            unit=self._directory.units.get(found.unit) or self._directory.desk,
            now=now,
            reach=reach,
            stars=self._stars((reach or 0) * copies),
            cap=self._cap,
            coming=self._dates.next_five(found.schedule, now),
            names=names,
            cards=next((messages for there, _, messages in posted if there == chat), ()),
        )

    async def remember(self, broadcast: BroadcastId, chat: ChatId, messages: Sequence[MessageId]) -> None:
        """Keep which message is the card in a chat."""
        async with self._casebook.begin() as book:
            await book.broadcast_posts.put(broadcast, chat, messages, kind=CARD)


def _people(broadcast: Broadcast) -> list[OfficerId]:
    others = [
        broadcast.approval.officer if broadcast.approval is not None else None,
        broadcast.returned.officer if broadcast.returned is not None else None,
    ]
    return [*broadcast.hands, *(one for one in others if one is not None)]
