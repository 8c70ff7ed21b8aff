"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.ports.almanac import Artist
from bot.services.broadcasts.agenda import Agenda
from bot.services.broadcasts.approving import Approving
from bot.services.broadcasts.channels import Channels
from bot.services.broadcasts.composing import Composing
from bot.services.broadcasts.conducting import Conducting
from bot.services.broadcasts.correcting import Correcting
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.dating import Dating
from bot.services.broadcasts.displaying import Displaying
from bot.services.broadcasts.drafting import Drafting
from bot.services.broadcasts.drafts import Drafts
from bot.services.broadcasts.lapses import Lapses
from bot.services.broadcasts.moving import Moving
from bot.services.broadcasts.planning import Planning
from bot.services.broadcasts.reaching import Reaching
from bot.services.broadcasts.rescheduling import Rescheduling
from bot.services.broadcasts.responding import Respond
from bot.services.broadcasts.subscribing import Subscribe
from bot.services.broadcasts.updating import Updating
from handlers.broadcasts.composers import Composers


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
