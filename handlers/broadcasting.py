"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.ports.almanac import Artist
from bot.services.agenda import Agenda
from bot.services.approving import Approving
from bot.services.channels import Channels
from bot.services.composing import Composing
from bot.services.conducting import Conducting
from bot.services.correcting import Correcting
from bot.services.dates import Dates
from bot.services.dating import Dating
from bot.services.displaying import Displaying
from bot.services.drafting import Drafting
from bot.services.drafts import Drafts
from bot.services.lapses import Lapses
from bot.services.moving import Moving
from bot.services.planning import Planning
from bot.services.reaching import Reaching
from bot.services.rescheduling import Rescheduling
from bot.services.responding import Respond
from bot.services.subscribing import Subscribe
from bot.services.updating import Updating
from handlers.composers import Composers


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcasting:
    """The services about broadcasts."""

    agenda: Agenda
    approving: Approving
    artist: Artist
    channels: Channels
    composers: Composers
    composing: Composing
    conducting: Conducting
    correcting: Correcting
    dates: Dates
    dating: Dating
    displaying: Displaying
    drafting: Drafting
    drafts: Drafts
    lapses: Lapses
    moving: Moving
    planning: Planning
    reaching: Reaching
    rescheduling: Rescheduling
    responding: Respond
    subscribing: Subscribe
    updating: Updating
