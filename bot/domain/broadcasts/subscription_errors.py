"""Refusals about what somebody wants to be told. The words for people live at the edge."""

from bot.domain.errors import Refused


class TooManyCommunes(Refused):
    """The subscription has as many communes as it may."""


class LastCommune(Refused):
    """A subscription is for one commune at least."""


class LastTopic(Refused):
    """A subscription is about one topic at least."""


class NotSubscribed(Refused):
    """There is no subscription that could be changed."""


class NotForThem(Refused):
    """What the button belongs to was never sent to this chat, or is not kept any more."""
