"""Refusals about broadcasts. The docstring says what happened; the words for people live at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import Refused

if TYPE_CHECKING:
    from bot.domain.broadcast import Status
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
