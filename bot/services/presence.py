"""Presence: who presses and watches whose phone lights up must learn nothing, so notices wait a random time."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain.identifiers import TipId

_STILL_THERE: Final = timedelta(minutes=2)


@dataclass(slots=True, kw_only=True)
class Presence:
    """How long a notice waits. What it knows of who is there is kept in memory only."""

    shortest: timedelta
    longest: timedelta
    _acted: dict[TipId, datetime] = field(default_factory=dict[TipId, datetime])

    def acted(self, tip: TipId, at: datetime) -> None:
        """Note that the reporter does something in this thread."""
        self._acted = {known: when for known, when in self._acted.items() if at - when < _STILL_THERE}
        self._acted[tip] = at

    def delay(self, tip: TipId, at: datetime, *, urgent: bool) -> timedelta:
        """Give how long a notice about this tip waits: not at all while its reporter is there, or when it is urgent."""
        there = self._acted.get(tip)
        if urgent or (there is not None and at - there < _STILL_THERE):
            return timedelta(0)
        return self.shortest + (self.longest - self.shortest) * random.SystemRandom().random()
