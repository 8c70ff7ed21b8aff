"""Wiring: the only module that knows all others. It makes one running program out of settings."""

import fcntl
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from telegram.ext import ApplicationBuilder, ContextTypes

from bot.clock import WallClock
from bot.domain.dispatches import Dispatch, Post
from bot.domain.identifiers import Language
from bot.domain.people import Role
from bot.domain.routing import Allowance
from bot.domain.units import UnitCode
from bot.places.directory import Directory
from bot.ports.staff import Invitation
from bot.services.aftercare import Aftercare
from bot.services.conversing import Conversing
from bot.services.delivery import Delivery
from bot.services.following import Follow
from bot.services.presence import Presence
from bot.services.reporting import Reporting
from bot.services.retention import Retention
from bot.services.telling import Tell
from bot.settings import Settings
from handlers import residents
from handlers.context import Context, InboxApplication, InboxBot, performer
from handlers.courier import Courier, NoDestination
from handlers.faces import Faces
from handlers.http import AiohttpRequest
from handlers.intake import POLL, Intake
from handlers.minimise import IN_GROUPS, Minimiser
from handlers.ordering import Lanes
from handlers.pacing import Pacing
from handlers.residents.sending import LetterSender
from handlers.texts import Texts
from storage import keys
from storage.casebook import Casebook
from storage.engine import Store
from storage.migrations import bring_up
from storage.vault import Vault


class InUse(Exception):  # noqa: N818 - it says what is the matter
    """Another process holds the stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Both stores, open."""

    casebook: Casebook
    vault: Vault


@asynccontextmanager
async def stores(settings: Settings) -> AsyncGenerator[Stores]:
    """Open both stores at the newest schema; closed at the end."""
    rings = keys.load(settings.keys)
    book, vault = Store(settings.store_url("casebook")), Store(settings.store_url("vault"))
    try:
        await bring_up(book, "casebook")
        await bring_up(vault, "vault")
        yield Stores(casebook=Casebook(book, rings.casebook), vault=Vault(vault, rings.vault))
    finally:
        await book.dispose()
        await vault.dispose()


async def issued_invitation(
    settings: Settings, opened: Stores, *, role: Role, unit: UnitCode | None, expires_after: timedelta
) -> str:
    """Give a link that enrols one person once; Telegram is asked for the bot's name where it is not known yet."""
    now = WallClock(settings.zone).now()
    async with opened.casebook.begin() as book:
        username = await book.facts.get("bot.username")
    if username is None:
        username = await _username(settings)
    async with opened.casebook.begin() as book:
        invitation = Invitation(role=role, unit=unit, invited_by=None)
        token = await book.invitations.issue(invitation, expires=now + expires_after)
        await book.audit.write("officer.invited", at=now, actor="system", unit=unit, data={"role": role.value})
    return f"https://t.me/{username}?start={token}"


async def _username(settings: Settings) -> str:
    assert settings.telegram_token is not None
    async with _bot(settings, settings.telegram_token.get_secret_value(), AiohttpRequest) as bot:
        return bot.username


@contextmanager
def sole_holder(folder: Path) -> Generator[None]:
    """Hold the data folder: one process works on the stores.

    Raises:
        InUse: another process holds it.

    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUse from None
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The parts of a running bot that are started and stopped."""

    application: InboxApplication
    texts: Texts
    intake: Intake
    lanes: Lanes
    courier: Courier
    retention: Retention
    casebook: Casebook


Transport = type[AiohttpRequest]  #: what carries calls to Telegram


def program(
    settings: Settings, opened: Stores, directory: Directory, *, transport: Transport = AiohttpRequest
) -> Program:
    """Put a program together; nothing is started."""
    assert settings.telegram_token is not None
    clock = WallClock(settings.zone)
    languages = tuple(Language(language) for language in settings.languages)
    texts = Texts(languages)
    token = settings.telegram_token.get_secret_value()
    application = _application(settings, token, transport)
    bot = application.bot
    shortest, longest = settings.notice_delays
    presence = Presence(shortest=shortest, longest=longest)
    delivery = Delivery(opened.vault, opened.casebook, clock, presence)
    courier = Courier(
        delivery,
        clock,
        send_letter=LetterSender(bot, texts, directory),
        send_dispatch=nobody,
        redirect=nowhere,
    )
    application.faces = faces(settings, opened, directory, texts, clock, presence, courier)
    application.add_handlers(residents.handlers())
    minimiser = Minimiser(bot=int(token.partition(":")[0]), languages=languages, commands=IN_GROUPS)
    intake = Intake(bot, opened.vault, minimiser, clock)
    lanes = Lanes(perform=performer(application), failed=intake.failed, set_aside=intake.set_aside)
    retention = Retention(opened.vault, opened.casebook, clock)
    return Program(
        application=application,
        texts=texts,
        intake=intake,
        lanes=lanes,
        courier=courier,
        retention=retention,
        casebook=opened.casebook,
    )


def faces(
    settings: Settings,
    opened: Stores,
    directory: Directory,
    texts: Texts,
    clock: WallClock,
    presence: Presence,
    courier: Courier,
) -> Faces:
    """Give the services that handlers call."""
    vault, casebook = opened.vault, opened.casebook
    conversing = Conversing(vault, clock)
    follow = Follow(conversing, vault, casebook, directory, clock, presence, wake=courier.wake)
    allowance = Allowance(an_hour=settings.tips_an_hour, a_day=settings.tips_a_day)
    return Faces(
        texts=texts,
        directory=directory,
        operator=settings.operator,
        conversing=conversing,
        tell=Tell(conversing, vault, directory),
        report=Reporting(vault, casebook, directory, clock, allowance=allowance, wake=courier.wake),
        follow=follow,
        aftercare=Aftercare(conversing, follow, vault, casebook, directory, clock, wake=courier.wake),
    )


def _application(settings: Settings, token: str, transport: Transport) -> InboxApplication:
    """Give the library's application without its own poller."""
    bot = _bot(settings, token, transport)
    builder = ApplicationBuilder().application_class(InboxApplication).context_types(ContextTypes(context=Context))
    application: object = builder.bot(bot).updater(None).job_queue(None).build()
    assert isinstance(application, InboxApplication)
    return application


def _bot(settings: Settings, token: str, transport: Transport) -> InboxBot:
    """Give the library's bot on our own transport and rate budget."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
    return InboxBot(
        token,
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=transport(proxy=proxy),
        get_updates_request=transport(connections=1, proxy=proxy, read_timeout=POLL + 10),
        rate_limiter=Pacing(rate=settings.rate),
    )


async def nobody(dispatch: Dispatch) -> Sequence[Post]:
    """Find nobody to send to."""
    raise NoDestination(dispatch.id)


async def nowhere(dispatch: Dispatch) -> None:
    """Leave a dispatch where it is."""
    del dispatch
