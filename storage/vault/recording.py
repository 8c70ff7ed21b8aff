"""What became of turns that were claimed, many at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from struct import pack, unpack
from typing import Final

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.deliveries import Outcome, Result
from bot.domain.identifiers import MessageId, OccurrenceId
from storage.columns import place
from storage.sealing import Keyring
from storage.vault.broadcast_tables import deliveries, runs, subscribers
from storage.vault.claiming import give_back, is_open
from storage.vault.counting import COPIES, DOUBLED, REASON, REPEATED, Changes
from storage.vault.leaving import forget

_TURN: Final = and_(
    deliveries.c.occurrence == bindparam("of"),
    deliveries.c.subscriber == bindparam("to"),
    deliveries.c.outcome == Outcome.IN_FLIGHT.value,  # recorded once, whoever records it twice
)
_ENDED: Final = update(deliveries).where(_TURN).values(outcome=bindparam("became"))
_ARRIVED: Final = (
    update(deliveries)
    .where(_TURN)
    .values(outcome=Outcome.DELIVERED.value, revision=bindparam("shown"), messages=bindparam("copies"))
)
_TRIED: Final = (
    update(deliveries)
    .where(_TURN)
    .values(
        outcome=Outcome.WAITING.value,
        attempts=deliveries.c.attempts + bindparam("more"),
        again=deliveries.c.again | bindparam("perhaps"),
    )
)
_STATEMENTS: Final = defaultdict(lambda: _ENDED, {Outcome.DELIVERED: _ARRIVED, Outcome.WAITING: _TRIED})


def sealed_messages(keyring: Keyring, occurrence: int, number: int, messages: Sequence[MessageId]) -> bytes:
    """Give the ids of a copy as they lie in its row."""
    plain = pack(f">{len(messages)}q", *messages)
    return keyring.seal(plain, *place(deliveries.c.messages, occurrence, number))


def opened_messages(keyring: Keyring, occurrence: int, number: int, sealed: bytes) -> tuple[MessageId, ...]:
    """Give the ids that lie in a row."""
    plain = keyring.open(sealed, *place(deliveries.c.messages, occurrence, number))
    return tuple(MessageId(message) for message in unpack(f">{len(plain) // 8}q", plain))


async def record(connection: AsyncConnection, keyring: Keyring, results: Sequence[Result], *, revision: int) -> None:
    """Keep what became of turns; each counts once."""
    by_occurrence: dict[OccurrenceId, dict[int, Result]] = defaultdict(dict)
    for one in results:
        by_occurrence[one.delivery.occurrence][one.delivery.subscriber] = one
    for occurrence, ones in by_occurrence.items():
        await _record(connection, keyring, occurrence, ones, revision=revision)


async def recover(connection: AsyncConnection) -> int:
    """Put what was in flight when the process ended back in line; give how many."""
    total, changes = 0, Changes()
    for occurrence, urgent in (await connection.execute(select(runs.c.occurrence, runs.c.urgent))).all():
        in_flight = is_open(occurrence, Outcome.IN_FLIGHT)
        if not urgent:
            numbers = await connection.scalars(select(deliveries.c.subscriber).where(in_flight))
            await give_back(connection, numbers.all())
        back = update(deliveries).where(in_flight).values(outcome=Outcome.WAITING.value, again=True)
        count = (await connection.execute(back)).rowcount
        changes.move(occurrence, Outcome.IN_FLIGHT, Outcome.WAITING, count)
        changes.add(occurrence, DOUBLED, by=count)
        total += count
    await changes.keep(connection)
    return total


async def _record(
    connection: AsyncConnection,
    keyring: Keyring,
    occurrence: OccurrenceId,
    results: Mapping[int, Result],
    *,
    revision: int,
) -> None:
    """Keep what became of turns of one sending."""
    is_staying = await _in_flight(connection, occurrence)
    changes = Changes()
    by_outcome: dict[Outcome, list[Result]] = defaultdict(list)
    for number in results.keys() & is_staying.keys():
        one = results[number]
        by_outcome[one.outcome].append(one)
        changes.move(occurrence, Outcome.IN_FLIGHT, one.outcome)
        if one.outcome is Outcome.FAILED:
            changes.add(occurrence, REASON, one.reason)
        if one.outcome is Outcome.WAITING and one.again:
            changes.add(occurrence, REPEATED)
        if one.outcome is Outcome.DELIVERED and is_staying[number] and one.messages:
            changes.add(occurrence, COPIES, revision)
    for outcome, ones in by_outcome.items():
        await connection.execute(_STATEMENTS[outcome], [_row(keyring, one, revision) for one in ones])
    not_sent = [one for outcome in (Outcome.WAITING, Outcome.FAILED) for one in by_outcome[outcome]]
    if not_sent and not await connection.scalar(select(runs.c.urgent).where(runs.c.occurrence == occurrence)):
        await give_back(connection, [one.delivery.subscriber for one in not_sent])
    await changes.keep(connection)
    await forget(connection, [one.delivery.subscriber for one in by_outcome[Outcome.UNREACHABLE]])
    await forget(connection, [number for number in results if is_staying.get(number) is False])


async def _in_flight(connection: AsyncConnection, occurrence: OccurrenceId) -> dict[int, bool]:
    """Give whose turns are in flight, and whether they are subscribers still."""
    whose = select(deliveries.c.subscriber, subscribers.c.id.is_not(None)).outerjoin_from(
        deliveries, subscribers, subscribers.c.id == deliveries.c.subscriber
    )
    rows = await connection.execute(whose.where(is_open(occurrence, Outcome.IN_FLIGHT)))
    return {number: bool(is_staying) for number, is_staying in rows}


def _row(keyring: Keyring, result: Result, revision: int) -> dict[str, object]:
    """Give what the statement of its outcome takes."""
    turn = result.delivery
    of, to = turn.occurrence, turn.subscriber
    match result.outcome:
        case Outcome.DELIVERED:
            copies = sealed_messages(keyring, of, to, result.messages) if result.messages else None
            return {"of": of, "to": to, "shown": revision, "copies": copies}
        case Outcome.WAITING:
            return {"of": of, "to": to, "more": int(bool(result.reason)), "perhaps": int(result.again)}
        case _:
            return {"of": of, "to": to, "became": result.outcome.value}
