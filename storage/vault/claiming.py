"""Giving turns to a sender: in flight from the commit on. Who may not be sent to any more is put away on the way.

Much is reckoned in the program and not in SQL, since each turn is opened there anyway. Quiet hours, the week's number
and the wish for urgent ones alone are those of this moment, not of when the turn was made.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Delivery, Outcome
from bot.domain.broadcasts.subscription import QuietHours
from bot.domain.identifiers import Language, OccurrenceId
from storage.many import Many
from storage.sealing import Keyring
from storage.vault.audiences import week
from storage.vault.broadcast_tables import IS_IN_FLIGHT, WAITS, deliveries, runs, subscribers
from storage.vault.counting import Changes
from storage.vault.subscribers import opened_chat
from storage.vault.terms import hour

_TURN: Final = and_(deliveries.c.occurrence == bindparam("of"), deliveries.c.subscriber == bindparam("to"))
_TAKEN: Final = Many(update(deliveries).where(_TURN).values(outcome=literal_column(f"{Outcome.IN_FLIGHT}")), "of", "to")
_PUT_AWAY: Final = update(deliveries).where(_TURN).values(outcome=bindparam("became"))
_PUT_OFF: Final = update(deliveries).where(_TURN).values(due=bindparam("later"))
_ONE: Final = literal_column("1", Integer)
_IS_THIS_WEEK: Final = subscribers.c.week == bindparam("in_week")
_MORE: Final = case((_IS_THIS_WEEK, subscribers.c.received + _ONE), else_=_ONE)
_COUNTED: Final = Many(
    update(subscribers).where(subscribers.c.id == bindparam("to")).values(week=bindparam("this_week"), received=_MORE),
    *("this_week", "in_week", "to"),
)
_GIVEN_BACK: Final = (
    update(subscribers)
    .where(subscribers.c.id == bindparam("to"), subscribers.c.received > 0)
    .values(received=subscribers.c.received - 1)
)
#: What is looked at of a subscriber; all of it is empty where there is none any more.
_OF_SUBSCRIBER: Final = tuple(
    subscribers.c[name]
    for name in ("language", "sealed", "quiet_start", "quiet_end", "weekly", "week", "received", "urgent_only")
)


def waits(occurrence: int) -> ColumnElement[bool]:
    """Whether a turn of a sending waits, in the words of the index."""
    return and_(WAITS, deliveries.c.occurrence == occurrence)


def is_in_flight(occurrence: int) -> ColumnElement[bool]:
    """Whether a turn of a sending is in flight, in the words of the index.

    Its hour is asked for, too: else SQLite takes the primary key, which has a million others.
    """
    return and_(IS_IN_FLIGHT, deliveries.c.occurrence == occurrence, deliveries.c.due > 0)


async def claim(
    connection: AsyncConnection, keyring: Keyring, occurrence: OccurrenceId, *, now: datetime, limit: int
) -> list[Delivery]:
    """Look at so many turns that are due, and give those of them that can be sent."""
    of_run = select(runs.c.urgent, runs.c.expires).where(runs.c.occurrence == occurrence, ~runs.c.stopped)
    run = (await connection.execute(of_run)).first()
    if run is None:
        return []
    urgent, expires = run
    turns = select(
        deliveries.c.subscriber, deliveries.c.due, deliveries.c.attempts, deliveries.c.again, *_OF_SUBSCRIBER
    )
    of_them = turns.outerjoin_from(deliveries, subscribers, subscribers.c.id == deliveries.c.subscriber)
    waiting = of_them.where(waits(occurrence), deliveries.c.due <= hour(now))
    in_order = waiting.order_by(deliveries.c.due, deliveries.c.attempts, deliveries.c.subscriber).limit(limit)
    found = _Sorted(keyring=keyring, occurrence=occurrence, now=now, urgent=urgent, expires=expires)
    for row in await connection.execute(in_order):
        found.take(*row)
    await found.keep(connection)
    return found.taken


async def give_back(connection: AsyncConnection, numbers: Sequence[int]) -> None:
    """Take one from the week's number of subscribers who were not sent what they were to be."""
    if numbers:
        await connection.execute(_GIVEN_BACK, [{"to": number} for number in numbers])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """What is to be done with each of some turns."""

    keyring: Keyring
    occurrence: OccurrenceId
    now: datetime
    urgent: bool
    expires: int
    taken: list[Delivery] = field(default_factory=list[Delivery])
    dues: Counter[int] = field(default_factory=Counter[int])  #: of those taken
    put_away: list[tuple[int, int, Outcome]] = field(default_factory=list[tuple[int, int, Outcome]])
    put_off: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])

    def take(
        self,
        number: int,
        due: int,
        attempts: int,
        again: bool,  # noqa: FBT001 - as above
        language: str | None,
        sealed: bytes,
        start: int,
        end: int,
        weekly: int | None,
        in_week: int,
        received: int,
        urgent_only: bool,  # noqa: FBT001 - as above
    ) -> None:
        """Decide about one turn; of whoever has left, all that is theirs is empty."""
        if language is None or (urgent_only and not self.urgent):
            self.put_away.append((number, due, Outcome.LEFT))
            return
        if not self.urgent:
            if QuietHours(start=start, end=end).hold(self.now.hour):
                later = hour(self.now) + (end - self.now.hour) % 24
                if later < self.expires:
                    self.put_off.append((number, due, later))
                else:
                    self.put_away.append((number, due, Outcome.EXPIRED))
                return
            if weekly is not None and in_week == week(self.now) and received >= weekly:
                self.put_away.append((number, due, Outcome.CAPPED))
                return
        self.dues[due] += 1
        self.taken.append(
            Delivery(
                occurrence=self.occurrence,
                subscriber=number,
                chat=opened_chat(self.keyring, number, sealed),
                language=Language(language),
                attempts=attempts,
                again=again,
            )
        )

    async def keep(self, connection: AsyncConnection) -> None:
        """Write what was decided."""
        of, changes = self.occurrence, Changes()
        if self.put_off:
            await connection.execute(_PUT_OFF, [{"of": of, "to": to, "later": later} for to, _, later in self.put_off])
        if self.put_away:
            rows = [{"of": of, "to": to, "became": became.value} for to, _, became in self.put_away]
            await connection.execute(_PUT_AWAY, rows)
        await _TAKEN.run(connection, [(of, turn.subscriber) for turn in self.taken])
        if not self.urgent:
            in_week = week(self.now)
            await _COUNTED.run(connection, [(in_week, in_week, turn.subscriber) for turn in self.taken])
        for _, due, later in self.put_off:
            changes.waits(of, due, -1)
            changes.waits(of, later)
        for _, due, became in self.put_away:
            changes.waits(of, due, -1)
            changes.is_now(of, became)
        for due, count in self.dues.items():
            changes.waits(of, due, -count)
        changes.is_now(of, Outcome.IN_FLIGHT, len(self.taken))
        await changes.keep(connection)
