"""An office that also tells residents of things: who composes there, who approves, and the services for both."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Wording
from bot.domain.broadcasts.lateness import Grace
from bot.domain.broadcasts.life import SHOWN
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Topic
from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, Destination
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.services.acting import Act
from bot.services.broadcasts.approving import Approving
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.planning import Planning
from tests.services.office import COMMUNE, UNIT, Office

ANNOUNCER: Final = Officer(id=OfficerId("a1" * 8), user=UserId(601), name="Thông tin", role=Role.ANNOUNCER, unit=UNIT)
#: The same person in another role: another hand of the same body.
AS_OFFICER: Final = replace(ANNOUNCER, id=OfficerId("a2" * 8), role=Role.OFFICER)
WARNING: Final = Broadcast(
    id=BroadcastId("b7" * 8),
    unit=UNIT,
    composer=ANNOUNCER.id,
    hands=(ANNOUNCER.id,),
    content=Content(wordings={Language("vi"): Wording(title="Giả danh công an", text="Không chuyển tiền.")}),
    audience=Audience(communes=(COMMUNE,), topics=(Topic.SCAM,)),
    schedule=Now(),
    touched=datetime(2026, 11, 23, 20, 0, tzinfo=timezone(timedelta(hours=7))),
)


@dataclass(slots=True)
class Announcing:
    """The services about broadcasts over an office's casebook."""

    office: Office
    threshold: int = 0  #: the reach from which a second officer must agree
    reached: int | None = None  #: as it is shown
    approving: Approving = field(init=False)
    planning: Planning = field(init=False)
    dates: Dates = field(init=False)

    def __post_init__(self) -> None:
        """Put the services together."""
        office, zone = self.office, self.office.clock.at.tzinfo
        assert zone is not None
        self.dates = Dates(zone)
        self.planning = Planning(
            office.casebook, office.directory, office.clock, self.dates, Grace(), wake=lambda: None
        )
        self.approving = Approving(
            office.casebook,
            office.directory,
            office.clock,
            reach=self._reach,
            calendar=self.dates,
            planner=self.planning,
            default=Language("vi"),
            threshold=self.threshold,
            wake=lambda: None,
        )

    async def _reach(self, broadcast: Broadcast) -> int | None:
        del broadcast
        return self.reached

    async def opens(self) -> None:
        """Enrol whoever announces."""
        async with self.office.casebook.begin() as book:
            await book.officers.enrol(ANNOUNCER, now=self.office.clock.at)

    async def drafts(self, broadcast: Broadcast = WARNING) -> Broadcast:
        """Keep a draft."""
        async with self.office.casebook.begin() as book:
            return await book.broadcasts.keep(broadcast)

    async def proposes(self, broadcast: Broadcast = WARNING, *, by: Officer = ANNOUNCER) -> Broadcast:
        """Keep a draft and propose it."""
        kept = await self.drafts(broadcast)
        return await self.approving.propose(self.privately(by), broadcast=kept.id, seen=seen(kept))

    async def approved(self, broadcast: Broadcast = WARNING, *, by: Officer) -> Broadcast:
        """Keep a draft, propose it and let it be approved."""
        proposed = await self.proposes(broadcast)
        return await self.approving.approve(self.office.act(by), broadcast=proposed.id, seen=seen(proposed))

    def privately(self, officer: Officer) -> Act:
        """Give something that an officer does in their private chat."""
        return self.office.act(officer, chat=ChatId(officer.user))

    async def changes(self, broadcast: Broadcast, *, by: Officer, urgent: bool) -> Broadcast:
        """Change something, as composing does."""
        changed = broadcast.changed(by=by.id, at=self.office.clock.at, urgent=urgent)
        async with self.office.casebook.begin() as book:
            return await book.broadcasts.keep(changed)

    async def told(self) -> list[tuple[Destination, BroadcastWord]]:
        """Deliver what is due; give which words about broadcasts went where."""
        sent = await self.office.delivers()
        return [(one.to, one.content.word) for one in sent if isinstance(one.content, BroadcastDispatch)]

    async def written(self) -> list[tuple[str, str]]:
        """Give what the audit has about broadcasts: what was done, by whom."""
        return [(action, actor) for action, actor, _ in await self.office.audited() if action.startswith("broadcast.")]


def seen(broadcast: Broadcast) -> str:
    """Give what a button carries of what was shown."""
    return broadcast.fingerprint[:SHOWN]
