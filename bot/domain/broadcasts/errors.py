"""Refusals about broadcasts. The docstring says what happened; the words for people live at the edge."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from bot.domain.errors import Refused

if TYPE_CHECKING:
    from bot.domain.broadcasts.broadcast import Status
    from bot.domain.units import CommuneCode


class BroadcastGone(Refused):
    """No broadcast has this id, or no longer."""


class BroadcastChangeNotAllowed(Refused):
    """The table of a broadcast's life has no such change."""

    def __init__(self, old: Status, new: Status) -> None:
        super().__init__(f"{old.value} -> {new.value}")
        self.old = old
        self.new = new


class OwnHands(Refused):
    """Whoever has written in a broadcast cannot approve it: a second pair of eyes is meant."""


class TextChanged(Refused):
    """What was to be approved is not what stands there now."""


class SentAlready(Refused):
    """What it says stands in residents' chats: it is corrected there, not written anew."""


class BeingSent(Refused):
    """A sending of it is under way: nothing of it is changed meanwhile."""


class AudienceOutside(Refused):
    """The audience holds communes that are not the unit's own."""

    def __init__(self, communes: tuple[CommuneCode, ...]) -> None:
        super().__init__(", ".join(communes))
        self.communes = communes


class AudienceEmpty(Refused):
    """The audience has no commune or no topic."""


class NotFinished(Refused):
    """The broadcast lacks what it must have before it is proposed."""

    def __init__(self, lacks: str) -> None:
        super().__init__(lacks)
        self.lacks = lacks  #: "title", "text", …


class TimePast(Refused):
    """The time of sending is over, or no time of it is left."""


class TimeFault(Enum):
    """Why a typed time cannot be taken."""

    UNREADABLE = "unreadable"  #: it is no time, or it has words that say nothing of one
    NO_HOUR = "no_hour"  #: a day without a time of day
    NO_DAY = "no_day"  #: a time of day where a day was asked for
    NO_SUCH_DAY = "no_such_day"  #: such as 31/4
    NO_SUCH_HOUR = "no_such_hour"  #: such as 25h
    AMBIGUOUS = "ambiguous"  #: such as 12 giờ đêm: of which night?
    PAST = "past"
    TOO_FAR = "too_far"  #: more than two years from now


class TimeRefused(Refused):
    """The typed words are no time at which something could be sent."""

    def __init__(self, fault: TimeFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class LunarUnknown(Refused):
    """The table of the lunar calendar does not reach so far."""

    def __init__(self, last: int) -> None:
        super().__init__("lunar")
        self.last = last  #: the last year that it knows whole


class NeverDue(Refused):
    """No day from now on is one of this schedule's."""
