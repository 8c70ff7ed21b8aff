"""Drafts: who may begin one, what becomes of it, and that nothing sent while one lies open is lost or doubled."""

from dataclasses import replace

import pytest

from bot.domain.broadcasts.broadcast import Broadcast, Medium, MediumKind, Status
from bot.domain.broadcasts.composing import audience_of
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused, NothingToAddress
from bot.domain.broadcasts.errors import AudienceOutside, BroadcastGone
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import Now
from bot.domain.conversation import Telling
from bot.domain.errors import NotAllowed, NotEnrolled, StalePress
from bot.domain.identifiers import BroadcastId
from bot.domain.people import Role
from bot.domain.tip import Words
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.places.directory import Directory
from bot.services.telling import Tell
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.services.office import FakeClock
from tests.services.writing_desk import VI, WARD, WritingDesk, officer, writing_desk

OTHER = CommuneCode("30307")


@pytest.fixture
async def nga(casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock) -> WritingDesk:
    """Give an announcer of a ward."""
    return await writing_desk(casebook, vault, directory, clock, who=officer(1, Role.ANNOUNCER, WARD))


@pytest.fixture
async def phuong(casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock) -> WritingDesk:
    """Give a member of the province's desk."""
    return await writing_desk(casebook, vault, directory, clock, who=officer(2, Role.DESK, DESK))


async def kept(one: WritingDesk, broadcast: BroadcastId) -> Broadcast | None:
    """Give a broadcast as the casebook has it."""
    async with one.casebook.begin() as book:
        return await book.broadcasts.of(broadcast)


async def whole(one: WritingDesk) -> Broadcast:
    """Compose a draft up to its card."""
    await one.begins()
    await one.types("Có người giả công an.")
    await one.types("Cảnh giác")
    await one.composing.change(
        one.visit(),
        lambda old: replace(old, audience=audience_of(old.audience.communes, ("scam",))),  # pyright: ignore[reportArgumentType] - a topic by its name
        lambda focus, _: focus,
    )
    return (await one.dating.set_when(one.visit(), Now())).broadcast


async def test_a_draft_of_a_unit_is_for_its_own_commune(nga: WritingDesk) -> None:
    """Nothing is to be chosen, and its content is asked for first."""
    draft = await nga.begins()

    assert (CommuneCode("30301"),) == draft.broadcast.audience.communes
    assert (Status.DRAFT, (nga.officer.id,)) == (draft.broadcast.status, draft.broadcast.hands)
    assert Part.CONTENT is draft.focus.part
    assert not draft.chooses_communes


async def test_an_announcer_addresses_no_other_commune(nga: WritingDesk) -> None:
    """By search they are asked nothing; a press that was made up is refused, and the draft is as it was."""
    draft = await nga.begins()
    with pytest.raises(AudienceOutside):
        await nga.drafting.include(nga.visit(version=draft.version), (OTHER,))

    assert draft.broadcast == await kept(nga, draft.broadcast.id)


async def test_an_announcer_begins_none_for_another_unit(nga: WritingDesk) -> None:
    """Nor for the desk."""
    for unit in (UnitCode("30307"), DESK):
        with pytest.raises(NotAllowed):
            await nga.begins(unit)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR])
async def test_whoever_does_not_compose_is_refused(
    role: Role, casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock
) -> None:
    """And sees no list."""
    unit = WARD if role is Role.OFFICER else None
    one = await writing_desk(casebook, vault, directory, clock, who=officer(3, role, unit))
    with pytest.raises(NotAllowed):
        await one.composing.begin(one.visit(), unit=WARD)
    with pytest.raises(NotAllowed):
        await one.drafts.homes(one.officer.user)


async def test_a_stranger_is_refused(nga: WritingDesk) -> None:
    """Somebody of no role at all."""
    stranger = replace(nga.visit(), chat=type(nga.visit().chat)(999))
    with pytest.raises(NotEnrolled):
        await nga.composing.begin(stranger, unit=WARD)


async def test_a_unit_without_a_commune_has_nobody_to_address(
    casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock
) -> None:
    """A specialist's head is told so at once."""
    one = await writing_desk(casebook, vault, directory, clock, who=officer(4, Role.HEAD, UnitCode("PC02")))
    with pytest.raises(NothingToAddress):
        await one.begins()


async def test_the_desk_chooses_communes_by_search_and_by_groups(phuong: WritingDesk) -> None:
    """A name that several bear is offered; what is chosen twice is there once; out again."""
    await phuong.begins()
    await phuong.types("Nội dung")
    await phuong.types("Tiêu đề")
    exact = await phuong.types("phường Mỹ Thới")
    vague = await phuong.types("Châu Thành")
    both = await phuong.drafting.include(phuong.visit(), (OTHER, CommuneCode("30301")))
    one = await phuong.drafting.include(phuong.visit(), (OTHER,), out=True)
    unfound = await phuong.types("zzzz")

    assert (CommuneCode("30301"),) == exact.draft.broadcast.audience.communes
    assert len(vague.offered) > 1
    assert (CommuneCode("30301"), OTHER) == both.broadcast.audience.communes
    assert (CommuneCode("30301"),) == one.broadcast.audience.communes
    assert unfound.unfound


async def test_an_errand_that_is_done_again_changes_nothing_twice(nga: WritingDesk) -> None:
    """Neither after it was committed everywhere, nor where the process died between the two stores."""
    await nga.begins()
    photo = Medium(kind=MediumKind.PHOTO, file="p", size=1)
    sent = nga.sent(medium=photo, album="a")
    visit = nga.visit()
    await nga.drafting.hear(visit, sent)
    again = await nga.drafting.hear(visit, sent)
    second = nga.visit()
    async with nga.casebook.begin() as book:  # its effect was committed, the question did not move on
        await book.applied.first_time(second.errand, now=nga.clock.now())
    healed = await nga.drafting.hear(second, nga.sent(medium=photo, album="a"))

    assert (photo,) == again.draft.broadcast.content.media == healed.draft.broadcast.content.media
    assert [healed.draft.broadcast] == await nga.drafts.of_homes(nga.officer.user, Status.DRAFT)


async def test_a_draft_begun_twice_by_one_errand_is_one(nga: WritingDesk) -> None:
    """Its name hangs on the errand."""
    visit = nga.visit()
    one = await nga.composing.begin(visit, unit=WARD)
    two = await nga.composing.begin(visit, unit=WARD)

    assert one.broadcast == two.broadcast
    assert 1 == len(await nga.drafts.of_homes(nga.officer.user, Status.DRAFT))


async def test_an_old_button_changes_nothing(nga: WritingDesk) -> None:
    """It belongs to a question that is over."""
    draft = await nga.begins()
    await nga.types("Nội dung")
    with pytest.raises(StalePress):
        await nga.drafting.go_on(nga.visit(version=draft.version))


async def test_what_cannot_be_sent_leaves_the_draft_as_it_was(nga: WritingDesk) -> None:
    """Said at once, and asked for again."""
    await nga.begins()
    before = (await nga.types("Nội dung")).draft
    with pytest.raises(ContentRefused) as refused:
        await nga.types("a" * 121)

    assert ContentFault.TITLE_TOO_LONG is refused.value.fault
    assert before.broadcast == await kept(nga, before.broadcast.id)
    assert before.focus == await nga.focus()


async def test_a_tip_under_way_waits_while_one_composes(nga: WritingDesk, directory: Directory) -> None:
    """And lies open again after; no word goes from one into the other."""
    tell = Tell(nga.conversing, directory)
    await tell.typed(nga.visit(), Words(message=900, text="Có đánh nhau ở chợ"), follows=False)
    draft = await nga.begins()
    await nga.types("Nội dung của bản tin")
    after = await nga.composing.leave(nga.visit())

    found = await kept(nga, draft.broadcast.id)
    assert found is not None
    assert isinstance(after.focus, Telling)
    assert ["Có đánh nhau ở chợ"] == [words.text for words in after.focus.draft.words]
    assert "Nội dung của bản tin" == found.content.wordings[VI].text


async def test_stepping_aside_for_another_command_leaves_that_one_its_errand(
    nga: WritingDesk, directory: Directory
) -> None:
    """`/baotin` in the middle: the draft is kept, the form opens, all by one errand."""
    draft = await nga.begins()
    visit = nga.visit()
    left = await nga.composing.step_aside(visit)
    begun = await Tell(nga.conversing, directory).begin(visit)

    assert draft.broadcast.id == left
    assert isinstance(begun.focus, Telling)
    assert await nga.composing.step_aside(visit) is None


async def test_a_copy_is_a_draft_of_its_own(nga: WritingDesk) -> None:
    """With the same words for the same people; when it goes out is asked anew."""
    old = await whole(nga)
    copy = await nga.composing.copy(nga.visit(), old.id)

    assert old.id != copy.broadcast.id
    assert (old.content, old.audience) == (copy.broadcast.content, copy.broadcast.audience)
    assert Part.WHEN is copy.focus.part


async def test_a_dropped_draft_is_gone(nga: WritingDesk) -> None:
    """For whoever has it open, too; dropped twice it is gone all the same."""
    draft = await nga.begins()
    visit = nga.visit()
    await nga.composing.drop(visit, draft.broadcast.id)
    await nga.composing.drop(visit, draft.broadcast.id)

    assert await kept(nga, draft.broadcast.id) is None
    assert await nga.focus() is None
    with pytest.raises(BroadcastGone):
        await nga.composing.open(nga.visit(), draft.broadcast.id)


async def test_a_change_after_it_was_proposed_makes_it_a_draft_again(nga: WritingDesk) -> None:
    """Opening it alone changes nothing."""
    draft = await whole(nga)
    async with nga.casebook.begin() as book:
        await book.broadcasts.keep(draft.moved_to(Status.PROPOSED, at=nga.clock.now()))
    opened = await nga.composing.open(nga.visit(), draft.id)
    asked = await nga.composing.ask(nga.visit(), lambda focus: replace(focus, part=Part.TITLE))
    changed = await nga.types("Tiêu đề khác")

    assert Status.PROPOSED is opened.broadcast.status is asked.broadcast.status
    assert Status.DRAFT is changed.draft.broadcast.status


async def test_a_proposed_one_is_not_dropped(nga: WritingDesk) -> None:
    """It is withdrawn on its card."""
    draft = await whole(nga)
    async with nga.casebook.begin() as book:
        await book.broadcasts.keep(draft.moved_to(Status.PROPOSED, at=nga.clock.now()))
    with pytest.raises(BroadcastGone):
        await nga.composing.drop(nga.visit(), draft.id)


async def test_what_is_done_is_entered_without_words(nga: WritingDesk) -> None:
    """The audit tells that a draft was begun and dropped, and no title."""
    await nga.begins()
    await nga.types("Nội dung")
    titled = await nga.types("Tiêu đề kín")
    await nga.composing.drop(nga.visit(), titled.draft.broadcast.id)
    async with nga.casebook.begin() as book:
        entered = await book.audit.last(limit=9)

    assert ["broadcast.dropped", "broadcast.drafted"] == [one.action for one in entered]
    assert "kín" not in str(entered)
