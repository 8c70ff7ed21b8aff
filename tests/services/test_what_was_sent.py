"""What residents have on their screens is never written anew: not by composing, not by withdrawing or deleting."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, OccurrenceState, Status, Wording
from bot.domain.broadcasts.errors import BeingSent, SentAlready
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Topic
from bot.places.directory import Directory
from bot.services.broadcasts.composing import Draft
from storage.vault import Vault
from tests.services.announcing import ANNOUNCER, WARNING, Announcing
from tests.services.office import TAM, Office
from tests.services.planning_office import daily
from tests.services.writing_desk import VI, WritingDesk

OTHER = Content(wordings={VI: Wording(title="Giả danh công an", text="Chữ chưa ai duyệt.")})
DAILY = replace(WARNING, schedule=daily())


@pytest.fixture
async def announcing(office: Office) -> Announcing:
    """Give an office whose announcer is enrolled."""
    one = Announcing(office)
    await one.opens()
    return one


@pytest.fixture
def nga(announcing: Announcing, vault: Vault, directory: Directory) -> WritingDesk:
    """Give the announcer at their own talk."""
    office = announcing.office
    return WritingDesk(office.casebook, vault, directory, office.clock, ANNOUNCER)


async def begun(announcing: Announcing, broadcast: Broadcast = DAILY) -> Broadcast:
    """Let a broadcast be approved, and its first sending begin."""
    approved = await announcing.approved(broadcast, by=TAM)
    if broadcast.schedule != Now():
        announcing.office.clock.at += timedelta(hours=11)  # seven in the morning
    assert 1 == await announcing.planning.tick()
    return approved


async def done(announcing: Announcing, broadcast: Broadcast) -> None:
    """Let the sending that is under way be over."""
    async with announcing.office.casebook.begin() as book:
        for one in await book.occurrences.in_state(OccurrenceState.SENDING):
            assert one.broadcast == broadcast.id
            over = replace(one, state=OccurrenceState.DONE, ended=announcing.office.clock.at)
            assert await book.occurrences.change(over, was=one.state)


async def changes(nga: WritingDesk, **changed: object) -> Draft:
    """Open the broadcast and change something of it."""
    await nga.composing.open(nga.visit(), WARNING.id)
    return await nga.composing.change(
        nga.visit(),
        lambda old: replace(old, **changed),  # pyright: ignore[reportArgumentType] - fields of a broadcast
        lambda focus, _: focus,
    )


async def kept(announcing: Announcing) -> Broadcast:
    """Give the broadcast as it is kept."""
    return await announcing.approving.of(WARNING.id)


async def test_what_it_says_is_not_changed_once_a_sending_has_begun(announcing: Announcing, nga: WritingDesk) -> None:
    """While it is sent, and after: it stays as it was approved, and goes on being sent."""
    approved = await begun(announcing)
    with pytest.raises(SentAlready):
        await changes(nga, content=OTHER)
    await done(announcing, approved)
    with pytest.raises(SentAlready):
        await changes(nga, content=OTHER)

    assert approved == await kept(announcing)


async def test_nothing_of_it_is_changed_while_it_is_sent(announcing: Announcing, nga: WritingDesk) -> None:
    """A sending under way goes on as it was approved; paused, too."""
    approved = await begun(announcing)
    wider = Audience(communes=WARNING.audience.communes, topics=(Topic.SCAM, Topic.TRAFFIC))
    with pytest.raises(BeingSent):
        await changes(nga, audience=wider)
    with pytest.raises(BeingSent):
        await changes(nga, urgent=True)
    with pytest.raises(BeingSent):
        await announcing.approving.withdraw(announcing.privately(ANNOUNCER), broadcast=approved.id)

    assert approved == await kept(announcing)


async def test_between_two_sendings_audience_and_time_change_with_a_new_approval(
    announcing: Announcing, nga: WritingDesk
) -> None:
    """What it says still does not, in the draft that it is then."""
    approved = await begun(announcing)
    await done(announcing, approved)
    wider = Audience(communes=WARNING.audience.communes, topics=(Topic.SCAM, Topic.TRAFFIC))
    changed = await changes(nga, audience=wider)
    with pytest.raises(SentAlready):
        await changes(nga, content=OTHER)

    assert (Status.DRAFT, None, approved.content) == (
        changed.broadcast.status,
        changed.broadcast.approval,
        (await kept(announcing)).content,
    )


async def test_nothing_is_changed_while_copies_are_being_put_right(announcing: Announcing, nga: WritingDesk) -> None:
    """As a draft it would hold up the correction of what residents read."""
    approved = await begun(announcing)
    await done(announcing, approved)
    async with announcing.office.casebook.begin() as book:
        first = (await book.occurrences.of_broadcast(approved.id))[0]
        assert await book.occurrences.change(replace(first, revision=1), was=first.state)
    with pytest.raises(BeingSent):
        await changes(nga, urgent=True)
    with pytest.raises(BeingSent):
        await announcing.approving.withdraw(announcing.privately(ANNOUNCER), broadcast=approved.id)
    async with announcing.office.casebook.begin() as book:
        await book.occurrences.caught_up(first.id, revision=1)

    assert (await changes(nga, urgent=True)).broadcast.urgent


async def test_what_was_sent_once_is_not_taken_back_to_be_sent_again(announcing: Announcing, nga: WritingDesk) -> None:
    """Between its end and the moment at which the calendar knows it, too."""
    approved = await begun(announcing, WARNING)
    await done(announcing, approved)
    with pytest.raises(SentAlready):
        await announcing.approving.withdraw(announcing.privately(ANNOUNCER), broadcast=approved.id)
    with pytest.raises(SentAlready):
        await changes(nga, urgent=True)

    assert approved == await kept(announcing)


async def test_a_draft_that_was_sent_before_is_ended_and_not_forgotten(
    announcing: Announcing, nga: WritingDesk
) -> None:
    """What residents press under their copies still finds it; nothing more of it goes out."""
    approved = await begun(announcing)
    await done(announcing, approved)
    await announcing.approving.withdraw(announcing.privately(ANNOUNCER), broadcast=approved.id)

    await nga.composing.drop(nga.visit(), approved.id)

    async with announcing.office.casebook.begin() as book:
        states = [one.state for one in await book.occurrences.of_broadcast(approved.id)]
    assert (Status.CANCELLED, approved.content) == ((await kept(announcing)).status, (await kept(announcing)).content)
    assert [OccurrenceState.DONE, OccurrenceState.DROPPED] == states
