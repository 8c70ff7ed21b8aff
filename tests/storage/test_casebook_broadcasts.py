"""Broadcasts, each sending of them, where they stand and units' channels, as the casebook keeps them."""

from collections.abc import AsyncGenerator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState, Status
from bot.domain.errors import ChangedMeanwhile
from bot.domain.identifiers import BroadcastId, ChatId, MessageId
from bot.ports import casebook as ports
from storage.casebook.errors import NotStaff
from tests.storage.broadcast_samples import BROADCAST, CHANNEL
from tests.storage.casebook_samples import GROUP_CHAT, MINUTE, NOW, OTHER_UNIT, UNIT, opened

OTHER = replace(BROADCAST, id=BroadcastId("c8" * 8), unit=OTHER_UNIT, status=Status.DRAFT, approval=None)
HOUR = timedelta(hours=1)


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give a casebook with two broadcasts."""
    async with opened(tmp_path) as casebook:
        async with casebook.begin() as session:
            await session.broadcasts.keep(BROADCAST)
            await session.broadcasts.keep(OTHER)
        yield casebook


def test_the_sample_leaves_nothing_at_its_default() -> None:
    """So that a field that is not kept shows."""
    at_default = [field.name for field in fields(Broadcast) if getattr(BROADCAST, field.name) == field.default]

    assert ["version"] == at_default


async def test_a_broadcast_comes_back_as_it_was_kept(casebook: ports.Casebook) -> None:
    """Words in each language, pictures, schedule, approval: all of it; the version counts."""
    async with casebook.begin() as session:
        assert replace(BROADCAST, version=1) == await session.broadcasts.of(BROADCAST.id)
        assert await session.broadcasts.of(BroadcastId("nobody")) is None


async def test_a_change_of_an_older_one_is_refused(casebook: ports.Casebook) -> None:
    """Of two officers who change the same version, the second is told."""
    async with casebook.begin() as session:
        first = await session.broadcasts.of(BROADCAST.id)
        assert first is not None
        kept = await session.broadcasts.keep(replace(first, urgent=False))
        with pytest.raises(ChangedMeanwhile):
            await session.broadcasts.keep(replace(first, to_channels=False))
        with pytest.raises(ChangedMeanwhile):
            await session.broadcasts.keep(BROADCAST)
        with pytest.raises(ChangedMeanwhile):
            await session.broadcasts.keep(replace(first, id=BroadcastId("gone")))

        assert kept == await session.broadcasts.of(BROADCAST.id)
        assert (2, False, True) == (kept.version, kept.urgent, kept.to_channels)


async def test_a_broadcast_is_kept_to_the_minute(casebook: ports.Casebook) -> None:
    """The casebook holds no second."""
    async with casebook.begin() as session:
        kept = await session.broadcasts.keep(replace(OTHER, version=1, touched=NOW))

    assert MINUTE == kept.touched


async def test_broadcasts_are_listed_the_one_touched_last_first(casebook: ports.Casebook) -> None:
    """Of a unit or of all; what is over long ago is left out where a time is named."""
    old = replace(OTHER, id=BroadcastId("d9" * 8), status=Status.ENDED, touched=OTHER.touched - 3 * HOUR)
    recent = replace(old, id=BroadcastId("e1" * 8), touched=OTHER.touched + HOUR)
    async with casebook.begin() as session:
        for each in (old, recent):
            await session.broadcasts.keep(each)

        every = await session.broadcasts.of_unit(None)
        of_other = await session.broadcasts.of_unit(OTHER_UNIT, since=OTHER.touched - HOUR)

    assert [recent.id, BROADCAST.id, OTHER.id, old.id] == [each.id for each in every]
    assert [recent.id, OTHER.id] == [each.id for each in of_other]


async def test_a_draft_that_is_dropped_leaves_nothing(casebook: ports.Casebook) -> None:
    """Neither itself nor the message that showed it."""
    async with casebook.begin() as session:
        await session.broadcast_posts.put(OTHER.id, GROUP_CHAT, [MessageId(5)], kind="card")
        await session.broadcasts.drop(OTHER.id)

        assert await session.broadcasts.of(OTHER.id) is None
        assert await session.broadcast_posts.at(GROUP_CHAT, MessageId(5)) is None


async def test_a_sending_is_planned_once_however_often(casebook: ports.Casebook) -> None:
    """One row a time; a second one another day."""
    async with casebook.begin() as session:
        first = await session.occurrences.plan(BROADCAST.id, MINUTE)
        again = await session.occurrences.plan(BROADCAST.id, NOW)
        later = await session.occurrences.plan(BROADCAST.id, MINUTE + HOUR)

        assert first == again
        assert [first, later] == await session.occurrences.of_broadcast(BROADCAST.id)
        assert [later] == await session.occurrences.between(MINUTE + HOUR, MINUTE + 2 * HOUR)
        assert [first] == await session.occurrences.between(MINUTE, MINUTE + HOUR)
        assert [first] == await session.occurrences.due(MINUTE)
        assert first == await session.occurrences.of(first.id)


async def test_of_two_who_begin_a_sending_one_does(casebook: ports.Casebook) -> None:
    """The second finds it in another state."""
    async with casebook.begin() as session:
        planned = await session.occurrences.plan(BROADCAST.id, MINUTE)
        sending = replace(planned, state=OccurrenceState.SENDING, begun=planned.planned)

        assert await session.occurrences.change(sending, was=OccurrenceState.PLANNED)
        assert not await session.occurrences.change(sending, was=OccurrenceState.PLANNED)
        assert [sending] == await session.occurrences.in_state(OccurrenceState.SENDING, OccurrenceState.PAUSED)
        assert [] == await session.occurrences.due(MINUTE + HOUR)


async def test_a_number_of_a_sending_is_never_given_again(casebook: ports.Casebook) -> None:
    """A button under an old message cannot come to speak of another broadcast."""
    async with casebook.begin() as session:
        first = await session.occurrences.plan(BROADCAST.id, MINUTE)
        second = await session.occurrences.plan(OTHER.id, MINUTE)

    assert first.id < second.id


async def test_copies_are_behind_until_they_have_caught_up(casebook: ports.Casebook) -> None:
    """After a correction, and after a recall; what was never sent is behind nothing."""
    async with casebook.begin() as session:
        planned = await session.occurrences.plan(OTHER.id, MINUTE)
        first = await session.occurrences.plan(BROADCAST.id, MINUTE)
        done = replace(first, state=OccurrenceState.DONE, revision=1)
        await session.occurrences.change(done, was=OccurrenceState.PLANNED)
        await session.occurrences.change(replace(planned, revision=1), was=OccurrenceState.PLANNED)

        assert [done] == await session.occurrences.behind()
        await session.occurrences.caught_up(done.id, revision=1)
        assert [] == await session.occurrences.behind()

        recalled: Occurrence = replace(done, recalled=True)
        await session.occurrences.change(recalled, was=OccurrenceState.DONE)
        assert [recalled] == await session.occurrences.behind()
        await session.occurrences.caught_up(done.id, revision=1)
        assert [] == await session.occurrences.behind()


async def test_messages_of_a_broadcast_are_found_both_ways(casebook: ports.Casebook) -> None:
    """By kind, and by chat and id; anew in the same chat, in place of those before."""
    card, other = (MessageId(5), MessageId(6)), MessageId(7)
    async with casebook.begin() as session:
        posts = session.broadcast_posts
        await posts.put(BROADCAST.id, GROUP_CHAT, [MessageId(4)], kind="card")
        await posts.put(BROADCAST.id, GROUP_CHAT, card, kind="card")
        await posts.put(BROADCAST.id, CHANNEL, [other], kind="channel", occurrence=3)
        await posts.put(BROADCAST.id, CHANNEL, [MessageId(8)], kind="channel", occurrence=4)

        assert [(GROUP_CHAT, 0, card)] == await posts.of(BROADCAST.id, kind="card")
        assert [(CHANNEL, 3, (other,)), (CHANNEL, 4, (MessageId(8),))] == await posts.of(BROADCAST.id, kind="channel")
        assert BROADCAST.id == await posts.at(GROUP_CHAT, MessageId(6))
        assert await posts.at(GROUP_CHAT, MessageId(4)) is None
        assert await posts.at(CHANNEL, MessageId(6)) is None


async def test_messages_of_a_group_that_moved_are_forgotten(casebook: ports.Casebook) -> None:
    """The new chat numbers its own from the start."""
    async with casebook.begin() as session:
        await session.broadcast_posts.put(BROADCAST.id, GROUP_CHAT, [MessageId(5)], kind="card")
        await session.groups.moved(GROUP_CHAT, ChatId(GROUP_CHAT - 1))

        assert [] == await session.broadcast_posts.of(BROADCAST.id, kind="card")


async def test_nobodys_private_chat_is_kept_but_an_officers(casebook: ports.Casebook) -> None:
    """A resident's chat cannot come into the casebook this way either."""
    async with casebook.begin() as session:
        with pytest.raises(NotStaff):
            await session.broadcast_posts.put(BROADCAST.id, ChatId(7_777_777), [MessageId(5)], kind="card")


async def test_a_unit_has_one_channel_and_a_channel_one_unit(casebook: ports.Casebook) -> None:
    """Binding anew takes it from whoever had it."""
    second = ChatId(CHANNEL - 1)
    async with casebook.begin() as session:
        await session.channels.bind(UNIT, second)
        await session.channels.bind(UNIT, CHANNEL)
        assert (CHANNEL, UNIT) == (await session.channels.of(UNIT), await session.channels.unit_of(CHANNEL))
        assert [True, False, False] == [
            await session.channels.has_any(units) for units in ((OTHER_UNIT, UNIT), (OTHER_UNIT,), ())
        ]
        assert await session.channels.unit_of(second) is None

        await session.channels.bind(OTHER_UNIT, CHANNEL)
        assert (None, CHANNEL) == (await session.channels.of(UNIT), await session.channels.of(OTHER_UNIT))
        assert [(OTHER_UNIT, CHANNEL)] == await session.channels.every()

        await session.channels.unbind(CHANNEL)
        assert (None, None) == (await session.channels.of(OTHER_UNIT), await session.channels.unit_of(CHANNEL))
