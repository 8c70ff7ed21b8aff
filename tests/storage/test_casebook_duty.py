"""Rosters in the casebook."""

from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.duty import Offer, Roster, Shift, Watch
from bot.domain.identifiers import OfficerId
from tests.storage.casebook_samples import NOW, OFFICER, OTHER_UNIT, UNIT, opened, raw

MONDAY: Final = date(2026, 11, 23)
NIGHT: Final = datetime(2026, 11, 24, 2, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
#: A roster in which nothing is left at its default.
ROSTER: Final = Roster(
    week={0: (Shift(watch=Watch.ALL, officer=OFFICER.id),), 3: ()},
    exceptions={date(2026, 11, 27): (Shift(watch=Watch.NIGHT, officer=OFFICER.id),)},
    offers=(Offer(day=MONDAY, watch=Watch.ALL, officer=OFFICER.id, colleague=OfficerId("0b" * 8)),),
    version=7,
)


async def test_a_roster_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """One a unit; a unit that has none has an empty one."""
    async with opened(tmp_path) as casebook:
        async with casebook.begin() as session:
            await session.duty.save(UNIT, Roster())
            await session.duty.save(UNIT, ROSTER)
        async with casebook.begin() as session:
            assert ROSTER == await session.duty.of(UNIT)
            assert Roster() == await session.duty.of(OTHER_UNIT)
            assert {UNIT: ROSTER} == await session.duty.every()

    assert OFFICER.id.encode() not in raw(tmp_path)


async def test_on_duty_is_only_who_is_enrolled_there(tmp_path: Path) -> None:
    """Whoever was never enrolled, or has been removed, is nobody, whatever the roster says."""
    async with opened(tmp_path) as casebook, casebook.begin() as session:
        await session.duty.save(UNIT, ROSTER)
        await session.duty.save(OTHER_UNIT, ROSTER)

        assert await session.duty.on_duty(UNIT, NIGHT) is None
        await session.officers.enrol(OFFICER, now=NOW)
        assert OFFICER.id == await session.duty.on_duty(UNIT, NIGHT)
        assert await session.duty.on_duty(OTHER_UNIT, NIGHT) is None
        assert await session.duty.on_duty(UNIT, NIGHT.replace(hour=8)) is None
        await session.officers.remove(OFFICER.id, now=NOW)
        assert await session.duty.on_duty(UNIT, NIGHT) is None
