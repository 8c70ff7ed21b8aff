"""No delivery outside its audience, and none left out: against plain Python over random subscribers and audiences."""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.identifiers import ChatId, Language, OccurrenceId
from bot.domain.units import CommuneCode
from bot.ports.subscriptions import Run
from storage.engine import Store
from storage.migrations import bring_up
from storage.sealing import Key, Keyring
from storage.vault import Vault
from storage.vault.broadcast_tables import deliveries, run_counts
from storage.vault.counting import COPIES, OUTCOME, WAITS
from tests.storage.broadcasting import Round

ZONE = timezone(timedelta(hours=7))
COMMUNES = tuple(CommuneCode(f"{number}") for number in range(30301, 30306))
_fresh = count(1)

_times = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(ZONE))  # noqa: DTZ001 - the strategy adds the zone
_hours = st.integers(0, 23)
_subscriptions = st.lists(
    st.builds(
        Subscription,
        chat=st.integers(1, 12).map(ChatId),
        language=st.sampled_from([Language("vi"), Language("en")]),
        communes=st.sets(st.sampled_from(COMMUNES), min_size=1).map(sorted).map(tuple),
        topics=st.frozensets(st.sampled_from(Topic)),
        quiet=st.builds(QuietHours, start=_hours, end=_hours),
        weekly=st.sampled_from([1, 3, None]),
        urgent_only=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda subscription: subscription.chat,
)
_audiences = st.builds(
    Audience,
    communes=st.sets(st.sampled_from(COMMUNES), min_size=1).map(sorted).map(tuple),
    topics=st.sets(st.sampled_from(Topic), min_size=1).map(sorted).map(tuple),
)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncGenerator[tuple[Store, Vault]]:
    """Open a vault that all examples share."""
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'store.db'}")
    await bring_up(store, "vault")
    yield store, Vault(store, Keyring([Key(id=1, secret=b"\x01" * 32)]))
    await store.dispose()


def wants(subscription: Subscription, audience: Audience, *, urgent: bool) -> bool:
    """Tell whether somebody belongs to an audience, in the words of the domain."""
    if not any(commune in audience.communes for commune in subscription.communes):
        return False
    return urgent or (not subscription.urgent_only and any(topic in subscription.topics for topic in audience.topics))


def wakes(quiet: QuietHours, now: datetime) -> datetime:
    """Give the full hour from which somebody is not asleep, by going from hour to hour."""
    at = now.replace(minute=0, second=0, microsecond=0)
    while quiet.hold(at.hour):
        at += timedelta(hours=1)
    return at


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=_subscriptions,
    after=_subscriptions,
    leaving=st.sets(st.integers(1, 12).map(ChatId)),
    audience=_audiences,
    urgent=st.booleans(),
    now=_times,
    lasts=st.integers(1, 30),
    limit=st.integers(1, 5),
)
async def test_exactly_the_audience_has_a_turn_when_it_may_be_sent(
    opened: tuple[Store, Vault],
    before: list[Subscription],
    after: list[Subscription],
    leaving: set[ChatId],
    audience: Audience,
    urgent: bool,  # noqa: FBT001 - hypothesis names it
    now: datetime,
    lasts: int,
    limit: int,
) -> None:
    """Also where people leave, or want something else, between its preparing and their turn."""
    store, vault = opened
    async with vault.begin() as session:
        for number in range(1, 13):
            await session.subscribers.end(ChatId(number))
    expires = now + timedelta(hours=lasts)
    run = Run(occurrence=OccurrenceId(next(_fresh)), audience=audience, urgent=urgent, expires=expires)
    at = Round(vault=vault, now=now, run=run)
    await at.subscribe(*before)
    await at.prepare(limit=limit)
    prepared = {one.chat: one for one in before if wants(one, audience, urgent=urgent)}
    assert sum((await at.tally()).outcomes.values()) == len(prepared)
    assert await counted(store, run.occurrence) == await recounted(store, run.occurrence)
    for chat in leaving:
        await at.leave(chat)
    changed = {one.chat: one for one in after}
    await at.subscribe(*(one for one in after if one.chat in prepared and one.chat not in leaving))

    sent: set[ChatId] = set()
    for hour in range(40):  # nobody is quiet for longer than a day
        later = replace(at, now=now + timedelta(hours=hour))
        turns = await later.claim()
        for turn in turns:
            one = changed.get(turn.chat, prepared[turn.chat])
            assert wants(one, audience, urgent=urgent)
            assert turn.language == one.language
            assert urgent or not one.quiet.hold(later.now.hour)
        sent |= {turn.chat for turn in turns}
        await later.record(turns)

    tally = await at.tally()
    assert tally.is_over
    assert await counted(store, run.occurrence) == await recounted(store, run.occurrence)
    staying = prepared.keys() - leaving - changed.keys()
    awake = {chat for chat in staying if urgent or whole_hour(wakes(prepared[chat].quiet, now)) < whole_hour(expires)}
    assert staying & sent == awake
    assert leaving.isdisjoint(sent)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(there=_subscriptions, audience=_audiences, urgent=st.booleans(), limit=st.integers(1, 5))
async def test_the_reach_is_how_many_would_have_a_turn(
    opened: tuple[Store, Vault],
    there: list[Subscription],
    audience: Audience,
    urgent: bool,  # noqa: FBT001 - hypothesis names it
    limit: int,
) -> None:
    """Counted in parts of any size."""
    _, vault = opened
    total, after = 0, 0
    async with vault.begin() as session:
        for number in range(1, 13):
            await session.subscribers.end(ChatId(number))
        for one in there:
            await session.subscribers.keep(one)
        while after is not None:
            found = await session.subscribers.reach(audience, urgent=urgent, after=after, limit=limit)
            total, after = total + found.count, found.after

    assert total == len([one for one in there if wants(one, audience, urgent=urgent)])


def whole_hour(at: datetime) -> int:
    """Count the hours since 1970."""
    return int(at.timestamp()) // 3600


async def counted(store: Store, occurrence: OccurrenceId) -> Counter[tuple[str, str]]:
    """Give the counts that are kept of rows that are there still."""
    async with store.looking() as connection:
        kept = select(run_counts.c.what, run_counts.c.which, run_counts.c.count).where(
            run_counts.c.occurrence == occurrence, run_counts.c.what.in_([OUTCOME, WAITS, COPIES])
        )
        rows = (await connection.execute(kept)).all()
    return Counter({(what, which): number for what, which, number in rows if number and not is_for_good(what, which)})


def is_for_good(what: str, which: str) -> bool:
    """Tell whether it stays counted when its subscriber leaves."""
    return what == OUTCOME and int(which) not in {Outcome.WAITING, Outcome.IN_FLIGHT}


async def recounted(store: Store, occurrence: OccurrenceId) -> Counter[tuple[str, str]]:
    """Count all rows."""
    columns = (deliveries.c.outcome, deliveries.c.due, deliveries.c.revision, deliveries.c.messages.is_not(None))
    found: Counter[tuple[str, str]] = Counter()
    async with store.looking() as connection:
        each = select(*columns, func.count()).where(deliveries.c.occurrence == occurrence).group_by(*columns)
        for outcome, due, revision, has_copy, number in await connection.execute(each):
            if not is_for_good(OUTCOME, str(outcome)):
                found[OUTCOME, str(outcome)] += number
            if outcome == Outcome.WAITING:
                found[WAITS, str(due)] += number
            if has_copy:
                found[COPIES, str(revision)] += number
    return found
