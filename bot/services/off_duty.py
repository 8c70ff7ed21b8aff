"""Off duty for good: whoever leaves a unit leaves its roster, and its heads are told which days that leaves empty."""

from datetime import datetime
from typing import Final

from bot.domain.dispatches import Dispatch, DutyDispatch, DutyWord, Priority, ToOfficer
from bot.domain.duty import DAYS_OF_A_WEEK, duty_day, names, saved, uncovered, without
from bot.domain.identifiers import OfficerId, fresh_id
from bot.domain.people import Role
from bot.domain.units import UnitCode
from bot.ports.casebook import CasebookSession

CHANGED: Final = "duty.changed"


async def take_off(book: CasebookSession, unit: UnitCode, officer: OfficerId, *, now: datetime) -> None:
    """Take an officer out of a unit's roster; where that leaves a day of the coming week empty, its heads hear it."""
    before = await book.duty.of(unit)
    if not names(before, officer):
        return
    today = duty_day(now)
    after = without(before, officer)
    await book.duty.save(unit, saved(after, today))
    await book.audit.write(CHANGED, at=now, actor="system", unit=unit, data={"gone": officer})
    had = set(uncovered(before, today, days=DAYS_OF_A_WEEK))
    empty = tuple(day for day in uncovered(after, today, days=DAYS_OF_A_WEEK) if day not in had)
    if not empty:
        return
    content = DutyDispatch(unit=unit, word=DutyWord.EMPTIED, officer=officer, days=empty)
    for head in await book.officers.of_unit(unit):
        if head.role is Role.HEAD and head.id != officer:
            to = ToOfficer(officer=head.id)
            await book.dispatches.put(Dispatch(id=fresh_id(), to=to, content=content, priority=Priority.REST), now=now)
