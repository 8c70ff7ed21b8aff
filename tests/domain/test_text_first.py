"""A tip that begins with a text: the kind is asked once, cheaply, and what a kind has to say is said before sending."""

import pytest

from bot.domain.alarms import marks, urgency
from bot.domain.draft import Step
from bot.domain.errors import TooLong, UnexpectedReply
from bot.domain.kinds import TapMark, Urgency
from bot.domain.replies import (
    CommuneChosen,
    CommunesOffered,
    DangerAnswered,
    Edited,
    Finished,
    Jumped,
    Kept,
    Reply,
    Skipped,
    Tapped,
    Typed,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import When
from bot.domain.tip_form import answer
from tests.domain.drafts import COMMUNES, KINDS, after, group, leaf, reviewed, words

HERE = CommuneChosen(COMMUNES[0])
TOLD = Typed(words())
CRY = Typed(words("đang chém nhau"), says_danger=True)


def told(*replies: Reply) -> Step:
    """Give the question that stands after a first text and these replies."""
    return after(*replies, first=TOLD).step


def test_a_text_first_is_asked_for_commune_kind_and_hour() -> None:
    """What they came to say is said already; the kind may be left out."""
    replies = (HERE, Skipped(), WhenChosen(When.TODAY))

    steps = [told(*replies[:count]) for count in range(len(replies) + 1)]

    assert [Step.COMMUNE, Step.GROUP, Step.WHEN, Step.REVIEW] == steps


def test_the_least_that_can_be_sent_is_a_commune_and_a_few_words() -> None:
    """Whoever skips every other question has a tip of no kind and no hour that is ready."""
    draft = after(HERE, Skipped(), Skipped(), first=TOLD)

    assert (Step.REVIEW, True, None, None) == (draft.step, draft.is_ready, draft.group, draft.when)


def test_a_kind_after_a_text_costs_one_press() -> None:
    """Its list is not opened, since the words say the rest."""
    assert Step.WHEN is told(HERE, group("can_bo"))


@pytest.mark.parametrize("code", ["lua_dao", "gia_dinh", "chay_no"])
def test_a_kind_with_something_to_say_first_is_asked_its_question(code: str) -> None:
    """Whether money went out, whether somebody is safe: the answer brings the right words before the tip goes."""
    steps = [told(HERE, group(code)), told(HERE, group(code), Finished())]

    assert [Step.WORDS, Step.WHEN] == steps


def test_money_sent_today_is_known_after_a_text_too() -> None:
    """The bank comes first, however the tip began."""
    draft = after(HERE, group("lua_dao"), Tapped("hom_nay"), first=TOLD)

    assert frozenset({TapMark.MONEY_SENT_TODAY}) == marks(draft, KINDS)


def test_a_kind_of_danger_after_a_text_brings_the_numbers() -> None:
    """As it does from the menu, without waiting for the hour."""
    assert Step.DANGER is told(HERE, group("danh_nhau"))


def test_in_danger_no_kind_is_asked() -> None:
    """Where is enough, and a kind can still be chosen on the review."""
    urgent = after(DangerAnswered(in_danger=True), HERE, first=CRY)
    chosen = answer(answer(urgent, Jumped(Step.GROUP), KINDS), group("gia_dinh"), KINDS)
    sorted_out = answer(chosen, leaf("gia_dinh.danh"), KINDS)

    assert [Step.REVIEW, Step.REVIEW] == [urgent.step, sorted_out.step]
    assert ("gia_dinh", Urgency.URGENT) == (sorted_out.group, urgency(sorted_out, KINDS))


def test_the_kind_can_be_chosen_changed_and_left_out_again_on_the_review() -> None:
    """There the list is opened, and skipping takes the kind away."""
    review = after(HERE, Skipped(), WhenChosen(When.EARLIER), first=TOLD)
    chosen = review
    for reply in (Jumped(Step.GROUP), group("co_bac"), leaf("co_bac.da_ga")):
        chosen = answer(chosen, reply, KINDS)
    without = answer(answer(chosen, Jumped(Step.GROUP), KINDS), Skipped(), KINDS)

    assert (Step.REVIEW, "co_bac.da_ga") == (chosen.step, chosen.leaf)
    assert (Step.REVIEW, None, None) == (without.step, without.group, without.leaf)


def test_a_kind_with_something_to_say_chosen_on_the_review_says_it_too() -> None:
    """Nobody gets around it by choosing late."""
    draft = reviewed()
    for reply in (Jumped(Step.GROUP), group("lua_dao"), leaf("lua_dao.qua_mang")):
        draft = answer(draft, reply, KINDS)

    assert (Step.WORDS, Step.REVIEW) == (draft.step, answer(draft, Finished(), KINDS).step)


def test_a_kind_is_not_skipped_by_who_has_told_nothing() -> None:
    """Nothing would be left to send."""
    with pytest.raises(UnexpectedReply):
        after(Skipped())


@pytest.mark.parametrize("step", [Step.PLACE, Step.DURATION, Step.BEWARE, Step.SAFE_HOURS])
def test_danger_in_an_extra_brings_the_numbers(step: Step) -> None:
    """The answer is kept, and typing over it later does not get around them."""
    asked = answer(answer(reviewed(), Jumped(step), KINDS), CRY, KINDS)
    edited = answer(answer(reviewed(), Jumped(step), KINDS), Typed(words("chợ", message=7)), KINDS)
    changed = answer(edited, Edited(words("đang chém nhau", message=7), says_danger=True), KINDS)

    assert [Step.DANGER, Step.DANGER] == [asked.step, changed.step]
    assert CRY.words == getattr(asked, step.value)


def test_what_was_taken_for_a_name_can_be_kept_as_words() -> None:
    """At once, or on the review; until then it is no part of the tip."""
    unfound = after(CommunesOffered((), words("nó chạy rồi", 2)), first=TOLD)
    at_once = answer(unfound, Kept(), KINDS)
    later = unfound
    for reply in (HERE, Skipped(), Skipped(), Kept()):
        later = answer(later, reply, KINDS)

    assert (True, (words(),)) == (unfound.unfound, unfound.words)
    assert (Step.COMMUNE, False, ()) == (at_once.step, at_once.unfound, at_once.unplaced)
    assert [(words(), words("nó chạy rồi", 2))] * 2 == [at_once.words, later.words]


def test_what_was_taken_for_a_name_is_edited_where_it_waits() -> None:
    """Nothing of the former wording can be kept; danger in the new one is answered."""
    unfound = after(CommunesOffered((), words("nó chạy rồi", 2)), first=TOLD)

    edited = answer(unfound, Edited(words("nó còn đó", 2)), KINDS)
    crying = answer(unfound, Edited(words("nó chém", 2), says_danger=True), KINDS)

    assert (words("nó còn đó", 2),) == edited.unplaced
    assert Step.DANGER is crying.step


def test_nothing_is_kept_where_nothing_waits() -> None:
    """The button belongs to an older screen."""
    with pytest.raises(UnexpectedReply):
        after(Kept(), first=TOLD)


def test_what_waits_counts_towards_what_a_tip_carries() -> None:
    """So that keeping it is never refused."""
    with pytest.raises(TooLong):
        after(CommunesOffered((), words("a" * 7990, 2)), CommunesOffered((), words("b" * 11, 3)), first=TOLD)


def test_back_from_the_kind_leads_to_the_commune() -> None:
    """The way back is the way there."""
    assert Step.COMMUNE is told(HERE, WentBack())
