"""What became of how many turns: numbers that are kept up with each change, so that nobody counts a million rows.

Whoever changes a turn tells it here in the same transaction.
"""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome, Tally
from bot.domain.identifiers import OccurrenceId
from storage.engine import insert_or_add
from storage.vault.broadcast_tables import run_counts, runs
from storage.vault.terms import hour

OUTCOME: Final = "outcome"
COPIES: Final = "copies"  #: by the revision that they show
REASON: Final = "reason"
VOTE: Final = "vote"
USEFUL: Final = "useful"
DOUBLED: Final = "doubled"
REPEATED: Final = "repeated"
UNCHANGED: Final = "unchanged"
GONE: Final = "gone"  #: copies of those who were forgotten, by the revision that they show
WAITS: Final = "waits"  #: by the hour from which they can be sent

_Key = tuple[int, str, str]  #: occurrence, what, which


class Changes:
    """By how much the counts change in one transaction."""

    def __init__(self) -> None:
        self._by: Counter[_Key] = Counter()

    def add(self, occurrence: int, what: str, which: object = "", by: int = 1) -> None:
        """Count so many more, or fewer."""
        self._by[occurrence, what, str(which)] += by

    def waits(self, occurrence: int, due: int, by: int = 1) -> None:
        """Count so many more that wait until this hour, or fewer."""
        self.add(occurrence, OUTCOME, Outcome.WAITING.value, by)
        self.add(occurrence, WAITS, due, by)

    def is_now(self, occurrence: int, outcome: Outcome, by: int = 1) -> None:
        """Count so many more of an outcome that does not wait, or fewer."""
        self.add(occurrence, OUTCOME, outcome.value, by)

    async def keep(self, connection: AsyncConnection) -> None:
        """Write what has changed."""
        rows = [
            {"occurrence": occurrence, "what": what, "which": which, "count": by}
            for (occurrence, what, which), by in self._by.items()
            if by
        ]
        if rows:
            await connection.execute(insert_or_add(connection, run_counts, "count"), rows)


async def tally(connection: AsyncConnection, occurrence: OccurrenceId, *, now: datetime, revision: int | None) -> Tally:
    """Give what became of the turns of a sending."""
    of_it = select(run_counts.c.what, run_counts.c.which, run_counts.c.count).where(
        run_counts.c.occurrence == occurrence, run_counts.c.count > 0
    )
    found: dict[str, dict[str, int]] = {}
    for what, which, count in await connection.execute(of_it):
        found.setdefault(what, {})[which] = count
    run = (
        await connection.execute(select(runs.c.prepared, runs.c.stopped).where(runs.c.occurrence == occurrence))
    ).first()
    copies, gone, votes, reasons = (found.get(what, {}) for what in (COPIES, GONE, VOTE, REASON))

    def behind(by_revision: dict[str, int]) -> int:
        return sum(count for shown, count in by_revision.items() if revision is None or int(shown) < revision)

    return Tally(
        outcomes={Outcome(int(which)): count for which, count in found.get(OUTCOME, {}).items()},
        later=sum(count for due, count in found.get(WAITS, {}).items() if int(due) > hour(now)),
        is_prepared=run is not None and run.prepared,
        is_stopped=run is not None and run.stopped,
        doubled=found.get(DOUBLED, {}).get("", 0),
        repeated=found.get(REPEATED, {}).get("", 0),
        copies=sum(copies.values()),
        behind=behind(copies),
        unchanged=sum(found.get(UNCHANGED, {}).values()) + behind(gone),
        useful=found.get(USEFUL, {}).get("", 0),
        votes=tuple(votes.get(str(option), 0) for option in range(max(map(int, votes), default=-1) + 1)),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
    )


async def going(connection: AsyncConnection) -> list[OccurrenceId]:
    """Give the sendings that were not stopped and have turns that wait or are in flight."""
    is_open = run_counts.c.which.in_([str(Outcome.WAITING.value), str(Outcome.IN_FLIGHT.value)])
    found = (
        select(runs.c.occurrence)
        .join(run_counts, runs.c.occurrence == run_counts.c.occurrence)
        .where(~runs.c.stopped, run_counts.c.what == OUTCOME, is_open, run_counts.c.count > 0)
    )
    return [OccurrenceId(occurrence) for occurrence in await connection.scalars(found.distinct())]


async def waiting(connection: AsyncConnection) -> int:
    """Count the turns that wait, of all sendings that were not stopped."""
    going = (
        select(func.sum(run_counts.c.count))
        .join(runs, runs.c.occurrence == run_counts.c.occurrence)
        .where(~runs.c.stopped, run_counts.c.what == OUTCOME, run_counts.c.which == str(Outcome.WAITING.value))
    )
    return await connection.scalar(going) or 0
