"""The arithmetic of a limit: when more calls fit, given those that were booked.

It exists so that the rate budget (pacing.py) can treat all limits alike. It must not know what is limited, nor any
clock: the time is an argument and never goes back.
"""

from __future__ import annotations

from collections import deque
from typing import Protocol


class Quota(Protocol):
    """What any limit can be asked.

    A call of more than the limit needs the whole of it, since otherwise nothing could ever let it through.
    """

    def opens_at(self, now: float, *, calls: int = 1, ahead: int = 0) -> float:
        """Give the earliest time, not before now, at which so many calls fit after so many others ahead of them."""
        ...

    def book(self, now: float, calls: int) -> None:
        """Take the place of calls that leave now."""
        ...

    def give_back(self, booked_at: float, calls: int) -> None:
        """Free the place of calls that were booked then and never made."""
        ...

    def is_idle(self, now: float) -> bool:
        """Tell whether nothing that was booked matters any more."""
        ...


class Window:
    """At most `limit` calls in any `period` seconds, wherever one begins to look."""

    __slots__ = ("_booked", "_limit", "_period", "opened")

    def __init__(self, limit: int, period: float) -> None:
        self._limit = limit
        self._period = period
        self._booked: deque[float] = deque()
        self.opened = 0.0  #: when it last ceased to be full

    def opens_at(self, now: float, *, calls: int = 1, ahead: int = 0) -> float:
        """Give the time at which the call that is `limit` places before the last of these has left the window."""
        self._forget(now)
        place = len(self._booked) + ahead + min(calls, self._limit) - 1
        rounds, place = divmod(place, self._limit)
        if rounds == 0:
            return now
        first = self._booked[place] if place < len(self._booked) else now
        return first + rounds * self._period

    def book(self, now: float, calls: int) -> None:
        """Take the place of calls that leave now."""
        self._booked.extend([now] * min(calls, self._limit))

    def give_back(self, booked_at: float, calls: int) -> None:
        """Free the place of calls that were booked then, if it is still taken."""
        for _ in range(min(calls, self._booked.count(booked_at))):
            self._booked.remove(booked_at)

    def is_idle(self, now: float) -> bool:
        """Tell whether the window is empty."""
        self._forget(now)
        return not self._booked

    def _forget(self, now: float) -> None:
        while self._booked and self._booked[0] + self._period <= now:
            if len(self._booked) == self._limit:
                self.opened = self._booked[0] + self._period
            self._booked.popleft()


class Bucket:
    """One call each `interval` seconds in the long run, and `burst` at once after a rest."""

    __slots__ = ("_burst", "_full_at", "_interval")

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._burst = burst
        self._full_at = 0.0

    def opens_at(self, now: float, *, calls: int = 1, ahead: int = 0) -> float:
        """Give the time at which the bucket holds enough."""
        missing = ahead + min(calls, self._burst) - self._burst
        return max(now, max(self._full_at, now) + missing * self._interval)

    def book(self, now: float, calls: int) -> None:
        """Take calls out; more than the bucket holds are made up for before the next one."""
        self._full_at = max(self._full_at, now) + calls * self._interval

    def give_back(self, booked_at: float, calls: int) -> None:  # noqa: ARG002 - the bucket does not ask when
        """Put calls back."""
        self._full_at -= calls * self._interval

    def is_idle(self, now: float) -> bool:
        """Tell whether the bucket is full."""
        return self._full_at <= now
