"""How a tip comes to another unit, and what stays behind: for a shielded one, nothing at all at its commune."""

import pytest

from bot.domain.dispatches import (
    CardDispatch,
    CardRefresh,
    EntryDispatch,
    MenuDispatch,
)
from bot.domain.errors import ChangeNotAllowed, NotAllowed, TakenBy, UnitNotReady
from bot.domain.identifiers import UserId
from bot.domain.menus import Menu
from bot.domain.outcomes import OutcomeCode
from bot.domain.thread import Author
from bot.domain.tip import Status, Why
from bot.domain.units import DESK, UnitCode
from bot.ports.staff import Group
from tests.services.office import (
    BE,
    CRIME,
    DESK_ONE,
    DESK_TWO,
    HEAD,
    OTHER_UNIT,
    SPECIALIST,
    TAM,
    UNIT,
    UNIT_CHAT,
    Office,
)
from tests.services.passing import REASON, WRONG_AREA, passed_with_words, passes, to
from tests.services.sent import menus


async def test_a_unit_passes_a_tip_to_the_desk_with_a_reason(office: Office) -> None:
    """The old card becomes a stub, the new one is posted, the reporter is told; the reason stays among officers."""
    tip = await office.taken()

    passed = await passed_with_words(office, tip)

    [reason] = await office.thread(tip)
    sent = await office.delivers()
    card = await office.showing.card(tip.id)
    assert card is not None
    assert (Status.PASSED, DESK, Why.TRANSFERRED, None) == (passed.status, passed.unit, passed.why, passed.taken_by)
    assert (Author.NOTE, REASON) == (reason.author, reason.text)
    assert [CardRefresh(tip=tip.id)] == to(UNIT, sent)
    assert [CardDispatch(tip=tip.id)] == to(DESK, sent)
    assert [REASON] == [move.grounds.words for move in card.way.moves]
    assert [Menu.PASSED.value] == menus(sent)
    assert 1 == len(await office.notices())
    assert ("tip.passed", TAM.id, UNIT) == (await office.audited())[-1]


async def test_the_old_units_card_is_known_as_a_stub(office: Office) -> None:
    """The view names the group that the tip has now; a card elsewhere shows nothing."""
    tip = await office.taken()
    await passed_with_words(office, tip)

    card = await office.showing.card(tip.id)

    assert card is not None
    assert UNIT_CHAT != card.chat
    with pytest.raises(NotAllowed):
        await office.casework.take(office.act(TAM), tip=tip.id)


async def test_a_stub_is_still_ordered_when_the_card_changes_again(office: Office) -> None:
    """A later refresh at the new unit never takes the place of the one that blanks the old card."""
    tip = await office.taken()
    await passed_with_words(office, tip)

    await office.casework.take(office.act(DESK_ONE), tip=tip.id)

    assert [CardRefresh(tip=tip.id)] == to(UNIT, await office.delivers())


async def test_the_desk_passes_a_tip_to_its_commune_or_a_specialist(office: Office) -> None:
    """Offered, confirmed, gone; only those who can receive it are offered."""
    tip = await office.files(unit=DESK, why=Why.TOO_MANY)

    await office.transferring.open(office.act(DESK_ONE), tip=tip.id)
    [offered] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]
    await passes(office, tip, CRIME, by=DESK_ONE)
    await office.casework.take(office.act(SPECIALIST), tip=tip.id)

    assert (Menu.TARGETS.value, (UNIT, CRIME)) == (offered.menu, offered.data)
    assert (CRIME, SPECIALIST.id) == ((await office.tip(tip)).unit, (await office.tip(tip)).taken_by)


async def test_what_was_said_since_goes_along(office: Office) -> None:
    """The new unit reads the thread, and not the old unit's notes."""
    tip = await office.taken()
    await office.casework.replied(office.act(TAM), to=office.card_of(tip), text="Chỉ mình mình biết.")
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)
    await office.settles()

    await passes(office, tip, DESK, by=TAM)

    _, question = await office.thread(tip)
    assert [CardDispatch(tip=tip.id), EntryDispatch(tip=tip.id, entry=question.id)] == to(DESK, await office.delivers())


async def test_a_shielded_tip_never_goes_to_its_commune_and_leaves_no_trace_there(office: Office) -> None:
    """Through everything that is done with it: no dispatch to the unit, no line of the audit, no offer."""
    tip = await office.files(unit=DESK, why=Why.FEARS, shielded=True)

    await office.transferring.open(office.act(DESK_ONE), tip=tip.id)
    for commune in (UNIT, OTHER_UNIT):
        with pytest.raises(NotAllowed):
            await office.transferring.choose(office.act(DESK_ONE), tip=tip.id, unit=commune)
    await office.casework.take(office.act(DESK_ONE), tip=tip.id)
    draft = await office.asking.choose(office.act(DESK_ONE), tip=tip.id, question="con_khong")
    assert draft is not None
    await office.asking.send(office.act(DESK_ONE), draft=draft.id)
    await office.casework.copy(office.act(DESK_TWO), tip=tip.id)
    await passes(office, tip, CRIME, by=DESK_ONE)
    await office.casework.take(office.act(SPECIALIST), tip=tip.id)
    await office.casework.give_back(office.act(SPECIALIST), tip=tip.id)
    proposal = await office.closing.choose(office.act(SPECIALIST), tip=tip.id, outcome=OutcomeCode("chuyen_cqdt"))
    assert proposal is not None
    waiting = await office.closing.confirm(office.act(SPECIALIST), proposal=proposal.id)
    assert waiting is not None
    await office.closing.agree(office.act(DESK_TWO), tip=tip.id, version=waiting.version)

    sent = await office.delivers()
    offered = [
        one.content.data for one in sent if isinstance(one.content, MenuDispatch) and one.content.menu == "targets"
    ]
    assert [(CRIME,)] == offered
    assert Status.CLOSED is (await office.tip(tip)).status
    assert [] == to(UNIT, sent)
    assert {DESK, CRIME} == {unit for _, _, unit in await office.audited()}


async def test_a_tip_goes_only_where_a_settled_group_is(office: Office) -> None:
    """A group with a stranger in it receives nothing."""
    tip = await office.files(unit=DESK)
    async with office.casebook.begin() as book:
        await book.groups.bind(Group(unit=UNIT, chat=UNIT_CHAT, strangers=frozenset({UserId(1)})))
        await book.groups.unbind(CRIME)

    for unit in (UNIT, CRIME):
        with pytest.raises(UnitNotReady):
            await office.transferring.choose(office.act(DESK_ONE), tip=tip.id, unit=unit)
    with pytest.raises(UnitNotReady):
        await office.transferring.open(office.act(DESK_ONE), tip=tip.id)


async def test_what_was_ready_when_it_was_chosen_may_not_be_when_it_is_confirmed(office: Office) -> None:
    """Each press looks again."""
    tip = await office.files(unit=DESK)
    draft = await office.transferring.choose(office.act(DESK_ONE), tip=tip.id, unit=CRIME)
    assert draft is not None
    await office.transferring.because(office.act(DESK_ONE), draft=draft.id, reason=WRONG_AREA)
    async with office.casebook.begin() as book:
        await book.groups.unbind(CRIME)

    with pytest.raises(UnitNotReady):
        await office.transferring.pass_on(office.act(DESK_ONE), draft=draft.id)

    assert tip == await office.tip(tip)


async def test_a_tip_goes_to_no_unit_that_there_is_not_and_not_where_it_is(office: Office) -> None:
    """Whatever a press names; and nobody passes on what another unit has."""
    tip = await office.files(unit=DESK)
    own = await office.files()

    for unit in (DESK, UnitCode("no such")):
        with pytest.raises(NotAllowed):
            await office.transferring.choose(office.act(DESK_ONE), tip=tip.id, unit=unit)
    with pytest.raises(NotAllowed):
        await office.transferring.choose(office.act(SPECIALIST), tip=own.id, unit=DESK)


async def test_a_tip_in_a_colleagues_hands_is_passed_by_them_or_the_head(office: Office) -> None:
    """And one that is being closed by nobody."""
    tip = await office.taken(TAM)
    with pytest.raises(TakenBy):
        await office.transferring.open(office.act(BE), tip=tip.id)
    await office.transferring.open(office.act(HEAD), tip=tip.id)
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("chuyen_cqdt"))
    assert proposal is not None
    await office.closing.confirm(office.act(TAM), proposal=proposal.id)

    with pytest.raises(ChangeNotAllowed):
        await office.transferring.open(office.act(TAM), tip=tip.id)


async def test_an_entry_stays_its_unit_s(office: Office) -> None:
    """Whoever has the tip later, the word is that of the unit that wrote it."""
    tip = await office.taken()
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)

    await passed_with_words(office, tip)
    view = await office.showing.entry(EntryDispatch(tip=tip.id, entry=draft.id))

    assert [UNIT, UNIT] == [entry.unit for entry in await office.thread(tip)]
    assert view is not None
    assert UNIT == view.unit.code
