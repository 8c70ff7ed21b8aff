"""Whose hands a tip is in: taking it, letting go of it, and giving it to a colleague."""

import asyncio

import pytest

from bot.domain.card import CardButton
from bot.domain.dispatches import CardRefresh, CopyDispatch, MenuDispatch, PostKind, ToOfficer
from bot.domain.errors import ChangeNotAllowed, NotAllowed, NotEnrolled, TakenBy, TipGone, UnexpectedReply
from bot.domain.identifiers import ChatId, TipId
from bot.domain.menus import Menu
from bot.domain.people import Officer
from bot.domain.tip import Actor, Status
from bot.domain.units import DESK
from bot.services.acting import Act
from bot.services.casework import Heard
from tests.services.office import (
    ADMINISTRATOR,
    BE,
    CRIME,
    DESK_ONE,
    ELSEWHERE,
    HEAD,
    NOBODY,
    SPECIALIST,
    TAM,
    UNIT,
    UNIT_CHAT,
    Office,
)
from tests.services.sent import contents, menus


async def test_whoever_takes_a_tip_has_it_and_everybody_concerned_learns_of_it(office: Office) -> None:
    """The card reads anew, the reporter is told, the audit says who it was."""
    tip = await office.files()

    taken = await office.casework.take(office.act(TAM), tip=tip.id)

    assert (Status.TAKEN, TAM.id) == (taken.status, taken.taken_by)
    assert taken == await office.tip(tip)
    assert [CardRefresh(tip=tip.id)] == contents(await office.delivers())
    assert [(tip.handle, tip.id)] == [(notice.handle, notice.tip) for notice in await office.notices()]
    assert [("tip.taken", TAM.id, UNIT)] == await office.audited()
    assert office.woken == 1


async def test_a_tip_without_a_handle_is_taken_silently(office: Office) -> None:
    """Whoever reads by receipt alone is told nothing."""
    tip = await office.files(handle=None)

    await office.casework.take(office.act(TAM), tip=tip.id)

    assert [] == await office.notices()


async def test_two_officers_at_once_one_gets_it_and_the_other_is_told_who(office: Office) -> None:
    """Real storage decides; the loser learns the winner's name and the minute."""
    tip = await office.files()

    async def takes(officer: Officer) -> object:
        try:
            return await office.casework.take(office.act(officer), tip=tip.id)
        except TakenBy as refusal:
            return refusal

    results = await asyncio.gather(*(takes(officer) for officer in (TAM, BE, HEAD)))

    refused = [result for result in results if isinstance(result, TakenBy)]
    kept = await office.tip(tip)
    winner = {officer.id: officer for officer in (TAM, BE, HEAD)}[kept.taken_by or TAM.id]
    assert len(refused) == 2
    assert {(winner.name, int(kept.status_since.timestamp()) // 60)} == {(one.name, one.at_minute) for one in refused}
    assert [("tip.taken", winner.id, UNIT)] == await office.audited()


async def test_taking_ones_own_tip_again_changes_nothing(office: Office) -> None:
    """A second press by the same person is no mistake."""
    tip = await office.taken(TAM)

    assert tip == await office.casework.take(office.act(TAM), tip=tip.id)
    assert [] == await office.delivers()


@pytest.mark.parametrize("officer", [ELSEWHERE, ADMINISTRATOR, DESK_ONE, SPECIALIST], ids=lambda one: one.name)
async def test_whoever_belongs_elsewhere_may_not_take_it(office: Office, officer: Officer) -> None:
    """Not even when the press comes out of the unit's own group."""
    tip = await office.files()

    with pytest.raises(NotAllowed):
        await office.casework.take(office.act(officer, chat=UNIT_CHAT), tip=tip.id)
    assert tip == await office.tip(tip)


@pytest.mark.parametrize("chat", [ChatId(TAM.user), ChatId(-77), ChatId(-100_2)])
async def test_a_tip_is_taken_only_in_its_units_group(office: Office, chat: ChatId) -> None:
    """A private chat, any other group and another unit's group are not the place."""
    tip = await office.files()

    with pytest.raises(NotAllowed):
        await office.casework.take(office.act(TAM, chat=chat), tip=tip.id)


async def test_a_stranger_in_the_group_may_do_nothing(office: Office) -> None:
    """Nobody enrolled them."""
    tip = await office.files()
    act = Act(errand=office.errand(), user=NOBODY, chat=UNIT_CHAT)

    with pytest.raises(NotEnrolled):
        await office.casework.take(act, tip=tip.id)


async def test_a_tip_that_is_not_kept_or_was_withdrawn_is_gone(office: Office) -> None:
    """One answer for both."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await book.tips.save(tip.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=office.clock.at))

    for gone in (tip.id, TipId("f" * 32)):
        with pytest.raises(TipGone):
            await office.casework.take(office.act(TAM), tip=gone)


async def test_a_tip_is_handed_to_a_colleague_by_whoever_has_it(office: Office) -> None:
    """The colleague is named in the group; the reporter hears nothing, for nothing changes for them."""
    tip = await office.taken(TAM)

    await office.casework.colleagues(office.act(TAM), tip=tip.id)
    [menu] = contents(await office.delivers())
    await office.casework.hand_over(office.act(TAM), tip=tip.id, to=BE.id)

    assert isinstance(menu, MenuDispatch)
    assert {HEAD.id, BE.id} == set(menu.data)
    assert BE.id == (await office.tip(tip)).taken_by
    assert [Menu.HANDED_OVER.value] == menus(await office.delivers())
    assert [] == await office.notices()
    assert ("tip.handed_over", TAM.id, UNIT) == (await office.audited())[-1]


async def test_only_the_taker_or_the_head_hands_over(office: Office) -> None:
    """A colleague is told whose it is; the head just does it; a stranger to the unit is given nothing."""
    tip = await office.taken(TAM)

    with pytest.raises(TakenBy):
        await office.casework.hand_over(office.act(BE), tip=tip.id, to=BE.id)
    with pytest.raises(UnexpectedReply):
        await office.casework.hand_over(office.act(HEAD), tip=tip.id, to=ELSEWHERE.id)
    await office.casework.hand_over(office.act(HEAD), tip=tip.id, to=BE.id)

    assert BE.id == (await office.tip(tip)).taken_by


async def test_a_tip_that_nobody_has_cannot_be_handed_over(office: Office) -> None:
    """It has to be taken first."""
    tip = await office.files()

    with pytest.raises(ChangeNotAllowed):
        await office.casework.hand_over(office.act(TAM), tip=tip.id, to=BE.id)


async def test_a_tip_given_back_waits_for_anybody(office: Office) -> None:
    """It is new again, and in nobody's hands."""
    tip = await office.taken(TAM)

    back = await office.casework.give_back(office.act(TAM), tip=tip.id)

    assert (Status.NEW, None) == (back.status, back.taken_by)
    assert ("tip.given_back", TAM.id, UNIT) == (await office.audited())[-1]


async def test_the_head_takes_a_tip_back_and_a_colleague_does_not(office: Office) -> None:
    """By either button."""
    for press in (office.casework.give_back, office.casework.take_back):
        tip = await office.taken(TAM)

        with pytest.raises((TakenBy, NotAllowed)):
            await press(office.act(BE), tip=tip.id)
        await press(office.act(HEAD), tip=tip.id)

        assert (await office.tip(tip)).taken_by is None
        assert ("tip.taken_back", HEAD.id, UNIT) == (await office.audited())[-1]


async def test_giving_back_never_opens_a_closed_tip(office: Office) -> None:
    """An old button under an old card does not undo an outcome; the head reopens on purpose."""
    closed = await office.taken(TAM)
    async with office.casebook.begin() as book:
        await book.tips.save(closed.moved_to(Status.CLOSED, by=Actor.OFFICER, at=office.clock.at))

    with pytest.raises(ChangeNotAllowed):
        await office.casework.give_back(office.act(HEAD), tip=closed.id)
    with pytest.raises(NotAllowed):
        await office.casework.reopen(office.act(TAM), tip=closed.id)
    opened = await office.casework.reopen(office.act(HEAD), tip=closed.id)

    assert (Status.NEW, None, None) == (opened.status, opened.taken_by, opened.outcome)


async def test_a_copy_goes_to_the_officers_private_chat_and_the_audit_says_so(office: Office) -> None:
    """A read is audited as a change is; nothing else happens."""
    tip = await office.files()

    await office.casework.copy(office.act(TAM), tip=tip.id)

    [dispatch] = await office.delivers()
    view = await office.showing.copy(dispatch)
    assert (ToOfficer(officer=TAM.id), CopyDispatch(tip=tip.id)) == (dispatch.to, dispatch.content)
    assert view is not None
    assert (tip, "Tám") == (view.card.tip, view.officer)
    assert [("tip.copied", TAM.id, UNIT)] == await office.audited()


async def test_a_copy_is_not_shown_to_an_officer_who_was_removed_meanwhile(office: Office) -> None:
    """What waits in the outbox is checked once more."""
    tip = await office.files()
    await office.casework.copy(office.act(TAM), tip=tip.id)
    [dispatch] = await office.delivers()

    await office.administration.remove(office.act(HEAD), officer=TAM.id)

    assert await office.showing.copy(dispatch) is None


async def test_the_number_of_the_register_is_kept_from_the_answer_to_the_prompt(office: Office) -> None:
    """At any time, in the group or beside the copy; nobody but officers ever sees it."""
    tip = await office.files()

    await office.casework.ask_number(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.NUMBER)
    heard = await office.casework.replied(office.act(TAM), to=prompt, text=" 117 / TB-CAP ")

    assert Heard.NUMBER is heard
    assert (await office.tip(tip)).number == "117 / TB-CAP"
    assert [] == await office.notices()
    assert ("tip.numbered", TAM.id, UNIT) == (await office.audited())[-1]


async def test_the_card_shows_what_it_needs_without_a_store(office: Office) -> None:
    """Names, counts, reachability and the buttons that work."""
    tip = await office.taken(TAM, handle=None)

    card = await office.showing.card(tip.id)

    assert card is not None
    assert (tip, UNIT, UNIT_CHAT, "Tám", 0, False) == (
        card.tip,
        card.unit.code,
        card.chat,
        card.taker,
        card.entries,
        card.reachable,
    )
    assert CardButton.ASK in card.buttons
    assert CardButton.TAKE not in card.buttons


async def test_the_desks_card_offers_transfer_only_where_a_group_can_receive(office: Office) -> None:
    """A button is shown only when what stands behind it works: without a likely unit, the search must find one."""
    tip = await office.files(unit=DESK, group=None)
    shown: list[bool] = []

    for lost in (UNIT, CRIME):
        async with office.casebook.begin() as book:
            await book.groups.unbind(lost)
        card = await office.showing.card(tip.id)
        assert card is not None
        shown.append(CardButton.TRANSFER in card.buttons)

    assert [True, False] == shown


async def test_who_comes_second_is_told_since_when_it_is_taken(office: Office) -> None:
    """Not when it last changed; a tip that is handed over is in the new hands since then."""
    tip = await office.taken(TAM)
    taken = office.clock.at
    office.clock.passes(minutes=40)
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)

    with pytest.raises(TakenBy) as first:
        await office.casework.take(office.act(BE), tip=tip.id)
    given = office.clock.at
    await office.casework.hand_over(office.act(TAM), tip=tip.id, to=BE.id)
    office.clock.passes(minutes=10)
    with pytest.raises(TakenBy) as second:
        await office.casework.take(office.act(TAM), tip=tip.id)

    assert [("Tám", int(taken.timestamp()) // 60), ("Bé", int(given.timestamp()) // 60)] == [
        (refusal.value.name, refusal.value.at_minute) for refusal in (first, second)
    ]
