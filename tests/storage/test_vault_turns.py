"""Each subscriber's turn of a sending: made, given once, recorded, and nobody left out."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import OccurrenceId
from storage.vault import Vault
from tests.storage.broadcasting import Round, chats, message_of, rows_of
from tests.storage.safe import LAN, OTHER_COMMUNE, RUN, Safe, subscription


@pytest.fixture
def at(vault: Vault, now: datetime) -> Round:
    """Give a sending at seven in the morning."""
    return Round(vault=vault, now=now)


async def test_whoever_wants_it_is_given_once(at: Round) -> None:
    """In the order in which they came; what is in flight is given to nobody else."""
    await at.subscribe(*chats(7))
    await at.prepare()

    first, second, third = await at.claim(4), await at.claim(4), await at.claim(4)

    assert [[turn.chat for turn in turns] for turns in (first, second, third)] == [chats(7)[:4], chats(7)[4:], []]
    assert (await at.tally()).outcomes == {Outcome.IN_FLIGHT: 7}


async def test_preparing_goes_on_after_a_crash_and_makes_no_turn_twice(at: Round) -> None:
    """Killed within a transaction: what it made is undone with how far it had come."""
    await at.subscribe(*chats(10))
    async with at.vault.begin() as session:
        assert await session.deliveries.prepare(RUN, now=at.now, limit=4) is False

    class Killed(Exception):  # noqa: N818 - it says what happened
        """The process ended here."""

    async def killed() -> None:
        async with at.vault.begin() as session:
            await session.deliveries.prepare(RUN, now=at.now, limit=4)
            raise Killed

    with pytest.raises(Killed):
        await killed()
    before = (await at.tally()).outcomes
    await at.prepare(limit=4)
    await at.prepare(limit=4)

    assert [before, (await at.tally()).outcomes] == [{Outcome.WAITING: 4}, {Outcome.WAITING: 10}]
    assert [turn.chat for turn in await at.claim()] == chats(10)


async def test_who_joins_while_it_is_prepared_is_not_sent_it(at: Round) -> None:
    """Wherever preparing is; the next sending is for them, too."""
    await at.subscribe(*chats(5))
    async with at.vault.begin() as session:
        await session.deliveries.prepare(RUN, now=at.now, limit=2)
    await at.subscribe(*chats(8)[5:])
    await at.prepare()

    assert [turn.chat for turn in await at.claim()] == chats(5)


async def test_an_audience_of_nobody_is_prepared_at_once(at: Round) -> None:
    """And nothing waits."""
    await at.prepare()

    tally = await at.tally()
    assert (tally.outcomes, tally.is_prepared, tally.is_over) == ({}, True, True)


async def test_who_leaves_while_it_runs_is_skipped(at: Round, safe: Safe) -> None:
    """Of what they had still to be sent only the number is left; what is in flight goes when it is recorded."""
    await at.subscribe(*chats(4))
    await at.prepare()
    (first,) = await at.claim(1)
    for chat in chats(2):
        await at.leave(chat)
    await at.record([first])

    assert [turn.chat for turn in await at.claim()] == chats(4)[2:]
    tally = await at.tally()
    assert (tally.outcomes, tally.copies) == ({Outcome.DELIVERED: 1, Outcome.LEFT: 1, Outcome.IN_FLIGHT: 2}, 0)
    assert await rows_of(safe.store) == Counter({Outcome.IN_FLIGHT: 2})


async def test_who_wants_it_no_more_is_skipped(at: Round) -> None:
    """Another commune, other topics or urgent ones alone; who only changes the language is sent it in that."""
    await at.subscribe(*chats(5))
    await replace(at, run=replace(RUN, audience=replace(RUN.audience, communes=RUN.audience.communes[:1]))).prepare()
    moved, other, urgent, english, same = (subscription(chat) for chat in chats(5))
    await at.subscribe(
        replace(moved, communes=(OTHER_COMMUNE,)),
        replace(other, topics=frozenset({Topic.BORDER})),
        replace(urgent, urgent_only=True),
        replace(english, language="en"),
        same,
    )

    turns = await at.claim()

    assert [(turn.chat, turn.language) for turn in turns] == [(english.chat, "en"), (same.chat, "vi")]
    assert (await at.tally()).outcomes == {Outcome.LEFT: 3, Outcome.IN_FLIGHT: 2}


async def test_each_outcome_is_counted_and_what_failed_by_its_reason(at: Round) -> None:
    """Who cannot be reached has no subscription any more."""
    await at.subscribe(*chats(9))
    await at.prepare()
    turns = await at.claim()
    await at.record(turns[:3])
    await at.record(turns[3:5], Outcome.UNREACHABLE, reason="blocked")
    await at.record(turns[5:6], Outcome.UNCERTAIN, reason="timeout")
    await at.record(turns[6:8], Outcome.FAILED, reason="bad_request")
    await at.record(turns[8:], Outcome.FAILED, reason="too_large")

    tally = await at.tally(revision=1)
    expected = {Outcome.DELIVERED: 3, Outcome.UNREACHABLE: 2, Outcome.UNCERTAIN: 1, Outcome.FAILED: 3}
    assert (tally.outcomes, tally.reasons) == (expected, (("bad_request", 2), ("too_large", 1)))
    assert (tally.copies, tally.behind, tally.is_over) == (3, 3, True)
    async with at.vault.begin() as session:
        assert await session.subscribers.count() == 7


async def test_a_result_that_is_told_twice_counts_once(at: Round) -> None:
    """Whatever the second one says."""
    await at.subscribe(LAN)
    await at.prepare()
    turns = await at.claim()

    await at.record(turns)
    await at.record(turns, Outcome.FAILED, reason="bad_request")

    assert (await at.tally()).outcomes == {Outcome.DELIVERED: 1}


async def test_what_waits_again_comes_after_what_was_never_tried(at: Round) -> None:
    """A failure counts an attempt, being told to wait does not; an urgent one without an answer may have arrived."""
    await at.subscribe(*chats(5))
    await at.prepare()
    first, second, third = await at.claim(3)
    await at.record([first], Outcome.WAITING, reason="server")
    await at.record([second], Outcome.WAITING)
    await at.record([third], Outcome.WAITING, reason="timeout", again=True)

    turns = await at.claim()

    order = [(turn.chat, turn.attempts, turn.again) for turn in turns]
    one, two, three, four, five = chats(5)
    assert order == [(two, 0, False), (four, 0, False), (five, 0, False), (one, 1, False), (three, 1, True)]
    assert (await at.tally()).repeated == 1


async def test_after_a_kill_what_was_in_flight_is_sent_again_and_counted(at: Round) -> None:
    """And nothing else is."""
    await at.subscribe(*chats(6))
    await at.prepare()
    await at.record(await at.claim(2))
    await at.claim(3)

    assert await at.recover() == 3
    assert await at.recover() == 0

    turns = await at.claim()
    assert [(turn.chat, turn.again) for turn in turns] == [(chat, chat < chats(6)[5]) for chat in chats(6)[2:]]
    tally = await at.tally()
    assert (tally.outcomes, tally.doubled) == ({Outcome.DELIVERED: 2, Outcome.IN_FLIGHT: 4}, 3)


async def test_a_stopped_one_gives_nothing_more(at: Round) -> None:
    """What is in flight arrives still; after a crash nobody knows whether it did."""
    await at.subscribe(*chats(6))
    await at.prepare()
    turns = await at.claim(3)
    await at.stop()
    await at.record(turns[:1])

    assert (await at.claim(), await at.next_due()) == ([], None)
    assert await at.recover() == 0
    tally = await at.tally()
    assert tally.outcomes == {Outcome.DELIVERED: 1, Outcome.UNCERTAIN: 2, Outcome.WAITING: 3}
    assert (tally.is_stopped, tally.is_over, tally.doubled) == (True, True, 0)


async def test_when_the_next_is_due_is_told_in_hours(at: Round) -> None:
    """In UTC, since nothing finer is kept."""
    await at.subscribe(LAN)
    assert await at.next_due() is None
    await at.prepare()

    assert await at.next_due() == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


async def test_only_who_may_have_it_can_answer(at: Round) -> None:
    """Once each; a quiz keeps the first answer, a poll the latest; who left or was never sent it has no say."""
    await at.subscribe(*chats(4))
    await at.prepare()
    await at.record(await at.claim(3))
    one, two, three, four = chats(4)
    await at.leave(three)
    async with at.vault.begin() as session:
        said = session.deliveries
        assert [await said.find_useful(at.occurrence, chat) for chat in (one, one, two, three, four, LAN)] == [
            *(True, True, True, False, False),
            True,
        ]
        answers = [await said.vote(at.occurrence, one, option, final=False) for option in (0, 2)]
        quiz = [await said.vote(at.occurrence, two, option, final=True) for option in (1, 2)]
        assert (answers, quiz) == ([0, 2], [1, 1])
        assert await said.vote(at.occurrence, four, 1, final=False) is None
        assert await said.vote(OccurrenceId(5), one, 1, final=False) is None

    tally = await at.tally()
    assert (tally.useful, tally.votes) == (2, (0, 1, 1))


async def test_a_copy_is_known_by_its_message(at: Round) -> None:
    """As Telegram gave it."""
    await at.subscribe(LAN)
    await at.prepare()
    await at.record(await at.claim())

    async with at.vault.begin() as session:
        found = await session.bulletins.behind(at.occurrence, revision=1, after=0, limit=10)

    assert [(turn.chat, turn.messages) for turn in found.turns] == [(LAN, (message_of(LAN),))]
