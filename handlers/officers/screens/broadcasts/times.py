"""When a broadcast goes out, in words: a schedule as a sentence, its next times, and why a typed time is none."""

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from typing import Final

from bot.domain.broadcasts.errors import LunarUnknown, NeverDue, TimeRefused
from bot.domain.broadcasts.schedule import At, Daily, LunarYearly, Monthly, Now, Repeating, Schedule, Weekly, Yearly
from bot.domain.errors import Refused
from handlers.officers.screens.look import joined
from handlers.texts import Html, Words

_SHORTEST: Final = 28  #: days of a month
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK: Final = 7
_LEAP_DAY: Final = (2, 29)
_EVE: Final = (12, 30)
_EARLY: Final = 10  #: up to this day one says mùng
_FULL_MOON: Final = 15
_LAST: Final = 30


def said(schedule: Schedule, words: Words, zone: tzinfo, *, today: date | None = None) -> str:
    """Give a schedule as a phrase without markup: "Thứ Hai hằng tuần lúc 07:00, đến 31/12/2026".

    The first day is said where it is to come yet; without `today`, always.
    """
    match schedule:
        case Now():
            return words.plain("schedule.now")
        case At(at=at):
            return _capital(moment(at, words, zone))
        case Repeating():
            is_ahead = today is None or schedule.first > today
            bound = "between" if is_ahead and schedule.until else "from" if is_ahead else "until"
            text = _pattern(schedule, words)
            if not is_ahead and schedule.until is None:
                return _capital(text)
            until = f"{schedule.until:%d/%m/%Y}" if schedule.until else ""
            return _capital(
                _filled(words, f"schedule.{bound}", text=text, first=f"{schedule.first:%d/%m/%Y}", until=until)
            )


def moment(at: datetime, words: Words, zone: tzinfo) -> str:
    """Give a time with everything that could be mistaken: "07:00 thứ Sáu 27/11/2026"."""
    local = at.astimezone(zone)
    return _filled(words, "schedule.moment", at=_hour(local.time()), day=day(local.date(), words))


def day(at: date, words: Words) -> str:
    """Give a day with its weekday and its year."""
    return _filled(words, "schedule.day", weekday=words.plain(f"day.{at.weekday()}"), date=f"{at:%d/%m/%Y}")


def coming(times: Sequence[datetime], words: Words, zone: tzinfo) -> Html:
    """Give the next times, one a line."""
    if not times:
        return words("schedule.coming.none")
    return joined(
        words("schedule.coming"), *(words("schedule.coming.one", moment=moment(at, words, zone)) for at in times)
    )


def fault(error: Refused, words: Words) -> Html | None:
    """Give the sentence that says why a time cannot be taken; None where the refusal is about something else."""
    match error:
        case TimeRefused(fault=why):
            return words(f"schedule.fault.{why.value}")
        case LunarUnknown(last=last):
            return words("schedule.fault.lunar", last=last)
        case NeverDue():
            return words("schedule.fault.never")
        case _:
            return None


def _pattern(schedule: Repeating, words: Words) -> str:
    at = _hour(schedule.time)
    match schedule.pattern:
        case Daily():
            return _filled(words, "schedule.daily", at=at)
        case Weekly(days=days) if len(set(days)) == _WEEK:
            return _filled(words, "schedule.daily", at=at)
        case Weekly(days=days):
            names = [words.plain(f"day.{number}") for number in sorted(set(days))]
            listed = words.plain("schedule.and").join(filter(None, (", ".join(names[:-1]), names[-1])))
            return _filled(words, "schedule.weekly", days=listed, at=at)
        case Monthly(day=number):
            kind = ".last" if number == max(_LONGEST) else ".shorter" if number > _SHORTEST else ""
            return _filled(words, f"schedule.monthly{kind}", day=number, at=at)
        case Yearly(month=month, day=number):
            kind = ".last" if (month, number) == _LEAP_DAY or number > _LONGEST[month - 1] else ""
            return _filled(words, f"schedule.yearly{kind}", day=number, month=month, at=at)
        case LunarYearly(month=month, day=number) if (month, number) == _EVE:
            return _filled(words, "schedule.lunar.eve", at=at)
        case LunarYearly(month=month, day=number):
            return _filled(words, "schedule.lunar", day=_moon(number, words), month=_month(month, words), at=at)


def _moon(number: int, words: Words) -> str:
    kind = "early" if number <= _EARLY else "full" if number == _FULL_MOON else "last" if number == _LAST else "late"
    return _filled(words, f"schedule.lunar.day.{kind}", day=number)


def _month(number: int, words: Words) -> str:
    own = f"schedule.lunar.month.{number}"
    return words.plain(own) if words.has(own) else _filled(words, "schedule.lunar.month", month=number)


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def _filled(words: Words, key: str, **values: object) -> str:
    """Give a text with its values, without markup: nothing that a person typed is among them."""
    return words.plain(key).format_map(values)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
