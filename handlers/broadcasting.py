"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.services.approving import Approving
from bot.services.dates import Dates
from bot.services.planning import Planning


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcasting:
    """The services about broadcasts."""

    approving: Approving
    dates: Dates
    planning: Planning
