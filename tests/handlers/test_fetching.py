"""Files on their way from Telegram: had whole, or refused with a reason that can be told."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.domain.evidence import MOST_BYTES, PhotoTooLarge, PhotoUnfetched
from bot.sandbox.faults import Fault
from handlers.fetching import Fetcher, Picture
from tests.handlers.station import Station, a_station


@pytest.fixture
async def station(tmp_path: Path) -> AsyncGenerator[Station]:
    """Open a station."""
    async with a_station(tmp_path) as found:
        yield found


async def test_a_file_is_had_whole(station: Station) -> None:
    """By its id, byte for byte."""
    kept = station.api.world.files.keep(b"a scene", kind="photo")

    content = await Fetcher(station.application.bot).fetch(Picture(file=kept.file_id, size=7, declared=None))

    assert b"a scene" == content


async def test_what_telegram_does_not_hand_out_is_not_asked_for(station: Station) -> None:
    """Beyond 20 MB it is said at once; where only Telegram knows the size, it says so."""
    fetcher = Fetcher(station.application.bot)
    heavy = station.api.world.files.keep(b"x", kind="document", size=MOST_BYTES + 1)

    with pytest.raises(PhotoTooLarge):
        await fetcher.fetch(Picture(file=heavy.file_id, size=MOST_BYTES + 1, declared=None))
    asked = len(station.api.journal.calls("getFile"))
    with pytest.raises(PhotoTooLarge):
        await fetcher.fetch(Picture(file=heavy.file_id, size=0, declared=None))

    assert 0 == asked


async def test_a_file_that_is_gone_can_be_sent_again(station: Station) -> None:
    """An id that Telegram does not know, and a path that is not there any more, are told alike."""
    fetcher = Fetcher(station.application.bot)
    kept = station.api.world.files.keep(b"a scene", kind="photo")

    with pytest.raises(PhotoUnfetched):
        await fetcher.fetch(Picture(file="AgACAgUAAx-unknown", size=7, declared=None))
    station.api.faults.next(Fault.ERROR, method="getFile", code=404)
    with pytest.raises(PhotoUnfetched):
        await fetcher.fetch(Picture(file=kept.file_id, size=7, declared=None))
