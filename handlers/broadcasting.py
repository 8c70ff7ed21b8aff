"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.services.approving import Approving
from bot.services.dates import Dates
from bot.services.planning import Planning
from bot.services.responding import Respond
from bot.services.subscribing import Subscribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcasting:
    """The services about broadcasts."""

    approving: Approving
    subscribing: Subscribe
    responding: Respond
    dates: Dates
    planning: Planning
