"""The questions in groups about what was missed: where they stand, and what has become of what they ask about."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.broadcasts.agenda import AgendaItem, standing
from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.identifiers import BroadcastId, ChatId, MessageId, OccurrenceId
from bot.places.directory import Directory
from bot.ports.casebook import Casebook
from bot.services.broadcasts.dates import Dates

_QUESTION: Final = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A sending that missed its time, or did once."""

    broadcast: Broadcast
    occurrence: OccurrenceId
    item: AgendaItem | None  #: as it stands now; None: its broadcast has no such time any more
    count: int = 1  #: of its broadcast were missed, with this one
    message: MessageId | None = None  #: that asks about it


class Lapses:
    """Reads and remembers the questions."""

    def __init__(self, casebook: Casebook, directory: Directory, dates: Dates) -> None:
        self._casebook = casebook
        self._directory = directory
        self._dates = dates

    async def of(self, broadcast: BroadcastId, occurrence: OccurrenceId) -> Lapse | None:
        """Give what is to be asked about, or told of where it was left out since; None where it is not kept."""
        async with self._casebook.begin() as book:
            found = await book.broadcasts.of(broadcast)
            rows = await book.occurrences.of_broadcast(broadcast)
        row = next((one for one in rows if one.id == occurrence), None)
        if found is None or row is None or found.unit not in self._directory.units:
            return None
        count = sum(one.state is row.state and one.planned <= row.planned for one in rows)
        return Lapse(broadcast=found, occurrence=row.id, item=self._item(found, row), count=count)

    async def asked(self, lapse: Lapse, chat: ChatId, message: MessageId) -> None:
        """Remember where it was asked."""
        await self._put(lapse, chat, [message])

    async def answered(self, broadcast: BroadcastId, chat: ChatId) -> list[Lapse]:
        """Give the questions of a broadcast in a chat that need no answer any more."""
        async with self._casebook.begin() as book:
            found = await book.broadcasts.of(broadcast)
            rows = {row.id: row for row in await book.occurrences.of_broadcast(broadcast)}
            posts = await book.broadcast_posts.of(broadcast, kind=_QUESTION)
        if found is None:
            return []
        over: list[Lapse] = []
        for there, number, messages in posts:
            row = rows.get(OccurrenceId(number))
            if there != chat or (row is not None and row.state is OccurrenceState.MISSED):
                continue
            item = self._item(found, row) if row is not None else None
            lapse = Lapse(broadcast=found, occurrence=OccurrenceId(number), item=item)
            over += [replace(lapse, message=message) for message in messages]
        return over

    async def settled(self, lapse: Lapse, chat: ChatId) -> None:
        """Forget a question that says what came of it."""
        await self._put(lapse, chat, [])

    async def _put(self, lapse: Lapse, chat: ChatId, messages: list[MessageId]) -> None:
        async with self._casebook.begin() as book:
            await book.broadcast_posts.put(
                lapse.broadcast.id, chat, messages, kind=_QUESTION, occurrence=lapse.occurrence
            )

    def _item(self, broadcast: Broadcast, row: Occurrence) -> AgendaItem | None:
        unit, stands = self._directory.units.get(broadcast.unit), standing(row.state, broadcast.status)
        if unit is None or stands is None:
            return None
        at = row.planned.astimezone(self._dates.zone)
        return AgendaItem(at=at, standing=stands, broadcast=broadcast, unit=unit, occurrence=row.id)
