"""What a paid broadcast costs."""

import pytest

from bot.domain.broadcasts.stars import affordable, expected_stars, stars


@pytest.mark.parametrize(("messages", "cost"), [(0, 0), (1, 1), (10, 1), (11, 2), (200_000, 20_000)])
def test_ten_messages_cost_a_star_and_a_part_of_ten_a_whole_one(messages: int, cost: int) -> None:
    """Telegram takes a tenth of a Star for each."""
    assert cost == stars(messages)


def test_only_what_goes_above_the_free_rate_is_expected_to_cost() -> None:
    """Of each thousand in a second thirty are free."""
    assert 9_700 == expected_stars(100_000, rate=30, paid_rate=1000, cap=1_000_000)


def test_no_broadcast_is_expected_to_cost_more_than_its_cap() -> None:
    """From there on it goes at the free rate."""
    assert 1000 == expected_stars(100_000, rate=30, paid_rate=1000, cap=1000)


@pytest.mark.parametrize("paid_rate", [0, 29, 30])
def test_what_is_not_faster_than_the_free_rate_costs_nothing(paid_rate: int) -> None:
    """Then nothing is sent as paid."""
    assert 0 == expected_stars(100_000, rate=30, paid_rate=paid_rate, cap=1000)


def test_what_may_be_paid_for_ends_with_the_cap() -> None:
    """Each message counts as if it were charged, so that the cap holds whatever Telegram counts as free."""
    assert [10_000, 1, 0, 0] == [affordable(1000, sent=sent) for sent in (0, 9_999, 10_000, 10_001)]
