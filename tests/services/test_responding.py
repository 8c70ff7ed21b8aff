"""What residents press under what they were told: one word of each, and only of those whom it was sent."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Wording
from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.broadcasts.reach import rounded
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.broadcasts.subscription_errors import NotForThem
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import BroadcastId, ChatId, Language, MessageId, OccurrenceId, OfficerId
from bot.domain.units import CommuneCode, UnitCode
from bot.ports.subscriptions import Run
from bot.services.broadcasts.responding import Respond
from bot.services.broadcasts.tallying import EVERY, Tallying
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.services.office import FakeClock

LAN, MINH = ChatId(1001), ChatId(1002)
VI = Language("vi")
WARD = CommuneCode("30301")
AUDIENCE = Audience(communes=(WARD,), topics=(Topic.SCAM,))
POLL = Content(wordings={VI: Wording(title="Hỏi", text="Có ai gọi đòi tiền chưa?", options=("Có", "Không"))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """Residents who were told things, Lan but not Minh."""

    casebook: Casebook
    vault: Vault
    clock: FakeClock
    respond: Respond

    async def told(self, content: Content, *, neighbours: int = 0) -> OccurrenceId:
        """Tell Lan something, and so many neighbours; give its sending."""
        now = self.clock.at
        broadcast = Broadcast(
            id=BroadcastId("b" * 16),
            unit=UnitCode(WARD),
            composer=OfficerId("o" * 16),
            hands=(OfficerId("o" * 16),),
            content=content,
            audience=AUDIENCE,
            schedule=Now(),
            touched=now,
        )
        async with self.casebook.begin() as book:
            await book.broadcasts.keep(broadcast)
            occurrence = (await book.occurrences.plan(broadcast.id, now)).id
        async with self.vault.begin() as session:
            wants = Subscription(chat=LAN, language=VI, communes=(WARD,), quiet=QuietHours(start=0, end=0))
            for chat in (LAN, *(ChatId(2000 + number) for number in range(neighbours))):
                await session.subscribers.keep(replace(wants, chat=chat))
            run = Run(occurrence=occurrence, audience=AUDIENCE, urgent=False, expires=now + timedelta(days=1))
            await session.deliveries.prepare(run, now=now, limit=500)
            turns = await session.deliveries.claim(occurrence, now=now, limit=500)
            sent = [Result(delivery=turn, outcome=Outcome.DELIVERED, messages=(MessageId(5),)) for turn in turns]
            await session.deliveries.record(sent, revision=0)
        return occurrence

    async def counted(self, occurrence: OccurrenceId) -> tuple[int, tuple[int, ...]]:
        """Give how many found it useful, and the answers."""
        async with self.vault.begin() as session:
            tally = await session.deliveries.tally(occurrence, now=self.clock.at)
        return tally.useful, tally.votes


@pytest.fixture
def street(casebook: Casebook, vault: Vault, clock: FakeClock) -> Street:
    """Give a street."""
    tallying = Tallying(casebook, vault, clock, rounded=lambda _, count: rounded(count, lowered_by=5))
    return Street(casebook=casebook, vault=vault, clock=clock, respond=Respond(vault, casebook, tallying))


async def test_useful_is_said_once_however_often_it_is_pressed(street: Street) -> None:
    """It is counted, and of nobody by name."""
    occurrence = await street.told(POLL)

    for _ in range(3):
        await street.respond.find_useful(LAN, occurrence)

    assert 1 == (await street.counted(occurrence))[0]


async def test_an_answer_to_a_poll_can_be_changed(street: Street) -> None:
    """The latest one counts."""
    occurrence = await street.told(POLL)

    given = [await street.respond.answer(LAN, occurrence, option) for option in (0, 1, 1)]

    assert [(0, True), (1, True), (1, True)] == [(one.option, one.is_pressed) for one in given]
    assert (0, 1) == (await street.counted(occurrence))[1]


async def test_the_first_answer_to_a_quiz_stands(street: Street) -> None:
    """Else everybody would be right in the end."""
    occurrence = await street.told(replace(POLL, right=1))

    given = [await street.respond.answer(LAN, occurrence, option) for option in (0, 1)]

    assert [(0, True), (0, False)] == [(one.option, one.is_pressed) for one in given]
    assert 1 == (await street.counted(occurrence))[1][0]


@pytest.mark.parametrize(("no", "shares"), [(30, None), (70, (0, 90)), (100, (20, 70))])
async def test_whoever_answers_is_told_what_everybody_did_once_many_have(
    street: Street, no: int, shares: tuple[int, ...] | None
) -> None:
    """In tens; that all others, or none, gave one answer is told to nobody; it is not counted anew at each press."""
    occurrence = await street.told(POLL, neighbours=130)
    for number in range(no):
        async with street.vault.begin() as session:
            await session.deliveries.vote(occurrence, ChatId(2000 + number), 1, final=False)
    if no == 100:
        async with street.vault.begin() as session:
            for number in range(100, 130):
                await session.deliveries.vote(occurrence, ChatId(2000 + number), 0, final=False)

    given = await street.respond.answer(LAN, occurrence, 1)
    at_once = await street.respond.answer(LAN, occurrence, 0)
    street.clock.passes(minutes=EVERY.total_seconds() / 60)
    later = await street.respond.answer(LAN, occurrence, 0)

    assert (shares, shares, shares) == (given.shares, at_once.shares, later.shares)


async def test_whom_it_was_never_sent_answers_nothing(street: Street) -> None:
    """Nor does anybody answer what does not exist; no made-up press leaves a trace."""
    occurrence = await street.told(POLL)
    before = await street.counted(occurrence)

    for press in (
        street.respond.find_useful(MINH, occurrence),
        street.respond.answer(MINH, occurrence, 0),
        street.respond.find_useful(LAN, OccurrenceId(occurrence + 1)),
        street.respond.answer(LAN, OccurrenceId(occurrence + 1), 0),
    ):
        with pytest.raises(NotForThem):
            await press
    with pytest.raises(UnexpectedReply):
        await street.respond.answer(LAN, occurrence, 2)

    assert before == await street.counted(occurrence)


async def test_what_asks_nothing_has_no_answers(street: Street) -> None:
    """A made-up press finds none."""
    occurrence = await street.told(Content(wordings={VI: Wording(title="Báo", text="Đường cấm.")}))

    with pytest.raises(UnexpectedReply):
        await street.respond.answer(LAN, occurrence, 0)
