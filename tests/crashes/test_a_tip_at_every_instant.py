"""A tip is told while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

from tests.crashes.ledger import Ledger, count, receipts_shown
from tests.crashes.lives import Check, MortalTown, at_every_instant
from tests.crashes.residents import WORDS, comes_in, receipt_in, tells
from tests.crashes.station import opens, stray_cards


async def a_tip(place: MortalTown) -> Check:
    """Tell a tip from the first word to the receipt."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    await place.counts()
    receipt = receipt_in(await tells(lan))
    await station.sees(WORDS, anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (WORDS,) == tip.account.texts
        assert 1 == count(place.settings, "casebook", "tips")
        assert {receipt} == receipts_shown(lan)
        assert 1 == await kept.addresses(lan)
        assert 1 <= len(station.cards()) <= 2
        assert [] == stray_cards(station.cards())

    return holds


async def test_a_tip_is_there_once_and_its_receipt_is_shown(tmp_path: Path) -> None:
    """Whatever instant the bot dies at: one tip, one receipt shown that finds it, one card or a marked second."""
    instants = await at_every_instant(tmp_path, a_tip)

    assert 40 < len(instants)
