"""The wiring's part about broadcasts."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.almanac.artist import ProcessArtist
from bot.domain.broadcasts.lateness import Grace
from bot.domain.broadcasts.stars import expected_stars
from bot.domain.identifiers import Language
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault
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
from bot.services.broadcasts.tallying import Tallying
from bot.services.broadcasts.updating import Updating
from bot.services.conversing import Conversing
from bot.settings import Settings
from handlers.broadcasts.composers import Composers
from handlers.broadcasts.faces import Broadcasting


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
    languages = tuple(Language(language) for language in settings.languages)
    default = languages[0]
    dates = Dates(settings.zone)
    reaching = Reaching(vault, clock)
    stars = partial(expected_stars, rate=settings.rate, paid_rate=settings.paid_rate, cap=settings.paid_stars)
    tallying = Tallying(casebook, vault, clock, rounded=reaching.rounded, stars=stars)
    conducting = Conducting(casebook, tallying, clock, wake=wake)
    composing = Composing(casebook, conversing, directory, clock, languages=languages)
    dating = Dating(composing, dates, default=default)
    planning = Planning(casebook, directory, clock, dates, _grace(settings), wake=wake)
    displaying = Displaying(casebook, directory, clock, dates, reach=reaching.of, stars=stars, cap=settings.paid_stars)
    return Broadcasting(
        agenda=Agenda(casebook, directory, clock, dates),
        approving=_approving(settings, casebook, directory, clock, planning, dates, reaching, wake=wake),
        artist=ProcessArtist(),
        channels=Channels(casebook, directory, clock, wake=wake),
        composers=Composers(casebook),
        composing=composing,
        conducting=conducting,
        correcting=Correcting(conducting, wake=wake),
        dates=dates,
        dating=dating,
        displaying=displaying,
        drafting=Drafting(composing, dating, directory, default=default),
        drafts=Drafts(casebook, directory),
        lapses=Lapses(casebook, directory, dates),
        moving=Moving(conversing),
        planning=planning,
        reaching=reaching,
        rescheduling=Rescheduling(casebook, planning, clock, wake=wake),
        responding=Respond(vault, casebook, tallying),
        subscribing=Subscribe(conversing, vault, directory),
        updating=Updating(casebook, tallying, clock, wake=wake),
    )


def _grace(settings: Settings) -> Grace:
    return Grace(ordinary=timedelta(hours=settings.late_hours), urgent=timedelta(hours=settings.late_urgent_hours))


def _approving(
    settings: Settings,
    casebook: Casebook,
    directory: Directory,
    clock: Clock,
    planning: Planning,
    dates: Dates,
    reaching: Reaching,
    *,
    wake: Callable[[], None],
) -> Approving:
    return Approving(
        casebook,
        directory,
        clock,
        reach=reaching.of,
        calendar=dates,
        planner=planning,
        default=Language(settings.languages[0]),
        threshold=settings.approval_from,
        wake=wake,
    )
