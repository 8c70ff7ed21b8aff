"""The question for the commune: a place never answers it, what was chosen before is at hand, links lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import Step
from bot.domain.errors import UnexpectedReply
from bot.domain.listing import By, Listing
from bot.domain.point import Exactness, Point
from bot.domain.replies import (
    Coarsened,
    CommuneChosen,
    CommunesOffered,
    Jumped,
    Listed,
    Located,
    SceneAnswered,
    Typed,
    Unpinned,
    WentBack,
)
from bot.domain.tip_form import answer, linked
from bot.domain.whereabouts import Lie, Nearby, Whereabouts
from tests.domain.drafts import COMMUNES, KINDS, after, answers, reviewed, words

HERE = Point(lat=10.33134, lon=105.45847)
INSIDE = Whereabouts(Lie.INSIDE, (Nearby(COMMUNES[0], 0), Nearby(COMMUNES[1], 130)))
PLACES = st.builds(
    Whereabouts,
    st.sampled_from(list(Lie)),
    st.lists(st.builds(Nearby, st.sampled_from(COMMUNES), st.integers(0, 60_000)), max_size=3).map(tuple),
)


@given(there=PLACES, shown=st.sampled_from(list(Exactness)))
def test_a_place_never_chooses_the_commune(there: Whereabouts, shown: Exactness) -> None:
    """Wherever it lies and whatever is said of it: only a press does."""
    located = after(Located(HERE, there), SceneAnswered(shown), first=Typed(words()))

    assert None is located.commune
    assert (Step.COMMUNE, there.communes) == (located.step, located.offered)
    assert COMMUNES[3] == answer(located, CommuneChosen(COMMUNES[3]), KINDS).commune


@given(there=PLACES)
def test_a_place_changes_no_commune_that_was_chosen(there: Whereabouts) -> None:
    """On the review it is a pin and nothing else."""
    located = answer(answer(reviewed(), Located(HERE, there), KINDS), SceneAnswered(Exactness.EXACT), KINDS)

    assert (reviewed().commune, Step.REVIEW) == (located.commune, located.step)


def test_only_what_the_resident_gives_away_is_kept() -> None:
    """Neither the draft nor the tip knows more of the place than was chosen."""
    shared = after(Located(HERE, INSIDE), first=Typed(words()))
    kept = [answer(shared, SceneAnswered(shown), KINDS) for shown in Exactness]

    assert [HERE.rounded, HERE.coarsened, None] == [draft.pin for draft in kept]
    assert [None] * 3 == [draft.located for draft in kept]
    assert all("10.33134" not in repr(draft) for draft in kept)


def test_a_pin_can_be_made_coarse_and_taken_out_but_not_exact_again() -> None:
    """What was forgotten is forgotten; another place can be shared."""
    exact = after(Located(HERE, INSIDE), SceneAnswered(Exactness.EXACT), first=Typed(words()))
    coarse = answer(exact, Coarsened(), KINDS)

    assert [HERE.coarsened, HERE.coarsened, None] == [
        draft.pin for draft in (coarse, answer(coarse, Coarsened(), KINDS), answer(coarse, Unpinned(), KINDS))
    ]
    with pytest.raises(UnexpectedReply):
        answer(answer(coarse, Unpinned(), KINDS), Coarsened(), KINDS)


def test_a_typed_name_a_list_and_a_choice_take_the_place_s_offer_away() -> None:
    """So that it is not said of other communes that they lie near."""
    shared = after(Located(HERE, INSIDE), SceneAnswered(Exactness.COMMUNE), first=Typed(words()))
    replies = (Listed(Listing(By.LETTER, "M")), CommuneChosen(COMMUNES[0]))

    assert INSIDE.blurred == shared.whereabouts
    assert [(None, ())] * 2 == [
        (draft.whereabouts, draft.offered) for draft in (answer(shared, reply, KINDS) for reply in replies)
    ]


def test_communes_that_were_chosen_and_changed_are_remembered_in_the_draft() -> None:
    """The latest first, two at most, never the one that is chosen."""
    draft = reviewed()
    recent = [draft.recent]
    for code in (COMMUNES[1], COMMUNES[2], COMMUNES[0], COMMUNES[3]):
        draft = answer(answer(draft, Jumped(Step.COMMUNE), KINDS), CommuneChosen(code), KINDS)
        recent.append(draft.recent)

    assert [
        (),
        (COMMUNES[0],),
        (COMMUNES[1], COMMUNES[0]),
        (COMMUNES[2], COMMUNES[1]),
        (COMMUNES[0], COMMUNES[2]),
    ] == recent


def test_where_it_was_is_not_lost_when_a_commune_is_typed_with_another_place() -> None:
    """The latest holds as the place; the one before stays among what was typed and has no place."""
    first, second = words("gần cầu sắt", 4), words("sau chợ", 6)
    asked = answer(reviewed(), Jumped(Step.COMMUNE), KINDS)
    offered = answer(asked, CommunesOffered((), None, spot=first, is_doubted=False), KINDS)
    chosen = answer(offered, CommuneChosen(COMMUNES[1], second), KINDS)

    assert (second, (first,)) == (chosen.place, chosen.unplaced)


def test_a_link_gives_its_commune_to_a_draft_that_has_none() -> None:
    """And leads on where it was just asked for."""
    asked = after(first=Typed(words()))
    given_ = linked(asked, COMMUNES[1], KINDS)

    assert (COMMUNES[1], Step.GROUP) == (given_.commune, given_.step)
    assert asked.words == given_.words


def test_a_link_to_another_commune_asks() -> None:
    """Both are offered, nothing is lost, and going back leaves all as it was."""
    asked = linked(reviewed(), COMMUNES[1], KINDS)

    assert (Step.COMMUNE, (COMMUNES[1], COMMUNES[0])) == (asked.step, asked.offered)
    assert answers(reviewed()) == answers(asked)
    assert Step.REVIEW is answer(asked, WentBack(), KINDS).step
    assert reviewed() == linked(reviewed(), COMMUNES[0], KINDS)


def test_a_commune_that_came_by_a_link_can_be_changed_at_once() -> None:
    """Whoever scanned the poster of another ward need not reach the review first."""
    begun = after(commune=COMMUNES[0])
    opened = answer(begun, Jumped(Step.COMMUNE), KINDS)
    changed = answer(opened, CommuneChosen(COMMUNES[1]), KINDS)

    assert (Step.GROUP, Step.COMMUNE, Step.GROUP) == (begun.step, opened.step, changed.step)
    assert COMMUNES[1] == changed.commune
    with pytest.raises(UnexpectedReply):
        answer(after(), Jumped(Step.COMMUNE), KINDS)


@given(rows=st.integers(0, 60), page=st.integers(-3, 99))
def test_a_page_that_is_not_there_shows_the_nearest(rows: int, page: int) -> None:
    """Turning over from the first leads through every row once."""
    everything = list(range(rows))
    seen: list[int] = []
    listing: Listing | None = Listing(By.DISTRICT)
    while listing is not None:
        seen.extend(listing.shown(everything))
        listing = listing.after(everything)

    assert everything == seen
    assert bool(everything) is bool(Listing(By.DISTRICT, page=page).shown(everything))
    assert page > 0 or Listing(By.DISTRICT, page=page).before(everything) is None
