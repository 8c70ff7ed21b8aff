"""Wiring: the only module that knows all others. It makes one running program out of settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from telegram import Update
from telegram.ext import ApplicationBuilder, BaseHandler, ContextTypes

from bot.bots import Transport, bot_of, pacing_of
from bot.broadcast_wiring import broadcasting
from bot.clock import WallClock
from bot.domain.deadlines import WorkingCalendar
from bot.domain.identifiers import Language
from bot.domain.routing import Allowance
from bot.evidence.cleaner import PhotoCleaner
from bot.places.calendar import VietnamCalendar
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.evidence import Cleaner
from bot.sending_wiring import distributor
from bot.services.acting import Acting
from bot.services.administration import Administration
from bot.services.aftercare import Aftercare
from bot.services.answering import Answer
from bot.services.asking import Asking
from bot.services.auditing import Auditing
from bot.services.broadcasts.planning import Planning
from bot.services.broadcasts.updating import Updating
from bot.services.casework import Casework
from bot.services.climbing import Climbing
from bot.services.closing import Closing
from bot.services.conversing import Conversing
from bot.services.delivery import Delivery
from bot.services.digesting import Digesting
from bot.services.extending import Extending
from bot.services.following import Follow
from bot.services.groups import Groups
from bot.services.joining import Joining
from bot.services.members import Members
from bot.services.picturing import Picturing
from bot.services.presence import Presence
from bot.services.reporting import Reporting
from bot.services.rescuing import Rescuing
from bot.services.retention import Retention
from bot.services.rostering import Rostering
from bot.services.sharing import Share
from bot.services.showing import Showing
from bot.services.telling import Tell
from bot.services.timing import Timing
from bot.services.transferring import Transferring
from bot.settings import Settings
from bot.stores import Stores
from handlers import administrators, officers, residents
from handlers.addresses import Addresses
from handlers.awaited import Awaited
from handlers.broadcasts.composers import Composers
from handlers.broadcasts.distributor import Distributor
from handlers.context import Context, InboxApplication, InboxBot, performer
from handlers.courier import Courier
from handlers.faces import Faces
from handlers.fetching import Fetcher
from handlers.http import AiohttpRequest
from handlers.intake import Intake
from handlers.minimise import IN_GROUPS, Minimiser
from handlers.officers.duties import Duties
from handlers.officers.sending import DispatchSender
from handlers.ordering import Lanes
from handlers.pacing import Pacing
from handlers.residents.sending import LetterSender
from handlers.texts import Texts
from storage.casebook import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The parts of a running bot that are started and stopped."""

    application: InboxApplication
    texts: Texts
    intake: Intake
    lanes: Lanes
    cleaner: PhotoCleaner
    courier: Courier
    distributor: Distributor
    retention: Retention
    groups: Groups
    digesting: Digesting
    climbing: Climbing
    planning: Planning
    casebook: Casebook
    composers: Composers
    updating: Updating
    prepare: Callable[[], None]  #: arranges what the first message would have to wait for
    wake: Callable[[], None]  #: lets the courier and the distributor look into the stores now


def program(
    settings: Settings,
    opened: Stores,
    directory: Directory,
    *,
    transport: Transport = AiohttpRequest,
    pacing: Pacing | None = None,
    clock: Clock | None = None,
    calendar: WorkingCalendar | None = None,
) -> Program:
    """Put a program together; nothing is started.

    None stands for Telegram's limits with the settings' rate, this machine's clock and Vietnam's public holidays.
    """
    clock = clock or WallClock(settings.zone)
    timing = Timing(directory, calendar or VietnamCalendar(), clock, settings.zone)
    opened.casebook.watched_by(timing)
    work, sending = asyncio.Event(), asyncio.Event()
    pacing = pacing or pacing_of(settings)
    application = _application(settings, transport, pacing)
    presence = Presence(shortest=settings.notice_delays[0], longest=settings.notice_delays[1])
    cleaner = PhotoCleaner()
    fetcher, wake_all = Fetcher(application.bot), _ringing(work, sending)
    served = faces(
        settings, opened, directory, clock, presence, cleaner, fetcher, timing, wake=work.set, wake_all=wake_all
    )
    application.faces = served
    awaited = Awaited(clock)
    intake = _intake(application.bot, settings, opened, served, clock, awaited, work=work)
    lanes = Lanes(perform=performer(application), failed=intake.failed, set_aside=intake.set_aside)
    application.following = lanes.following
    carried = partial(distributor, settings, opened, directory, served.texts, clock, transport=transport, pacing=pacing)
    return Program(
        application=application,
        texts=served.texts,
        intake=intake,
        lanes=lanes,
        cleaner=cleaner,
        courier=_courier(application.bot, settings, opened, served, clock, presence, awaited, work=work),
        distributor=carried(work=sending, wake=work.set),
        retention=Retention(opened.vault, opened.casebook, opened.shelf, directory, clock, wake=work.set),
        groups=served.groups,
        digesting=served.digesting,
        climbing=Climbing(opened.casebook, timing, clock, wake=work.set),
        planning=served.broadcasting.planning,
        casebook=opened.casebook,
        composers=served.broadcasting.composers,
        updating=served.broadcasting.updating,
        prepare=directory.search.prepare,
        wake=wake_all,
    )


def _intake(
    bot: InboxBot,
    settings: Settings,
    opened: Stores,
    served: Faces,
    clock: Clock,
    awaited: Awaited,
    *,
    work: asyncio.Event,
) -> Intake:
    """Give what takes updates from Telegram; the settings must have a token."""
    assert settings.telegram_token is not None
    minimiser = Minimiser(
        bot=int(settings.telegram_token.get_secret_value().partition(":")[0]),
        languages=tuple(Language(language) for language in settings.languages),
        commands=IN_GROUPS,
        spoke=awaited.is_over,
        composes=served.broadcasting.composers.hold,
    )
    return Intake(bot, opened.vault, minimiser, clock, wake=work.set, tell_group=served.groups.tell_of_flood)


def _courier(
    bot: InboxBot,
    settings: Settings,
    opened: Stores,
    served: Faces,
    clock: Clock,
    presence: Presence,
    awaited: Awaited,
    *,
    work: asyncio.Event,
) -> Courier:
    """Give what empties both outboxes."""
    return Courier(
        Delivery(opened.vault, opened.casebook, clock, presence),
        clock,
        work=work,
        send_letter=LetterSender(bot, served.texts, served.directory),
        send_dispatch=DispatchSender(
            bot,
            served.texts,
            served.directory,
            settings.zone,
            addresses=served.addresses,
            showing=Showing(opened.casebook, served.directory),
            groups=served.groups,
            members=served.members,
            shelf=opened.shelf,
            awaited=awaited,
            duties=Duties(served.rostering, served.digesting),
            broadcasting=served.broadcasting,
            clock=clock,
        ),
        redirect=Rescuing(opened.casebook, served.directory, clock, wake=work.set).undeliverable,
    )


def faces(
    settings: Settings,
    opened: Stores,
    directory: Directory,
    clock: Clock,
    presence: Presence,
    cleaner: Cleaner,
    fetcher: Fetcher,
    timing: Timing,
    *,
    wake: Callable[[], None],
    wake_all: Callable[[], None],
) -> Faces:
    """Give the services that handlers call; `wake_all` lets who sends broadcasts look, too."""
    vault, casebook = opened.vault, opened.casebook
    conversing = Conversing(vault, clock)
    follow = Follow(conversing, vault, casebook, directory, clock, presence)
    allowance = Allowance(an_hour=settings.tips_an_hour, a_day=settings.tips_a_day)
    acting = Acting(casebook, directory, clock, wake=wake)
    asking, closing, transferring = Asking(acting), Closing(acting), Transferring(acting)
    return Faces(
        texts=Texts(tuple(Language(language) for language in settings.languages)),
        directory=directory,
        operator=settings.operator,
        zone=settings.zone,
        conversing=conversing,
        tell=Tell(conversing, directory),
        share=Share(conversing, directory, Picturing(cleaner, opened.shelf), opened.shelf),
        fetcher=fetcher,
        report=Reporting(vault, casebook, directory, clock, allowance=allowance, wake=wake),
        follow=follow,
        answer=Answer(conversing, vault, casebook, directory, clock, presence, wake=wake),
        aftercare=Aftercare(conversing, follow, vault, casebook, directory, clock, allowance=allowance, wake=wake),
        casework=Casework(acting, asking, closing, transferring),
        asking=asking,
        closing=closing,
        transferring=transferring,
        extending=Extending(acting, timing),
        joining=Joining(acting),
        administration=Administration(casebook, directory, clock, wake=wake),
        auditing=Auditing(casebook, directory, clock),
        groups=Groups(casebook, directory, clock, wake=wake),
        members=Members(casebook, clock, wake=wake),
        rostering=Rostering(casebook, directory, clock, wake=wake),
        digesting=Digesting(casebook, directory, clock, wake=wake),
        addresses=Addresses(casebook),
        broadcasting=broadcasting(settings, vault, casebook, directory, clock, conversing, wake=wake_all),
    )


def _handlers() -> dict[int, list[BaseHandler[Update, Context, None]]]:
    """Give all handlers in the order in which they are asked: staff first, since residents' take the rest."""
    everybody = [*administrators.handlers(), *officers.handlers(), *residents.handlers()]
    first = {-3: administrators.first_handlers(), -2: officers.first_handlers(), -1: officers.composing_handlers()}
    return {**first, 0: everybody}


def _ringing(*bells: asyncio.Event) -> Callable[[], None]:
    """Give what wakes whoever waits for one of these."""

    def ring() -> None:
        for bell in bells:
            bell.set()

    return ring


def _application(settings: Settings, transport: Transport, pacing: Pacing | None) -> InboxApplication:
    """Give the library's application without its own poller."""
    bot = bot_of(settings, transport=transport, pacing=pacing)
    builder = ApplicationBuilder().application_class(InboxApplication).context_types(ContextTypes(context=Context))
    application: object = builder.bot(bot).updater(None).job_queue(None).build()
    assert isinstance(application, InboxApplication)
    for order, handlers in _handlers().items():
        application.add_handlers(handlers, group=order)
    return application
