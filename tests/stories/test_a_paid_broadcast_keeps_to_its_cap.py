"""Telegram takes Stars for fast delivery: the second officer reads how many before a yes, and no more are spent."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.stories.crowds import crowd
from tests.stories.newsroom import ENGLISH_TITLE, TITLE, newsroom
from tests.town import Town, town

STARS = 5


@pytest.fixture
async def paying_place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town whose bot pays for speed, up to five Stars a sending."""
    async with town(tmp_path, paced=False, rate=30, paid_rate=1000, paid_stars=STARS) as found:
        yield found


async def test_the_cost_is_read_before_the_approval_and_in_the_report(paying_place: Town) -> None:
    """Fifty messages for five Stars; the rest goes at the rate that costs nothing."""
    place = paying_place
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    people = await crowd(place, 120)
    proposed = await room.proposes(await room.writes())
    card = await room.ward.head.sees("Tin chờ duyệt", anew=False)

    warning = await room.approves(proposed)
    sending = await room.ends(warning)
    await place.program.updating.update()  # pyright: ignore[reportOptionalMemberAccess] - it runs
    report = await room.ward.head.sees("Đã gửi xong", anew=False)

    read = people.copies(TITLE) + people.copies(ENGLISH_TITLE)
    assert "⭐ Gửi nhanh có trả phí: mỗi lần gửi khoảng 5 Sao Telegram, nhiều nhất 5." in card.text
    assert people.once(people.reachable) == read
    assert 10 * STARS == sum(call.params.get("allow_paid_broadcast") is True for call in place.api.journal.calls())
    assert "⭐ Đã dùng khoảng 5 Sao Telegram." in report.text
    assert STARS == (await room.progress(sending.id)).stars
