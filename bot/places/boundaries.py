"""The communes' boundaries: which commune a place lies in, and how far away the others are.

They are an operator's own file and may be missing. Plain Python with bounding boxes is quick enough: no geometry
library is needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from bot.domain.point import Point
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Nearby
from bot.places.rings import DEGREE, Box, Corner, Side, metres_to, side_of

_HAIR: Final = 1e-9  #: degrees by which boxes are wider, so that what is on an edge is in its box


@dataclass(frozen=True, slots=True)
class Area:
    """One piece of a commune: its outline and what is cut out of it."""

    commune: CommuneCode
    outline: tuple[Corner, ...]
    holes: tuple[tuple[Corner, ...], ...]
    box: Box

    @classmethod
    def of(cls, commune: CommuneCode, rings: Sequence[Sequence[Corner]]) -> "Area":
        """Give a piece from its closed rings, the outline first."""
        outline, *holes = (tuple(ring) for ring in rings)
        return cls(commune, outline, tuple(holes), Box.around(outline))

    def side_of(self, lon: float, lat: float) -> Side:
        """Tell on which side of its outline a place lies; what is cut out lies outside."""
        side = side_of(self.outline, lon, lat)
        for hole in self.holes:
            if side is not Side.INSIDE:
                break
            cut = side_of(hole, lon, lat)
            side = {Side.INSIDE: Side.OUTSIDE, Side.EDGE: Side.EDGE, Side.OUTSIDE: Side.INSIDE}[cut]
        return side

    def metres_to(self, lon: float, lat: float, *, most: float) -> float:
        """Give how far its line is from a place; what lies farther than `most` may be given as any more."""
        return min(metres_to(ring, lon, lat, most=most) for ring in (self.outline, *self.holes))


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The pieces of all communes."""

    areas: tuple[Area, ...]
    _boxes: tuple[tuple[float, float, float, float, Area], ...]

    @classmethod
    def of(cls, areas: Iterable[Area]) -> "Boundaries":
        """Give boundaries that are made up of these pieces."""
        pieces = tuple(areas)
        boxes = tuple(
            (area.box.west - _HAIR, area.box.south - _HAIR, area.box.east + _HAIR, area.box.north + _HAIR, area)
            for area in pieces
        )
        return cls(pieces, boxes)

    def communes_at(self, point: Point) -> tuple[CommuneCode, ...]:
        """Give the commune that a place lies in; on a border each that shares it, outside of all none."""
        return tuple(dict.fromkeys(area.commune for area in self.areas_at(point.lon, point.lat)))

    def areas_at(self, lon: float, lat: float) -> list[Area]:
        """Give the pieces that a place lies in or on the line of."""
        return [
            area
            for west, south, east, north, area in self._boxes
            if west <= lon <= east and south <= lat <= north and area.side_of(lon, lat) is not Side.OUTSIDE
        ]

    def within(self, point: Point, metres: float) -> tuple[Nearby, ...]:
        """Give the communes whose line is at most so far from a place, the nearest first."""
        near: dict[CommuneCode, float] = {}
        up = metres / DEGREE
        along = up / max(cos(radians(abs(point.lat) + up)), up)  # at the poles everything is near
        lon, lat = point.lon, point.lat
        for west, south, east, north, area in self._boxes:
            if west - along <= lon <= east + along and south - up <= lat <= north + up:
                apart = area.metres_to(lon, lat, most=metres)
                if apart < min(metres, near.get(area.commune, metres)):
                    near[area.commune] = apart
        return _in_order(near)

    def nearest(self, point: Point, most: int) -> tuple[Nearby, ...]:
        """Give so many communes whose lines lie nearest to a place, the nearest first."""
        narrow = cos(radians(point.lat))
        by_box = sorted(
            (area.box.metres_from(point.lon, point.lat, narrow=narrow), number)
            for number, area in enumerate(self.areas)
        )
        near: dict[CommuneCode, float] = {}
        for at_least, number in by_box:
            area = self.areas[number]
            worst = sorted(near.values())[most - 1] if len(near) >= most else float("inf")
            if at_least > worst:
                break
            apart = area.metres_to(point.lon, point.lat, most=worst)
            if apart <= worst:
                near[area.commune] = min(apart, near.get(area.commune, apart))
        return _in_order(near)[:most]


def _in_order(near: dict[CommuneCode, float]) -> tuple[Nearby, ...]:
    return tuple(Nearby(code, round(apart)) for code, apart in sorted(near.items(), key=lambda found: found[1]))
