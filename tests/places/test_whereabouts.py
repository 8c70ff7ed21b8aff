"""Where a shared place lies: what is offered for it, in order, and that nothing is ever more than offered."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.point import Point, metres
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Lie, Nearby, Whereabouts
from bot.places.directory import Directory, load
from bot.places.geojson import parse
from tests.places.outlines import REAL, around, needs_real

DIRECTORY = load()
BOUNDED = DIRECTORY.bounded(parse(around(DIRECTORY.communes), DIRECTORY.communes))
TINH_BIEN, MY_THOI = CommuneCode("30520"), CommuneCode("30301")
POINTS = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
NEAR_POINTS = st.builds(Point, lat=st.floats(9, 11.2), lon=st.floats(103.5, 106))


@pytest.fixture(scope="module")
def real() -> Directory:
    """Give the directory with the real boundaries."""
    return DIRECTORY.bounded(parse(REAL.read_bytes(), DIRECTORY.communes))


@pytest.mark.parametrize("directory", [DIRECTORY, BOUNDED], ids=["without", "with"])
@given(point=POINTS | NEAR_POINTS)
def test_any_place_gives_few_communes_in_order(directory: Directory, point: Point) -> None:
    """Three at most, each once, and none only where all are far."""
    found = directory.whereabouts(point)

    assert len(set(found.communes)) == len(found.communes) <= 3
    assert [one.metres for one in found.nearby] == sorted(one.metres for one in found.nearby)
    assert (found.lie is Lie.FAR) is (found.nearby == ())
    assert (found.lie is Lie.INSIDE) is (bool(found.nearby) and found.nearby[0].metres == 0 and directory is BOUNDED)


@given(point=NEAR_POINTS)
def test_without_boundaries_the_nearest_reference_points_are_offered(point: Point) -> None:
    """The three of them, or none beyond sixty kilometres."""
    nearest = sorted(DIRECTORY.communes.values(), key=lambda commune: metres(point, commune.point))[:3]
    is_far = round(metres(point, nearest[0].point)) > 60_000

    assert DIRECTORY.whereabouts(point).communes == (() if is_far else tuple(one.code for one in nearest))


def test_a_neighbour_across_a_near_border_is_offered_too() -> None:
    """Within three hundred metres a phone may put somebody on the other side."""
    west, east = DIRECTORY.communes[MY_THOI].point, CommuneCode("30307")
    beside = Point(lat=west.lat, lon=west.lon + 0.02)
    communes = {MY_THOI: DIRECTORY.communes[MY_THOI], east: DIRECTORY.communes[east]}
    outlines = {MY_THOI: communes[MY_THOI], east: replace(DIRECTORY.communes[east], point=beside)}
    boundaries = parse(around(outlines), outlines)
    found = [
        DIRECTORY.bounded(boundaries).whereabouts(Point(lat=west.lat, lon=west.lon + step)).communes
        for step in (0.0, 0.0085, 0.0115)
    ]

    assert [(MY_THOI,), (MY_THOI, east), (east, MY_THOI)] == found


def test_distances_that_are_kept_do_not_tell_where_it_was() -> None:
    """They are rounded to a hundred metres."""
    found = Whereabouts(Lie.OUTSIDE, (Nearby(TINH_BIEN, 317), Nearby(MY_THOI, 12_349)))

    assert Whereabouts(Lie.OUTSIDE, (Nearby(TINH_BIEN, 300), Nearby(MY_THOI, 12_300))) == found.blurred


@needs_real
@pytest.mark.parametrize(
    ("lat", "lon", "lie", "first"),
    [
        (10.3313, 105.4585, Lie.INSIDE, "30301"),
        (9.5, 104.2, Lie.OUTSIDE, "31108"),
        (10.0341, 105.7876, Lie.OUTSIDE, "30934"),
        (21.03, 105.85, Lie.FAR, None),
    ],
    ids=["a ward", "at sea", "the next province", "the capital"],
)
def test_known_places_lie_where_they_do(real: Directory, lat: float, lon: float, lie: Lie, first: str | None) -> None:
    """As the map has them."""
    found = real.whereabouts(Point(lat=lat, lon=lon))

    assert (lie, first) == (found.lie, next(iter(found.communes), None))


@needs_real
def test_across_the_border_is_not_inside(real: Directory) -> None:
    """317 m from phường Tịnh Biên lies Cambodia: the ward is offered first, and is told to be beyond."""
    there = real.whereabouts(Point(lat=10.6180, lon=104.9350))

    assert (Lie.OUTSIDE, TINH_BIEN) == (there.lie, there.communes[0])
    assert 300 <= there.nearby[0].metres <= 330


@needs_real
def test_the_real_boundaries_leave_no_gap_inside(real: Directory) -> None:
    """Around each reference point every place belongs to somebody."""
    numbers = Random(7)  # noqa: S311 - places
    lies = [
        real.whereabouts(
            Point(lat=one.point.lat + numbers.uniform(-1, 1) / 500, lon=one.point.lon + numbers.uniform(-1, 1) / 500)
        ).lie
        for one in real.communes.values()
        if not one.island
    ]

    assert {Lie.INSIDE} == set(lies)
