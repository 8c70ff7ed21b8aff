"""The movement's day on the 19th of August, and a lunar one: planned once, sent each year, never twice."""

from datetime import date, time

import pytest

from bot.domain.broadcasts.broadcast import Content, Occurrence, OccurrenceState, Wording
from bot.domain.broadcasts.schedule import LunarYearly, Pattern, Repeating, Yearly
from tests.stories.crowds import crowd
from tests.stories.newsroom import VI, newsroom
from tests.town import Town

TITLE = "Ngày hội Toàn dân bảo vệ an ninh Tổ quốc"
FESTIVAL = Content(wordings={VI: Wording(title=TITLE, text="Mời bà con tới nhà văn hóa lúc 8 giờ.")})


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        (Yearly(month=8, day=19), ("2027-08-19", "2028-08-19", "2029-08-19")),
        (LunarYearly(month=1, day=1), ("2027-02-06", "2028-01-26", "2029-02-13")),
    ],
    ids=["on the 19th of August", "on the first day of the lunar year"],
)
async def test_each_year_has_its_own_sending(place: Town, pattern: Pattern, days: tuple[str, str, str]) -> None:
    """Two years pass, with a restart on the day itself; the third one stands in the calendar."""
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    town = await crowd(place, 20)
    schedule = Repeating(pattern=pattern, time=time(7, 0), first=date(2026, 11, 28))
    festival = await room.sends(FESTIVAL, schedule=schedule)
    counts = [town.copies(TITLE).total()]

    for number, day in enumerate(days[:2], start=1):
        place.clock.comes_to(day, "06:59")
        await room.ticks()
        counts.append(town.copies(TITLE).total())
        place.clock.comes_to(day, "07:00")
        await place.stops()
        await place.starts()
        await room.ticks()
        await room.ticks()
        await room.until(lambda number=number: town.copies(TITLE).total() >= number * len(town.reachable))
        await place.api.quiet(0.1)
        counts.append(town.copies(TITLE).total())

    each = len(town.reachable)
    planned = await room.sendings(festival)
    assert [0, 0, each, each, 2 * each] == counts
    assert list(days) == [_day(place, one) for one in planned]
    assert OccurrenceState.PLANNED is planned[-1].state


def _day(place: Town, sending: Occurrence) -> str:
    return sending.planned.astimezone(place.settings.zone).date().isoformat()
