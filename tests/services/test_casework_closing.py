"""How a tip is closed: at once, or after those who must agree have agreed."""

import pytest

from bot.domain.card import CardButton
from bot.domain.dispatches import Dispatch, MenuDispatch, PostKind, ToUnit
from bot.domain.errors import (
    ChangeNotAllowed,
    NotAllowed,
    StalePress,
    TakenBy,
    UnexpectedReply,
    UnsafeQuestion,
)
from bot.domain.menus import Menu
from bot.domain.outcomes import WITHDRAWN, Confirmer, OutcomeCode
from bot.domain.people import Officer
from bot.domain.tip import Status, Tip
from bot.domain.units import DESK
from bot.services.casework import Heard
from tests.services.office import BE, DESK_CHAT, DESK_ONE, DESK_TWO, HEAD, TAM, UNIT, UNIT_CHAT, Office
from tests.services.sent import menus

FINED = OutcomeCode("xu_phat")
INVESTIGATED = OutcomeCode("chuyen_cqdt")
SPAM = OutcomeCode("tin_rac")
LIE = OutcomeCode("co_y_sai")
ELSEWHERE = OutcomeCode("ngoai_pham_vi")


async def proposed(office: Office, tip: Tip, outcome: OutcomeCode, officer: Officer = TAM) -> Tip:
    """Let an officer choose an outcome and confirm it; give the tip as it stands then."""
    proposal = await office.closing.choose(office.act(officer), tip=tip.id, outcome=outcome)
    assert proposal is not None
    closed = await office.closing.confirm(office.act(officer), proposal=proposal.id)
    assert closed is not None
    return closed


def asked_of(dispatches: list[Dispatch]) -> list[str]:
    """Give the units that were asked to agree."""
    return [
        one.to.unit
        for one in dispatches
        if isinstance(one.content, MenuDispatch) and one.content.menu == Menu.AGREE and isinstance(one.to, ToUnit)
    ]


async def test_an_outcome_that_nobody_must_confirm_closes_the_tip(office: Office) -> None:
    """Offered, shown, confirmed; the reporter hears of it."""
    tip = await office.taken()
    await office.closing.open(office.act(TAM), tip=tip.id)
    await office.delivers()

    closed = await proposed(office, tip, FINED)

    assert (Status.CLOSED, FINED) == (closed.status, closed.outcome)
    assert closed == await office.tip(tip)
    assert [] == await office.thread(tip)
    assert 1 == len(await office.notices())
    assert [Menu.CONFIRM_OUTCOME.value, Menu.CLOSED.value] == menus(await office.delivers())
    assert ("tip.closed", TAM.id, UNIT) == (await office.audited())[-1]


async def test_nothing_is_closed_before_the_confirmation(office: Office) -> None:
    """A finger on the wrong line costs nothing."""
    tip = await office.taken()

    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=FINED)
    assert proposal is not None
    assert tip == await office.tip(tip)
    await office.asking.drop(office.act(TAM), draft=proposal.id)

    with pytest.raises(StalePress):
        await office.closing.confirm(office.act(TAM), proposal=proposal.id)


async def test_the_head_agrees_to_what_an_officer_proposed(office: Office) -> None:
    """The reporter hears only of the end."""
    tip = await office.taken()

    waiting = await proposed(office, tip, INVESTIGATED)
    assert (Status.CLOSING, INVESTIGATED) == (waiting.status, waiting.outcome)
    assert [UNIT] == asked_of(await office.delivers())
    assert [] == await office.notices()
    closed = await office.closing.agree(office.act(HEAD), tip=tip.id, version=waiting.version)

    assert (Status.CLOSED, 1) == (closed.status, closed.confirmations)
    assert 1 == len(await office.notices())
    assert ["tip.taken", "tip.proposed", "tip.closed"] == [action for action, _, _ in await office.audited()]


@pytest.mark.parametrize("officer", [TAM, BE, DESK_ONE])
async def test_nobody_but_the_head_agrees(office: Office, officer: Officer) -> None:
    """Neither the proposer nor a colleague nor the desk."""
    tip = await office.taken()
    waiting = await proposed(office, tip, INVESTIGATED)

    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(officer, chat=UNIT_CHAT), tip=tip.id, version=waiting.version)


async def test_a_head_never_agrees_to_their_own_proposal(office: Office) -> None:
    """Where the unit has no other head, the desk is asked in its place."""
    tip = await office.taken(HEAD)

    waiting = await proposed(office, tip, INVESTIGATED, HEAD)
    assert [DESK] == asked_of(await office.delivers())
    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(HEAD), tip=tip.id, version=waiting.version)
    closed = await office.closing.agree(office.act(DESK_ONE), tip=tip.id, version=waiting.version)

    assert Status.CLOSED is closed.status


async def test_a_head_who_closes_a_colleagues_tip_is_its_proposer(office: Office) -> None:
    """So that the officer whose tip it was may not agree for the head, nor the head alone."""
    tip = await office.taken(TAM)

    waiting = await proposed(office, tip, INVESTIGATED, HEAD)

    assert HEAD.id == waiting.taken_by
    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(HEAD), tip=tip.id, version=waiting.version)


async def test_a_suspected_lie_needs_the_head_and_then_the_province(office: Office) -> None:
    """And the reporter is told nothing at all."""
    tip = await office.taken()
    waiting = await proposed(office, tip, LIE)
    assert [UNIT] == asked_of(await office.delivers())

    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(DESK_ONE), tip=tip.id, version=waiting.version)
    half = await office.closing.agree(office.act(HEAD), tip=tip.id, version=waiting.version)
    assert (Status.CLOSING, 1) == (half.status, half.confirmations)
    assert [DESK] == asked_of(await office.delivers())
    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(HEAD), tip=tip.id, version=half.version)
    closed = await office.closing.agree(office.act(DESK_TWO), tip=tip.id, version=half.version)

    assert (Status.CLOSED, LIE) == (closed.status, closed.outcome)
    assert [] == await office.notices()


async def test_at_the_desk_another_member_agrees_once(office: Office) -> None:
    """The desk may have no head; whoever proposed does not agree."""
    tip = await office.taken(DESK_ONE, unit=DESK)

    waiting = await proposed(office, tip, LIE, DESK_ONE)
    with pytest.raises(NotAllowed):
        await office.closing.agree(office.act(DESK_ONE), tip=tip.id, version=waiting.version)
    closed = await office.closing.agree(office.act(DESK_TWO), tip=tip.id, version=waiting.version)

    assert Status.CLOSED is closed.status


async def test_a_proposal_is_sent_back_by_whoever_must_agree_or_taken_back(office: Office) -> None:
    """The tip is in its officer's hands again, without an outcome."""
    tip = await office.taken()
    for officer in (HEAD, TAM):
        waiting = await proposed(office, tip, INVESTIGATED)

        back = await office.closing.send_back(office.act(officer), tip=tip.id, version=waiting.version)

        assert (Status.TAKEN, TAM.id, None) == (back.status, back.taken_by, back.outcome)
    with pytest.raises(StalePress):
        await office.closing.agree(office.act(HEAD), tip=tip.id, version=waiting.version)
    assert [] == await office.notices()


async def test_a_colleague_does_not_send_a_proposal_back(office: Office) -> None:
    """It is neither theirs nor theirs to judge."""
    tip = await office.taken()
    waiting = await proposed(office, tip, INVESTIGATED)

    with pytest.raises(NotAllowed):
        await office.closing.send_back(office.act(BE), tip=tip.id, version=waiting.version)


async def test_the_unit_hears_that_the_province_sent_it_back(office: Office) -> None:
    """The desk presses in its own group."""
    tip = await office.taken(HEAD)
    waiting = await proposed(office, tip, INVESTIGATED, HEAD)
    await office.settles()

    await office.closing.send_back(office.act(DESK_ONE), tip=tip.id, version=waiting.version)

    assert [Menu.SENT_BACK.value] * 2 == menus(await office.delivers())


async def test_an_older_button_does_not_agree_to_another_outcome(office: Office) -> None:
    """The button carries the version of what it showed."""
    tip = await office.taken()
    old = await proposed(office, tip, INVESTIGATED)
    await office.closing.send_back(office.act(TAM), tip=tip.id, version=old.version)
    new = await proposed(office, tip, SPAM)

    with pytest.raises(StalePress):
        await office.closing.agree(office.act(HEAD), tip=tip.id, version=old.version)

    assert Status.CLOSED is (await office.closing.agree(office.act(HEAD), tip=tip.id, version=new.version)).status


async def test_what_the_word_leaves_open_is_filled_by_answering_the_prompt(office: Office) -> None:
    """A line for each blank."""
    tip = await office.taken()
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=ELSEWHERE)
    assert proposal is not None
    with pytest.raises(StalePress):
        await office.closing.confirm(office.act(TAM), proposal=proposal.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.BLANKS)

    with pytest.raises(UnexpectedReply):
        await office.casework.replied(office.act(TAM), to=prompt, text="UBND phường")
    with pytest.raises(UnsafeQuestion):
        await office.casework.replied(office.act(TAM), to=prompt, text="UBND phường\nGọi 0912345678")
    heard = await office.casework.replied(office.act(TAM), to=prompt, text="UBND phường\n\n12 Nguyễn Huệ")
    [menu] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]
    view = await office.showing.menu(menu)
    closed = await office.closing.confirm(office.act(TAM), proposal=proposal.id)

    assert Heard.BLANKS is heard
    assert view is not None
    assert (Menu.CONFIRM_OUTCOME, ("UBND phường", "12 Nguyễn Huệ")) == (view.menu, view.blanks)
    assert closed is not None
    assert ("UBND phường", "12 Nguyễn Huệ") == closed.outcome_blanks


async def test_officers_do_not_withdraw_in_the_reporters_name(office: Office) -> None:
    """That outcome is the reporter's, and it is not offered."""
    tip = await office.taken()
    await office.closing.open(office.act(TAM), tip=tip.id)
    [menu] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]

    view = await office.showing.menu(menu)

    assert view is not None
    assert WITHDRAWN not in {outcome.code for outcome in view.outcomes}
    for code in (WITHDRAWN, OutcomeCode("no_such")):
        with pytest.raises(UnexpectedReply):
            await office.closing.choose(office.act(TAM), tip=tip.id, outcome=code)


async def test_a_colleagues_tip_is_closed_by_them_or_the_head(office: Office) -> None:
    """And one that is closed already, by nobody."""
    tip = await office.taken(TAM)

    with pytest.raises(TakenBy):
        await office.closing.open(office.act(BE), tip=tip.id)
    await proposed(office, tip, FINED, HEAD)
    with pytest.raises(ChangeNotAllowed):
        await office.closing.open(office.act(HEAD), tip=tip.id)


async def test_whoever_must_agree_is_shown_the_tip(office: Office) -> None:
    """The desk has never seen the commune's card."""
    tip = await office.taken(HEAD)
    await proposed(office, tip, INVESTIGATED, HEAD)
    [asked] = [
        one.content
        for one in await office.delivers()
        if isinstance(one.content, MenuDispatch) and one.content.menu == Menu.AGREE
    ]

    view = await office.showing.menu(asked)

    assert view is not None
    assert view.card is not None
    assert (INVESTIGATED, Confirmer.PROVINCE) == (view.outcome and view.outcome.code, view.card.awaits)
    assert CardButton.AGREE not in view.card.buttons
    assert DESK_CHAT != view.card.chat
