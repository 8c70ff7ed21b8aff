"""What became of turns that were claimed, many at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from struct import pack, unpack
from typing import Final

from sqlalchemy import and_, bindparam, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.identifiers import MessageId, OccurrenceId
from storage.columns import place
from storage.many import Many
from storage.sealing import Keyring
from storage.vault.broadcast_tables import deliveries, runs, subscribers
from storage.vault.claiming import give_back, is_in_flight
from storage.vault.counting import COPIES, DOUBLED, REASON, REPEATED, Changes
from storage.vault.leaving import forget

_TURN: Final = and_(
    deliveries.c.occurrence == bindparam("of"),
    deliveries.c.subscriber == bindparam("to"),
    deliveries.c.outcome == literal_column(f"{Outcome.IN_FLIGHT}"),  # recorded once, whoever records it twice
)
_ENDED: Final = Many(update(deliveries).where(_TURN).values(outcome=bindparam("became")), "became", "of", "to")
_ARRIVED: Final = Many(
    update(deliveries)
    .where(_TURN)
    .values(outcome=literal_column(f"{Outcome.DELIVERED}"), revision=bindparam("shown"), messages=bindparam("copies")),
    *("shown", "copies", "of", "to"),
)
_TRIED: Final = Many(
    update(deliveries)
    .where(_TURN)
    .values(
        outcome=literal_column(f"{Outcome.WAITING}"),
        attempts=deliveries.c.attempts + bindparam("more"),
        again=deliveries.c.again.op("|")(bindparam("perhaps")),
    ),
    *("more", "perhaps", "of", "to"),
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
    """Put what was in flight when the process ended back in line; give how many.

    What a stopped sending had in flight may have arrived, and nobody will know.
    """
    total, changes = 0, Changes()
    every = select(runs.c.occurrence, runs.c.urgent, runs.c.stopped)
    for occurrence, urgent, is_stopped in (await connection.execute(every)).all():
        in_flight = await _in_flight(connection, occurrence)
        if not in_flight:
            continue
        if not urgent and not is_stopped:
            await give_back(connection, list(in_flight))
        outcome = Outcome.UNCERTAIN if is_stopped else Outcome.WAITING
        back = update(deliveries).where(is_in_flight(occurrence))
        await connection.execute(back.values(outcome=outcome.value, again=True))
        changes.is_now(occurrence, Outcome.IN_FLIGHT, -len(in_flight))
        if is_stopped:
            changes.is_now(occurrence, outcome, len(in_flight))
            continue
        for due, _ in in_flight.values():
            changes.waits(occurrence, due)
        changes.add(occurrence, DOUBLED, by=len(in_flight))
        total += len(in_flight)
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
    in_flight = await _in_flight(connection, occurrence)
    changes = Changes()
    by_outcome: dict[Outcome, list[Result]] = defaultdict(list)
    for number in results.keys() & in_flight.keys():
        one = results[number]
        by_outcome[one.outcome].append(one)
        _count(changes, one, due=in_flight[number][0], revision=revision)
    for outcome, ones in by_outcome.items():
        await _STATEMENTS[outcome].run(connection, [_row(keyring, one, revision) for one in ones])
    not_sent = [one for outcome in (Outcome.WAITING, Outcome.FAILED) for one in by_outcome[outcome]]
    if not_sent and not await connection.scalar(select(runs.c.urgent).where(runs.c.occurrence == occurrence)):
        await give_back(connection, [one.delivery.subscriber for one in not_sent])
    await changes.keep(connection)
    await forget(connection, [one.delivery.subscriber for one in by_outcome[Outcome.UNREACHABLE]])
    await forget(connection, [number for number, (_, is_staying) in in_flight.items() if not is_staying])


async def _in_flight(connection: AsyncConnection, occurrence: OccurrenceId) -> dict[int, tuple[int, bool]]:
    """Give whose turns are in flight, the hour from which they could be sent, and who is a subscriber still."""
    whose = select(deliveries.c.subscriber, deliveries.c.due, subscribers.c.id.is_not(None)).outerjoin_from(
        deliveries, subscribers, subscribers.c.id == deliveries.c.subscriber
    )
    rows = await connection.execute(whose.where(is_in_flight(occurrence)))
    return {number: (due, bool(is_staying)) for number, due, is_staying in rows}


def _count(changes: Changes, result: Result, *, due: int, revision: int) -> None:
    """Count what became of one turn that was in flight."""
    occurrence = result.delivery.occurrence
    changes.is_now(occurrence, Outcome.IN_FLIGHT, -1)
    if result.outcome is Outcome.WAITING:
        changes.waits(occurrence, due)
        changes.add(occurrence, REPEATED, by=int(result.again))
        return
    changes.is_now(occurrence, result.outcome)
    if result.outcome is Outcome.FAILED:
        changes.add(occurrence, REASON, result.reason)
    if result.outcome is Outcome.DELIVERED and result.messages:
        changes.add(occurrence, COPIES, revision)


def _row(keyring: Keyring, result: Result, revision: int) -> tuple[object, ...]:
    """Give what the statement of its outcome takes."""
    turn = result.delivery
    of, to = turn.occurrence, turn.subscriber
    match result.outcome:
        case Outcome.DELIVERED:
            copies = sealed_messages(keyring, of, to, result.messages) if result.messages else None
            return revision, copies, of, to
        case Outcome.WAITING:
            return int(bool(result.reason)), int(result.again), of, to
        case _:
            return result.outcome.value, of, to
