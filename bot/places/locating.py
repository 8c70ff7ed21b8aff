"""From a place on the map to the communes to offer for it. Nothing is chosen here: somebody always confirms.

A place in Cambodia lies 317 m from phường Tịnh Biên, and a phone is off by more in a narrow street.
"""

from collections.abc import Iterable
from typing import Final

from bot.domain.point import Point, metres
from bot.domain.units import Commune
from bot.domain.whereabouts import Lie, Nearby, Whereabouts
from bot.places.boundaries import Boundaries

_OFFERED: Final = 3
_NEIGHBOURS: Final = 300.0  #: metres to a border across which a phone may put somebody
_FAR: Final = 60_000.0  #: metres; the farthest reference point of a neighbouring commune lies well within


def whereabouts(point: Point, communes: Iterable[Commune], boundaries: Boundaries | None) -> Whereabouts:
    """Give how a place lies to the communes, by their boundaries or, without them, by their reference points."""
    if boundaries is None:
        by_distance = sorted((metres(point, commune.point), commune.code) for commune in communes)
        return _near(Lie.AROUND, (Nearby(code, round(apart)) for apart, code in by_distance[:_OFFERED]))
    if holding := boundaries.communes_at(point):
        inside = [Nearby(code, 0) for code in holding]
        beside = [found for found in boundaries.within(point, _NEIGHBOURS) if found.commune not in holding]
        return Whereabouts(Lie.INSIDE, tuple([*inside, *beside][: max(_OFFERED, len(inside))]))
    return _near(Lie.OUTSIDE, boundaries.nearest(point, _OFFERED))


def _near(lie: Lie, nearby: Iterable[Nearby]) -> Whereabouts:
    found = tuple(nearby)
    return Whereabouts(lie, found) if found and found[0].metres <= _FAR else Whereabouts(Lie.FAR)
