"""Broadcasts in these tests: subscribers who are simply there, a draft as composing leaves it, and what is in chats."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Medium, MediumKind, Status, Wording
from bot.domain.broadcasts.life import SHOWN
from bot.domain.broadcasts.schedule import Now, Schedule
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import CommuneCode, UnitCode
from bot.sandbox.actors import Person
from bot.services.broadcasts.noticeboard import put_up
from tests.crashes.ledger import count
from tests.crashes.lives import MortalTown
from tests.crashes.station import Station, opens
from tests.town import directory

VI: Final = Language("vi")
TITLE: Final = "Cảnh giác cuộc gọi giả công an"
WORDS: Final = Content(wordings={VI: Wording(title=TITLE, text="Không chuyển tiền qua điện thoại.")})
_WRITER: Final = OfficerId("00000000000000aa")
_PATIENCE: Final = 20.0
_AT_ONCE: Final = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A station whose head approves what somebody else wrote, and its subscribers."""

    place: MortalTown
    station: Station
    unit: UnitCode
    people: Sequence[Person]

    def presses(self, data: str) -> None:
        """Let the head press, in the group; whatever becomes of it is looked for in the stores."""
        head, group = self.station.head, self.station.group
        message = group.messages[head.last_message(group).message_id]
        head.world.press(group, message, user=head.user, data=data)

    async def proposed(
        self, content: Content = WORDS, *, schedule: Schedule | None = None, urgent: bool = False
    ) -> Broadcast:
        """Let a broadcast wait for the head's word, with its card in the group."""
        communes = tuple(one.code for one in directory().communes.values() if one.unit == self.unit)
        draft = Broadcast(
            id=BroadcastId("00000000000000bb"),
            unit=self.unit,
            composer=_WRITER,
            hands=(_WRITER,),
            content=content,
            audience=Audience(communes=communes, topics=(Topic.SCAM,)),
            schedule=schedule or Now(),
            urgent=urgent,
            touched=self.place.clock.now().replace(second=0, microsecond=0),
        )
        now, opened, program = self.place.clock.now(), self.place.opened, self.place.program
        assert opened is not None
        assert program is not None
        async with opened.casebook.begin() as book:
            proposed = await book.broadcasts.keep(draft.moved_to(Status.PROPOSED, at=now))
            await put_up(book, proposed, now=now)
        program.wake()
        await self.station.sees(TITLE, anew=False)
        return proposed

    async def becomes(self, table: str, where: str, *, store: str = "casebook") -> None:
        """Wait until a row of a store is so, whatever life it takes; what is due begins meanwhile."""
        async with asyncio.timeout(_PATIENCE):
            while not count(self.place.settings, store, table, where):
                program, life = self.place.program, self.place.life
                if program is not None and not life.has_ended and table == "occurrences":
                    await self.place.ticks(lambda one: one.planning.tick(), again_after=_AT_ONCE)
                    program.wake()
                await asyncio.sleep(0.02)

    def copies(self, words: str = TITLE) -> Counter[int]:
        """Count the copies that say something, by whose phone they are on."""
        return Counter(
            person.user_id
            for person in self.people
            for message in person.chat.messages.values()
            if words in message.content.words
        )


def album_of(place: MortalTown) -> Content:
    """Give a broadcast with two photos, which goes out as an album and a text behind it."""
    files = [place.api.world.files.keep(b"a photo", kind="photo") for _ in range(2)]
    media = tuple(Medium(kind=MediumKind.PHOTO, file=one.file_id, size=7) for one in files)
    return Content(wordings=WORDS.wordings, media=media)


def approval(broadcast: Broadcast) -> str:
    """Give the data of the button that approves a text."""
    return f"ba:ok:{broadcast.id}:{broadcast.fingerprint[:SHOWN]}"


async def desk(place: MortalTown, *, subscribers: int = 2, quiet: QuietHours | None = None) -> Desk:
    """Let the station and its subscribers be there."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    found = directory().find_communes("my thoi").exact
    assert found is not None
    nga = place.resident("Nga")
    place.api.world.private_chat(nga.user)
    writer = Officer(id=_WRITER, user=UserId(nga.user_id), name="Nga", role=Role.ANNOUNCER, unit=found.unit)
    people = [place.resident(f"Dan{number}") for number in range(subscribers)]
    async with place.opened.casebook.begin() as book:
        await book.officers.enrol(writer, now=place.clock.now())
    async with place.opened.vault.begin() as vault:
        for person in people:
            place.api.world.private_chat(person.user)
            await vault.subscribers.keep(subscription(person, found.code, quiet or QuietHours(start=0, end=0)))
    return Desk(place=place, station=station, unit=found.unit, people=people)


def subscription(person: Person, commune: CommuneCode, quiet: QuietHours) -> Subscription:
    """Give what somebody wants, however many there are in a week."""
    return Subscription(chat=ChatId(person.user_id), language=VI, communes=(commune,), quiet=quiet, weekly=None)
