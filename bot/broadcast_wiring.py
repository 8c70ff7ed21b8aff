"""The wiring's part about broadcasts."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.lateness import Grace
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault
from bot.services.approving import Approving
from bot.services.conversing import Conversing
from bot.services.dates import Dates
from bot.services.planning import Planning
from bot.services.responding import Respond
from bot.services.subscribing import Subscribe
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
    dates = Dates(settings.zone)
    grace = Grace(ordinary=timedelta(hours=settings.late_hours), urgent=timedelta(hours=settings.late_urgent_hours))
    return Broadcasting(
        approving=Approving(casebook, directory, clock, wake=wake),
        dates=dates,
        planning=Planning(casebook, directory, clock, dates, grace, wake=wake),
        subscribing=Subscribe(conversing, vault, directory),
        responding=Respond(vault, casebook),
    )
