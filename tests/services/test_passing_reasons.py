"""Why a tip is passed on: ready reasons, own words, and whose they are until the tip has gone."""

import pytest

from bot.domain.dispatches import (
    CardDispatch,
    EntryDispatch,
)
from bot.domain.errors import NotAllowed, StalePress, UnexpectedReply
from bot.domain.menus import Menu
from bot.domain.units import DESK
from bot.services.casework import Heard
from tests.services.office import (
    BE,
    CRIME,
    TAM,
    UNIT,
    Office,
)
from tests.services.passing import WRONG_AREA, passed_with_words, passes, reasoned, to
from tests.services.sent import menus


async def test_nothing_happens_before_it_is_confirmed(office: Office) -> None:
    """A unit is chosen, a reason is given, what will happen is shown: the tip is where it was."""
    tip = await office.taken()

    assert Heard.REASON is await reasoned(office, tip)

    assert tip == await office.tip(tip)
    assert [Menu.CONFIRM_TRANSFER.value] == menus(await office.delivers())
    assert [] == await office.notices()


async def test_a_long_reason_is_posted_whole(office: Office) -> None:
    """The card has room for its beginning only."""
    tip = await office.taken()

    await passed_with_words(office, tip, "Liên xã. " * 40)

    [reason] = await office.thread(tip)
    assert [CardDispatch(tip=tip.id), EntryDispatch(tip=tip.id, entry=reason.id)] == to(DESK, await office.delivers())


async def test_a_ready_reason_is_no_note(office: Office) -> None:
    """Its code stands in the move and in the audit."""
    tip = await office.taken()

    await passes(office, tip, CRIME, by=TAM, reason="vuot_tham_quyen")

    async with office.casebook.begin() as book:
        [move] = await book.moves.of(tip.id)
    assert (UNIT, CRIME, "vuot_tham_quyen", None) == (move.origin, move.target, move.reason, move.entry)
    assert [] == await office.thread(tip)


async def test_no_reason_is_made_up(office: Office) -> None:
    """A code that the units file has not, or a move without any reason, passes nothing."""
    tip = await office.taken()
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=CRIME)
    assert draft is not None

    with pytest.raises(StalePress):
        await office.transferring.because(office.act(TAM), draft=draft.id, reason="chan_qua")
    with pytest.raises(StalePress):
        await office.transferring.pass_on(office.act(TAM), draft=draft.id)

    assert tip == await office.tip(tip)


async def test_what_one_officer_is_about_to_pass_no_other_passes(office: Office) -> None:
    """And what has been dropped, or is another kind of draft, nobody does."""
    tip = await office.files()
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=CRIME)
    words = await office.asking.choose(office.act(BE), tip=tip.id, question="con_khong")
    assert draft is not None
    assert words is not None

    with pytest.raises(NotAllowed):
        await office.transferring.because(office.act(BE), draft=draft.id, reason=WRONG_AREA)
    with pytest.raises(StalePress):
        await office.transferring.pass_on(office.act(BE), draft=words.id)
    with pytest.raises(StalePress):
        await office.asking.send(office.act(TAM), draft=draft.id)
    await office.asking.drop(office.act(TAM), draft=draft.id)
    with pytest.raises(StalePress):
        await office.transferring.because(office.act(TAM), draft=draft.id, reason=WRONG_AREA)


async def test_a_reason_is_wanted(office: Office) -> None:
    """An empty one passes nothing."""
    tip = await office.taken()

    with pytest.raises(UnexpectedReply):
        await reasoned(office, tip, "  ")

    assert UNIT == (await office.tip(tip)).unit
