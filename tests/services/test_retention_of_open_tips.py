"""A tip that nobody closes is not kept for ever: the desk is told in the month before its contents go."""

from pathlib import Path

import pytest

from bot.domain.conversation import ReplyAddress
from bot.domain.dispatches import AlertDispatch, CardRefresh, ToUnit
from bot.domain.identifiers import ChatId, Language
from bot.domain.tip import Tip
from bot.domain.units import DESK
from bot.services.retention import Retention
from storage.files import SealedFiles
from storage.vault import Vault
from tests.services.office import TAM, Office

_LAN = ChatId(7)


@pytest.fixture
def retention(office: Office, vault: Vault, tmp_path: Path) -> Retention:
    """Give what forgets, over the office's casebook."""
    shelf = SealedFiles(tmp_path / "evidence")
    return Retention(vault, office.casebook, shelf, office.directory, office.clock, wake=lambda: None)


async def test_a_tip_that_nobody_closes_goes_a_year_after_its_last_change(
    office: Office, retention: Retention, vault: Vault
) -> None:
    """Its contents and its reply address; the cards are blanked, and the audit says so."""
    tip = await _answered_to(vault, await office.taken())

    office.clock.passes(days=364, hours=23)
    await retention.end_open()
    before = await _kept(office, tip)
    office.clock.passes(hours=1)
    await retention.end_open()
    sent = await office.delivers()

    assert before == tip
    assert await _kept(office, tip) is None
    assert await _address_of(vault, tip) is None
    assert CardRefresh(tip=tip.id) in [dispatch.content for dispatch in sent]
    assert ("tip.purged", "system", tip.unit) == (await office.audited())[-1]


async def test_the_cards_of_its_sisters_name_it_no_more(office: Office, retention: Retention) -> None:
    """The one that was alone left of a case stands alone, and reads so."""
    gone = await office.files()
    office.clock.passes(days=100)
    sister = await office.files()
    await office.joining.join(office.act(TAM), tip=sister.id, other=gone.reference)
    await office.delivers()

    office.clock.passes(days=265)
    await retention.end_open()
    view = await office.showing.card(sister.id)

    assert await _kept(office, gone) is None
    assert CardRefresh(tip=sister.id) in [dispatch.content for dispatch in await office.delivers()]
    assert view is not None
    assert () == view.together.sisters


async def test_a_word_keeps_a_tip_for_another_year(office: Office, retention: Retention) -> None:
    """A note among officers shows that somebody is at it."""
    tip = await office.taken()
    office.clock.passes(days=200)
    await office.casework.replied(office.act(TAM), to=office.card_of(tip), text="Còn theo dõi.")

    office.clock.passes(days=300)
    await retention.end_open()
    still = await _kept(office, tip)
    office.clock.passes(days=65)
    await retention.end_open()

    assert still is not None
    assert await _kept(office, tip) is None


async def test_the_desk_is_told_in_the_month_before(office: Office, retention: Retention) -> None:
    """Once a week, by reference, as long as nothing happens."""
    tip = await office.taken()
    told: list[tuple[int, tuple[str, ...]]] = []

    for day in range(1, 365):
        office.clock.passes(days=1)
        await retention.end_open()
        told += [
            (day, dispatch.content.data)
            for dispatch in await office.delivers()
            if isinstance(dispatch.content, AlertDispatch) and dispatch.to == ToUnit(unit=DESK)
        ]

    assert [(day, ("1", tip.reference)) for day in (335, 342, 349, 356, 363)] == told


async def _answered_to(vault: Vault, tip: Tip) -> Tip:
    assert tip.handle is not None
    async with vault.begin() as session:
        await session.handles.open(ReplyAddress(handle=tip.handle, tip=tip.id, chat=_LAN, language=Language("vi")))
    return tip


async def _address_of(vault: Vault, tip: Tip) -> ReplyAddress | None:
    assert tip.handle is not None
    async with vault.begin() as session:
        return await session.handles.of(tip.handle)


async def _kept(office: Office, tip: Tip) -> Tip | None:
    async with office.casebook.begin() as book:
        return await book.tips.get(tip.id)
