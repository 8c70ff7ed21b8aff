"""Times as Vietnamese people type them: "mai 7h", "19/8 7:30", "thứ hai 6h30", "tối nay 8 giờ".

What is read is shown with its day of the week and its year before anything hangs on it; so a day or a time that was not
said is the next one there is, but what was said and has passed is refused, never moved. It knows nothing of what is to
happen then.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.domain.broadcasts.errors import TimeFault, TimeRefused
from bot.places.spelling import folded

AHEAD: Final = timedelta(days=731)  #: no single time may be further away
_JUST_PASSED: Final = timedelta(days=30)  #: a date without a year that passed so lately was meant, and is over
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_HALF: Final = 30
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31
_CENTURY: Final = 100
_LONGEST: Final = 80  #: letters

_WEEKDAYS: Final = (
    "thu (?:hai|2)|t2|monday|mon",
    "thu (?:ba|3)|t3|tuesday|tue",
    "thu (?:tu|4)|t4|wednesday|wed",
    "thu (?:nam|5)|t5|thursday|thurs",
    "thu (?:sau|6)|t6|friday|fri",
    "thu (?:bay|7)|t7|saturday|sat",
    "chu nhat|cn|sunday|sun",
)
_NEXT_WEEK: Final = "tuan (?:sau|toi)"
_PERIOD: Final = "sang|trua|chieu|toi|dem|am|pm"

#: In the order in which they are looked for; each is taken out of the text where it stands.
_SOON: Final = re.compile(r"(?:sau |in )?(\d{1,3}) ?(phut|gio|tieng|minutes?|hours?)(?: nua)?")
_ISO: Final = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_DATE: Final = re.compile(
    r"(?<![\d.:/])(?P<day>\d{1,2})(?P<by>[/.-])(?P<month>\d{1,2})(?:(?P=by)(?P<year>\d{4}|\d{2}))?(?![\d/:h-])(?!\.\d)"
)
_SPOKEN: Final = re.compile(r"\b(?:m[uo]ng )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2})\b(?: nam (?P<year>\d{4})\b)?")
_DATES: Final = (_ISO, _DATE, _SPOKEN)
_NEAR: Final = re.compile(r"\b(?:(hom nay|nay|today)|(ngay mai|mai|tomorrow)|(ngay mot|mot|ngay kia))\b")
_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(f'({day})' for day in _WEEKDAYS)})\b(?: ({_NEXT_WEEK}|tuan nay))?")
_TIME: Final = re.compile(
    rf"\b(?:(?P<before>{_PERIOD}) )?(?<![\d:])"
    r"(?:(?P<hour>\d{1,2}) ?(?:(?:gio|h|g)(?![a-z])|:(?=\d)) ?"
    r"(?:(?P<minute>\d{1,2})(?: ?(?:phut|p(?!m)|'))?|(?P<half>ruoi))?(?![\d:])"
    rf"|(?P<bare>\d{{1,2}})(?= ?(?:am|pm)\b))(?: ?(?P<after>{_PERIOD})\b)?"
)
_LONE_PERIOD: Final = re.compile(rf"\b({_PERIOD})\b")
_NOTHING: Final = re.compile(r"(?:\b(?:luc|vao|ngay|den|at|on|until|dung)\b|[\s,.;])+")


def moment(typed: str, *, now: datetime) -> datetime:
    """Give the time that was typed, to the minute, in the zone of `now`.

    Raises:
        TimeRefused: it cannot be read as exactly one, or it is past or too far.

    """
    text = _plain(typed)
    soon = _soon(text, now)
    if soon is not None:
        return soon
    day, text = _taken_day(text, now.date())
    hour, text = _taken_hour(text)
    if _NOTHING.sub("", text):
        raise TimeRefused(TimeFault.UNREADABLE)
    if hour is None:
        raise TimeRefused(TimeFault.NO_HOUR if day is not None else TimeFault.UNREADABLE)
    return _checked(day, hour, now)


def hour(typed: str) -> time:
    """Give the time of day that was typed: "7h", "6 giờ 30", "8h tối".

    Raises:
        TimeRefused: it cannot be read as exactly one.

    """
    at, text = _taken_hour(_plain(typed))
    if at is None or _NOTHING.sub("", text):
        raise TimeRefused(TimeFault.UNREADABLE)
    return at


def day(typed: str, *, today: date) -> date:
    """Give the day that was typed, today at the earliest: "31/12", "mai", "ngày 2 tháng 9".

    Raises:
        TimeRefused: it cannot be read as exactly one, or it is past.

    """
    found, text = _taken_day(_plain(typed), today)
    if _NOTHING.sub("", text):
        at, _ = _taken_hour(text)
        raise TimeRefused(TimeFault.NO_DAY if at is not None and found is None else TimeFault.UNREADABLE)
    if found is None:
        raise TimeRefused(TimeFault.UNREADABLE)
    for one in found:
        if one >= today:
            return one
    raise TimeRefused(TimeFault.PAST)


def day_and_month(typed: str) -> tuple[int, int]:
    """Give a day and a month without a year, of whichever calendar: "10/3", "mùng 10 tháng 3", "rằm tháng 8".

    Raises:
        TimeRefused: it cannot be read so, or there are no such numbers.

    """
    text = re.sub(r"\b(?:am lich|al)\b", "", re.sub(r"\bram\b", "15", _plain(typed))).strip()
    found = _DATE.fullmatch(text) or _SPOKEN.fullmatch(_NOTHING.sub(" ", text).strip())
    if found is None:
        raise TimeRefused(TimeFault.UNREADABLE)
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if year is not None:
        raise TimeRefused(TimeFault.UNREADABLE)
    if not 1 <= month <= _MONTHS or not 1 <= day <= _LONGEST_MONTH:
        raise TimeRefused(TimeFault.NO_SUCH_DAY)
    return day, month


def _plain(typed: str) -> str:
    if len(typed) > _LONGEST:
        raise TimeRefused(TimeFault.UNREADABLE)
    return " ".join(folded(typed).split())


def _soon(text: str, now: datetime) -> datetime | None:
    """Give the time of "30 phút nữa"; None where it says nothing of the kind."""
    found = _SOON.fullmatch(text)
    if found is None or not (text.endswith(" nua") or text.startswith(("sau ", "in "))):
        return None
    number, unit = int(found.group(1)), found.group(2)
    if number == 0:
        raise TimeRefused(TimeFault.PAST)
    later = timedelta(minutes=number) if unit.startswith(("phut", "min")) else timedelta(hours=number)
    return (now.astimezone(UTC) + later).astimezone(now.tzinfo).replace(second=0, microsecond=0)


def _taken_day(text: str, today: date) -> tuple[tuple[date, ...] | None, str]:
    """Give the days that may be meant, the nearest first, and the text without them; None where none is said."""
    text = text.replace("tonight", "toi nay")
    for pattern in (*_DATES, _WEEKDAY, _NEAR):
        found = pattern.search(text)
        if found is None:
            continue
        rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
        if pattern in _DATES:
            return _days(int(found["day"]), int(found["month"]), found["year"], today), rest
        if pattern is _NEAR:
            return (today + [part is not None for part in found.groups()].index(True) * _DAY,), rest
        return _weekdays(found.groups(), today), rest
    return None, text


def _days(day: int, month: int, year: str | None, today: date) -> tuple[date, ...]:
    """Give the day of this year and that of the next; of this one alone where it was just missed."""
    if year is not None:
        return tuple(_existing(day, month, (int(year) % _CENTURY + 20 * _CENTURY if len(year) == 2 else int(year),)))  # noqa: PLR2004 - two digits
    days = _existing(day, month, (today.year, today.year + 1))
    return tuple(days[:1] if timedelta() < today - days[0] < _JUST_PASSED else days)


def _existing(day: int, month: int, years: Iterable[int]) -> list[date]:
    if not 1 <= month <= _MONTHS:
        raise TimeRefused(TimeFault.NO_SUCH_DAY)
    days = [date(year, month, day) for year in years if year and 1 <= day <= monthrange(year, month)[1]]
    if not days:
        raise TimeRefused(TimeFault.NO_SUCH_DAY)
    return days


def _weekdays(parts: tuple[str | None, ...], today: date) -> tuple[date, ...]:
    *names, week = parts
    weekday = next(number for number, name in enumerate(names) if name is not None)
    monday = today - today.weekday() * _DAY
    if week is not None:
        return (monday + (weekday + (0 if week == "tuan nay" else _WEEK)) * _DAY,)
    first = today + (weekday - today.weekday()) % _WEEK * _DAY
    return (first, first + _WEEK * _DAY)


def _taken_hour(text: str) -> tuple[time | None, str]:
    """Give the time of day that is said and the text without it; None where none is said."""
    found = _TIME.search(text)
    if found is None:
        return None, text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    periods = [period for period in (found["before"], found["after"], *_LONE_PERIOD.findall(rest)) if period]
    minute = _HALF if found["half"] else int(found["minute"] or 0)
    hours = {_of_period(int(found["hour"] or found["bare"]), period) for period in periods or [None]}
    if len(hours) > 1:
        raise TimeRefused(TimeFault.AMBIGUOUS)
    return time(hours.pop(), _minute(minute)), _LONE_PERIOD.sub("", rest)


def _minute(minute: int) -> int:
    if minute >= _MINUTES:
        raise TimeRefused(TimeFault.NO_SUCH_HOUR)
    return minute


#: By the part of the day: the hours that are said as they are, and those that are twelve more.
_PARTS: Final[dict[str | None, tuple[range, range]]] = {
    None: (range(_HOURS), range(0)),
    "sang": (range(_NOON), range(0)),
    "trua": (range(10, 15), range(1, 3)),
    "chieu": (range(12, 19), range(1, 7)),
    "toi": (range(17, 24), range(5, 12)),
    "dem": (range(19, 24), range(7, 12)),
    "am": (range(_NOON), range(0)),
    "pm": (range(12, 13), range(1, 12)),
}


def _of_period(said: int, period: str | None) -> int:
    """Give the hour of the day; "12 giờ đêm" and "1 giờ đêm" may be of either of two nights."""
    if said >= _HOURS:
        raise TimeRefused(TimeFault.NO_SUCH_HOUR)
    as_it_is, twelve_more = _PARTS[period]
    if said in as_it_is:
        return said
    if said in twelve_more:
        return said + _NOON
    raise TimeRefused(TimeFault.AMBIGUOUS)


def _checked(days: tuple[date, ...] | None, at: time, now: datetime) -> datetime:
    today = now.date()
    for one in days or (today, today + _DAY):
        found = _existing_moment(one, at, now)
        if found > now:
            if found - now > AHEAD:
                raise TimeRefused(TimeFault.TOO_FAR)
            return found
    raise TimeRefused(TimeFault.PAST)


def _existing_moment(one: date, at: time, now: datetime) -> datetime:
    """Give a time of a day; one that a change of the clock leaves out is moved on by as much."""
    return datetime.combine(one, at, now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)
