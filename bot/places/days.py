"""Swapped days: a file of the operator that says which weekends are worked and which weekdays are off in exchange.

A line a day: ``2026-08-22,worked,source`` or ``2026-08-31,off,source``. Empty lines and lines that begin with # are for
people. Faults are told by line; what stands there is not repeated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.places.in_force import BadFile, Fault

_PARTS: Final = 3
_FIRST_YEAR: Final = 2020
_SATURDAY: Final = 5
_WORKED: Final = "worked"
_OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class SwappedDays:
    """Days on which offices work although it is a weekend, and days on which they do not although it is none."""

    worked: frozenset[date] = frozenset()
    off: frozenset[date] = frozenset()


def parse(raw: bytes) -> SwappedDays:
    """Give what the file says.

    Raises:
        BadFile: with each line that is wrong.

    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadFile(((f"line {line}", f"is not UTF-8 at byte {error.start}"),)) from None
    found: dict[date, str] = {}
    faults: list[Fault] = []
    for number, line in _lines(text):
        day, what, fault = _read(line)
        if day is not None and not fault and day in found:
            fault = "names a day that stands there already"
        if day is None or fault:
            faults.append((f"line {number}", fault))
        else:
            found[day] = what
    if faults:
        raise BadFile(tuple(faults))
    return SwappedDays(
        worked=frozenset(day for day, what in found.items() if what == _WORKED),
        off=frozenset(day for day, what in found.items() if what == _OFF),
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _read(line: str) -> tuple[date | None, str, str]:
    """Give the day of a line, what it is, and what is wrong with the line."""
    parts = [part.strip() for part in line.split(",", maxsplit=_PARTS - 1)]
    if len(parts) < _PARTS or not parts[-1]:
        return None, "", "is not: date,worked or off,source"
    try:
        day = date.fromisoformat(parts[0])
    except ValueError:
        return None, "", "has no date such as 2026-08-22"
    is_weekend = day.weekday() >= _SATURDAY
    match parts[1]:
        case _ if day.year < _FIRST_YEAR:
            fault = f"is before {_FIRST_YEAR}"
        case "worked" if not is_weekend:
            fault = "is worked, and is no Saturday or Sunday"
        case "off" if is_weekend:
            fault = "is off, and is a Saturday or Sunday anyway"
        case "worked" | "off":
            fault = ""
        case _:
            fault = "is neither worked nor off"
    return day, parts[1], fault
