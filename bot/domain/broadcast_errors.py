"""Refusals about broadcasts: what cannot be composed, approved or sent so. The words for people live at the edge."""

from enum import Enum

from bot.domain.errors import Refused


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


class SendingGone(Refused):
    """The sending is not known, or has not begun: there is nothing to conduct."""


class CorrectionFault(Enum):
    """Why a text cannot take the place of what was sent."""

    FILES = "files"  #: a copy's files stay as they were sent
    ANSWERS = "answers"  #: what was answered already would mean something else
    SAME = "same"  #: it says the same
    OVERTAKEN = "overtaken"  #: it was corrected otherwise, or recalled, meanwhile


class CorrectionRefused(Refused):
    """What was composed cannot take the place of what was sent."""

    def __init__(self, fault: CorrectionFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class ChannelUnsuitable(Refused):
    """The channel cannot be bound: the bot may not post and edit there, or it is not asked by one who brought it."""
