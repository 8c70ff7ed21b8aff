"""When a broadcast goes out: now, at a time, or again and again. Times are told in the province's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """As soon as it is approved."""

    kind: Literal["now"] = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Once, at this time."""

    at: datetime  #: to the minute
    kind: Literal["at"] = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Every day."""

    kind: Literal["daily"] = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """On these days of the week, 0 for Monday."""

    days: tuple[int, ...]
    kind: Literal["weekly"] = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """On this day of the month; on the last one where the month is shorter."""

    day: int
    kind: Literal["monthly"] = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """On this day of the year; the 29th of February on the last day of February."""

    month: int
    day: int
    kind: Literal["yearly"] = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarYearly:
    """On this day of the Vietnamese lunar year, never of a leap month; the 30th on the month's last day."""

    month: int
    day: int
    kind: Literal["lunar_yearly"] = "lunar_yearly"


Pattern = Daily | Weekly | Monthly | Yearly | LunarYearly


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeating:
    """At this time of every day of a pattern, from the first day up to the last one, both included."""

    pattern: Pattern
    time: time
    first: date
    until: date | None = None
    kind: Literal["repeating"] = "repeating"


Schedule = Now | At | Repeating
