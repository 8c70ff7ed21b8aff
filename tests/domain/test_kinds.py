"""How soon a tip must be seen follows from its kind and its answers, and no answer makes it less urgent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kinds import (
    Basis,
    Certainty,
    GroupCode,
    KindGroup,
    Leaf,
    LeafCode,
    Tap,
    TapMark,
    Urgency,
    urgency_of,
)

WORDS = {"vi": "chữ", "en": "words"}
levels = st.sampled_from(Urgency)
raises = st.none() | levels
taps = st.lists(
    st.builds(Tap, code=st.just("tap"), label=st.just(WORDS), marks=st.frozensets(st.sampled_from(TapMark))), max_size=3
)


def test_urgencies_are_ranked_most_urgent_first() -> None:
    """The words of an urgency say nothing about its order; the rank does."""
    assert sorted(Urgency, key=lambda urgency: urgency.rank) == [Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE]


def test_a_leaf_speaks_instead_of_its_group() -> None:
    """Who chose a leaf has said more than the group."""
    group = _group(Urgency.URGENT)

    assert urgency_of(group, None, happening_now=False) == Urgency.URGENT
    assert urgency_of(group, _leaf(Urgency.ROUTINE), happening_now=False) == Urgency.ROUTINE


@pytest.mark.parametrize(
    ("raised", "happening_now", "expected"),
    [
        (None, True, Urgency.ROUTINE),
        (Urgency.SOON, False, Urgency.ROUTINE),
        (Urgency.SOON, True, Urgency.SOON),
        (Urgency.URGENT, True, Urgency.URGENT),
    ],
)
def test_happening_now_raises_where_the_list_says_so(
    raised: Urgency | None,
    happening_now: bool,  # noqa: FBT001 a row of the table
    expected: Urgency,
) -> None:
    """An arrow in the list counts only while the thing is happening."""
    assert urgency_of(_group(Urgency.ROUTINE), _leaf(Urgency.ROUTINE, raised), happening_now=happening_now) == expected


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (TapMark.DANGER, Urgency.URGENT),
        (TapMark.HAPPENING_NOW, Urgency.URGENT),
        (TapMark.THREAT, Urgency.SOON),
        (TapMark.MONEY_SENT_TODAY, Urgency.SOON),
    ],
)
def test_a_tap_raises_by_its_mark(mark: TapMark, expected: Urgency) -> None:
    """A press can say as much as the hour does."""
    tap = Tap(code="tap", label=WORDS, marks=frozenset({mark}))

    assert urgency_of(_group(Urgency.ROUTINE, Urgency.URGENT), None, happening_now=False, taps=[tap]) == expected


@given(own=levels, raised=raises, happening_now=st.booleans(), taps=taps)
def test_no_answer_makes_a_tip_less_urgent(
    own: Urgency,
    raised: Urgency | None,
    happening_now: bool,  # noqa: FBT001 drawn
    taps: list[Tap],
) -> None:
    """Whatever is answered, the kind's own urgency is the least."""
    given_answers = urgency_of(_group(own, raised), None, happening_now=happening_now, taps=taps)

    assert given_answers.rank <= own.rank


@given(own=levels, raised=raises, taps=taps)
def test_happening_now_never_lowers(own: Urgency, raised: Urgency | None, taps: list[Tap]) -> None:
    """What happens now is at least as urgent as what is over."""
    group = _group(own, raised)

    now = urgency_of(group, None, happening_now=True, taps=taps)

    assert now.rank <= urgency_of(group, None, happening_now=False, taps=taps).rank


def test_only_a_checked_article_is_sure() -> None:
    """What the press says is not certain yet."""
    assert [Basis(law="BLHS 173", certainty=certainty).sure for certainty in Certainty] == [True, False, False]


def test_kinds_can_be_kept_in_sets() -> None:
    """Equal kinds are one, though their texts are mappings."""
    assert len({_leaf(Urgency.SOON), _leaf(Urgency.SOON), _leaf(Urgency.ROUTINE)}) == 2


def _group(urgency: Urgency, raised: Urgency | None = None) -> KindGroup:
    return KindGroup(
        code=GroupCode("trom_cuop"), label=WORDS, urgency=urgency, raised=raised, guide=WORDS, leaves=(_leaf(urgency),)
    )


def _leaf(urgency: Urgency, raised: Urgency | None = None) -> Leaf:
    return Leaf(
        code=LeafCode("trom_cuop.trom"), group=GroupCode("trom_cuop"), label=WORDS, urgency=urgency, raised=raised
    )
