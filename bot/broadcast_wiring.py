"""The wiring's part about broadcasts."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.identifiers import Language
from bot.domain.lateness import Grace
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault
from bot.services.approving import Approving
from bot.services.channels import Channels
from bot.services.conducting import Conducting
from bot.services.conversing import Conversing
from bot.services.correcting import Correcting
from bot.services.dates import Dates
from bot.services.planning import Planning
from bot.services.reaching import Reaching
from bot.services.responding import Respond
from bot.services.subscribing import Subscribe
from bot.services.tallying import Tallying
from bot.services.updating import Updating
from bot.settings import Settings
from handlers.broadcasting import Broadcasting


def broadcasting(
    settings: Settings,
    vault: Vault,
    casebook: Casebook,
    directory: Directory,
    clock: Clock,
    conversing: Conversing,
    *,
    wake: Callable[[], None],
) -> Broadcasting:
    """Give the services about broadcasts."""
    reaching = Reaching(vault, clock)
    dates = Dates(settings.zone)
    grace = Grace(ordinary=timedelta(hours=settings.late_hours), urgent=timedelta(hours=settings.late_urgent_hours))
    planning = Planning(casebook, directory, clock, dates, grace, wake=wake)
    tallying = Tallying(casebook, vault, clock, rounded=reaching.rounded)
    conducting = Conducting(casebook, tallying, clock, wake=wake)
    return Broadcasting(
        approving=Approving(
            casebook,
            directory,
            clock,
            reach=reaching.of,
            calendar=dates,
            planner=planning,
            default=Language(settings.languages[0]),
            threshold=settings.approval_from,
            wake=wake,
        ),
        conducting=conducting,
        correcting=Correcting(conducting, wake=wake),
        updating=Updating(casebook, tallying, clock, wake=wake),
        channels=Channels(casebook, directory, clock, wake=wake),
        dates=dates,
        planning=planning,
        subscribing=Subscribe(conversing, vault, directory),
        responding=Respond(vault, casebook),
    )
