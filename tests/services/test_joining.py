"""Joining tips of one event: suggested to their unit alone, held together, let go; nothing else changes."""

import pytest

from bot.domain.card import CardButton
from bot.domain.dispatches import CardRefresh, MenuDispatch, PostKind
from bot.domain.errors import NotAllowed, NotTogether, StalePress, TakenBy, UnexpectedReply
from bot.domain.kinds import Urgency
from bot.domain.menus import Menu
from bot.domain.outcomes import OutcomeCode
from bot.domain.tip import Account, Status, Why
from bot.domain.units import DESK
from bot.services.casework import Heard
from tests.services.fights import ONE, OTHER, card_of, fight, sisters
from tests.services.office import BE, CRIME, DESK_ONE, ELSEWHERE, SPECIALIST, TAM, UNIT, UNIT_CHAT, Office
from tests.services.passing import passes
from tests.services.sent import contents, menus


async def test_joined_tips_name_each_other_and_nothing_else_changes(office: Office) -> None:
    """Every card reads anew; status, thread, hands, handle and version are as before; no reporter is told."""
    one, other = await fight(office, ONE), await fight(office, OTHER)

    await office.joining.join(office.act(TAM), tip=other.id, other=one.reference)

    sent = await office.delivers()
    cards = [await card_of(office, tip) for tip in (one, other)]
    assert [[other.reference], [one.reference]] == [
        [sister.reference for sister in card.together.sisters] for card in cards
    ]
    assert [(), ()] == [card.together.likely for card in cards]
    assert {CardRefresh(tip=one.id), CardRefresh(tip=other.id)} <= set(contents(sent))
    assert [Menu.JOINED.value] == menus(sent)
    assert (one, other, []) == (await office.tip(one), await office.tip(other), await office.notices())
    assert ([], []) == (await office.thread(one), await office.thread(other))
    assert [("tip.joined", TAM.id, UNIT)] == await office.audited()


async def test_a_third_tip_is_joined_by_its_reference_typed_in_reply_to_the_menu(office: Office) -> None:
    """As officers type it; the answer is no note, and a further reply is one."""
    one, other = await fight(office, ONE), await fight(office, OTHER)
    third = await office.files(group=None, account=Account(texts=("Nghe la hét ngoài đường",)))
    await office.joining.open(office.act(TAM), tip=one.id)
    await office.delivers()
    menu = await office.post(one, PostKind.REFERENCE)

    words = f"#{other.reference.lower()} {third.reference}"
    heard = await office.casework.replied(office.act(TAM), to=menu, text=words)
    again = await office.casework.replied(office.act(TAM), to=menu, text="coi lại")

    assert (Heard.REFERENCE, Heard.NOTE) == (heard, again)
    assert [other.reference, third.reference] == await sisters(office, one)


@pytest.mark.parametrize(("words", "refusal"), [("xin chào", UnexpectedReply), ("#ZZZZZ", NotTogether)])
async def test_what_is_no_tip_of_this_group_is_not_joined(office: Office, words: str, refusal: type[Exception]) -> None:
    """One answer for a reference that nobody has and for one of another unit."""
    one = await fight(office, ONE)
    await office.joining.open(office.act(TAM), tip=one.id)
    await office.delivers()
    menu = await office.post(one, PostKind.REFERENCE)

    with pytest.raises(refusal):
        await office.casework.replied(office.act(TAM), to=menu, text=words)
    assert [] == await sisters(office, one)


async def test_a_tip_of_another_unit_is_neither_suggested_nor_joined(office: Office) -> None:
    """Not even where the same words came to the desk about the same commune; nor itself, nor one taken back."""
    one = await fight(office, ONE)
    at_desk = await fight(office, OTHER, unit=DESK)
    gone = await fight(office, OTHER, status=Status.WITHDRAWN)

    card = await card_of(office, one)

    assert () == card.together.likely
    for reference in (at_desk.reference, gone.reference, one.reference):
        with pytest.raises(NotTogether):
            await office.joining.join(office.act(TAM), tip=one.id, other=reference)


async def test_a_shielded_tip_never_stands_where_its_communes_police_could_see_it(office: Office) -> None:
    """Were one ever at its commune's police by mistake: it is not suggested there, and not joined."""
    one = await fight(office, ONE)
    shielded = await fight(office, OTHER, why=Why.FEARS, shielded=True)

    card = await card_of(office, one)

    assert () == card.together.likely
    with pytest.raises(NotTogether):
        await office.joining.join(office.act(TAM), tip=one.id, other=shielded.reference)


async def test_at_the_desk_a_shielded_tip_is_joined_and_nothing_of_it_goes_along_to_the_commune(office: Office) -> None:
    """The open one leaves the case as it leaves the desk: its card there says nothing, nor does the audit there."""
    shielded = await fight(office, ONE, unit=DESK, why=Why.FEARS, shielded=True)
    open_ = await fight(office, OTHER, unit=DESK, why=Why.NO_GROUP)
    await office.joining.join(office.act(DESK_ONE), tip=open_.id, other=shielded.reference)
    before = await sisters(office, open_)

    await passes(office, open_, UNIT, by=DESK_ONE)

    there, left = await card_of(office, await office.tip(open_)), await card_of(office, shielded)
    assert [shielded.reference] == before
    assert (UNIT, (), ()) == (there.unit.code, there.together.sisters, there.together.likely)
    assert CardButton.JOIN not in there.buttons
    assert () == left.together.sisters
    assert {DESK} == {unit for _, _, unit in await office.audited()}


async def test_a_menu_on_its_way_when_the_tip_leaves_shows_nothing_of_where_it_is_now(office: Office) -> None:
    """The ward asked; before the answer is sent the tip is at the desk, beside a shielded one."""
    await fight(office, ONE, unit=DESK, why=Why.FEARS, shielded=True)
    one = await fight(office, OTHER)
    await office.joining.open(office.act(TAM), tip=one.id)
    [asked] = [one for one in contents(await office.delivers()) if isinstance(one, MenuDispatch)]
    before = await office.showing.menu(asked)

    await passes(office, one, DESK, by=TAM)

    assert before is not None
    assert () == before.together.likely
    assert await office.showing.menu(asked) is None


async def test_a_tip_that_comes_back_is_not_in_its_old_case(office: Office) -> None:
    """Whoever let it go joins it again, or not."""
    one, other = await fight(office, ONE, unit=DESK), await fight(office, OTHER, unit=DESK)
    await office.joining.join(office.act(DESK_ONE), tip=one.id, other=other.reference)

    await passes(office, one, CRIME, by=DESK_ONE)
    await passes(office, one, DESK, by=SPECIALIST)

    assert DESK == (await office.tip(one)).unit
    assert [] == await sisters(office, one)


async def test_a_split_tip_stands_alone_and_the_others_stay_together(office: Office) -> None:
    """Of two, both stand alone then; a second press finds nothing."""
    one, other, third = [await fight(office, ONE) for _ in range(3)]
    await office.joining.join(office.act(TAM), tip=one.id, other=other.reference)
    await office.joining.join(office.act(TAM), tip=one.id, other=third.reference)

    await office.joining.split(office.act(BE), tip=one.id)
    after_one = [await sisters(office, tip) for tip in (one, other, third)]
    await office.joining.split(office.act(BE), tip=other.id)

    assert [[], [third.reference], [other.reference]] == after_one
    assert [[], [], []] == [await sisters(office, tip) for tip in (one, other, third)]
    with pytest.raises(StalePress):
        await office.joining.split(office.act(BE), tip=third.id)
    assert [("tip.split", BE.id, UNIT)] * 2 == (await office.audited())[-2:]


async def test_after_taking_one_the_rest_is_offered_and_taken_at_once(office: Office) -> None:
    """Each in the audit; each reporter hears at a random time, though the tips are urgent: not at one instant."""
    tips = [await fight(office, ONE, urgency=Urgency.URGENT) for _ in range(3)]
    for other in tips[1:]:
        await office.joining.join(office.act(TAM), tip=tips[0].id, other=other.reference)
    await office.settles()

    await office.casework.take(office.act(TAM), tip=tips[0].id)
    offered = menus(await office.delivers())
    act = office.act(TAM)
    await office.joining.take_rest(act, tip=tips[0].id)
    await office.joining.take_rest(act, tip=tips[0].id)

    assert [Menu.TAKE_SISTERS.value] == offered
    assert [(Status.TAKEN, TAM.id)] * 3 == [
        (kept.status, kept.taken_by) for kept in [await office.tip(tip) for tip in tips]
    ]
    assert [(tips[0].handle, True), (tips[1].handle, False), (tips[2].handle, False)] == [
        (notice.handle, notice.urgent) for notice in await office.notices()
    ]
    assert [("tip.taken", TAM.id, UNIT)] * 3 == (await office.audited())[-3:]


async def test_only_whoever_has_the_tip_takes_the_rest_and_only_what_nobody_has(office: Office) -> None:
    """A colleague's stays a colleague's."""
    one, other, third = [await fight(office, ONE) for _ in range(3)]
    for sister in (other, third):
        await office.joining.join(office.act(TAM), tip=one.id, other=sister.reference)
    await office.casework.take(office.act(TAM), tip=one.id)
    await office.casework.take(office.act(BE), tip=other.id)

    with pytest.raises(TakenBy):
        await office.joining.take_rest(office.act(BE), tip=one.id)
    with pytest.raises(StalePress):
        await office.joining.take_rest(office.act(TAM), tip=third.id)
    await office.joining.take_rest(office.act(TAM), tip=one.id)

    assert [TAM.id, BE.id, TAM.id] == [(await office.tip(tip)).taken_by for tip in (one, other, third)]


async def test_after_closing_one_its_sisters_are_offered_the_same_outcome_each_by_itself(office: Office) -> None:
    """Nothing is closed by it; a colleague's is not offered."""
    one, other, third = [await fight(office, ONE) for _ in range(3)]
    for sister in (other, third):
        await office.joining.join(office.act(TAM), tip=one.id, other=sister.reference)
    await office.casework.take(office.act(TAM), tip=one.id)
    await office.joining.take_rest(office.act(TAM), tip=one.id)
    await office.casework.hand_over(office.act(TAM), tip=third.id, to=BE.id)
    await office.settles()
    outcome = next(code for code, known in office.directory.outcomes.items() if not known.blanks and known.word)
    proposal = await office.closing.choose(office.act(TAM), tip=one.id, outcome=outcome)
    assert proposal is not None

    await office.closing.confirm(office.act(TAM), proposal=proposal.id)

    [menu] = [
        content
        for content in contents(await office.delivers())
        if getattr(content, "menu", None) == Menu.CLOSE_SISTERS.value
    ]
    view = await office.showing.menu(menu)  # pyright: ignore[reportArgumentType] - a menu, as its name says
    assert view is not None
    assert (outcome,) == tuple(map(OutcomeCode, view.data))
    assert [other.reference] == [sister.reference for sister in view.together.closable_by(view.officer_id)]
    assert [Status.TAKEN] * 2 == [(await office.tip(tip)).status for tip in (other, third)]


async def test_whoever_works_elsewhere_neither_joins_nor_splits(office: Office) -> None:
    """Nor out of the unit's own group."""
    one, other = await fight(office, ONE), await fight(office, OTHER)
    await office.joining.join(office.act(TAM), tip=one.id, other=other.reference)

    for officer in (ELSEWHERE, DESK_ONE, SPECIALIST):
        with pytest.raises(NotAllowed):
            await office.joining.open(office.act(officer, chat=UNIT_CHAT), tip=one.id)
        with pytest.raises(NotAllowed):
            await office.joining.split(office.act(officer, chat=UNIT_CHAT), tip=one.id)
    assert [other.reference] == await sisters(office, one)


async def test_what_is_replayed_is_done_once(office: Office) -> None:
    """Joined, opened, split: the same errand again changes nothing."""
    one, other = await fight(office, ONE), await fight(office, OTHER)
    join, open_, split = [office.act(TAM) for _ in range(3)]
    await office.joining.join(join, tip=one.id, other=other.reference)
    await office.joining.open(open_, tip=one.id)
    before = await office.everything()
    await office.joining.join(join, tip=one.id, other=other.reference)
    await office.joining.open(open_, tip=one.id)
    joined = await office.everything()
    await office.joining.split(split, tip=one.id)
    after = await office.everything()

    await office.joining.split(split, tip=one.id)

    assert before == joined
    assert after == await office.everything()
