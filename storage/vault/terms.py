"""How long the vault keeps what, counted in whole hours and days.

A term is over when its last hour begins: what was written at 10:40 with a term of a day may be gone from 10:00 on, so
that nothing is kept longer than is promised. Conversations alone end to the second, because their time is sealed
inside.
"""

from datetime import datetime, timedelta
from typing import Final

SEEN_HOURS: Final = 48
TRAIL_HOURS: Final = 48
ASIDE_HOURS: Final = 72
BURIED_HOURS: Final = 72
LETTER_KEY_HOURS: Final = 48
SENDING_HOURS: Final = 24
TOKEN_DAYS: Final = 35
DELIVERY_DAYS: Final = 90
CONVERSATION: Final = timedelta(hours=24)

_HOUR: Final = 3600


def second(at: datetime) -> int:
    """Count the seconds since 1970."""
    return int(at.timestamp())


def hour(at: datetime) -> int:
    """Count the hours since 1970."""
    return second(at) // _HOUR


def day(at: datetime) -> int:
    """Count the days since 1970, in UTC."""
    return hour(at) // 24
