"""The noticeboard: what officers are told about a broadcast, and in which group.

A unit's own group, where it has one in which everybody is known; else the desk's, so that nothing waits unseen.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, Destination, Dispatch, Priority, ToOfficer, ToUnit
from bot.domain.errors import GroupUnsuitable, NotAllowed
from bot.domain.identifiers import OccurrenceId, fresh_id
from bot.domain.units import DESK, UnitCode
from bot.ports.casebook import CasebookSession
from bot.services.acting import Act


async def put_up(
    book: CasebookSession,
    broadcast: Broadcast,
    word: BroadcastWord = BroadcastWord.CARD,
    *,
    now: datetime,
    occurrence: OccurrenceId | None = None,
    priority: Priority = Priority.TIP,
) -> None:
    """Put a word about a broadcast on its way to its group; what waits of the same kind is merged with it."""
    to = ToUnit(unit=await board_of(book, broadcast.unit))
    key = f"{word.value}:{broadcast.id}:{occurrence or ''}"
    await _put(book, to, broadcast, word, now=now, occurrence=occurrence, priority=priority, key=key)


async def settle_missed(
    book: CasebookSession, broadcast: Broadcast, rows: Iterable[Occurrence], *, now: datetime
) -> None:
    """Let the questions about what was missed of a broadcast say what has become of it, if any of these was."""
    if any(row.state is OccurrenceState.MISSED for row in rows):
        await put_up(book, broadcast, BroadcastWord.MISSED, now=now)


async def tell_composer(
    book: CasebookSession, broadcast: Broadcast, word: BroadcastWord, *, now: datetime, besides: Act
) -> None:
    """Tell whoever wrote a broadcast, in private, what somebody else has done with it."""
    known = await book.officers.get(broadcast.composer)
    if known is not None and known.user != besides.user:
        to = ToOfficer(officer=broadcast.composer)
        await _put(book, to, broadcast, word, now=now, priority=Priority.REPLY, key=None)


async def board_of(book: CasebookSession, unit: UnitCode) -> UnitCode:
    """Give the unit in whose group the broadcasts of a unit are shown."""
    group = await book.groups.of(unit)
    return unit if group is not None and group.is_settled else DESK


async def require_board(book: CasebookSession, act: Act, unit: UnitCode) -> None:
    """Let pass what is done in private, in the unit's own group or in the desk's.

    Raises:
        NotAllowed: this is another group.
        GroupUnsuitable: "strangers": there are members in the group whom nobody has accepted.

    """
    if act.chat == act.user:
        return
    group = await book.groups.at(act.chat)
    if group is None or group.unit not in {unit, DESK}:
        raise NotAllowed
    if not group.is_settled:
        raise GroupUnsuitable("strangers")


async def _put(
    book: CasebookSession,
    to: Destination,
    broadcast: Broadcast,
    word: BroadcastWord,
    *,
    now: datetime,
    key: str | None,
    priority: Priority,
    occurrence: OccurrenceId | None = None,
) -> None:
    content = BroadcastDispatch(broadcast=broadcast.id, occurrence=occurrence, word=word)
    await book.dispatches.put(Dispatch(id=fresh_id(), to=to, content=content, priority=priority), now=now, key=key)
