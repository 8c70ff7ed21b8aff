"""Photos are sent, with a tip and after it, while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

import pytest

from bot.domain.tip import Tip
from tests.crashes.ledger import Ledger, count
from tests.crashes.lives import Check, MortalTown, Story, at_every_instant
from tests.crashes.residents import WORDS, comes_in, looks_up, presses, receipt_in, sees, tells
from tests.crashes.station import AGAIN, Station, opens
from tests.evidence.photos import decoded, encoded, scene

WIDTHS = (200, 300)


async def a_tip_with_an_album(place: MortalTown) -> Check:
    """Begin a tip with two photos at once, and send it."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    await place.counts()
    lan.sends_album([encoded(scene((width, 150))) for width in WIDTHS], caption=WORDS)
    await sees(lan, "xã, phường nào")
    lan.sends("my thoi")
    kind = await sees(lan, "giống loại nào")
    when = await presses(lan, kind, "Bỏ qua", "lúc nào")
    review = await presses(lan, when, "Hôm nay", "Coi lại trước khi gửi")
    receipt = receipt_in(await presses(lan, review, "Gửi tin", "Mã tin"))

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (WORDS,) == tip.account.texts
        await _holds_photos(place, kept, tip, WIDTHS)
        assert _shows(station, len(WIDTHS))

    return holds


async def an_addition_with_a_photo(place: MortalTown) -> Check:
    """Send a photo with a word under it while the thread lies open; how the tip came is another matter."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await looks_up(lan, receipt)
    await place.counts()
    lan.sends_photo(content=encoded(scene((WIDTHS[0], 150))), caption="xe day")
    written = await sees(lan, "Đã giữ 1 hình")
    await presses(lan, written, "Gửi", "🖼 1 hình")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert ["xe day"] == [entry.text for entry in await kept.thread(tip)]
        await _holds_photos(place, kept, tip, WIDTHS[:1])
        assert _shows(station, 1)

    return holds


@pytest.mark.parametrize("story", [a_tip_with_an_album, an_addition_with_a_photo])
async def test_no_photo_is_lost_or_doubled_whenever_the_bot_dies(tmp_path: Path, story: Story) -> None:
    """They belong to the tip once, in order; what a death left on the shelf without an owner is swept away."""
    instants = await at_every_instant(tmp_path, story)

    assert 15 < len(instants)


async def _holds_photos(place: MortalTown, kept: Ledger, tip: Tip, widths: tuple[int, ...]) -> None:
    async with kept.stores.casebook.begin() as book:
        photos = await book.evidence.every(tip.id)
    assert place.program is not None
    for _ in range(2):  # an orphan goes the second time that it is found
        await place.program.retention.sweep()
    contents = [await kept.stores.shelf.read(photo.id, photo.key) for photo in photos]
    assert widths == tuple(decoded(content).width for content in contents if content is not None)
    assert {photo.id for photo in photos} == await kept.stores.shelf.every()
    assert 1 == count(place.settings, "casebook", "tips")


def _shows(station: Station, photos: int) -> bool:
    """Tell whether the group has the photos once, or a second time marked as such."""
    shown = [one for one in station.head.screen(station.group) if one.by_bot and one.kind == "photo"]
    return len(shown) == photos or (len(shown) == 2 * photos and any(AGAIN in one.text for one in shown))
