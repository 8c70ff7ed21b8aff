"""A police station at work: the staff's real handlers and services over a real casebook, against the stand-in.

`Station.works` is intake and courier in one: it takes what people did, lets the handlers answer, and sends what is due.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from telegram._utils.types import JSONDict
from telegram.ext import ApplicationBuilder, BaseRateLimiter, ContextTypes

from bot.broadcast_wiring import broadcasting
from bot.domain.dispatches import CardDispatch, Dispatch, ToUnit
from bot.domain.identifiers import ChatId, Language, UserId, fresh_id
from bot.domain.people import Officer
from bot.domain.routing import Allowance
from bot.domain.tip import Tip
from bot.evidence.cleaner import PhotoCleaner
from bot.places.directory import load
from bot.ports.staff import Group
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.services.aftercare import Aftercare
from bot.services.answering import Answer
from bot.services.auditing import Auditing
from bot.services.conversing import Conversing
from bot.services.digesting import Digesting
from bot.services.following import Follow
from bot.services.picturing import Picturing
from bot.services.presence import Presence
from bot.services.reporting import Reporting
from bot.services.rostering import Rostering
from bot.services.sharing import Share
from bot.services.telling import Tell
from bot.settings import Settings
from handlers import administrators, officers, residents
from handlers.addresses import Addresses
from handlers.awaited import Awaited
from handlers.calls import Priority
from handlers.context import Context, InboxApplication, InboxBot, performer
from handlers.courier import NoDestination
from handlers.faces import Faces
from handlers.fetching import Fetcher
from handlers.http import AiohttpRequest
from handlers.minimise import ALLOWED_UPDATES, IN_GROUPS, Minimiser
from handlers.officers.duties import Duties
from handlers.officers.sending import DispatchSender
from handlers.texts import Texts
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.files import SealedFiles
from storage.migrations import Which
from storage.sealing import Key, Keyring
from storage.vault import Vault
from tests.blank_stores import lay
from tests.services.office import FakeClock, Office

Answered = bool | JSONDict | list[JSONDict]  #: what the library awaits of a call
TOKEN = "7000000001:AA-made-up-token"
LANGUAGES = (Language("vi"), Language("en"))
RIGHTS = frozenset({"can_restrict_members"})


class Hurried(BaseRateLimiter[Priority]):
    """A rate budget without limits: the real one has tests of its own."""

    async def initialize(self) -> None:
        """Begin."""

    async def shutdown(self) -> None:
        """End."""

    async def process_request(
        self,
        callback: Callable[..., Awaitable[Answered]],
        args: object,
        kwargs: dict[str, object],
        endpoint: str,
        data: dict[str, object],
        rate_limit_args: Priority | None,
    ) -> Answered:
        """Let the call go at once."""
        del endpoint, data, rate_limit_args
        assert isinstance(args, tuple)
        return await callback(*args, **kwargs)


@dataclass(slots=True, kw_only=True)
class Station:
    """Everything at hand."""

    api: BotApiServer
    office: Office
    vault: Vault
    application: InboxApplication
    sender: DispatchSender
    minimiser: Minimiser
    shelf: SealedFiles
    offset: int | None = None

    async def works(self) -> None:
        """Answer everything that people did, and send everything that is due, until nothing is left."""
        while await self._hears() or await self._sends():
            pass

    async def enrols(self, person: Person, officer: Officer) -> Officer:
        """Enrol a person of the stand-in in this role."""
        enrolled = Officer(
            id=officer.id, user=UserId(person.user_id), name=officer.name, role=officer.role, unit=officer.unit
        )
        async with self.office.casebook.begin() as book:
            await book.officers.enrol(enrolled, now=self.office.clock.at)
        return enrolled

    async def binds(self, chat: Chat, officer: Officer) -> None:
        """Make a group of the stand-in that of the officer's unit."""
        assert officer.unit is not None
        async with self.office.casebook.begin() as book:
            await book.groups.bind(Group(unit=officer.unit, chat=ChatId(chat.chat_id)))

    async def receives(self, **facts: object) -> Tip:
        """File a tip whose card is on its way."""
        tip = await self.office.files(**facts)
        async with self.office.casebook.begin() as book:
            for post in await book.posts.of(tip.id):
                await book.posts.forget(post.chat, post.message)
            card = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardDispatch(tip=tip.id))
            await book.dispatches.put(card, now=self.office.clock.at)
        await self.works()
        return tip

    async def _hears(self) -> bool:
        updates = await self.application.bot.updates(offset=self.offset, seconds=0, allowed=ALLOWED_UPDATES)
        arrivals = [arrival for update in updates if (arrival := self.minimiser.arrival(update)) is not None]
        async with self.vault.begin() as session:
            errands = await session.inbox.add(arrivals, now=self.office.clock.at)
        for errand in errands:
            await performer(self.application)(errand)
        if updates:
            self.offset = max(int(str(update["update_id"])) for update in updates) + 1
        return bool(updates)

    async def _sends(self) -> bool:
        async with self.office.casebook.begin() as book:
            due = await book.dispatches.due(self.office.clock.at + timedelta(seconds=1), limit=100)
        sent = 0
        for dispatch in due:
            try:
                posts = await self.sender(dispatch)
            except NoDestination:
                continue
            async with self.office.casebook.begin() as book:
                await book.posts.add(posts)
                await book.dispatches.sent(dispatch.id)
            sent += 1
        return sent > 0

    async def pressed(self, person: Person, chat: Chat, label: str) -> str:
        """Let somebody press the newest button with this label in a chat; give the bot's answer."""
        for message in reversed(person.screen(chat)):
            if any(label in text for row in message.labels for text in row):
                press = person.presses(message, label)
                await self.works()
                return (await press.answered()).text
        raise AssertionError(f"no button {label!r}")

    async def unfinished(self) -> int:
        """Give how many errands nobody has finished."""
        async with self.vault.begin() as session:
            return (await session.inbox.counts())[0]


@asynccontextmanager
async def a_station(folder: Path) -> AsyncGenerator[Station]:
    """Open a station on a running stand-in."""
    keyring = Keyring([Key(id=1, secret=b"\x01" * 32)])
    async with (
        _a_store(folder, "casebook") as book_store,
        _a_store(folder, "vault") as vault_store,
        BotApiServer(token=TOKEN, bot_username="tinbao_bot") as api,
    ):
        casebook, vault = Casebook(book_store, keyring), Vault(vault_store, keyring)
        office = Office(store=book_store, casebook=casebook, directory=load(), clock=FakeClock())
        shelf = SealedFiles(folder / "evidence")
        cleaner = PhotoCleaner()
        bot = InboxBot(
            TOKEN,
            base_url=f"{api.root}/bot",
            base_file_url=f"{api.root}/file/bot",
            request=AiohttpRequest(),
            rate_limiter=Hurried(),
        )
        application = _application(bot, _faces(office, vault, shelf, cleaner, Fetcher(bot)))
        await application.initialize()
        try:
            awaited = Awaited(office.clock)
            minimiser = Minimiser(bot=bot.id, languages=LANGUAGES, commands=IN_GROUPS, spoke=awaited.is_over)
            sender = _sender(bot, office, application.faces, awaited, shelf)
            yield Station(
                api=api,
                office=office,
                vault=vault,
                application=application,
                sender=sender,
                minimiser=minimiser,
                shelf=shelf,
            )
        finally:
            await application.shutdown()
            await cleaner.close()


@asynccontextmanager
async def _a_store(folder: Path, which: Which) -> AsyncGenerator[Store]:
    await lay(folder / f"{which}.db", which)
    store = Store(f"sqlite+aiosqlite:///{folder / which}.db")
    try:
        yield store
    finally:
        await store.dispose()


def _application(bot: InboxBot, faces: Faces) -> InboxApplication:
    builder = ApplicationBuilder().application_class(InboxApplication).context_types(ContextTypes(context=Context))
    application: object = builder.bot(bot).updater(None).job_queue(None).build()
    assert isinstance(application, InboxApplication)
    application.faces = faces
    application.following = lambda _: None
    everybody = [*administrators.handlers(), *officers.handlers(), *residents.handlers()]
    application.add_handlers({-2: administrators.first_handlers(), -1: officers.first_handlers(), 0: everybody})
    return application


def _sender(bot: InboxBot, office: Office, faces: Faces, awaited: Awaited, shelf: SealedFiles) -> DispatchSender:
    return DispatchSender(
        bot,
        faces.texts,
        office.directory,
        faces.zone,
        addresses=faces.addresses,
        showing=office.showing,
        groups=office.groups,
        members=office.members,
        shelf=shelf,
        awaited=awaited,
        duties=Duties(faces.rostering, faces.digesting),
        broadcasting=faces.broadcasting,
        clock=office.clock,
    )


def _faces(office: Office, vault: Vault, shelf: SealedFiles, cleaner: PhotoCleaner, fetcher: Fetcher) -> Faces:
    conversing = Conversing(vault, office.clock)
    presence = Presence(shortest=timedelta(0), longest=timedelta(0))
    follow = Follow(conversing, vault, office.casebook, office.directory, office.clock, presence)
    zone = office.clock.at.tzinfo
    assert zone is not None
    return Faces(
        texts=Texts(LANGUAGES),
        directory=office.directory,
        operator="",
        conversing=conversing,
        tell=Tell(conversing, office.directory),
        share=Share(conversing, office.directory, Picturing(cleaner, shelf), shelf),
        fetcher=fetcher,
        report=Reporting(
            vault, office.casebook, office.directory, office.clock, allowance=Allowance(), wake=lambda: None
        ),
        follow=follow,
        answer=Answer(conversing, vault, office.casebook, office.directory, office.clock, presence, wake=lambda: None),
        aftercare=Aftercare(
            conversing,
            follow,
            vault,
            office.casebook,
            office.directory,
            office.clock,
            allowance=Allowance(),
            wake=lambda: None,
        ),
        zone=zone,
        casework=office.casework,
        asking=office.asking,
        closing=office.closing,
        transferring=office.transferring,
        extending=office.extending,
        joining=office.joining,
        administration=office.administration,
        auditing=Auditing(office.casebook, office.directory, office.clock),
        groups=office.groups,
        members=office.members,
        rostering=Rostering(office.casebook, office.directory, office.clock, wake=lambda: None),
        digesting=Digesting(office.casebook, office.directory, office.clock, wake=lambda: None),
        addresses=Addresses(office.casebook),
        broadcasting=broadcasting(
            Settings(_env_file=None),  # pyright: ignore[reportCallIssue] - pydantic's own argument
            vault,
            office.casebook,
            office.directory,
            office.clock,
            conversing,
            wake=lambda: None,
        ),
    )
