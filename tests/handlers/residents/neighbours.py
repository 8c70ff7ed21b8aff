"""A resident at the stand-in who is told things, with the station's real handlers and stores behind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content
from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Subscription, Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, MessageId, OccurrenceId, OfficerId, fresh_id
from bot.domain.units import CommuneCode, UnitCode
from bot.ports.subscriptions import Run
from bot.sandbox.actors import Person
from bot.sandbox.screen import Shown
from handlers.broadcasts.bulletin import bulletin
from handlers.broadcasts.bulletin_sending import send
from handlers.calls import Priority
from handlers.context import performer
from handlers.minimise import ALLOWED_UPDATES
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.handlers.bulletins import IMPRINT, TEXTS, VI
from tests.handlers.station import Station

WARD = CommuneCode("30301")  #: phường Mỹ Thới
_SENT = MessageId(918273645)
_MOST = 200  #: subscribers of the ward
AUDIENCE = Audience(communes=(WARD,), topics=tuple(Topic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Somebody with a phone."""

    station: Station
    person: Person

    @property
    def chat(self) -> ChatId:
        """Their private chat."""
        return ChatId(self.person.user_id)

    async def starts(self, payload: str | None = None) -> Shown:
        """Press Start; give what answers it."""
        self.person.starts(payload)
        return await self._sees()

    async def types(self, text: str) -> Shown:
        """Type a text; give what answers it."""
        self.person.sends(text)
        return await self._sees()

    async def types_and_is_answered_twice(self, text: str) -> list[Shown]:
        """Type a text, where the process dies once it has answered and does it again; give both answers."""
        self.person.sends(text)
        updates = await self.station.application.bot.updates(
            offset=self.station.offset, seconds=0, allowed=ALLOWED_UPDATES
        )
        (arrival,) = [found for update in updates if (found := self.station.minimiser.arrival(update)) is not None]
        async with self.station.vault.begin() as session:
            (errand,) = await session.inbox.add([arrival], now=self.station.office.clock.at)
        answers: list[Shown] = []
        for _ in range(2):
            await performer(self.station.application)(errand)
            answers.append(self.person.last_message())
        self.station.offset = int(str(updates[-1]["update_id"])) + 1
        return answers

    async def presses(self, label: str) -> str:
        """Press the newest button with this label; give the pop-up."""
        return await self.station.pressed(self.person, self.person.chat, label)

    async def subscribes(self) -> Shown:
        """Ask to be told of the ward; give the screen that says so."""
        await self.types("/thongbao")
        return await self.types("my thoi")

    async def wants(self) -> Subscription | None:
        """Give what is kept of what they want to be told."""
        async with self.station.vault.begin() as session:
            return await session.subscribers.of(self.chat)

    async def is_told(self, content: Content, *, language: Language = VI) -> Shown:
        """Be sent a bulletin as the distributor would; give it."""
        office = self.station.office
        occurrence = await sending_of(office.casebook, self.station.vault, content, now=office.clock.at)
        return await self.is_shown(content, occurrence, language=language)

    async def is_shown(self, content: Content, occurrence: OccurrenceId, *, language: Language = VI) -> Shown:
        """Have a bulletin in the chat, whether it was sent there or not; give it."""
        found = bulletin(content, replace(IMPRINT, occurrence=occurrence), language=language, texts=TEXTS)
        await send(self.station.application.bot, self.chat, found, priority=Priority.REST)
        return self.person.last_message()

    def on_screen(self) -> Sequence[Shown]:
        """Give the bot's messages."""
        return [message for message in self.person.screen() if message.by_bot]

    async def _sees(self) -> Shown:
        await self.station.works()
        return self.person.last_message()


async def sending_of(casebook: Casebook, vault: Vault, content: Content, *, now: datetime) -> OccurrenceId:
    """Record that an urgent broadcast was sent to everybody in the ward; give its sending."""
    officer = OfficerId(fresh_id())
    broadcast = Broadcast(
        id=BroadcastId(fresh_id()),
        unit=UnitCode(WARD),
        composer=officer,
        hands=(officer,),
        content=content,
        audience=AUDIENCE,
        schedule=Now(),
        urgent=True,
        touched=now,
    )
    async with casebook.begin() as book:
        await book.broadcasts.keep(broadcast)
        occurrence = (await book.occurrences.plan(broadcast.id, now)).id
    async with vault.begin() as session:
        run = Run(occurrence=occurrence, audience=AUDIENCE, urgent=True, expires=now + timedelta(days=1))
        await session.deliveries.prepare(run, now=now, limit=_MOST)
        turns = await session.deliveries.claim(occurrence, now=now, limit=_MOST)
        sent = [Result(delivery=turn, outcome=Outcome.DELIVERED, messages=(_SENT,)) for turn in turns]
        await session.deliveries.record(sent, revision=0)
    return occurrence
