"""How late a sending may begin without anybody being asked, and how late one was."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Occurrence

#: What is no later than this began on time: planning looks several times a minute, and times are kept by the minute.
ON_TIME: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """For how long what was missed may still go out by itself; after that an officer is asked."""

    ordinary: timedelta = timedelta(hours=12)
    urgent: timedelta = timedelta(hours=3)

    def of(self, *, urgent: bool) -> timedelta:
        """Give the one that holds for a broadcast."""
        return self.urgent if urgent else self.ordinary


def lateness(occurrence: Occurrence) -> timedelta | None:
    """Give how late a sending began; None where it was on time, or has not begun."""
    if occurrence.begun is None or occurrence.begun - occurrence.planned <= ON_TIME:
        return None
    return occurrence.begun - occurrence.planned
