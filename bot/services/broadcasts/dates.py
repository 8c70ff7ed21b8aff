"""When a repeating broadcast goes out: APScheduler's triggers find the days, the lunar table gives those of the moon.

The triggers are asked about times of the wall, put as if they were UTC, and what they give is put into the zone: asked
in a zone of their own they give a time twice where clocks are set back. They are loaded with the first question. It
knows no store and sends nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from bot.domain.broadcasts.errors import LunarUnknown, NeverDue, TimeFault, TimeRefused
from bot.domain.broadcasts.schedule import At, Daily, LunarYearly, Monthly, Repeating, Schedule, Weekly, Yearly
from bot.places import lunar
from bot.places.lunar import LunarCalendar

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

SHOWN: Final = 5  #: dates that are shown to whoever composes
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_WIDER: Final = 8  #: times, where too few times were found
_AHEAD: Final = 2  #: of the days of a lunar year, how many are put to the trigger at once
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  #: days of each month in a leap year


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of schedules, in the province's zone."""

    zone: tzinfo
    calendar: LunarCalendar = field(default_factory=lunar.load)

    def after(self, schedule: Schedule, moment: datetime) -> Iterator[datetime]:
        """Give each time of a schedule later than a moment, in order; of `Now`, none."""
        if isinstance(schedule, At):
            yield from (at for at in (schedule.at.astimezone(self.zone),) if at > moment)
        elif isinstance(schedule, Repeating):
            yield from self._repeated(schedule, moment)

    def next(self, schedule: Schedule, moment: datetime) -> datetime | None:
        """Give the first time later than a moment; None where there is none."""
        return next(self.after(schedule, moment), None)

    def next_five(self, schedule: Schedule, now: datetime) -> tuple[datetime, ...]:
        """Give what is shown before it is approved: the next five times, or as many as there are."""
        return tuple(islice(self.after(schedule, now), SHOWN))

    def latest(self, schedule: Schedule, *, after: datetime, until: datetime, number: int) -> list[datetime]:
        """Give the last so many times between two moments, the later one included, in order.

        Whatever lies before them is not gone through: after years as after days it takes no longer than they do.
        """
        span = number * _DAY
        while True:
            start = max(after, until - span)
            found = [*takewhile(lambda at: at <= until, self.after(schedule, start))]
            if len(found) >= number or start == after:
                return found[-number:]
            span *= _WIDER

    def check(self, schedule: Schedule, now: datetime) -> None:
        """Let a schedule be composed, or say why not.

        Raises:
            TimeRefused: its one time is past.
            LunarUnknown: it reaches beyond the table.
            NeverDue: no day from now on is one of it.

        """
        if isinstance(schedule, At) and schedule.at <= now:
            raise TimeRefused(TimeFault.PAST)
        if not isinstance(schedule, Repeating):
            return
        if isinstance(schedule.pattern, LunarYearly):
            last = self.calendar.last
            if schedule.first > last or (schedule.until is not None and schedule.until > last):
                raise LunarUnknown(self.calendar.months[-1].year)
        if self.next(schedule, now) is None:
            raise NeverDue

    def prepare(self) -> None:
        """Load the triggers and read the table; it may take a while."""
        self.next(
            Repeating(pattern=Daily(), time=time.min, first=self.calendar.first), _wall(self.calendar.first, time.min)
        )

    def _repeated(self, schedule: Repeating, moment: datetime) -> Iterator[datetime]:
        """Ask the trigger for one time of the wall after the other, and put each into the zone."""
        wall = moment.astimezone(self.zone).replace(tzinfo=UTC) - _DAY  # two hours may bear one name
        while (found := self._trigger(schedule, wall).get_next_fire_time(None, wall)) is not None:
            at = found.replace(tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)  # one that is left out moves on
            if at > moment:
                yield at
            wall = found + _MINUTE

    def _trigger(self, schedule: Repeating, wall: datetime) -> "BaseTrigger":
        from apscheduler.triggers.combining import OrTrigger  # noqa: PLC0415 - slow to load, and nobody waits here
        from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415 - as above
        from apscheduler.triggers.date import DateTrigger  # noqa: PLC0415 - as above

        first, last = _wall(schedule.first, time.min), _wall(schedule.until, time.max) if schedule.until else None

        def cron(*, month: int | None = None, day: int | str | None = None, weekday: str | None = None) -> CronTrigger:
            return CronTrigger(
                month=month,
                day=day,
                day_of_week=weekday,
                hour=schedule.time.hour,
                minute=schedule.time.minute,
                start_date=first,
                end_date=last,
                timezone=UTC,
            )

        match schedule.pattern:
            case Daily():
                return cron()
            case Weekly(days=days):
                return cron(weekday=",".join(map(str, sorted(days))))
            case Monthly(day=day):
                shorter = [month for month, longest in enumerate(_LONGEST, start=1) if longest < day]
                ends = [cron(month=month, day="last") for month in shorter]
                # A 29th that is the last of its February is the same time from both, and comes once.
                return OrTrigger([cron(day=day), *ends, *([cron(month=2, day="last")] if day == _LONGEST[1] else [])])
            case Yearly(month=month, day=day):
                return cron(month=month, day="last" if day >= _LONGEST[month - 1] else day)
            case LunarYearly(month=month, day=day):
                # A trigger of one date gives it whatever the time is: those that are over must not be among them.
                days = self.calendar.days_of(month, day, after=max(schedule.first, wall.date()))
                times = [_wall(one, schedule.time) for one in islice(days, _AHEAD)]
                held = [at for at in times if at >= wall and (last is None or at <= last)]
                return OrTrigger([DateTrigger(at, timezone=UTC) for at in held])


def _wall(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)
