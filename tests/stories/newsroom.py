"""Who writes and who approves broadcasts in these stories, and how far a sending is.

What is written is put into the casebook as composing leaves it; everything from proposing on is done by the running
program, and what people see is read from their screens.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Occurrence, OccurrenceState, Status, Wording
from bot.domain.broadcasts.life import SHOWN
from bot.domain.broadcasts.progress import Progress
from bot.domain.broadcasts.schedule import Now, Schedule
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, ChatId, ErrandId, Language, OccurrenceId, UserId, fresh_id
from bot.domain.people import Role
from bot.domain.units import CommuneCode, UnitCode
from bot.services.acting import Act
from handlers.broadcasts.faces import Broadcasting
from tests.stories.crowds import COMMUNE
from tests.stories.people import WARD, Officer, Post, enrolled, on_duty
from tests.town import Town

VI, EN = Language("vi"), Language("en")
_PATIENCE: Final = 40.0  #: seconds for thousands of copies on a busy machine
_NOW_AND_THEN: Final = 0.05
TITLE: Final = "Cảnh giác cuộc gọi giả công an"
ENGLISH_TITLE: Final = "Beware of callers who say they are police"
SCAM: Final = Content(
    wordings={
        VI: Wording(title=TITLE, text="Công an <b>không</b> bao giờ đòi chuyển tiền qua điện thoại."),
        EN: Wording(title=ENGLISH_TITLE, text="The police <b>never</b> ask for money by phone."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """A ward with its group, and its announcer."""

    place: Town
    ward: Post
    announcer: Officer

    @property
    def services(self) -> Broadcasting:
        """Give the services of the bot that runs now."""
        assert self.place.program is not None
        return self.place.program.application.faces.broadcasting

    def by(self, officer: Officer) -> Act:
        """Give something that an officer does, in their group where they have one, in private otherwise."""
        user = officer.person.user_id
        chat = officer.group.chat_id if officer.group is not None else user
        return Act(errand=ErrandId(fresh_id()), user=UserId(user), chat=ChatId(chat))

    async def writes(
        self,
        content: Content = SCAM,
        *,
        schedule: Schedule | None = None,
        urgent: bool = False,
        communes: tuple[CommuneCode, ...] = (COMMUNE,),
    ) -> Broadcast:
        """Let the announcer have written a draft."""
        assert self.place.opened is not None
        held = await self.place.program.application.faces.administration.roles(  # pyright: ignore[reportOptionalMemberAccess] - it runs
            UserId(self.announcer.person.user_id)
        )
        author = held[0].officer.id
        draft = Broadcast(
            id=BroadcastId(fresh_id()[:16]),
            unit=UnitCode(WARD),
            composer=author,
            hands=(author,),
            content=content,
            audience=Audience(communes=communes, topics=(Topic.SCAM,)),
            schedule=schedule or Now(),
            urgent=urgent,
            touched=self.place.clock.now().replace(second=0, microsecond=0),
        )
        async with self.place.opened.casebook.begin() as book:
            return await book.broadcasts.keep(draft)

    async def proposes(self, draft: Broadcast) -> Broadcast:
        """Let the announcer hand a draft in."""
        seen = draft.fingerprint[:SHOWN]
        return await self.services.approving.propose(self.by(self.announcer), broadcast=draft.id, seen=seen)

    async def approves(self, proposed: Broadcast, *, by: Officer | None = None) -> Broadcast:
        """Let the head approve exactly what was handed in, and what is due begin."""
        seen = proposed.fingerprint[:SHOWN]
        act = self.by(by or self.ward.head)
        approved = await self.services.approving.approve(act, broadcast=proposed.id, seen=seen)
        await self.ticks()
        return approved

    async def sends(
        self, content: Content = SCAM, *, schedule: Schedule | None = None, urgent: bool = False
    ) -> Broadcast:
        """Write, hand in and approve."""
        return await self.approves(await self.proposes(await self.writes(content, schedule=schedule, urgent=urgent)))

    async def corrects(self, sending: OccurrenceId, words: str) -> None:
        """Let the announcer put other Vietnamese words in the place of those that were sent, and the head agree."""
        assert self.place.opened is not None
        draft = await self.services.correcting.begin(self.by(self.announcer), occurrence=sending)
        async with self.place.opened.casebook.begin() as book:
            content = edited(draft, words)
            changed = draft.changed(by=draft.hands[0], at=self.place.clock.now(), content=content)
            draft = await book.broadcasts.keep(changed)
        await self.approves(await self.proposes(draft))

    async def ticks(self) -> None:
        """Let the scheduler look at what is due."""
        assert self.place.program is not None
        await self.services.planning.tick()
        self.place.program.wake()

    async def sendings(self, broadcast: Broadcast) -> list[Occurrence]:
        """Give all sendings of a broadcast."""
        assert self.place.opened is not None
        async with self.place.opened.casebook.begin() as book:
            return await book.occurrences.of_broadcast(broadcast.id)

    async def state(self, broadcast: Broadcast) -> Status:
        """Give how far a broadcast is."""
        return (await self.services.approving.of(broadcast.id)).status

    async def progress(self, occurrence: OccurrenceId) -> Progress:
        """Give how far a sending is, as its officers are told."""
        return await self.services.conducting.view(self.by(self.ward.head), occurrence=occurrence)

    async def subscribed(self, people: Iterable[int]) -> list[int]:
        """Give which of these are subscribers still."""
        assert self.place.opened is not None
        async with self.place.opened.vault.begin() as vault:
            return [one for one in people if await vault.subscribers.of(ChatId(one)) is not None]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so on people's screens; looked at now and then, since so many ring at once."""
        async with asyncio.timeout(_PATIENCE):
            while not is_so():  # noqa: ASYNC110 - see above
                await asyncio.sleep(_NOW_AND_THEN)

    async def ends(self, broadcast: Broadcast, *, state: OccurrenceState = OccurrenceState.DONE) -> Occurrence:
        """Wait until the first sending of a broadcast is over."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                found = (await self.sendings(broadcast))[0]
                if found.state is state:
                    return found
                await asyncio.sleep(_NOW_AND_THEN)


async def newsroom(place: Town) -> Newsroom:
    """Give a ward whose group is bound, with a head who approves and an announcer who writes."""
    ward = await on_duty(place)
    announcer = await enrolled(place, "Nga", Role.ANNOUNCER, UnitCode(WARD))
    return Newsroom(place=place, ward=ward, announcer=announcer)


def edited(draft: Broadcast, words: str) -> Content:
    """Give the content with other words in the province's language."""
    wording = replace(draft.content.wordings[VI], text=words)
    return replace(draft.content, wordings={**draft.content.wordings, VI: wording})
