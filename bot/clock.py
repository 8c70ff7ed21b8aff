"""The wall clock: the only place that reads it."""

from datetime import datetime
from zoneinfo import ZoneInfo


class WallClock:
    """The time of this machine, in the zone of the settings."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        """Give the time."""
        return datetime.now(self._zone)  # noqa: TID251 - everybody else asks this clock
