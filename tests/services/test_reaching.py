"""What is told of an audience's size: rounded, the same all day, and to one officer of so many audiences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcasts.broadcast import Audience, Broadcast
from bot.domain.broadcasts.reach import OF_AUDIENCE, OF_COMMUNES, OF_COUNT, rounded
from bot.domain.broadcasts.subscription import Subscription, Topic
from bot.domain.identifiers import ChatId, Language
from bot.services.broadcasts.reaching import A_DAY, Preview, Reaching
from storage.vault import Vault
from tests.domain.broadcasts import DRAFT
from tests.services.office import COMMUNE, FakeClock

MOST = 2 * (OF_COMMUNES.middle + OF_AUDIENCE.middle)
TO_COMMUNE = replace(DRAFT, audience=Audience(communes=(COMMUNE,), topics=(Topic.SCAM,)), urgent=False)


async def subscribe(vault: Vault, count: int, *, first: int = 1) -> None:
    """Let so many people subscribe to the commune."""
    async with vault.begin() as session:
        for number in range(first, first + count):
            wanted = Subscription(chat=ChatId(8_000_000 + number), language=Language("vi"), communes=(COMMUNE,))
            await session.subscribers.keep(wanted)


@pytest.fixture
def reaching(vault: Vault, clock: FakeClock) -> Reaching:
    """Count in an empty vault."""
    return Reaching(vault, clock)


def with_topics(number: int) -> Broadcast:
    """Give a broadcast to other topics of the same commune for each number."""
    topics = tuple(topic for place, topic in enumerate(Topic) if number & 1 << place)
    return replace(TO_COMMUNE, audience=Audience(communes=(COMMUNE,), topics=topics))


async def test_of_few_nothing_is_told(reaching: Reaching, vault: Vault) -> None:
    """Nine are never a number, under whatever offset."""
    await subscribe(vault, 9)

    assert {await reaching.of(with_topics(number)) for number in range(1, 40)} == {None}


async def test_of_many_is_told_a_little_less(reaching: Reaching, vault: Vault) -> None:
    """Never more than there are."""
    await subscribe(vault, 150)

    told = await reaching.of(TO_COMMUNE)

    assert told is not None
    assert rounded(150, lowered_by=MOST) in {100, 110, 120}
    assert 120 <= told <= 150


async def test_own_accounts_change_nothing_until_tomorrow(reaching: Reaching, vault: Vault, clock: FakeClock) -> None:
    """However many are added, what is told of the audience stays for the day."""
    await subscribe(vault, 40)
    before = await reaching.of(TO_COMMUNE)
    for first in (41, 61):
        await subscribe(vault, 20, first=first)
        assert await reaching.of(TO_COMMUNE) == before

    clock.at += timedelta(days=1)

    assert (await reaching.of(TO_COMMUNE) or 0) >= 50


async def test_a_restart_draws_the_same_offsets(vault: Vault, clock: FakeClock) -> None:
    """The same people are told alike on one day."""
    await subscribe(vault, 60)

    told = [[await Reaching(vault, clock).of(with_topics(number)) for number in range(1, 9)] for _ in range(2)]

    assert told[0] == told[1]


async def test_an_officer_is_told_of_so_many_audiences_a_day(
    reaching: Reaching, vault: Vault, clock: FakeClock
) -> None:
    """Those that they have seen are told on; tomorrow there are others."""
    await subscribe(vault, 60)
    seen = [await reaching.preview(with_topics(number)) for number in range(1, A_DAY + 1)]
    assert all(preview.is_told for preview in seen)

    assert await reaching.preview(with_topics(A_DAY + 1)) == Preview(reach=None, is_told=False)
    assert await reaching.preview(with_topics(1)) == seen[0]

    clock.at += timedelta(days=1)
    assert (await reaching.preview(with_topics(A_DAY + 1))).is_told


async def test_counts_of_one_broadcast_are_lowered_alike(reaching: Reaching) -> None:
    """The report's numbers do not move while nothing does, and small ones are none."""
    told = [reaching.rounded(TO_COMMUNE, 345) for _ in range(3)]

    assert len(set(told)) == 1
    assert told[0] is not None
    assert 345 - 2 * OF_COUNT.middle - 20 < told[0] <= 345
    assert reaching.rounded(TO_COMMUNE, 9) is None
