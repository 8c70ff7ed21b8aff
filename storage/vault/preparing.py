"""Making the turns of a sending, so many subscribers at a time, within the database.

How far it has come is kept with what was made: killed anywhere it goes on where it was. Whoever joins later has a
higher number than the last there was when it began, and has no turn.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import case, func, insert, literal, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome
from bot.ports.subscriptions import Run
from storage.vault.audiences import belongs, bits_of, due
from storage.vault.broadcast_tables import deliveries, runs, subscribers
from storage.vault.counting import Changes
from storage.vault.terms import day, hour

_COLUMNS: Final = ("occurrence", "subscriber", "outcome", "due", "attempts", "revision", "again")


async def prepare(connection: AsyncConnection, run: Run, *, now: datetime, limit: int) -> bool:
    """Make the turns of at most so many more subscribers; tell True once all are made."""
    begun = await _begun(connection, run) or await _begin(connection, run, now=now)
    if begun.prepared or begun.stopped:
        return True
    following = subscribers.c.id > begun.after, subscribers.c.id <= begun.last
    numbers = select(subscribers.c.id).where(*following).order_by(subscribers.c.id)
    upto = await connection.scalar(numbers.offset(limit - 1).limit(1))
    last = begun.last if upto is None else upto
    await _make(connection, run, after=begun.after, last=last, now=now)
    moved = update(runs).where(runs.c.occurrence == run.occurrence)
    await connection.execute(moved.values(after=last, prepared=upto is None))
    return upto is None


async def _begun(connection: AsyncConnection, run: Run) -> Row[int, int, bool, bool] | None:
    how_far = select(runs.c.after, runs.c.last, runs.c.prepared, runs.c.stopped)
    return (await connection.execute(how_far.where(runs.c.occurrence == run.occurrence))).first()


async def _begin(connection: AsyncConnection, run: Run, *, now: datetime) -> Row[int, int, bool, bool]:
    values = {
        "after": 0,
        "last": await connection.scalar(select(func.max(subscribers.c.id))) or 0,
        "urgent": run.urgent,
        "topics": bits_of(run.audience.topics),
        "communes": ",".join(run.audience.communes),
        "expires": hour(run.expires),
        "prepared": False,
        "stopped": False,
        "day": day(now),
    }
    await connection.execute(insert(runs).values(occurrence=run.occurrence, **values))
    begun = await _begun(connection, run)
    assert begun is not None
    return begun


async def _make(connection: AsyncConnection, run: Run, *, after: int, last: int, now: datetime) -> None:
    """Make the turns of whoever belongs to the audience among these subscribers, and count them."""
    when = due(now, urgent=run.urgent)
    outcome = literal(Outcome.WAITING.value)
    if not run.urgent:
        outcome = case((when >= hour(run.expires), Outcome.EXPIRED.value), else_=Outcome.WAITING.value)
    chosen = select(literal(run.occurrence), subscribers.c.id, outcome, when, *(literal(0) for _ in range(3))).where(
        subscribers.c.id > after, subscribers.c.id <= last, belongs(run.audience, urgent=run.urgent)
    )
    await connection.execute(insert(deliveries).from_select(_COLUMNS, chosen, include_defaults=False))
    made = select(deliveries.c.outcome, deliveries.c.due, func.count()).where(
        deliveries.c.occurrence == run.occurrence, deliveries.c.subscriber > after, deliveries.c.subscriber <= last
    )
    changes = Changes()
    for became, until, count in await connection.execute(made.group_by(deliveries.c.outcome, deliveries.c.due)):
        if became == Outcome.WAITING:
            changes.waits(run.occurrence, until, count)
        else:
            changes.is_now(run.occurrence, Outcome(became), count)
    await changes.keep(connection)
