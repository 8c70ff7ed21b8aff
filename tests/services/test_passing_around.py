"""A tip between units: returned with a reason, passed around until the desk decides, and never out of sight."""

from typing import Final

import pytest

from bot.domain.card import CardButton, CardView
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, MenuDispatch, PostKind, ToUnit
from bot.domain.errors import NotAllowed, StalePress, UnitNotReady
from bot.domain.identifiers import ChatId
from bot.domain.menus import Menu
from bot.domain.moves import Movement, Waiting
from bot.domain.tip import Status, Tip, Why
from bot.domain.units import DESK
from bot.ports.staff import Group
from tests.services.office import CRIME, DESK_ONE, ELSEWHERE, OTHER_UNIT, SPECIALIST, TAM, UNIT, UNIT_CHAT, Office
from tests.services.passing import passes, returns

ELSEWHERE_CHAT: Final = ChatId(-100_4)


async def neighbour(office: Office) -> None:
    """Give the neighbouring commune a group."""
    async with office.casebook.begin() as book:
        await book.groups.bind(Group(unit=OTHER_UNIT, chat=ELSEWHERE_CHAT))


async def card_of(office: Office, tip: Tip) -> CardView:
    """Give a tip's card."""
    card = await office.showing.card(tip.id)
    assert card is not None
    return card


async def around(office: Office) -> Tip:
    """Pass a tip from its commune to the neighbour's, to a specialist, to the desk."""
    await neighbour(office)
    tip = await office.files()
    await passes(office, tip, OTHER_UNIT, by=TAM)
    await passes(office, tip, CRIME, by=ELSEWHERE, chat=ELSEWHERE_CHAT, reason="sai_linh_vuc")
    return await passes(office, tip, DESK, by=SPECIALIST, reason="nhieu_dia_ban")


async def test_a_unit_returns_what_is_not_its_own(office: Office) -> None:
    """It waits again where it came from, the reason on its card; there it cannot be returned once more."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    there = await card_of(office, tip)

    back = await returns(office, tip, by=SPECIALIST, reason="sai_linh_vuc")

    here = await card_of(office, tip)
    assert (UNIT, Status.PASSED, None) == (back.unit, back.status, back.taken_by)
    assert (CardButton.RETURN in there.buttons, CardButton.RETURN in here.buttons) == (True, False)
    assert Movement.RETURNED is here.way.moves[-1].movement
    assert here.way.moves[-1].grounds.ready is not None
    assert "sai_linh_vuc" == here.way.moves[-1].grounds.ready.code
    assert ("tip.returned", SPECIALIST.id, CRIME) == (await office.audited())[-1]
    with pytest.raises(StalePress):
        await office.transferring.give_back(office.act(TAM), tip=tip.id)


async def test_what_was_taken_is_not_returned_but_passed(office: Office) -> None:
    """Whoever has taken it and sees then that it is not theirs chooses where it goes."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    await office.casework.take(office.act(SPECIALIST), tip=tip.id)

    with pytest.raises(StalePress):
        await office.transferring.give_back(office.act(SPECIALIST), tip=tip.id)


async def test_what_cannot_go_back_goes_to_the_desk(office: Office) -> None:
    """The unit that passed it has lost its group meanwhile; without the desk's group there is no such button."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    async with office.casebook.begin() as book:
        await book.groups.unbind(UNIT)

    draft = await office.transferring.give_back(office.act(SPECIALIST), tip=tip.id)
    async with office.casebook.begin() as book:
        await book.groups.unbind(DESK)

    assert draft is not None
    assert DESK == draft.unit
    assert CardButton.RETURN not in (await card_of(office, tip)).buttons
    with pytest.raises(UnitNotReady):
        await office.transferring.give_back(office.act(SPECIALIST), tip=tip.id)


async def test_the_reporter_hears_once_however_often_it_is_passed(office: Office) -> None:
    """What they read is the same; that somebody has taken it is news again."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    first = len(await office.notices())

    await returns(office, tip, by=SPECIALIST)
    await passes(office, tip, DESK, by=TAM)
    meanwhile = len(await office.notices())
    await office.casework.take(office.act(DESK_ONE), tip=tip.id)

    assert (1, 0, 1) == (first, meanwhile, len(await office.notices()))


async def test_at_the_third_move_only_the_desk_is_left(office: Office) -> None:
    """Units offer nothing else, and a press on an older offer is refused."""
    await neighbour(office)
    tip = await office.files()
    await passes(office, tip, OTHER_UNIT, by=TAM)
    await passes(office, tip, CRIME, by=ELSEWHERE, chat=ELSEWHERE_CHAT)
    await office.settles()

    await office.transferring.open(office.act(SPECIALIST), tip=tip.id)
    back = await office.transferring.give_back(office.act(SPECIALIST), tip=tip.id)

    [offer, *_] = [one.content for one in await office.delivers()]
    assert (DESK,) == getattr(offer, "data", None)
    assert back is not None
    assert DESK == back.unit
    for unit in (UNIT, OTHER_UNIT):
        with pytest.raises(NotAllowed):
            await office.transferring.choose(office.act(SPECIALIST), tip=tip.id, unit=unit)


async def test_the_desk_sees_who_passed_it_around_and_why(office: Office) -> None:
    """Units and reasons in order."""
    tip = await around(office)

    way = (await card_of(office, tip)).way
    reasons = [move.grounds.ready.code if move.grounds.ready is not None else None for move in way.moves]
    assert way.is_passed_around
    assert [(UNIT, OTHER_UNIT), (OTHER_UNIT, CRIME), (CRIME, DESK)] == [
        (move.origin.code, move.target.code) for move in way.moves
    ]
    assert ["sai_dia_ban", "sai_linh_vuc", "nhieu_dia_ban"] == reasons


async def test_what_the_desk_decides_is_binding(office: Office) -> None:
    """The unit takes it, or returns it to the desk alone."""
    tip = await around(office)

    await passes(office, tip, OTHER_UNIT, by=DESK_ONE)
    given = await card_of(office, tip)
    for unit in (UNIT, CRIME):
        with pytest.raises(NotAllowed):
            await office.transferring.choose(office.act(ELSEWHERE, chat=ELSEWHERE_CHAT), tip=tip.id, unit=unit)
    back = await returns(office, tip, by=ELSEWHERE, chat=ELSEWHERE_CHAT)

    assert (OTHER_UNIT, True) == (given.tip.unit, CardButton.RETURN in given.buttons)
    assert (DESK, Status.PASSED) == (back.unit, back.status)


async def test_the_unit_that_passed_a_tip_learns_what_became_of_it(office: Office) -> None:
    """First that nobody has taken it, then that somebody has; each time its stub is ordered to be written anew."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    ordered = [one.to for one in await office.delivers() if one.content == CardRefresh(tip=tip.id)]
    waiting = await office.showing.stubs(tip.id)

    await office.casework.take(office.act(SPECIALIST), tip=tip.id)
    taken = await office.showing.stubs(tip.id)

    assert [ToUnit(unit=UNIT)] == ordered
    assert (CRIME, Waiting.WAITING) == (waiting[UNIT_CHAT].target.code, waiting[UNIT_CHAT].became)
    assert Waiting.TAKEN is taken[UNIT_CHAT].became


async def test_of_a_shielded_tip_and_of_one_that_moved_by_itself_no_stub_tells(office: Office) -> None:
    """Where it went is nobody's to know."""
    shielded = await office.files(unit=DESK, why=Why.FEARS, shielded=True)
    await passes(office, shielded, CRIME, by=DESK_ONE)
    lost = await office.taken()
    card = Dispatch(id="dead", to=ToUnit(unit=UNIT), content=CardDispatch(tip=lost.id))
    await office.rescuing.undeliverable(card)

    assert {} == await office.showing.stubs(shielded.id)
    assert {} == await office.showing.stubs(lost.id)


async def test_passed_and_returned_before_anything_was_sent_there_is_one_card(office: Office) -> None:
    """Neither a second one is ordered, nor is the old one taken for it."""
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    await returns(office, tip, by=SPECIALIST)

    sent = await office.delivers()

    async with office.casebook.begin() as book:
        cards = await book.posts.of(tip.id, PostKind.CARD)
    assert [UNIT_CHAT] == [card.chat for card in cards if card.chat == UNIT_CHAT]
    assert 1 == len([one for one in sent if one.to == ToUnit(unit=UNIT) and one.content == CardDispatch(tip=tip.id)])


async def test_the_menu_says_whether_the_desk_decides(office: Office) -> None:
    """What is about to happen is shown before it does."""
    await neighbour(office)
    tip = await office.files()
    await passes(office, tip, OTHER_UNIT, by=TAM)
    await passes(office, tip, CRIME, by=ELSEWHERE, chat=ELSEWHERE_CHAT)
    await office.settles()

    draft = await office.transferring.choose(office.act(SPECIALIST), tip=tip.id, unit=DESK)
    assert draft is not None
    await office.transferring.because(office.act(SPECIALIST), draft=draft.id, reason="sai_dia_ban")

    shown = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]
    view = await office.showing.menu(shown[-1])
    assert view is not None
    assert (Menu.CONFIRM_TRANSFER, True, False) == (view.menu, view.transfer.is_desks_turn, view.transfer.is_binding)
