"""Refusals about what is sent or has been: what can no longer be done to it, or not so."""

from enum import Enum

from bot.domain.errors import Refused


class SendingGone(Refused):
    """The sending is not known, or has not begun: there is nothing to conduct."""


class CorrectionFault(Enum):
    """Why a text cannot take the place of what was sent."""

    FILES = "files"  #: a copy's files stay as they were sent
    ANSWERS = "answers"  #: what was answered already would mean something else
    SAME = "same"  #: it says the same
    UNAPPROVED = "unapproved"  #: what was sent was cancelled, or is being written anew
    OVERTAKEN = "overtaken"  #: it was corrected otherwise, or recalled, meanwhile


class CorrectionRefused(Refused):
    """What was composed cannot take the place of what was sent."""

    def __init__(self, fault: CorrectionFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class ChannelUnsuitable(Refused):
    """The bot may not post in the channel, or no longer, or it was not brought there by this person."""
