"""However many subscribers there are, no statement reads all of them, or all turns, while a tip waits."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from bot.domain.broadcasts.deliveries import EditResult, Outcome
from bot.domain.identifiers import ChatId
from storage.vault import Vault
from tests.storage.broadcasting import Round, chats
from tests.storage.safe import RUN, Safe, subscription

_Row = tuple[object, ...]  #: a statement's parameters

#: What may be read to its end: few rows, or a part that was asked for with a limit.
SMALL = (
    "SCAN runs",
    "SCAN run_counts",
    "SCAN anon_1",
    "SCAN subscriber_communes USING COVERING INDEX ix_subscriber_communes_subscriber",
)


async def everything(vault: Vault, now: datetime) -> None:
    """Do all that is done with subscriptions, turns and copies."""
    at = Round(vault=vault, now=now)
    await at.subscribe(*chats(20))
    await at.prepare(limit=7)
    turns = await at.claim(9)
    await at.record(turns[:5])
    await at.record(turns[5:6], Outcome.UNREACHABLE)
    await at.record(turns[6:7], Outcome.FAILED, reason="bad_request")
    await at.record(turns[7:8], Outcome.WAITING, reason="server")
    await at.recover()
    await at.next_due()
    await at.tally()
    async with vault.begin() as session:
        await session.deliveries.find_useful(RUN.occurrence, turns[0].chat)
        await session.deliveries.vote(RUN.occurrence, turns[0].chat, 1, final=False)
        await session.deliveries.waiting()
        await session.deliveries.going()
        found = await session.bulletins.behind(RUN.occurrence, revision=1, after=0, limit=4)
        await session.bulletins.record([EditResult(delivery=found.turns[0], outcome=Outcome.DELIVERED)], revision=1)
        await session.subscribers.keep(subscription(turns[1].chat))
        await session.subscribers.end(ChatId(turns[2].chat))
        await session.subscribers.reach(RUN.audience, urgent=False, after=0, limit=4)
    await at.stop()
    async with vault.begin() as session:
        await session.deliveries.forget_old(now + timedelta(days=90), limit=4)


async def test_every_statement_finds_its_rows_by_an_index(safe: Safe, now: datetime, tmp_path: Path) -> None:
    """And what waits or is in flight by one that has no others in it: of a million, a hundred may be left."""
    told: dict[str, _Row] = {}

    def note(_1: object, _2: object, text: str, given: _Row | list[_Row], _3: object, _4: object) -> None:
        told.setdefault(text, given[0] if isinstance(given, list) else given)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await everything(safe.vault, now)
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert len(told) > 30
    connection = sqlite3.connect(tmp_path / "store.db")
    plans = {
        text: [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", parameters)]
        for text, parameters in told.items()
    }
    connection.close()
    scans = [(text, line) for text, lines in plans.items() for line in lines if line.startswith("SCAN")]
    assert [(text, line) for text, line in scans if not line.startswith(SMALL)] == []
    narrow = {text: lines for text, lines in plans.items() if "outcome = 1 AND" in text or "outcome = 0 AND" in text}
    assert len(narrow) > 3
    assert [text for text, lines in narrow.items() if "USING PRIMARY KEY" in lines[0]] == []
    of_leaving = [
        line
        for text, lines in plans.items()
        if "deliveries.subscriber IN" in text and "deliveries.outcome != ?" in text
        for line in lines
        if " deliveries " in line
    ]
    assert {"SEARCH deliveries USING INDEX ix_deliveries_subscriber (subscriber=?)"} == set(
        of_leaving
    )  # not each sending
