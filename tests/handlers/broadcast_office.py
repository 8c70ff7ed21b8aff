"""Subscribers, a broadcast to them, and the distributor that sends it: real stores, the stand-in's Telegram."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from pydantic import SecretStr

from bot.domain.broadcasts.broadcast import (
    Approval,
    Audience,
    Broadcast,
    Content,
    Occurrence,
    OccurrenceState,
    Status,
    Wording,
)
from bot.domain.broadcasts.deliveries import Outcome, Tally
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId
from bot.domain.units import CommuneCode
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sending_wiring import distributor
from bot.services.broadcasts.distributing import Sending
from bot.settings import Settings
from bot.stores import Stores, stores
from handlers.broadcasts.distributor import Distributor
from handlers.http import AiohttpRequest
from handlers.pacing import Pacing
from handlers.texts import Texts
from storage import keys
from tests.blank_stores import lay
from tests.town import TOKEN, TownClock, directory

VI, EN = Language("vi"), Language("en")
WORDS = "Cảnh giác cuộc gọi lạ"


@dataclass(slots=True, kw_only=True)
class BroadcastOffice:
    """Where broadcasts begin: what an officer does is written into the casebook as the services would."""

    api: BotApiServer
    settings: Settings
    opened: Stores
    clock: TownClock
    pacing: Pacing
    work: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: "count[int]" = field(default_factory=count)
    _running: asyncio.Task[None] | None = None
    _distributor: Distributor | None = None

    async def subscribers(
        self, number: int, *, language: Language = VI, quiet: QuietHours | None = None
    ) -> list[Person]:
        """Let so many people subscribe to the town's first commune."""
        people = [self.api.person(f"Lan {next(self._numbers)}") for _ in range(number)]
        async with self.opened.vault.begin() as session:
            for person in people:
                self.api.world.private_chat(person.user)
                await session.subscribers.keep(
                    Subscription(
                        chat=ChatId(person.user_id),
                        language=language,
                        communes=(commune(),),
                        quiet=quiet or QuietHours(start=0, end=0),
                        weekly=None,
                    )
                )
        return people

    async def begins(self, *, urgent: bool = False, content: Content | None = None) -> Sending:
        """Let a broadcast begin now."""
        number = next(self._numbers)
        now = self.clock.now()
        broadcast = Broadcast(
            id=BroadcastId(f"{number:016x}"),
            unit=directory().communes[commune()].unit,
            composer=OfficerId("officer"),
            hands=(OfficerId("officer"),),
            content=content or Content(wordings={VI: Wording(title=f"{WORDS} {number}", text="Gọi 113.")}),
            audience=Audience(communes=(commune(),), topics=(Topic.SCAM,)),
            schedule=Now(),
            urgent=urgent,
            status=Status.APPROVED,
            touched=now,
        )
        broadcast = replace(broadcast, approval=Approval(officer=None, fingerprint=broadcast.fingerprint, at=now))
        async with self.opened.casebook.begin() as book:
            await book.broadcasts.keep(broadcast)
            planned = await book.occurrences.plan(broadcast.id, now.replace(second=0, microsecond=0))
            begun = replace(planned, state=OccurrenceState.SENDING, begun=now)
            assert await book.occurrences.change(begun, was=OccurrenceState.PLANNED)
        self.work.set()
        return Sending(broadcast=broadcast, occurrence=begun)

    async def changes(self, sending: Sending, **changed: object) -> Sending:
        """Let an officer pause, stop, correct or recall a sending."""
        async with self.opened.casebook.begin() as book:
            was = await book.occurrences.of(sending.occurrence.id)
            assert was is not None
            now_is = replace(was, **changed)  # pyright: ignore[reportArgumentType] - fields of an occurrence
            assert await book.occurrences.change(now_is, was=was.state)
        self.work.set()
        return Sending(broadcast=sending.broadcast, occurrence=now_is)

    def starts(self, *, rate: int = 1000, paid_rate: int = 0, paid_stars: int = 0) -> None:
        """Start the distributor."""
        settings = self.settings.model_copy(update={"rate": rate, "paid_rate": paid_rate, "paid_stars": paid_stars})
        self.pacing = Pacing(rate=rate, paid_rate=paid_rate)
        self._distributor = distributor(
            settings,
            self.opened,
            directory(),
            Texts((VI, EN)),
            self.clock,
            transport=AiohttpRequest,
            pacing=self.pacing,
            work=self.work,
            wake=lambda: None,
        )
        self._running = asyncio.get_running_loop().create_task(self._distributor.run())

    async def stops(self) -> None:
        """Stop the distributor as SIGTERM would."""
        running, self._running = self._running, None
        if running is not None and self._distributor is not None:
            self._distributor.stop()
            await running

    async def dies(self) -> None:
        """End the distributor at once, whatever it is doing."""
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            await asyncio.wait({running})

    async def until(self, is_so: Callable[[], bool], *, within: float = 10.0) -> None:
        """Wait until something is so in the stand-in."""
        assert await self.api.journal.bell.until(lambda: is_so() or None, within=within), "it did not come to that"

    async def ends(self, sending: Sending, *, within: float = 30.0) -> Occurrence:
        """Wait until a sending is over."""
        async with asyncio.timeout(within):
            while True:
                async with self.opened.casebook.begin() as book:
                    found = await book.occurrences.of(sending.occurrence.id)
                assert found is not None
                if found.state is not OccurrenceState.SENDING:
                    return found
                await asyncio.sleep(0.02)

    async def lands(self, sending: Sending) -> None:
        """Wait until nothing of a sending is in flight."""
        async with asyncio.timeout(30):
            while (await self.tally(sending)).in_flight:  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.02)

    async def waiting(self) -> int:
        """Count the turns that wait of what was not stopped."""
        async with self.opened.vault.begin() as session:
            return await session.deliveries.waiting()

    async def catches_up(self, *, within: float = 30.0) -> None:
        """Wait until every copy is as it should be."""
        async with asyncio.timeout(within):
            while True:
                async with self.opened.casebook.begin() as book:
                    if not await book.occurrences.behind():
                        return
                await asyncio.sleep(0.02)

    async def tally(self, sending: Sending) -> Tally:
        """Count what became of a sending."""
        async with self.opened.vault.begin() as session:
            return await session.deliveries.tally(
                sending.occurrence.id, now=self.clock.now(), revision=sending.occurrence.revision
            )

    async def outcomes(self, sending: Sending) -> dict[Outcome, int]:
        """Count what became of a sending, of what there is any."""
        return {outcome: number for outcome, number in (await self.tally(sending)).outcomes.items() if number}

    def sent(self, words: str = WORDS) -> list[int]:
        """Give the chats in which a message with these words arrived, in order."""
        calls = [call for call in self.api.journal.calls("sendMessage") if call.took_effect]
        return [int(str(call.params["chat_id"])) for call in calls if words in str(call.params["text"])]


def commune() -> CommuneCode:
    """Give the commune that everybody subscribes to."""
    return next(iter(directory().communes))


def copies(person: Person) -> list[str]:
    """Give the texts of the broadcasts on somebody's screen."""
    return [shown.text for shown in person.screen() if shown.by_bot]


@asynccontextmanager
async def broadcast_office(folder: Path) -> AsyncGenerator[BroadcastOffice]:
    """Let an office be; the distributor does not run yet."""
    async with BotApiServer(token=TOKEN) as api:
        settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue] - pydantic-settings takes it
            telegram_token=SecretStr(api.token),
            telegram_api=api.root,
            data=folder / "data",
            keys=folder / "keys",
        )
        settings.data.mkdir()
        clock = TownClock(settings.zone)
        keys.create(settings.keys, now=clock.now())
        for which in ("vault", "casebook"):
            await lay(settings.data / f"{which}.db", which)
        async with stores(settings) as opened:
            office = BroadcastOffice(api=api, settings=settings, opened=opened, clock=clock, pacing=Pacing())
            try:
                yield office
            finally:
                await office.dies()
