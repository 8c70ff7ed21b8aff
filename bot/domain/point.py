"""A place on the map, and how far two lie apart."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH: Final = 6_371_000.0  #: metres, the mean radius


_ABOUT: Final = 100  #: metres


class Exactness(StrEnum):
    """How closely the police may know a place."""

    EXACT = "exact"  #: as a phone knows it
    ABOUT = "about"  #: to about a hundred metres
    COMMUNE = "commune"  #: only the commune; the place itself is not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the map, in degrees (WGS 84)."""

    lat: float
    lon: float
    about: int = 0  #: metres within which the place that is meant lies; 0 where it is meant as exactly as it is given

    def shown(self, exactness: Exactness) -> "Point | None":
        """Give what the police may know of the place; None where it is not kept."""
        match exactness:
            case Exactness.EXACT:
                return self.rounded
            case Exactness.ABOUT:
                return self.coarsened
            case Exactness.COMMUNE:
                return None

    @property
    def rounded(self) -> "Point":
        """The place to about ten metres: a phone knows it no better."""
        return Point(lat=round(self.lat, 4), lon=round(self.lon, 4))

    @property
    def coarsened(self) -> "Point":
        """The middle of the square of about 100 m, in a grid over the whole globe, that the place lies in.

        Every place in a square gives the same point, at most 90 m away, so that nobody can tell where in it it was. A
        point that is coarse already stays as it is.
        """
        known = self.rounded  # so that it is the same whether it was kept to ten metres before or not
        return Point(lat=round(known.lat, 3), lon=round(known.lon, 3), about=_ABOUT)


def metres(one: Point, other: Point) -> float:
    """Give the great-circle distance of two places (haversine)."""
    north = radians(other.lat - one.lat) / 2
    east = radians(other.lon - one.lon) / 2
    chord = sin(north) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east) ** 2
    return 2 * _EARTH * asin(sqrt(chord))
