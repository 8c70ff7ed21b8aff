"""A broadcast on its way to real subscribers in real stores; `Sending.serves` stands in for the distributor."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Occurrence, OccurrenceState, Status, Wording
from bot.domain.broadcasts.deliveries import EditResult, Outcome, Result
from bot.domain.broadcasts.progress import Progress
from bot.domain.broadcasts.schedule import Now, Schedule
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, MessageId, OccurrenceId, fresh_id
from bot.ports.subscriptions import Run
from bot.services.broadcasts.channels import Channels
from bot.services.broadcasts.conducting import Conducting
from bot.services.broadcasts.correcting import Correcting
from bot.services.broadcasts.tallying import Tallying
from bot.services.broadcasts.updating import Updating
from storage.vault import Vault
from tests.services.office import COMMUNE, HEAD, TAM, UNIT, Office

VI: Final = Language("vi")
TEXT: Final = Content(wordings={VI: Wording(title="Cảnh giác", text="Đừng chuyển tiền.")})
NEVER: Final = QuietHours(start=0, end=0)


def tens(_: Broadcast, count: int) -> int | None:
    """Round a count down to tens."""
    return count // 10 * 10 or None


@dataclass(slots=True)
class Hall:
    """The services for what is sent, over an office and a vault."""

    office: Office
    vault: Vault
    tallying: Tallying = field(init=False)
    conducting: Conducting = field(init=False)
    correcting: Correcting = field(init=False)
    updating: Updating = field(init=False)
    channels: Channels = field(init=False)
    _people: int = 0

    def __post_init__(self) -> None:
        """Put the services together."""
        self.restarts()

    def restarts(self) -> None:
        """Begin anew with what the stores hold, as a process does."""
        book, clock = self.office.casebook, self.office.clock
        self.tallying = Tallying(book, self.vault, clock, rounded=tens)
        self.conducting = Conducting(book, self.tallying, clock, wake=lambda: None)
        self.correcting = Correcting(self.conducting, wake=lambda: None)
        self.updating = Updating(book, self.tallying, clock, wake=lambda: None)
        self.channels = Channels(book, self.office.directory, clock, wake=lambda: None)

    async def subscribes(self, count: int, *, quiet: QuietHours = NEVER) -> None:
        """Let so many more people subscribe to the commune."""
        async with self.vault.begin() as session:
            for _ in range(count):
                self._people += 1
                wanted = Subscription(
                    chat=ChatId(9_000_000 + self._people), language=VI, communes=(COMMUNE,), quiet=quiet
                )
                await session.subscribers.keep(wanted)

    async def leaves(self, count: int) -> None:
        """Let so many of those who came last and are there still unsubscribe."""
        async with self.vault.begin() as session:
            for _ in range(count):
                while await session.subscribers.of(ChatId(9_000_000 + self._people)) is None:
                    self._people -= 1
                await session.subscribers.end(ChatId(9_000_000 + self._people))

    async def begins(self, content: Content = TEXT, *, schedule: Schedule | None = None, **facts: object) -> Occurrence:
        """Let an approved broadcast begin now, its turns being made."""
        clock = self.office.clock
        draft = Broadcast(
            id=BroadcastId(fresh_id()),
            unit=UNIT,
            composer=TAM.id,
            hands=(TAM.id,),
            content=content,
            audience=Audience(communes=(COMMUNE,), topics=(Topic.SCAM,)),
            schedule=schedule or Now(),
            status=Status.PROPOSED,
            touched=clock.at,
        )
        draft = replace(draft, **facts)  # pyright: ignore[reportArgumentType] - tests name fields of Broadcast
        async with self.office.casebook.begin() as book:
            kept = await book.broadcasts.keep(draft.approved(HEAD.id, seen=draft.fingerprint, at=clock.at))
        return await self.begins_again(kept)

    async def begins_again(self, broadcast: Broadcast) -> Occurrence:
        """Let one more sending of a broadcast begin now."""
        clock = self.office.clock
        async with self.office.casebook.begin() as book:
            planned = await book.occurrences.plan(broadcast.id, clock.at)
            begun = replace(planned, state=OccurrenceState.SENDING, begun=clock.at)
            await book.occurrences.change(begun, was=planned.state)
        run = Run(
            occurrence=begun.id,
            audience=broadcast.audience,
            urgent=broadcast.urgent,
            expires=clock.at + timedelta(days=2),
        )
        async with self.vault.begin() as session:
            while not await session.deliveries.prepare(run, now=clock.at, limit=1000):
                pass
        return begun

    async def serves(self, sending: Occurrence, count: int, outcome: Outcome = Outcome.DELIVERED) -> None:
        """Let so many turns come to this."""
        kept = await self.sending(sending.id)
        async with self.vault.begin() as session:
            turns = await session.deliveries.claim(sending.id, now=self.office.clock.at, limit=count)
            results = [
                Result(
                    delivery=turn,
                    outcome=outcome,
                    messages=(MessageId(turn.subscriber),) if outcome is Outcome.DELIVERED else (),
                    reason="server" if outcome is Outcome.FAILED else "",
                )
                for turn in turns
            ]
            await session.deliveries.record(results, revision=kept.revision)

    async def ends(self, sending: Occurrence) -> None:
        """Let a sending be done."""
        kept = await self.sending(sending.id)
        async with self.office.casebook.begin() as book:
            done = replace(kept, state=OccurrenceState.DONE, ended=self.office.clock.at)
            await book.occurrences.change(done, was=kept.state)

    async def mends(self, sending: Occurrence, count: int, outcome: Outcome = Outcome.DELIVERED) -> int:
        """Edit or delete so many copies that are behind; give how many there were."""
        kept = await self.sending(sending.id)
        revision = None if kept.recalled else kept.revision
        async with self.vault.begin() as session:
            copies = await session.bulletins.behind(sending.id, revision=revision, after=0, limit=10_000)
            some = copies.turns[:count]
            results = [EditResult(delivery=turn, outcome=outcome) for turn in some]
            await session.bulletins.record(results, revision=kept.revision)
        return len(some)

    async def sending(self, number: OccurrenceId) -> Occurrence:
        """Give a sending as it is kept now."""
        async with self.office.casebook.begin() as book:
            found = await book.occurrences.of(number)
        assert found is not None
        return found

    async def broadcast(self, number: BroadcastId) -> Broadcast:
        """Give a broadcast as it is kept now."""
        async with self.office.casebook.begin() as book:
            found = await book.broadcasts.of(number)
        assert found is not None
        return found

    async def progress(self, sending: Occurrence) -> Progress:
        """Give how a sending goes."""
        found = await self.tallying.progress(sending.id)
        assert found is not None
        return found
