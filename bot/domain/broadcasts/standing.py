"""What may still be changed of a broadcast of which something was sent: never what it says, and nothing meanwhile.

Its words stand in residents' chats, and what they press there is answered from them; so they are corrected, with every
copy, and never written anew. While a sending is under way it goes on as it was approved. Pure.
"""

from collections.abc import Iterable
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.errors import BeingSent, SentAlready

_UNDER_WAY: Final = frozenset({OccurrenceState.SENDING, OccurrenceState.PAUSED})
_WAITS: Final = frozenset({OccurrenceState.PLANNED, OccurrenceState.MISSED})


def require_changeable(
    was: Broadcast, becomes: Broadcast, sendings: Iterable[Occurrence], *, behind: Iterable[Occurrence] = ()
) -> None:
    """Let pass a change that touches nothing that was sent; `behind`: of which copies are still being corrected.

    Raises:
        SentAlready: it changes what residents have on their screens, or no sending is to come.
        BeingSent: a sending of it is under way.

    """
    rows = list(sendings)
    if _was_sent(rows) and was.content != becomes.content:
        raise SentAlready
    require_at_rest(was, rows, behind=behind)


def require_at_rest(broadcast: Broadcast, sendings: Iterable[Occurrence], *, behind: Iterable[Occurrence] = ()) -> None:
    """Let pass what may be taken back to be worked on.

    Raises:
        BeingSent: a sending of it is under way, or its copies are being put right.
        SentAlready: it was sent as it was approved, and that was all.

    """
    rows = list(sendings)
    if any(one.state in _UNDER_WAY for one in rows) or any(one.broadcast == broadcast.id for one in behind):
        raise BeingSent
    is_to_come = broadcast.approval is None or any(one.state in _WAITS for one in rows)
    if _was_sent(rows) and not is_to_come:
        raise SentAlready


def _was_sent(sendings: Iterable[Occurrence]) -> bool:
    return any(one.begun is not None for one in sendings)
