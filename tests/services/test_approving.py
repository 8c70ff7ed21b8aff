"""Approving: nobody's text goes out before a second pair of eyes has seen exactly that text."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, OccurrenceState, Status, Wording
from bot.domain.broadcasts.composing_errors import ContentRefused
from bot.domain.broadcasts.errors import (
    AudienceOutside,
    BroadcastGone,
    OwnHands,
    TextChanged,
    TimeRefused,
)
from bot.domain.broadcasts.schedule import At
from bot.domain.broadcasts.subscription import Topic
from bot.domain.dispatches import BroadcastWord, ToOfficer, ToUnit
from bot.domain.errors import GroupUnsuitable, NotAllowed, NotEnrolled
from bot.domain.identifiers import BroadcastId, Language, UserId
from bot.domain.people import Officer
from bot.domain.units import DESK, CommuneCode
from tests.services.announcing import ANNOUNCER, AS_OFFICER, WARNING, Announcing, seen
from tests.services.office import (
    ADMINISTRATOR,
    BE,
    CRIME_CHAT,
    DESK_CHAT,
    DESK_ONE,
    ELSEWHERE,
    HEAD,
    NOBODY,
    OTHER_UNIT,
    SPECIALIST,
    TAM,
    UNIT,
    UNIT_CHAT,
    Office,
)


@pytest.fixture
async def announcing(office: Office) -> Announcing:
    """Give an office that announces."""
    announcing = Announcing(office)
    await announcing.opens()
    return announcing


async def test_what_is_proposed_is_shown_in_the_units_group_and_waits(announcing: Announcing) -> None:
    """Nothing is planned before somebody has agreed."""
    proposed = await announcing.proposes()

    assert (Status.PROPOSED, None) == (proposed.status, proposed.approval)
    assert [(ToUnit(unit=UNIT), BroadcastWord.CARD)] == await announcing.told()
    assert [("broadcast.proposed", ANNOUNCER.id)] == await announcing.written()
    async with announcing.office.casebook.begin() as book:
        assert [] == await book.occurrences.of_broadcast(WARNING.id)
    assert [proposed] == await announcing.approving.waiting(TAM.user)


async def test_a_second_officer_lets_it_go(announcing: Announcing) -> None:
    """It is approved, planned, shown so on its card, and whoever wrote it is told; in one commit."""
    proposed = await announcing.proposes()
    await announcing.told()

    approved = await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))

    assert approved.may_go
    assert approved.approval is not None
    assert TAM.id == approved.approval.officer
    assert [
        (ToOfficer(officer=ANNOUNCER.id), BroadcastWord.APPROVED),
        (ToUnit(unit=UNIT), BroadcastWord.CARD),
    ] == await announcing.told()
    assert ("broadcast.approved", TAM.id) == (await announcing.written())[-1]
    async with announcing.office.casebook.begin() as book:
        (planned,) = await book.occurrences.of_broadcast(WARNING.id)
    assert (OccurrenceState.PLANNED, announcing.office.clock.at) == (planned.state, planned.planned)


async def test_whoever_wrote_in_it_cannot_approve_it_in_any_role(announcing: Announcing) -> None:
    """Neither as the announcer, nor as the officer that the same person is, too; nor having been removed since."""
    async with announcing.office.casebook.begin() as book:
        await book.officers.enrol(AS_OFFICER, now=announcing.office.clock.at)
    proposed = await announcing.proposes()

    with pytest.raises(OwnHands):
        await announcing.approving.approve(announcing.office.act(ANNOUNCER), broadcast=WARNING.id, seen=seen(proposed))
    async with announcing.office.casebook.begin() as book:
        await book.officers.remove(ANNOUNCER.id, now=announcing.office.clock.at)
    with pytest.raises(OwnHands):
        await announcing.approving.approve(announcing.office.act(AS_OFFICER), broadcast=WARNING.id, seen=seen(proposed))

    assert proposed == await announcing.approving.of(WARNING.id)


async def test_whoever_changed_a_word_of_it_cannot_approve_it_either(announcing: Announcing) -> None:
    """The head who mended the announcer's text needs somebody else."""
    changed = await announcing.changes(await announcing.drafts(), by=HEAD, urgent=True)
    proposed = await announcing.approving.propose(
        announcing.privately(ANNOUNCER), broadcast=WARNING.id, seen=seen(changed)
    )

    with pytest.raises(OwnHands):
        await announcing.approving.approve(announcing.office.act(HEAD), broadcast=WARNING.id, seen=seen(proposed))

    assert (
        await announcing.approving.approve(announcing.office.act(BE), broadcast=WARNING.id, seen=seen(proposed))
    ).may_go


async def test_an_edit_after_approval_asks_again(announcing: Announcing) -> None:
    """The old button is refused, the new one counts; what was planned does not begin meanwhile."""
    approved = await announcing.approved(by=TAM)
    changed = await announcing.changes(approved, by=ANNOUNCER, urgent=True)

    assert (Status.DRAFT, None) == (changed.status, changed.approval)
    assert 0 == await announcing.planning.tick()
    proposed = await announcing.approving.propose(
        announcing.privately(ANNOUNCER), broadcast=WARNING.id, seen=seen(changed)
    )
    with pytest.raises(TextChanged):
        await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(approved))
    await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))
    assert 1 == await announcing.planning.tick()


@pytest.mark.parametrize("officer", [ELSEWHERE, SPECIALIST, ADMINISTRATOR])
async def test_nobody_from_elsewhere_approves(announcing: Announcing, officer: Officer) -> None:
    """Neither in their own group nor in private."""
    proposed = await announcing.proposes()

    for act in (announcing.office.act(officer), announcing.privately(officer)):
        with pytest.raises(NotAllowed):
            await announcing.approving.approve(act, broadcast=WARNING.id, seen=seen(proposed))


async def test_the_desk_approves_everywhere_but_not_in_anothers_group(announcing: Announcing) -> None:
    """In private, in the desk's group and in the unit's."""
    proposed = await announcing.proposes()

    with pytest.raises(NotAllowed):
        await announcing.approving.approve(
            announcing.office.act(DESK_ONE, chat=CRIME_CHAT), broadcast=WARNING.id, seen=seen(proposed)
        )
    assert [proposed] == await announcing.approving.waiting(DESK_ONE.user)
    assert (
        await announcing.approving.approve(
            announcing.office.act(DESK_ONE, chat=DESK_CHAT), broadcast=WARNING.id, seen=seen(proposed)
        )
    ).may_go


async def test_whoever_is_nobody_is_told_so(announcing: Announcing) -> None:
    """And somebody who approves nowhere has no list of what waits."""
    proposed = await announcing.proposes()
    act = replace(announcing.privately(TAM), user=NOBODY, chat=UNIT_CHAT)

    with pytest.raises(NotEnrolled):
        await announcing.approving.approve(act, broadcast=WARNING.id, seen=seen(proposed))
    with pytest.raises(NotEnrolled):
        await announcing.approving.waiting(NOBODY)
    with pytest.raises(NotAllowed):
        await announcing.approving.waiting(ADMINISTRATOR.user)
    assert [] == await announcing.approving.waiting(ELSEWHERE.user)


async def test_a_group_with_strangers_is_neither_shown_it_nor_heard(announcing: Announcing) -> None:
    """The desk's group is shown it instead."""
    async with announcing.office.casebook.begin() as book:
        group = await book.groups.of(UNIT)
        assert group is not None
        await book.groups.bind(replace(group, strangers=frozenset({UserId(9)})))

    proposed = await announcing.proposes()

    assert [(ToUnit(unit=DESK), BroadcastWord.CARD)] == await announcing.told()
    with pytest.raises(GroupUnsuitable):
        await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))


async def test_a_unit_without_a_group_is_shown_at_the_desk(announcing: Announcing) -> None:
    """So that nothing waits unseen."""
    await announcing.proposes(
        replace(
            WARNING,
            unit=OTHER_UNIT,
            composer=ELSEWHERE.id,
            hands=(ELSEWHERE.id,),
            audience=Audience(communes=(CommuneCode(OTHER_UNIT),), topics=(Topic.SCAM,)),
        ),
        by=ELSEWHERE,
    )

    assert [(ToUnit(unit=DESK), BroadcastWord.CARD)] == await announcing.told()


async def test_an_announcer_who_tries_another_commune_is_refused(announcing: Announcing) -> None:
    """Whatever screen or made-up press the audience came from; also one that came into a draft past composing."""
    outside = replace(
        WARNING, audience=replace(WARNING.audience, communes=(CommuneCode("30292"), CommuneCode("30307")))
    )

    with pytest.raises(AudienceOutside) as refused:
        await announcing.proposes(outside)

    assert (CommuneCode("30292"),) == refused.value.communes
    assert Status.DRAFT is (await announcing.approving.of(WARNING.id)).status
    assert [] == await announcing.told()


async def test_an_announcer_does_not_propose_for_another_unit(announcing: Announcing) -> None:
    """Nor does anybody in a group, where others would see what is asked of them."""
    others = replace(WARNING, unit=OTHER_UNIT)

    with pytest.raises(NotAllowed):
        await announcing.proposes(others)
    with pytest.raises(NotAllowed):
        await announcing.approving.propose(announcing.office.act(ANNOUNCER), broadcast=WARNING.id, seen=seen(others))


@pytest.mark.parametrize(
    "unfinished",
    [
        replace(WARNING, content=Content(wordings={Language("vi"): Wording(title="", text="Không có tiêu đề.")})),
        replace(WARNING, content=Content(wordings={Language("vi"): Wording(title="Chỉ có tiêu đề", text="a" * 3501)})),
        replace(WARNING, audience=Audience(communes=(), topics=(Topic.SCAM,))),
        replace(WARNING, audience=replace(WARNING.audience, topics=())),
    ],
)
async def test_what_could_not_be_sent_is_not_proposed(announcing: Announcing, unfinished: Broadcast) -> None:
    """Whatever the composing screens let through: a clear word now, none when it is to be sent."""
    with pytest.raises(ContentRefused):
        await announcing.proposes(unfinished)


async def test_a_time_that_is_over_is_not_proposed(announcing: Announcing) -> None:
    """It is said where another one can be chosen."""
    past = At(at=announcing.office.clock.at - timedelta(minutes=1))

    with pytest.raises(TimeRefused):
        await announcing.proposes(replace(WARNING, schedule=past))


async def test_what_was_changed_since_it_was_seen_is_not_proposed(announcing: Announcing) -> None:
    """Two officers at one draft: the second sees the first one's change before it goes on."""
    draft = await announcing.drafts()
    await announcing.changes(draft, by=HEAD, urgent=True)

    with pytest.raises(TextChanged):
        await announcing.approving.propose(announcing.privately(ANNOUNCER), broadcast=WARNING.id, seen=seen(draft))


async def test_one_approved_after_its_time_asks_instead_of_going(announcing: Announcing) -> None:
    """Whoever planned it for this morning does not want it tonight unasked."""
    at = announcing.office.clock.at + timedelta(hours=1)
    proposed = await announcing.proposes(replace(WARNING, schedule=At(at=at)))
    await announcing.told()
    announcing.office.clock.passes(hours=2)

    approved = await announcing.approving.approve(announcing.office.act(TAM), broadcast=WARNING.id, seen=seen(proposed))

    assert approved.may_go
    assert (ToUnit(unit=UNIT), BroadcastWord.MISSED) in await announcing.told()
    assert 0 == await announcing.planning.tick()


async def test_a_replay_changes_nothing(announcing: Announcing) -> None:
    """A process that died after the commit finds everything done: no second entry, no second word."""
    draft = await announcing.drafts()
    by_announcer, by_tam = announcing.privately(ANNOUNCER), announcing.office.act(TAM)
    proposed = await announcing.approving.propose(by_announcer, broadcast=WARNING.id, seen=seen(draft))
    approved = await announcing.approving.approve(by_tam, broadcast=WARNING.id, seen=seen(proposed))
    await announcing.told()
    written = await announcing.written()

    assert approved == await announcing.approving.propose(by_announcer, broadcast=WARNING.id, seen=seen(draft))
    assert approved == await announcing.approving.approve(by_tam, broadcast=WARNING.id, seen=seen(proposed))

    assert [] == await announcing.told()
    assert written == await announcing.written()


async def test_what_is_not_kept_is_gone(announcing: Announcing) -> None:
    """A button of a dropped draft says so."""
    with pytest.raises(BroadcastGone):
        await announcing.approving.approve(
            announcing.office.act(TAM), broadcast=BroadcastId("00" * 8), seen=seen(WARNING)
        )
