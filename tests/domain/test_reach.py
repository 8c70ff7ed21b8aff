"""What may be told of a count of people: never too much, never of few, and so that nobody is found by subtracting."""

from itertools import pairwise, product
from math import exp
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcasts.reach import FEWEST, OF_AUDIENCE, OF_COMMUNES, OF_COUNT, Offsets, rounded

ALL = (OF_COMMUNES, OF_AUDIENCE, OF_COUNT)
_counts = st.integers(0, 10**7)
_lowered = st.integers(0, 2 * (OF_COMMUNES.middle + OF_AUDIENCE.middle))


@given(count=_counts, lowered_by=_lowered)
def test_what_is_told_is_never_more_than_there_are_and_never_below_ten(count: int, lowered_by: int) -> None:
    """Nor much less: the offset and a tenth, or the smallest step."""
    told = rounded(count, lowered_by=lowered_by)

    if told is None:
        assert count < FEWEST + lowered_by
    else:
        assert FEWEST <= told <= count
        assert count - lowered_by - told < max(10, count / 10)


@given(count=_counts, more=st.integers(0, 10**6), lowered_by=_lowered)
def test_more_people_are_never_told_as_fewer(count: int, more: int, lowered_by: int) -> None:
    """Within one audience and day."""
    assert (rounded(count, lowered_by=lowered_by) or 0) <= (rounded(count + more, lowered_by=lowered_by) or 0)


@pytest.mark.parametrize(
    ("count", "told"),
    [(9, None), (10, 10), (19, 10), (199, 190), (200, 200), (219, 200), (999, 950), (1_999, 1_900), (98_765, 95_000)],
)
def test_the_steps_grow(count: int, told: int | None) -> None:
    """As they are without an offset."""
    assert rounded(count, lowered_by=0) == told


@given(secret=st.binary(min_size=8, max_size=16))
def test_an_offset_is_the_same_for_the_same_secret(secret: bytes) -> None:
    """And within its bounds."""
    for offsets in ALL:
        assert offsets.drawn(secret) == offsets.drawn(secret)
        assert 0 <= offsets.drawn(secret) <= 2 * offsets.middle


@pytest.mark.parametrize("secret", [b"\x00" * 16, b"\xff" * 16])
def test_the_outermost_secrets_give_the_outermost_offsets(secret: bytes) -> None:
    """Nothing is drawn beyond the last one."""
    assert {offsets.drawn(secret) for offsets in ALL} <= {0, *(2 * offsets.middle for offsets in ALL)}


@pytest.mark.parametrize("offsets", ALL)
def test_offsets_are_drawn_as_often_as_is_said(offsets: Offsets) -> None:
    """Each within what chance allows in twenty thousand draws."""
    draws = [offsets.drawn(token_bytes(16)) for _ in range(20_000)]

    for offset, chance in enumerate(offsets.chances()):
        assert abs(draws.count(offset) / len(draws) - chance) < 0.02
    assert abs(sum(offsets.chances()) - 1) < 1e-9


@pytest.mark.parametrize("offsets", ALL)
def test_one_person_more_makes_each_answer_only_a_little_likelier(offsets: Offsets) -> None:
    """For every count: but for one offset at the very edge, no answer is likelier by more than the factor."""
    edge = offsets.chances()[0]
    for count in range(120):
        without, with_one = answers(offsets, count), answers(offsets, count + 1)
        for answer in without.keys() | with_one.keys():
            for one, other in ((without, with_one), (with_one, without)):
                assert one.get(answer, 0.0) <= offsets.factor * other.get(answer, 0.0) + edge + 1e-9


def test_the_edge_is_less_than_one_in_a_hundred() -> None:
    """So often at most an answer excludes that somebody is there, or is not."""
    assert max(offsets.chances()[0] for offsets in ALL) < 0.01


def test_two_previews_subtracted_find_nobody() -> None:
    """Of one person more or less, whatever the difference is says little: the other is nearly as likely.

    Both audiences are of the same communes, so that their common part is the same: the own parts alone must hide it.
    """
    for base, common in product(range(10, 60), (0, 8, 16)):
        same = differences(base, base, common)
        one_more = differences(base, base + 1, common)
        for difference in same.keys() | one_more.keys():
            likelier = OF_AUDIENCE.factor * same.get(difference, 0.0)
            assert one_more.get(difference, 0.0) <= likelier + 2 * OF_AUDIENCE.chances()[0]


def test_own_accounts_tell_of_others_only_by_chance() -> None:
    """Who adds accounts until a number appears cannot say whether one other person is there: no count of them does.

    The audience's answer is kept for a day, so that one count of own accounts is all that they try in that day.
    """
    for own in range(60):
        alone, with_one = answers(OF_COMMUNES, own), answers(OF_COMMUNES, own + 1)
        for answer in alone.keys() | with_one.keys():
            edge = OF_COMMUNES.chances()[0]
            assert with_one.get(answer, 0.0) <= exp(0.4) * alone.get(answer, 0.0) + edge + 1e-9


def test_what_is_told_hardly_depends_on_a_unit_of_the_count() -> None:
    """The most likely answer of neighbouring counts is mostly the same one."""
    likeliest = [max(answers(OF_COMMUNES, count).items(), key=lambda one: one[1])[0] for count in range(200)]

    changes = sum(one != other for one, other in pairwise(likeliest))
    assert changes <= 20


def answers(offsets: Offsets, count: int) -> dict[int | None, float]:
    """Give how likely each answer is."""
    found: dict[int | None, float] = {}
    for offset, chance in enumerate(offsets.chances()):
        told = rounded(count, lowered_by=offset)
        found[told] = found.get(told, 0.0) + chance
    return found


def differences(one: int, other: int, common: int) -> dict[int, float]:
    """Give how likely each difference of two audiences' answers is."""
    found: dict[int, float] = {}
    for (low, chance), (high, more) in product(enumerate(OF_AUDIENCE.chances()), repeat=2):
        told = (rounded(other, lowered_by=common + high) or 0) - (rounded(one, lowered_by=common + low) or 0)
        found[told] = found.get(told, 0.0) + chance * more
    return found
