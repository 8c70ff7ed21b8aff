"""Copies in subscribers' chats: every one is edited or deleted that can be, whenever the process dies."""

from datetime import datetime

import pytest

from bot.domain.broadcasts.deliveries import Delivery, EditResult, Outcome, Result
from bot.domain.identifiers import MessageId
from storage.vault import Vault
from tests.storage.broadcasting import Round, chats, message_of


@pytest.fixture
async def sent(vault: Vault, now: datetime) -> Round:
    """Give a sending that seven people have in their chats, and one who was never sent it."""
    at = Round(vault=vault, now=now)
    await at.subscribe(*chats(8))
    await at.prepare()
    turns = await at.claim()
    await at.record(turns[:7])
    await at.record(turns[7:], Outcome.UNCERTAIN, reason="timeout")
    return at


async def behind(at: Round, *, revision: int | None, limit: int = 3) -> list[Delivery]:
    """Give all copies that are behind, asked for in parts."""
    found: list[Delivery] = []
    after: int | None = 0
    while after is not None:
        async with at.vault.begin() as session:
            some = await session.bulletins.behind(at.occurrence, revision=revision, after=after, limit=limit)
        found += some.turns
        after = some.after
    return found


async def change(at: Round, turns: list[Delivery], outcome: Outcome, *, revision: int = 1, reason: str = "") -> None:
    """Record edits or deletions."""
    async with at.vault.begin() as session:
        results = [EditResult(delivery=turn, outcome=outcome, reason=reason) for turn in turns]
        await session.bulletins.record(results, revision=revision)


async def test_every_copy_that_shows_an_older_text_is_given(sent: Round) -> None:
    """With its chat and its messages; of what nobody knows whether it arrived there is none."""
    found = await behind(sent, revision=1)

    assert [(turn.chat, turn.messages) for turn in found] == [(chat, (message_of(chat),)) for chat in chats(7)]
    assert (await sent.tally(revision=1)).behind == 7
    assert await behind(sent, revision=0) == []


async def test_what_was_not_recorded_before_a_kill_is_given_again(sent: Round) -> None:
    """An edit that is made twice shows the same; none is left out."""
    turns = await behind(sent, revision=1)
    await change(sent, turns[:3], Outcome.DELIVERED)
    await change(sent, turns[3:4], Outcome.WAITING)

    await sent.recover()

    assert await behind(sent, revision=1) == turns[3:]
    assert (await sent.tally(revision=1)).behind == 4
    await change(sent, turns[3:], Outcome.DELIVERED)
    assert (await behind(sent, revision=1), (await sent.tally(revision=1)).behind) == ([], 0)
    assert await behind(sent, revision=2) == turns


async def test_a_copy_that_can_be_changed_no_more_is_counted_and_not_given_again(sent: Round) -> None:
    """Deleted by its reader, or too old; whoever has blocked the bot leaves with it."""
    turns = await behind(sent, revision=1)
    await change(sent, turns[:2], Outcome.FAILED, reason="gone")
    await change(sent, turns[2:3], Outcome.UNREACHABLE)

    assert await behind(sent, revision=1) == turns[3:]
    tally = await sent.tally(revision=1)
    assert (tally.unchanged, tally.copies, tally.behind) == (3, 4, 4)
    assert tally.outcomes[Outcome.DELIVERED] == 7
    async with sent.vault.begin() as session:
        assert await session.subscribers.of(chats(3)[2]) is None


async def test_a_recall_takes_every_copy_whatever_it_shows(sent: Round) -> None:
    """What was deleted is given no more, and nothing is known of its messages."""
    turns = await behind(sent, revision=1)
    await change(sent, turns[:3], Outcome.DELIVERED)

    assert await behind(sent, revision=None) == turns
    await change(sent, turns[:6], Outcome.RECALLED)

    assert await behind(sent, revision=None) == turns[6:]
    tally = await sent.tally(revision=None)
    expected = {Outcome.RECALLED: 6, Outcome.DELIVERED: 1, Outcome.UNCERTAIN: 1}
    assert (tally.outcomes, tally.behind) == (expected, 1)


async def test_what_is_sent_after_a_correction_is_not_behind(vault: Vault, now: datetime) -> None:
    """A batch that was in flight when it came is."""
    at = Round(vault=vault, now=now)
    await at.subscribe(*chats(4))
    await at.prepare()
    old = await at.claim(2)
    new = await at.claim(2)
    await at.record(new, revision=1)
    await at.record(old, revision=0)

    assert [turn.chat for turn in await behind(at, revision=1)] == [turn.chat for turn in old]


async def test_who_left_has_no_copy_that_could_be_changed(sent: Round) -> None:
    """Leaving forgets at once, what lies in their chat included."""
    await sent.leave(chats(1)[0])

    assert [turn.chat for turn in await behind(sent, revision=1)] == chats(7)[1:]
    assert (await sent.tally(revision=1)).behind == 6


async def test_an_album_is_several_messages(vault: Vault, now: datetime) -> None:
    """In their order; the last one bears the text."""
    at = Round(vault=vault, now=now)
    await at.subscribe(*chats(1))
    await at.prepare()
    (turn,) = await at.claim()
    ids = tuple(MessageId(number) for number in (7, 8, 2**40))
    async with vault.begin() as session:
        result = Result(delivery=turn, outcome=Outcome.DELIVERED, messages=ids)
        await session.deliveries.record([result], revision=0)

    assert [turn.messages for turn in await behind(at, revision=1)] == [ids]
