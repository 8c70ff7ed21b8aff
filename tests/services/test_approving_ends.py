"""Returned, withdrawn, cancelled, small or grave: what becomes of a proposal but an approval."""

from dataclasses import replace

import pytest

from bot.domain.broadcasts.broadcast import Broadcast, OccurrenceState, ReturnReason, Status
from bot.domain.broadcasts.errors import (
    BroadcastChangeNotAllowed,
    OwnHands,
)
from bot.domain.broadcasts.schedule import Daily, Repeating
from bot.domain.dispatches import BroadcastWord, ToOfficer, ToUnit
from bot.domain.errors import NotAllowed
from tests.services.announcing import ANNOUNCER, WARNING, Announcing, seen
from tests.services.office import (
    HEAD,
    TAM,
    UNIT,
    Office,
)


@pytest.fixture
async def announcing(office: Office) -> Announcing:
    """Give an office that announces."""
    announcing = Announcing(office)
    await announcing.opens()
    return announcing


async def test_a_small_one_needs_nobody_where_the_setting_says_so(office: Office) -> None:
    """It is planned at once, and the group is shown it all the same."""
    announcing = Announcing(office, threshold=50, reached=40)
    await announcing.opens()

    approved = await announcing.proposes()

    assert approved.may_go
    assert approved.approval is not None
    assert approved.approval.officer is None
    assert [(ToUnit(unit=UNIT), BroadcastWord.CARD)] == await announcing.told()
    assert [("broadcast.approved", ANNOUNCER.id)] == await announcing.written()
    assert 1 == await announcing.planning.tick()


@pytest.mark.parametrize(
    "grave",
    [
        replace(WARNING, urgent=True),
        replace(WARNING, to_channels=True),
        replace(
            WARNING, schedule=Repeating(pattern=Daily(), time=WARNING.touched.time(), first=WARNING.touched.date())
        ),
    ],
)
async def test_an_urgent_or_repeating_one_always_needs_somebody(office: Office, grave: Broadcast) -> None:
    """However few it reaches."""
    announcing = Announcing(office, threshold=50, reached=None)
    await announcing.opens()

    assert Status.PROPOSED is (await announcing.proposes(grave)).status


async def test_one_that_reaches_many_needs_somebody(office: Office) -> None:
    """From the size on that the setting names."""
    announcing = Announcing(office, threshold=50, reached=50)
    await announcing.opens()

    assert Status.PROPOSED is (await announcing.proposes()).status


async def test_a_returned_one_is_a_draft_that_says_why(announcing: Announcing) -> None:
    """Whoever wrote it is told in private; proposed anew, the reason is gone, and the hands are the same."""
    proposed = await announcing.proposes()
    await announcing.told()

    draft = await announcing.approving.give_back(
        announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed), reason=ReturnReason.WORDS
    )

    assert draft.returned is not None
    assert (Status.DRAFT, ReturnReason.WORDS, TAM.id) == (draft.status, draft.returned.reason, draft.returned.officer)
    assert [
        (ToOfficer(officer=ANNOUNCER.id), BroadcastWord.RETURNED),
        (ToUnit(unit=UNIT), BroadcastWord.CARD),
    ] == await announcing.told()
    with pytest.raises(BroadcastChangeNotAllowed):
        await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))
    again = await announcing.approving.propose(announcing.privately(ANNOUNCER), broadcast=WARNING.id, seen=seen(draft))
    assert (None, (ANNOUNCER.id,)) == (again.returned, again.hands)
    with pytest.raises(OwnHands):
        await announcing.approving.approve(announcing.office.act(ANNOUNCER), broadcast=WARNING.id, seen=seen(again))


async def test_what_was_withdrawn_is_not_approved(announcing: Announcing) -> None:
    """The card in the group says so, and its button is refused."""
    proposed = await announcing.proposes()

    await announcing.approving.withdraw(announcing.privately(ANNOUNCER), broadcast=WARNING.id)

    with pytest.raises(BroadcastChangeNotAllowed):
        await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))


async def test_a_cancelled_one_goes_to_nobody_any_more(announcing: Announcing) -> None:
    """What is planned is dropped, what is being sent stops; it cannot be taken up again."""
    approved = await announcing.approved(by=TAM)
    await announcing.planning.tick()

    await announcing.approving.cancel(announcing.office.act(HEAD), broadcast=approved.id)

    async with announcing.office.casebook.begin() as book:
        states = [one.state for one in await book.occurrences.of_broadcast(approved.id)]
    assert [OccurrenceState.STOPPED] == states
    assert not (await announcing.approving.of(approved.id)).may_go
    with pytest.raises(BroadcastChangeNotAllowed):
        await announcing.approving.withdraw(announcing.office.act(HEAD), broadcast=approved.id)


async def test_an_officer_does_not_cancel_what_others_announce(announcing: Announcing) -> None:
    """Approving is not composing."""
    await announcing.proposes()

    for refused in (announcing.approving.cancel, announcing.approving.withdraw):
        with pytest.raises(NotAllowed):
            await refused(announcing.office.act(TAM), broadcast=WARNING.id)
