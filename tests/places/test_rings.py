"""Rings on the map: inside and outside do not hang on where a ring begins or which way it runs."""

from itertools import pairwise
from math import cos, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.point import Point, metres
from bot.places.rings import Corner, Side, inner_place, metres_to, self_crossing, side_of, square_metres
from tests.places.outlines import square


def _star(reaches: list[float]) -> list[Corner]:
    """Give a ring around (0, 0) that reaches so far each way in turn; it never crosses itself."""
    turns = [2 * pi * number / len(reaches) for number in range(len(reaches))]
    ring = [(reach * cos(turn), reach * sin(turn)) for reach, turn in zip(reaches, turns, strict=True)]
    return [*ring, ring[0]]


STARS = st.lists(st.floats(0.1, 2), min_size=3, max_size=12).map(_star)
PLACES = st.tuples(st.floats(-2, 2), st.floats(-2, 2))
BOX = [(lon, lat) for lon, lat in square(0, 0)]


def _begun_at(ring: list[Corner], start: int) -> list[Corner]:
    """Give the same ring begun at another corner."""
    start %= len(ring) - 1
    return [*ring[start:-1], *ring[: start + 1]]


@given(ring=STARS, place=PLACES, start=st.integers(0, 20))
def test_sides_do_not_hang_on_the_first_corner_or_the_direction(ring: list[Corner], place: Corner, start: int) -> None:
    """Nor does the size, or whether a ring is sound."""
    turned = _begun_at(ring, start)
    backwards = turned[::-1]

    assert side_of(ring, *place) is side_of(turned, *place) is side_of(backwards, *place)
    assert abs(square_metres(ring)) == pytest.approx(abs(square_metres(backwards)))
    assert [None] * 3 == [self_crossing(ring), self_crossing(turned), self_crossing(backwards)]


@given(ring=STARS, place=PLACES)
def test_sides_agree_with_the_winding_of_the_ring(ring: list[Corner], place: Corner) -> None:
    """Counted in another way: how often the ring goes around the place."""
    side = side_of(ring, *place)

    assert side is Side.EDGE or (side is Side.INSIDE) is (_winding(ring, place) != 0)


@given(ring=STARS)
def test_an_inner_place_lies_inside(ring: list[Corner]) -> None:
    """Whatever the ring looks like."""
    assert Side.OUTSIDE is not side_of(ring, *inner_place(ring))


@given(number=st.integers(0, 100), place=st.floats(0, 1))
def test_what_two_share_belongs_to_both(number: int, place: float) -> None:
    """A place on the edge between two is on the edge of each, at its corners too."""
    skew = number / 100
    west = [(0.0, 0.0), (1.0 + skew, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    east = [(1.0 + skew, 0.0), (3.0, 0.0), (3.0, 1.0), (2.0, 1.0), (1.0 + skew, 0.0)]
    lon = (1.0 + skew) + place * (2.0 - (1.0 + skew))

    assert Side.EDGE is side_of(west, lon, place) is side_of(east, lon, place)


def test_edges_and_corners_are_told() -> None:
    """Also on a level edge, and beside it on its line."""
    places = [(0.5, 0.0), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5), (0.0, 0.0), (1.0, 1.0)]

    assert [Side.EDGE] * len(places) == [side_of(BOX, *place) for place in places]
    assert [Side.OUTSIDE] * 3 == [side_of(BOX, *place) for place in ((1.5, 0.0), (-0.5, 1.0), (0.5, -0.1))]
    assert Side.INSIDE is side_of(BOX, 0.5, 0.5)


@given(lat=st.floats(9, 11), east=st.floats(0.001, 0.4))
def test_distances_are_those_of_the_globe(lat: float, east: float) -> None:
    """To a hundredth, over some forty kilometres."""
    ring = [(105.0, lat - 1), (105.0, lat + 1), (104.0, lat), (105.0, lat - 1)]

    there = metres(Point(lat=lat, lon=105.0), Point(lat=lat, lon=105.0 + east))

    assert there == pytest.approx(metres_to(ring, 105.0 + east, lat), rel=0.01)


def test_a_far_line_may_be_given_as_any_far_one() -> None:
    """Who asks for what is near gets no false near one."""
    assert metres_to(BOX, 3.0, 0.5, most=1000) == pytest.approx(1000)
    assert 111_000 == pytest.approx(metres_to(BOX, 2.0, 0.0, most=200_000), rel=0.01)


@pytest.mark.parametrize(
    ("ring", "near"),
    [
        ([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)], (0.5, 0.5)),
        ([(0, 0), (2, 0), (2, 2), (1, 0), (0, 2), (0, 0)], (1, 0)),
        ([(0, 0), (1, 0), (1, 1), (1, 0), (0, 1), (0, 0)], (1, 0)),
    ],
    ids=["a bow-tie", "a corner on another edge", "there and back"],
)
def test_a_ring_that_meets_itself_is_found(ring: list[Corner], near: Corner) -> None:
    """With the place where it does."""
    found = self_crossing(ring)

    assert found is not None
    assert near == pytest.approx(found)


def test_a_square_degree_is_as_large_as_it_is() -> None:
    """At the tenth parallel some 12,100 square kilometres, less towards the pole."""
    ring = [(lon, lat) for lon, lat in square(105.0, 10.0)]

    assert abs(square_metres(ring)) == pytest.approx(111_195**2 * cos(radians(10)), rel=0.01)


def _winding(ring: list[Corner], place: Corner) -> int:
    """Give how often a ring goes around a place."""
    turns = 0
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        left = (lon2 - lon1) * (place[1] - lat1) - (place[0] - lon1) * (lat2 - lat1)
        if lat1 <= place[1] < lat2 and left > 0:
            turns += 1
        elif lat2 <= place[1] < lat1 and left < 0:
            turns -= 1
    return turns
