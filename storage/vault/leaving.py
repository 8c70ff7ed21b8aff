"""What is forgotten when subscribers leave, and which turns go when they want less than before."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.subscription import Subscription
from storage.vault.audiences import bits_of, is_outside
from storage.vault.broadcast_tables import deliveries, runs, subscriber_communes, subscribers
from storage.vault.counting import COPIES, GONE, Changes

_TURN: Final = and_(deliveries.c.occurrence == bindparam("of"), deliveries.c.subscriber == bindparam("to"))


async def forget(connection: AsyncConnection, numbers: Sequence[int]) -> None:
    """Forget subscribers and their turns at once, but those in flight: these go when they are recorded.

    What was counted of them stays counted; whoever had still to be sent something counts as having left.
    """
    if not numbers:
        return
    theirs = and_(deliveries.c.subscriber.in_(numbers), deliveries.c.outcome != Outcome.IN_FLIGHT)
    is_copy = deliveries.c.messages.is_not(None)
    kinds = (deliveries.c.occurrence, deliveries.c.outcome, deliveries.c.due, deliveries.c.revision, is_copy)
    grouped = select(*kinds, func.count()).where(theirs).group_by(*kinds)
    changes = Changes()
    for occurrence, outcome, due, revision, has_copy, count in await connection.execute(grouped):
        if outcome == Outcome.WAITING:
            changes.waits(occurrence, due, -count)
            changes.is_now(occurrence, Outcome.LEFT, count)
        if has_copy:
            changes.add(occurrence, COPIES, revision, -count)
            changes.add(occurrence, GONE, revision, count)
    await changes.keep(connection)
    await connection.execute(delete(deliveries).where(theirs))
    await connection.execute(delete(subscriber_communes).where(subscriber_communes.c.subscriber.in_(numbers)))
    await connection.execute(delete(subscribers).where(subscribers.c.id.in_(numbers)))


async def put_away(connection: AsyncConnection, number: int, wants: Subscription) -> None:
    """Put away the turns that wait for a subscriber and are of what they do not want any more."""
    waiting = (
        select(runs.c.occurrence, deliveries.c.due, runs.c.communes, runs.c.topics, runs.c.urgent)
        .join(deliveries, runs.c.occurrence == deliveries.c.occurrence)
        .where(deliveries.c.subscriber == number, deliveries.c.outcome == Outcome.WAITING.value)
    )
    bits, changes = bits_of(wants.topics), Changes()
    gone: list[dict[str, object]] = []
    for occurrence, due, communes, topics, urgent in await connection.execute(waiting):
        run = (communes.split(","), topics, urgent)
        if is_outside(wants.communes, bits, urgent_only=wants.urgent_only, run=run):
            changes.waits(occurrence, due, -1)
            changes.is_now(occurrence, Outcome.LEFT)
            gone.append({"of": occurrence, "to": number})
    if gone:
        await connection.execute(update(deliveries).where(_TURN).values(outcome=Outcome.LEFT), gone)
    await changes.keep(connection)
