"""A bureau of broadcasts: planning over the office's casebook, and the broadcasts that it plans."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Occurrence, OccurrenceState, Status, Wording
from bot.domain.broadcasts.lateness import Grace
from bot.domain.broadcasts.schedule import At, Daily, Pattern, Repeating, Schedule
from bot.domain.broadcasts.subscription import Topic
from bot.domain.dispatches import BroadcastDispatch, BroadcastWord, ToUnit
from bot.domain.identifiers import BroadcastId, Language, fresh_id
from bot.domain.units import UnitCode
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.planning import Planning
from storage.casebook.session import Casebook
from tests.services.office import COMMUNE, HEAD, TAM, UNIT, FakeClock, Office

START: Final = FakeClock().at  #: 20:15 on Monday the 23rd of November 2026


@dataclass(slots=True)
class Bureau:
    """Planning over the office's casebook, and the broadcasts that it plans."""

    office: Office
    grace: Grace = field(default_factory=Grace)
    casebook: Casebook | None = None

    @property
    def planning(self) -> Planning:
        """Give the service, as a process that has just started would have it."""
        zone = self.office.clock.at.tzinfo
        assert zone is not None
        book = self.casebook or self.office.casebook
        return Planning(book, self.office.directory, self.office.clock, Dates(zone), self.grace, wake=lambda: None)

    async def approves(
        self, schedule: Schedule, *, urgent: bool = False, proposed: datetime | None = None, unit: UnitCode = UNIT
    ) -> Broadcast:
        """Approve a new broadcast with this schedule."""
        draft = Broadcast(
            id=BroadcastId(fresh_id()),
            unit=unit,
            composer=TAM.id,
            hands=(TAM.id,),
            content=Content(wordings={Language("vi"): Wording(title="Cảnh giác", text="Đừng chuyển tiền.")}),
            audience=Audience(communes=(COMMUNE,), topics=(Topic.SCAM,)),
            schedule=schedule,
            urgent=urgent,
            status=Status.PROPOSED,
            touched=proposed or self.office.clock.at,
        )
        async with self.office.casebook.begin() as book:
            kept = await book.broadcasts.keep(draft)
        return await self.approves_again(kept)

    async def approves_again(self, proposed: Broadcast) -> Broadcast:
        """Approve what is proposed."""
        now = self.office.clock.at
        async with self.office.casebook.begin() as book:
            kept = await book.broadcasts.keep(proposed.approved(HEAD.id, seen=proposed.fingerprint[:12], at=now))
            await self.planning.approved(book, kept, proposed=proposed.touched)
        return kept

    async def keeps(self, broadcast: Broadcast) -> Broadcast:
        """Keep a broadcast as it is given."""
        async with self.office.casebook.begin() as book:
            return await book.broadcasts.keep(broadcast)

    async def now(self, broadcast: Broadcast) -> Broadcast:
        """Give a broadcast as it is kept."""
        async with self.office.casebook.begin() as book:
            found = await book.broadcasts.of(broadcast.id)
        assert found is not None
        return found

    async def rows(self, broadcast: Broadcast) -> list[Occurrence]:
        """Give all sendings of a broadcast."""
        async with self.office.casebook.begin() as book:
            return await book.occurrences.of_broadcast(broadcast.id)

    async def states(self, broadcast: Broadcast) -> list[tuple[str, OccurrenceState]]:
        """Give the planned times of a broadcast and what became of them."""
        zone = self.office.clock.at.tzinfo
        return [(f"{row.planned.astimezone(zone):%d/%m %H:%M}", row.state) for row in await self.rows(broadcast)]

    async def put(self, row: Occurrence, state: OccurrenceState) -> None:
        """Let something become of a sending."""
        async with self.office.casebook.begin() as book:
            assert await book.occurrences.change(replace(row, state=state), was=row.state)

    async def asked(self, broadcast: Broadcast) -> list[tuple[BroadcastWord, UnitCode]]:
        """Deliver what groups are told; give what was about this broadcast."""
        return [
            (one.content.word, one.to.unit)
            for one in await self.office.delivers()
            if isinstance(one.content, BroadcastDispatch) and one.content.broadcast == broadcast.id
            if isinstance(one.to, ToUnit)
        ]

    async def audit(self) -> list[str]:
        """Give the actions about broadcasts that stand in the audit, the oldest first."""
        async with self.office.casebook.begin() as book:
            entries = await book.audit.last(limit=50)
        return [entry.action for entry in reversed(entries) if entry.action.startswith("broadcast.")]


def daily(at: time = time(7), pattern: Pattern | None = None, until: date | None = None) -> Repeating:
    """Give a repeating schedule that began long ago."""
    return Repeating(pattern=pattern or Daily(), time=at, first=date(2026, 11, 1), until=until)


def tomorrow(hour: int = 7) -> At:
    """Give a single time of tomorrow."""
    return At(at=(START + timedelta(days=1)).replace(hour=hour, minute=0))
