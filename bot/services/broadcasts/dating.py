"""Dating: when a draft goes out, typed or pressed: at once, at a time, or again and again."""

from dataclasses import replace
from datetime import date, time
from typing import Final

from bot.domain.broadcasts import drafting
from bot.domain.broadcasts.errors import TimeFault, TimeRefused
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import At, LunarYearly, Monthly, Pattern, Repeating, Schedule, Yearly
from bot.domain.errors import StalePress
from bot.domain.identifiers import Language
from bot.places import moments
from bot.services.broadcasts.composing import Composing, Draft
from bot.services.broadcasts.dates import Dates
from bot.services.conversing import Visit

_LONGEST_MONTH: Final = 31


class Dating:
    """Sets when drafts go out."""

    def __init__(self, composing: Composing, dates: Dates, *, default: Language) -> None:
        self._composing = composing
        self._dates = dates
        self._default = default

    async def typed(self, visit: Visit, draft: Draft, typed: str) -> Draft:
        """Take in a typed time, day or hour, whichever is awaited.

        Raises:
            TimeRefused, LunarUnknown, NeverDue: it is none, or nothing would ever be sent.

        """
        now, focus = draft.now, draft.focus
        match focus.part:
            case Part.WHEN:
                return await self.set_when(visit, At(at=moments.moment(typed, now=now)))
            case Part.DAY:
                return await self.repeat(visit, Monthly(day=_day_of_month(typed)))
            case Part.DATE:
                month, day = _month_and_day(typed)
                return await self.repeat(visit, Yearly(month=month, day=day))
            case Part.LUNAR_DATE:
                month, day = _month_and_day(typed)
                return await self.repeat(visit, LunarYearly(month=month, day=day))
            case Part.HOUR:
                return await self.repeat_at(visit, moments.hour(typed))
            case _:
                return await self.repeat_until(visit, moments.day(typed, today=now.date()))

    async def set_when(self, visit: Visit, schedule: Schedule) -> Draft:
        """Set when it goes out.

        Raises:
            TimeRefused, LunarUnknown, NeverDue: it never would.

        """
        draft = await self._composing.view(visit)
        if draft.is_done:
            return draft
        self._dates.check(schedule, draft.now)
        return await self._composing.change(
            visit, lambda old: replace(old, schedule=schedule), drafting.going_on(default=self._default, settled=True)
        )

    async def repeat(self, visit: Visit, pattern: Pattern) -> Draft:
        """Take a pattern by which it repeats, and ask for the hour."""
        return await self._composing.ask(visit, lambda focus: replace(focus, pattern=pattern, part=Part.HOUR))

    async def repeat_at(self, visit: Visit, at: time) -> Draft:
        """Set the hour of a repetition whose pattern was chosen."""
        draft = await self._composing.view(visit)
        if draft.is_done:
            return draft
        if draft.focus.pattern is None:
            raise StalePress
        first = draft.now.astimezone(self._dates.zone).date()
        return await self.set_when(visit, Repeating(pattern=draft.focus.pattern, time=at, first=first))

    async def repeat_until(self, visit: Visit, until: date | None) -> Draft:
        """Set the last day of a repetition."""
        draft = await self._composing.view(visit)
        if not isinstance(draft.broadcast.schedule, Repeating):
            raise StalePress
        return await self.set_when(visit, replace(draft.broadcast.schedule, until=until))


def _day_of_month(typed: str) -> int:
    """Give the day of a month that was typed as a number, with or without "ngày" before it."""
    number = typed.strip().lower().removeprefix("ngày").removeprefix("ngay").strip()
    if not number.isdecimal():
        raise TimeRefused(TimeFault.UNREADABLE)
    if len(number) > len(str(_LONGEST_MONTH)) or not 1 <= int(number) <= _LONGEST_MONTH:
        raise TimeRefused(TimeFault.NO_SUCH_DAY)
    return int(number)


def _month_and_day(typed: str) -> tuple[int, int]:
    day, month = moments.day_and_month(typed)
    return month, day
