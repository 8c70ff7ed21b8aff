"""Ending a broadcast before its time: nothing more of it is sent, now or later."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.tip import minute
from bot.ports.casebook import CasebookSession
from bot.services.broadcasts.noticeboard import settle_missed

_GOES: Final = frozenset({OccurrenceState.SENDING, OccurrenceState.PAUSED})
_WAITS: Final = frozenset({OccurrenceState.PLANNED, OccurrenceState.MISSED})


async def end_sendings(book: CasebookSession, broadcast: Broadcast, *, now: datetime) -> int:
    """Stop what of a broadcast is being sent and drop what waits; give how many sendings it has had in all."""
    rows = await book.occurrences.of_broadcast(broadcast.id)
    await settle_missed(book, broadcast, rows, now=now)
    for one in rows:
        if (over := _over(one, now)) is not None:
            await book.occurrences.change(over, was=one.state)
    return len(rows)


def _over(one: Occurrence, now: datetime) -> Occurrence | None:
    """Give a sending as the end of its broadcast leaves it; None: as it is."""
    if one.state in _GOES:
        return replace(one, state=OccurrenceState.STOPPED, ended=minute(now))
    return replace(one, state=OccurrenceState.DROPPED) if one.state in _WAITS else None
