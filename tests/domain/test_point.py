"""A place that was made coarse does not tell where it was, and says how coarse it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.point import Exactness, Point, metres

POINTS = st.builds(Point, lat=st.floats(-80, 80), lon=st.floats(-179, 179))
STEPS = st.floats(-0.44, 0.44)


@given(point=POINTS)
def test_a_coarse_place_lies_within_what_it_says(point: Point) -> None:
    """A hundred metres; made coarse again it stays."""
    coarse = point.coarsened

    assert metres(point, coarse) <= coarse.about == 100
    assert coarse == coarse.coarsened == point.rounded.coarsened


@given(
    lat=st.integers(9000, 11000),
    lon=st.integers(103_000, 106_000),
    one=st.tuples(STEPS, STEPS),
    other=st.tuples(STEPS, STEPS),
)
def test_every_place_in_a_square_gives_the_same(
    lat: int, lon: int, one: tuple[float, float], other: tuple[float, float]
) -> None:
    """The grid hangs on nobody: who was where in the square cannot be told."""
    places = [Point(lat=(lat + north) / 1000, lon=(lon + east) / 1000) for north, east in (one, other)]

    assert places[0].coarsened == places[1].coarsened


@given(point=POINTS)
def test_the_police_may_know_as_much_as_was_chosen(point: Point) -> None:
    """Ten metres, a hundred, or nothing."""
    assert [point.rounded, point.coarsened, None] == [point.shown(exactness) for exactness in Exactness]
