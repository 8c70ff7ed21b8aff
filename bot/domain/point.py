"""A place on the earth, as a phone tells it."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH: Final = 6_371_000.0  #: metres, the mean radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Degrees north and east, WGS 84."""

    latitude: float
    longitude: float

    @property
    def rounded(self) -> "Point":
        """The point to about ten metres: five decimals claim more than a phone knows."""
        return Point(latitude=round(self.latitude, 4), longitude=round(self.longitude, 4))


def metres(one: Point, other: Point) -> float:
    """Give the great-circle distance of two points (haversine)."""
    north = radians(other.latitude - one.latitude) / 2
    east = radians(other.longitude - one.longitude) / 2
    chord = sin(north) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east) ** 2
    return 2 * _EARTH * asin(sqrt(chord))
