"""What an approval is of, and when one is needed.

A fingerprint is of everything that a second officer answers for: in whose name it speaks, what it says, to whom, when,
and how loudly. Two broadcasts of one fingerprint would be sent alike.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.domain.broadcasts.broadcast import Broadcast

SHOWN: Final = 12  #: hex digits of a fingerprint that a button carries
_OF: Final = ("unit", "content", "audience", "schedule", "urgent", "to_channels", "corrects", "revision")


def fingerprint(broadcast: Broadcast) -> str:
    """Give 64 hex digits that are the same for what would be sent alike, however it was read back from a store."""
    every = asdict(broadcast)
    told = json.dumps({name: every[name] for name in _OF}, default=_told, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def needs_approval(broadcast: Broadcast, *, reach: int | None, threshold: int) -> bool:
    """Tell whether a second officer must agree.

    Always where it is urgent or repeating, and where it speaks in a channel, which anybody reads; else from so many
    readers on. `reach`: as it is shown; None: too few to be told. `threshold` 0: always.
    """
    is_grave = broadcast.urgent or broadcast.schedule.kind == "repeating" or broadcast.to_channels
    return is_grave or (reach or 0) >= threshold


def _told(value: object) -> object:
    """Give a time as JSON has it: the same in whatever zone it is told."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            raise TypeError(type(value).__name__)
