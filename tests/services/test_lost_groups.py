"""What happens to open tips where a group is lost, comes anew, or never was; and what a desk without one cannot do."""

from collections import Counter
from typing import Final

import pytest

from bot.domain.card import CardButton
from bot.domain.dispatches import CardDispatch, CardRefresh, Dispatch, EntryDispatch, MenuDispatch, ToOfficer, ToUnit
from bot.domain.errors import NobodyToAgree
from bot.domain.identifiers import ChatId
from bot.domain.menus import Menu
from bot.domain.outcomes import OutcomeCode
from bot.domain.tip import Actor, Status, Why
from bot.domain.units import DESK
from bot.services.groups import GroupFacts
from tests.services.office import ADMINISTRATOR, DESK_CHAT, DESK_ONE, DESK_TWO, HEAD, TAM, UNIT, UNIT_CHAT, Office
from tests.services.sent import alerts

NEW_CHAT: Final = ChatId(-100_9)
FACTS: Final = GroupFacts(is_group=True, is_public=False, is_channel=False, is_forum=False, member_count=1)
FINED: Final = OutcomeCode("xu_phat")
INVESTIGATED: Final = OutcomeCode("chuyen_cqdt")


async def test_when_the_bot_is_put_out_the_desk_gets_everything_open(office: Office) -> None:
    """What an officer has in hand too: there it could neither be read nor pressed. Desk and administrators are told."""
    waiting = await office.files()
    in_hand = await office.taken(TAM)
    async with office.casebook.begin() as book:
        late = Dispatch(id="late", to=ToUnit(unit=UNIT), content=CardDispatch(tip=waiting.id))
        await book.dispatches.put(late, now=office.clock.at)

    unit = await office.groups.lost(office.errand(), chat=UNIT_CHAT)

    sent = await office.delivers()
    assert UNIT == unit
    for tip in (waiting, in_hand):
        passed = await office.tip(tip)
        assert (Status.PASSED, DESK, Why.UNDELIVERABLE, None) == (
            passed.status,
            passed.unit,
            passed.why,
            passed.taken_by,
        )
        assert [ToUnit(unit=DESK)] == [one.to for one in sent if one.content == CardDispatch(tip=tip.id)]
    assert {(ToUnit(unit=DESK), "group.lost", ()), (ToOfficer(officer=ADMINISTRATOR.id), "group.lost", ())} == set(
        alerts(sent)
    )
    assert await office.groups.lost(office.errand(), chat=ChatId(-1)) is None


async def test_a_new_group_of_the_desk_gets_what_is_open_and_what_it_was_asked(office: Office) -> None:
    """Its own tips with what was said since, and the outcomes of other units that wait for its word; each once."""
    own = await office.files(unit=DESK)
    draft = await office.asking.choose(office.act(DESK_ONE), tip=own.id, question="con_khong")
    assert draft is not None
    await office.asking.send(office.act(DESK_ONE), draft=draft.id)
    asked = await office.taken(HEAD)
    proposal = await office.closing.choose(office.act(HEAD), tip=asked.id, outcome=OutcomeCode("chuyen_cqdt"))
    assert proposal is not None
    waiting = await office.closing.confirm(office.act(HEAD), proposal=proposal.id)
    assert waiting is not None
    await office.settles()
    await office.groups.lost(office.errand(), chat=DESK_CHAT)
    late = await office.files(unit=DESK)
    async with office.casebook.begin() as book:
        card = Dispatch(id="late", to=ToUnit(unit=DESK), content=CardDispatch(tip=late.id))
        await book.dispatches.put(card, now=office.clock.at)

    await office.groups.bind(office.act(DESK_ONE, chat=NEW_CHAT), unit=DESK, facts=FACTS)

    data = (str(waiting.version), "province")
    sent = [*await office.delivers(), *await office.delivers()]  # a few of each destination at once
    assert {
        CardDispatch(tip=late.id): 1,
        CardRefresh(tip=late.id): 1,
        CardRefresh(tip=own.id): 1,
        CardDispatch(tip=own.id): 1,
        EntryDispatch(tip=own.id, entry=draft.id): 1,
        MenuDispatch(tip=asked.id, menu="agree", officer=HEAD.id, data=data): 1,
    } == Counter(one.content for one in sent if one.to == ToUnit(unit=DESK))


async def test_an_outcome_that_only_the_desk_could_agree_to_is_not_offered_without_one(office: Office) -> None:
    """It would wait for ever: the head, who has no other head, is told so; what needs nobody's word is offered."""
    tip = await office.taken(HEAD)
    early = await office.closing.choose(office.act(HEAD), tip=tip.id, outcome=INVESTIGATED)
    assert early is not None
    async with office.casebook.begin() as book:
        await book.groups.unbind(DESK)

    with pytest.raises(NobodyToAgree):
        await office.closing.confirm(office.act(HEAD), proposal=early.id)
    with pytest.raises(NobodyToAgree):
        await office.closing.choose(office.act(HEAD), tip=tip.id, outcome=INVESTIGATED)
    menu = await office.showing.menu(MenuDispatch(tip=tip.id, menu=Menu.OUTCOMES.value, officer=HEAD.id))
    of_officer = await office.showing.menu(MenuDispatch(tip=tip.id, menu=Menu.OUTCOMES.value, officer=TAM.id))

    assert menu is not None
    assert of_officer is not None
    assert (False, True, True) == (
        INVESTIGATED in [outcome.code for outcome in menu.outcomes],
        FINED in [outcome.code for outcome in menu.outcomes],
        menu.lacks_desk,
    )
    assert INVESTIGATED in [outcome.code for outcome in of_officer.outcomes]
    assert tip == await office.tip(tip)


async def test_at_the_desk_each_member_opens_again(office: Office) -> None:
    """It may have no head; at a unit without one nobody could, so that the button is not shown there."""
    at_desk = await office.taken(DESK_ONE, unit=DESK)
    at_unit = await office.taken(TAM)
    async with office.casebook.begin() as book:
        for tip in (at_desk, at_unit):
            await book.tips.save(tip.moved_to(Status.CLOSED, by=Actor.OFFICER, at=office.clock.at))
        await book.officers.remove(HEAD.id, now=office.clock.at)
    cards = [await office.showing.card(tip.id) for tip in (at_desk, at_unit)]

    opened = await office.casework.reopen(office.act(DESK_TWO), tip=at_desk.id)

    assert [True, False] == [CardButton.REOPEN in card.buttons for card in cards if card is not None]
    assert Status.NEW is opened.status
