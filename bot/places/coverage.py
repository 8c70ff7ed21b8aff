"""Whether pieces that are sound one by one also fit together: nothing belongs to two communes, no hole to none.

And whether each commune lies where the directory says that it does, so that two codes cannot have been exchanged.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

from bot.domain.units import Commune, CommuneCode
from bot.places.boundaries import Area, Boundaries
from bot.places.in_force import Fault
from bot.places.rings import Corner, Side, inner_place, metres_to, side_of, square_metres

_OVERLAP: Final = 50.0  #: metres that outlines drawn one by one may reach into each other
_UNFILLED: Final = 0.01  #: of a hole, or so many square metres, that may belong to nobody
_LEAST_UNFILLED: Final = 10_000.0
_ASTRAY: Final = 2_000.0  #: metres that a commune's reference point may lie outside of it


def faults_of_the_whole(areas: Sequence[Area], communes: Mapping[CommuneCode, Commune]) -> Iterator[Fault]:
    """Give what is wrong with sound pieces taken together."""
    yield from chain(_holes(areas), _overlaps(areas), _astray(areas, communes))


def _holes(areas: Sequence[Area]) -> Iterator[Fault]:
    """Find holes that no other commune fills: communes have none, save for another one that lies within."""
    for area in areas:
        for hole in area.holes:
            size = abs(square_metres(hole))
            if side_of(area.outline, *inner_place(hole)) is not Side.INSIDE:
                yield f"commune {area.commune}", f"has a hole outside of its outline near {_spoken(hole[0])}"
                continue
            filling = [
                abs(square_metres(other.outline)) - sum(abs(square_metres(ring)) for ring in other.holes)
                for other in areas
                if other.commune != area.commune and side_of(hole, *inner_place(other.outline)) is Side.INSIDE
            ]
            left = size - sum(filling)
            if left > max(_LEAST_UNFILLED if filling else 0.0, _UNFILLED * size):
                hollow = f"has a hole of {size:.0f} square metres near {_spoken(inner_place(hole))}"
                yield f"commune {area.commune}", f"{hollow}: {left:.0f} of them belong to no commune"


def _overlaps(areas: Sequence[Area]) -> Iterator[Fault]:
    """Find communes that reach into each other, by the middle of each piece and by the edges that nobody shares."""
    whole = Boundaries.of(areas)
    owners: dict[Corner, set[CommuneCode]] = {}
    for area in areas:
        for corner in area.outline:
            owners.setdefault(corner, set()).add(area.commune)
    told: set[frozenset[CommuneCode]] = set()
    for area in areas:
        for place in (inner_place(area.outline), *_alone(area.outline, owners)):
            for other in whole.areas_at(*place):
                pair = frozenset({area.commune, other.commune})
                if len(pair) == 1 or pair in told or _depth(other, place) <= _OVERLAP:
                    continue
                told.add(pair)
                yield f"communes {' and '.join(sorted(pair))}", f"overlap near {_spoken(place)}"


def _alone(ring: Sequence[Corner], owners: Mapping[Corner, set[CommuneCode]]) -> Iterator[Corner]:
    """Give the corners of a ring that are one commune's only, and the middles of the edges between them."""
    for one, other in pairwise(ring):
        if len(owners[one]) == 1:
            yield one
        if len(owners[one]) == 1 or len(owners[other]) == 1:
            yield (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _depth(area: Area, place: Corner) -> float:
    """Give how deep inside of a piece a place lies."""
    return min(metres_to(ring, *place) for ring in (area.outline, *area.holes))


def _astray(areas: Sequence[Area], communes: Mapping[CommuneCode, Commune]) -> Iterator[Fault]:
    for code, commune in communes.items():
        lon, lat = commune.point.lon, commune.point.lat
        own = [area for area in areas if area.commune == code]
        if own and all(area.side_of(lon, lat) is Side.OUTSIDE for area in own):
            apart = min(area.metres_to(lon, lat, most=float("inf")) for area in own)
            if apart > _ASTRAY:
                yield (
                    f"commune {code}",
                    f"lies {apart / 1000:.0f} km from where the directory has {commune.name}: is it another's polygon?",
                )


def _spoken(corner: Corner) -> str:
    return f"{corner[1]:.5f}, {corner[0]:.5f}"
