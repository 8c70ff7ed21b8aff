"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.services.approving import Approving
from bot.services.channels import Channels
from bot.services.conducting import Conducting
from bot.services.correcting import Correcting
from bot.services.dates import Dates
from bot.services.planning import Planning
from bot.services.responding import Respond
from bot.services.subscribing import Subscribe
from bot.services.updating import Updating


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcasting:
    """The services about broadcasts."""

    approving: Approving
    subscribing: Subscribe
    responding: Respond
    conducting: Conducting
    correcting: Correcting
    updating: Updating
    channels: Channels
    dates: Dates
    planning: Planning
