"""Rings on the map: what lies inside of one, how far away it is, where it crosses itself. Plain arithmetic on degrees.

A ring is a closed line of (longitude, latitude) pairs. For distances the surroundings of a place are taken for flat,
which is right to a thousandth within a hundred kilometres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import cos, hypot, inf, radians
from typing import Final

Corner = tuple[float, float]  #: longitude, latitude

#: Metres of a degree of latitude on the sphere that `bot.domain.point` measures on.
DEGREE: Final = 111_194.93
_ON_EDGE: Final = 1e-9  #: degrees, a tenth of a millimetre: nearer to an edge is on it


class Side(Enum):
    """On which side of a ring a place lies."""

    OUTSIDE = "outside"
    EDGE = "edge"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest upright box around some corners."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, corners: Sequence[Corner]) -> "Box":
        """Give the box around corners; there must be some."""
        lons = [lon for lon, _ in corners]
        lats = [lat for _, lat in corners]
        return cls(min(lons), min(lats), max(lons), max(lats))

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the box or on it."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def metres_from(self, lon: float, lat: float, *, narrow: float) -> float:
        """Give how far away the box is, 0 inside: nothing in it is nearer; `narrow`: the cosine of the latitude."""
        east = max(self.west - lon, 0.0, lon - self.east) * narrow
        return hypot(east, max(self.south - lat, 0.0, lat - self.north)) * DEGREE


def side_of(ring: Sequence[Corner], lon: float, lat: float) -> Side:
    """Tell on which side of a closed ring a place lies, by counting the edges that a line to the east crosses."""
    is_inside = False
    lon1, lat1 = ring[0]
    is_above = lat1 > lat
    for corner in ring:
        lon2, lat2 = corner
        if (lat2 > lat) is not is_above:
            is_above = not is_above
            along, up = lon2 - lon1, lat2 - lat1
            cross = along * (lat - lat1) - (lon - lon1) * up
            if abs(cross) <= _ON_EDGE * (abs(along) + abs(up)):
                return Side.EDGE
            if (cross > 0) is is_above:
                is_inside = not is_inside
        elif lat2 == lat and (lon2 == lon or (lat1 == lat and (lon1 < lon) is not (lon2 < lon))):
            return Side.EDGE
        lon1, lat1 = lon2, lat2
    return Side.INSIDE if is_inside else Side.OUTSIDE


def metres_to(ring: Sequence[Corner], lon: float, lat: float, *, most: float = inf) -> float:
    """Give how far the line of a ring is from a place; what lies farther than `most` may be given as any more."""
    narrow = cos(radians(lat))
    reach = most / DEGREE
    best = reach * reach
    east1, north1 = (ring[0][0] - lon) * narrow, ring[0][1] - lat
    for corner in ring:
        east2, north2 = (corner[0] - lon) * narrow, corner[1] - lat
        if not ((north1 > reach and north2 > reach) or (north1 < -reach and north2 < -reach)):
            along, up = east2 - east1, north2 - north1
            length = along * along + up * up
            part = -(east1 * along + north1 * up) / length if length else 0.0
            part = 0.0 if part < 0 else min(part, 1.0)
            east, north = east1 + part * along, north1 + part * up
            apart = east * east + north * north
            if apart < best:
                best = apart
                reach = best**0.5
        east1, north1 = east2, north2
    return best**0.5 * DEGREE


def square_metres(ring: Sequence[Corner]) -> float:
    """Give what a ring encloses; negative where it runs clockwise."""
    lon0, lat0 = ring[0]
    lats = [lat for _, lat in ring]
    narrow = cos(radians((min(lats) + max(lats)) / 2))
    doubled = sum(
        (one[0] - lon0) * (other[1] - lat0) - (other[0] - lon0) * (one[1] - lat0) for one, other in pairwise(ring)
    )
    return doubled / 2 * narrow * DEGREE * DEGREE


def inner_place(ring: Sequence[Corner]) -> Corner:
    """Give a place inside a ring that does not cross itself: the middle of its widest stretch at half its height."""
    box = Box.around(ring)
    lat = (box.south + box.north) / 2
    if any(corner[1] == lat for corner in ring):
        lat += (box.north - box.south) / 7919  # no corner is meant to lie on the line
    crossings = sorted(
        one[0] + (lat - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
        for one, other in pairwise(ring)
        if (one[1] > lat) is not (other[1] > lat)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return ring[0]
    start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (start + end) / 2, lat


def self_crossing(ring: Sequence[Corner]) -> Corner | None:
    """Give a place where a closed ring crosses or touches itself; None where it is simple.

    Edges are looked at from west to east, each beside those that reach as far.
    """
    edges = [(min(a[0], b[0]), max(a[0], b[0]), a, b) for a, b in pairwise(ring) if a != b]
    last = len(edges) - 1
    order = sorted(range(len(edges)), key=lambda number: edges[number][0])
    reaching: list[int] = []
    for number in order:
        west, _, a, b = edges[number]
        reaching = [other for other in reaching if edges[other][1] >= west]
        for other in reaching:
            _, _, c, d = edges[other]
            if (a[1] > d[1] and a[1] > c[1] and b[1] > c[1] and b[1] > d[1]) or (
                a[1] < c[1] and a[1] < d[1] and b[1] < c[1] and b[1] < d[1]
            ):
                continue
            if abs(number - other) in (1, last):
                if _turns_back(a, b, c, d):
                    return a
            elif _meet(a, b, c, d):
                return _nearest_corner(a, b, c, d)
        reaching.append(number)
    return None


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _meet(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Whether two edges have a place in common."""
    one, two, three, four = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if ((one > 0) is not (two > 0)) and ((three > 0) is not (four > 0)) and one and two and three and four:
        return True
    return any(
        turn == 0 and min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])
        for turn, p, q, r in ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    )


def _turns_back(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Whether two edges that share a corner lie on each other."""
    shared = a if a in (c, d) else b
    one, other = (b if shared == a else a), (d if shared == c else c)
    if _turn(shared, one, other) != 0:
        return False
    return (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1]) > 0


def _nearest_corner(a: Corner, b: Corner, c: Corner, d: Corner) -> Corner:
    """Give where two edges that meet cross; a corner where they lie on one line."""
    along = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if along == 0:
        return c
    part = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / along
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
