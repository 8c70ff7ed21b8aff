"""What cannot reach a unit comes to the desk, and nothing is passed to a desk that could not see it."""

import pytest

from bot.domain.card import CardButton
from bot.domain.dispatches import (
    AlertDispatch,
    CardDispatch,
    Dispatch,
    MenuDispatch,
    ToChat,
    ToUnit,
)
from bot.domain.errors import UnitNotReady
from bot.domain.identifiers import UserId
from bot.domain.outcomes import OutcomeCode
from bot.domain.tip import Status, Why
from bot.domain.units import DESK
from bot.ports.staff import Group
from tests.services.office import (
    CRIME,
    DESK_CHAT,
    TAM,
    UNIT,
    UNIT_CHAT,
    Office,
)
from tests.services.passing import WRONG_AREA, to


@pytest.mark.parametrize("status", [Status.NEW, Status.TAKEN, Status.CLOSING])
async def test_what_cannot_be_delivered_to_a_unit_goes_to_the_desk(office: Office, status: Status) -> None:
    """Whatever it was on its way with; once, though every waiting message says it."""
    tip = await office.files() if status is Status.NEW else await office.taken()
    if status is Status.CLOSING:
        proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("chuyen_cqdt"))
        assert proposal is not None
        await office.closing.confirm(office.act(TAM), proposal=proposal.id)
    await office.settles()
    card = Dispatch(id="dead", to=ToUnit(unit=UNIT), content=CardDispatch(tip=tip.id))

    assert await office.rescuing.undeliverable(card)
    assert await office.rescuing.undeliverable(card)

    passed = await office.tip(tip)
    assert (Status.PASSED, DESK, Why.UNDELIVERABLE, None, None) == (
        passed.status,
        passed.unit,
        passed.why,
        passed.taken_by,
        passed.outcome,
    )
    assert [CardDispatch(tip=tip.id)] == to(DESK, await office.delivers())
    assert 1 == len(await office.notices())
    assert ("tip.passed", "system", UNIT) == (await office.audited())[-1]


async def test_the_desks_own_waits_and_a_word_about_the_system_is_dropped(office: Office) -> None:
    """There is nowhere else to go."""
    tip = await office.files(unit=DESK)
    own = Dispatch(id="own", to=ToUnit(unit=DESK), content=CardDispatch(tip=tip.id))
    word = Dispatch(id="word", to=ToUnit(unit=UNIT), content=AlertDispatch(alert="group.strangers"))

    menu = Dispatch(id="menu", to=ToChat(chat=UNIT_CHAT), content=MenuDispatch(tip=tip.id, menu="questions"))

    assert not await office.rescuing.undeliverable(own)
    assert await office.rescuing.undeliverable(word)
    assert await office.rescuing.undeliverable(menu)

    assert tip == await office.tip(tip)
    assert [] == await office.delivers()


@pytest.mark.parametrize("group", [None, Group(unit=DESK, chat=DESK_CHAT, strangers=frozenset({UserId(1)}))])
async def test_a_unit_passes_nothing_to_a_desk_that_could_not_see_it(office: Office, group: Group | None) -> None:
    """Neither is it offered, nor does a reason that was asked for earlier empty the unit's card."""
    tip = await office.taken()
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=DESK)
    assert draft is not None
    await office.transferring.because(office.act(TAM), draft=draft.id, reason=WRONG_AREA)
    async with office.casebook.begin() as book:
        await book.groups.unbind(CRIME)
        await book.groups.unbind(DESK)
        if group is not None:
            await book.groups.bind(group)

    card = await office.showing.card(tip.id)
    with pytest.raises(UnitNotReady):
        await office.transferring.open(office.act(TAM), tip=tip.id)
    with pytest.raises(UnitNotReady):
        await office.transferring.pass_on(office.act(TAM), draft=draft.id)

    assert card is not None
    assert CardButton.TRANSFER not in card.buttons
    assert tip == await office.tip(tip)
