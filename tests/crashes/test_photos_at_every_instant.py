"""A tip is shown in photos while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

from tests.crashes.ledger import Ledger, count, receipts_shown
from tests.crashes.lives import Check, MortalTown, at_every_instant
from tests.crashes.residents import WORDS, comes_in, presses, receipt_in, sees
from tests.crashes.station import opens, stray_cards
from tests.evidence.photos import decoded, encoded, scene

WIDTHS = [160, 200]


async def a_tip_in_photos(place: MortalTown) -> Check:
    """Send an album of two with words under it, up to the receipt and the album at the unit."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    await place.counts()
    lan.sends_album([encoded(scene((width, 120))) for width in WIDTHS], caption=WORDS)
    await sees(lan, "Đã giữ 2 hình")
    lan.sends("my thoi")
    when = await presses(lan, await sees(lan, "giống loại nào"), "Bỏ qua", "lúc nào")
    review = await presses(lan, when, "Hôm nay", "Coi lại trước khi gửi")
    receipt = receipt_in(await presses(lan, review, "Gửi tin", "Mã tin"))
    await station.sees(WORDS, anew=False)
    await station.sees("2 hình, đã xóa thông tin ẩn", anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (WORDS,) == tip.account.texts
        assert WIDTHS == [decoded(content).width for content in await kept.photos(tip.id)]
        assert 1 == count(place.settings, "casebook", "tips")
        assert {receipt} == receipts_shown(lan)
        assert [] == stray_cards(station.cards())

    return holds


async def test_photos_are_there_once_in_order_and_open(tmp_path: Path) -> None:
    """Whatever instant the bot dies at: both photos belong to the one tip, and both can be opened."""
    instants = await at_every_instant(tmp_path, a_tip_in_photos)

    assert 40 < len(instants)
