"""The form, sentence by sentence: what is asked, in which order, and what is never asked again."""

import pytest

from bot.domain import alarms, tip_form
from bot.domain.alarms import urgency
from bot.domain.draft import Alarm, Step
from bot.domain.errors import NotReady, TooLong, UnexpectedReply
from bot.domain.kinds import TapMark, Urgency
from bot.domain.listing import By, Listing
from bot.domain.replies import (
    CommuneChosen,
    CommunesOffered,
    DangerAnswered,
    Edited,
    FearAnswered,
    Finished,
    Jumped,
    Listed,
    Skipped,
    Tapped,
    Typed,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import When
from bot.domain.tip_form import answer
from tests.domain.drafts import COMMUNES, KINDS, after, answers, group, leaf, reviewed, words

HERE = CommuneChosen(COMMUNES[0])
CRY = Typed(words("đang chém nhau"), says_danger=True)


def test_the_menu_asks_kind_hour_commune_and_words() -> None:
    """Then comes the review."""
    replies = [
        group("trom_cuop"),
        leaf("trom_cuop.trom"),
        WhenChosen(When.TODAY),
        HERE,
        Typed(words()),
        Finished(),
    ]

    steps = [after(*replies[:count]).step for count in range(len(replies) + 1)]

    assert [Step.GROUP, Step.LEAF, Step.WHEN, Step.COMMUNE, Step.WORDS, Step.WORDS, Step.REVIEW] == steps


def test_a_text_at_the_first_question_is_a_text_first() -> None:
    """The question itself says that one can just type."""
    draft = after(Typed(words()))

    assert (Step.COMMUNE, (words(),)) == (draft.step, draft.words)


def test_a_deep_link_has_answered_the_commune() -> None:
    """A poster in a market knows where it hangs."""
    draft = after(group("trom_cuop"), leaf("trom_cuop.do_gian"), WhenChosen(When.EARLIER), commune=COMMUNES[3])

    assert (Step.WORDS, COMMUNES[3]) == (draft.step, draft.commune)


def test_not_sure_has_no_second_list() -> None:
    """Who does not know is not asked which."""
    assert Step.WHEN is after(group("chua_ro")).step


def test_a_leaf_and_a_commune_are_enough() -> None:
    """Nobody has to type."""
    draft = after(group("co_bac"), leaf("co_bac.da_ga"), Skipped(), HERE, Skipped())

    assert (Step.REVIEW, True) == (draft.step, draft.is_ready)


def test_without_leaf_and_words_there_is_nothing_to_send() -> None:
    """The question stays until something is told."""
    draft = after(group("co_bac"), Skipped(), Skipped(), HERE)

    with pytest.raises(NotReady):
        answer(draft, Finished(), KINDS)


@pytest.mark.parametrize(
    "replies",
    [
        (group("danh_nhau"), leaf("danh_nhau.dang")),
        (group("danh_nhau"), Skipped()),
        (group("trom_cuop"), leaf("trom_cuop.trom"), WhenChosen(When.NOW)),
        (group("chua_ro"), WhenChosen(When.NOW)),
        (group("giao_thong"), leaf("giao_thong.qua_tai"), Skipped(), HERE, Tapped("co")),
        (CRY,),
        (group("co_bac"), CRY),
        (group("co_bac"), leaf("co_bac.da_ga"), CRY),
        (group("co_bac"), leaf("co_bac.da_ga"), Skipped(), HERE, CRY),
    ],
)
def test_kind_hour_tap_or_words_of_danger_bring_the_danger_text_first(replies: tuple[tip_form.Reply, ...]) -> None:
    """The emergency numbers come before any other question."""
    assert Step.DANGER is after(*replies).step


def test_a_cry_at_the_review_brings_the_danger_text() -> None:
    """It is never too late for it, and going back does not get around it."""
    cried = answer(reviewed(), CRY, KINDS)
    back = answer(cried, WentBack(), KINDS)

    assert (Step.DANGER, Step.DANGER) == (cried.step, back.step)


def test_in_danger_two_questions_remain() -> None:
    """Where, and what; no hour, no kind."""
    draft = after(group("trom_cuop"), Skipped(), WhenChosen(When.NOW), DangerAnswered(in_danger=True))
    steps = [draft.step]
    for reply in (HERE, Typed(words()), Finished()):
        draft = answer(draft, reply, KINDS)
        steps.append(draft.step)

    assert [Step.COMMUNE, Step.WORDS, Step.WORDS, Step.REVIEW] == steps
    assert Urgency.URGENT is urgency(draft, KINDS)


def test_in_danger_nobody_is_asked_for_what_they_have_said() -> None:
    """Who cried in words is only asked where."""
    draft = after(DangerAnswered(in_danger=True), HERE, first=CRY)

    assert (Step.REVIEW, Urgency.URGENT) == (draft.step, urgency(draft, KINDS))


def test_an_alarm_that_was_denied_is_not_raised_again() -> None:
    """Who pressed `Không nguy hiểm` is believed for the same cause."""
    denied = after(DangerAnswered(in_danger=False), first=CRY)
    again = answer(denied, CRY, KINDS)

    assert (Step.COMMUNE, Step.COMMUNE, frozenset({Alarm.WORDS})) == (denied.step, again.step, again.denied)


def test_a_new_cause_is_asked_about_anew() -> None:
    """Words were harmless; that a fight goes on now is another thing."""
    draft = after(group("co_bac"), CRY, DangerAnswered(in_danger=False))
    fighting = draft
    for reply in (leaf("co_bac.da_ga"), Skipped(), HERE, Finished(), Jumped(Step.GROUP), group("danh_nhau")):
        fighting = answer(fighting, reply, KINDS)
    fighting = answer(fighting, leaf("danh_nhau.dang"), KINDS)

    assert Step.DANGER is fighting.step


def test_a_tap_that_says_danger_asks_even_where_the_kind_was_denied() -> None:
    """A fight that was over may still have left somebody hurt."""
    draft = after(group("danh_nhau"), leaf("danh_nhau.dang"), DangerAnswered(in_danger=False))
    for reply in (WhenChosen(When.TODAY), HERE, Tapped("bi_thuong")):
        draft = answer(draft, reply, KINDS)

    assert Step.DANGER is draft.step


def test_what_was_denied_is_soon_and_not_urgent() -> None:
    """The table would call it urgent; the resident says that nobody is in danger."""
    draft = after(group("danh_nhau"), leaf("danh_nhau.dang"), DangerAnswered(in_danger=False))

    assert Urgency.SOON is urgency(draft, KINDS)


def test_a_changed_group_forgets_its_leaf_and_taps_alone() -> None:
    """Words, commune and hour stay."""
    before = answer(answer(reviewed(), Jumped(Step.WORDS), KINDS), Tapped("hom_nay"), KINDS)
    draft = answer(answer(answer(before, Finished(), KINDS), Jumped(Step.GROUP), KINDS), group("lua_dao"), KINDS)

    kept = {"words", "commune", "when", "seed"}
    assert (None, ()) == (draft.leaf, draft.taps)
    assert {name: answers(before)[name] for name in kept} == {name: answers(draft)[name] for name in kept}


def test_the_same_group_chosen_again_keeps_its_leaf() -> None:
    """A look back is no change."""
    draft = answer(answer(reviewed(), Jumped(Step.GROUP), KINDS), group("trom_cuop"), KINDS)

    assert "trom_cuop.do_gian" == draft.leaf


def test_a_press_twice_takes_a_tap_away() -> None:
    """As the tick in front of it shows."""
    at_words = after(group("co_bac"), leaf("co_bac.da_ga"), Skipped(), HERE)
    once = answer(at_words, Tapped("dang_choi"), KINDS)
    twice = answer(once, Tapped("dang_choi"), KINDS)

    assert (("dang_choi",), ()) == (once.taps, twice.taps)


def test_money_sent_today_is_a_mark_of_the_draft() -> None:
    """The screen says first what to do at the bank."""
    draft = after(group("lua_dao"), leaf("lua_dao.qua_mang"), Skipped(), HERE, Tapped("hom_nay"))

    assert frozenset({TapMark.MONEY_SENT_TODAY}) == alarms.marks(draft, KINDS)
    assert Step.WORDS is draft.step


def test_an_edit_replaces_the_text_of_its_message() -> None:
    """Nothing of the former wording goes out."""
    draft = answer(reviewed(), Edited(words("Ba người")), KINDS)

    assert (words("Ba người"),) == draft.words


def test_an_edit_of_a_text_that_is_not_in_the_draft_changes_nothing() -> None:
    """A commune's name that was corrected later is no story."""
    assert reviewed() == answer(reviewed(), Edited(words("khác", message=99)), KINDS)


def test_an_edited_extra_is_replaced() -> None:
    """The place is a text like any other."""
    placed = answer(answer(reviewed(), Jumped(Step.PLACE), KINDS), Typed(words("chợ", message=7)), KINDS)
    draft = answer(placed, Edited(words("cầu", message=7)), KINDS)

    assert (words("cầu", message=7), Step.REVIEW) == (draft.place, draft.step)


def test_an_extra_can_be_skipped_again() -> None:
    """What was said too much can be taken back."""
    placed = answer(answer(reviewed(), Jumped(Step.PLACE), KINDS), Typed(words("chợ", message=7)), KINDS)
    draft = answer(answer(placed, Jumped(Step.PLACE), KINDS), Skipped(), KINDS)

    assert (None, Step.REVIEW) == (draft.place, draft.step)


def test_a_text_beyond_what_a_tip_carries_is_refused_and_the_draft_kept() -> None:
    """Eight thousand characters are two screens of a phone full of words, twice over."""
    full = answer(reviewed(), Typed(words("a" * 7900, message=2)), KINDS)

    with pytest.raises(TooLong):
        answer(full, Typed(words("a" * 200, message=3)), KINDS)
    with pytest.raises(TooLong):
        answer(full, Edited(words("a" * 8000, message=2)), KINDS)


def test_a_commune_may_be_offered_browsed_and_chosen() -> None:
    """A name that means two, a letter, and at last a press."""
    draft = after(first=Typed(words()))
    offered = answer(draft, CommunesOffered(COMMUNES[:2]), KINDS)
    unfound = answer(offered, CommunesOffered(()), KINDS)
    browsed = answer(unfound, Listed(Listing(By.LETTER, "M")), KINDS)
    chosen = answer(browsed, HERE, KINDS)

    assert [COMMUNES[:2], (), (), ()] == [found.offered for found in (offered, unfound, browsed, chosen)]
    assert [False, True, False, False] == [found.unfound for found in (offered, unfound, browsed, chosen)]
    assert [None, None, Listing(By.LETTER, "M"), None] == [
        found.listing for found in (offered, unfound, browsed, chosen)
    ]


def test_from_the_review_back_leads_to_the_review() -> None:
    """Who opened a question by mistake is not led through the form again."""
    steps = (Step.GROUP, Step.WHEN, Step.COMMUNE, Step.WORDS, Step.PLACE, Step.BEWARE)
    opened = [answer(reviewed(), Jumped(step), KINDS) for step in steps]

    assert [reviewed()] * len(steps) == [answer(draft, WentBack(), KINDS) for draft in opened]


def test_back_never_leads_to_a_review_that_is_not_ready() -> None:
    """A kind without words was all; another group takes it away, and going back asks for it again."""
    only_kind = after(group("co_bac"), leaf("co_bac.da_ga"), Skipped(), HERE, Skipped())
    changed = answer(answer(only_kind, Jumped(Step.GROUP), KINDS), group("ma_tuy"), KINDS)
    back = answer(answer(changed, WentBack(), KINDS), WentBack(), KINDS)

    assert (Step.LEAF, False) == (back.step, back.is_ready)


def test_the_fear_of_the_commune_s_police_is_asked_on_the_review() -> None:
    """It can be said and taken back."""
    fearing = answer(reviewed(), FearAnswered(fears=True), KINDS)

    assert (True, False) == (fearing.fears_commune, answer(fearing, FearAnswered(fears=False), KINDS).fears_commune)


@pytest.mark.parametrize(
    "reply",
    [leaf("co_bac.da_ga"), WhenChosen(When.NOW), HERE, Tapped("co"), Jumped(Step.WORDS), Finished(), group("xyz")],
)
def test_a_reply_that_does_not_fit_is_refused(reply: tip_form.Reply) -> None:
    """At the first question only a group fits, or words."""
    with pytest.raises(UnexpectedReply):
        after(reply)


def test_the_steps_are_counted_for_the_resident() -> None:
    """The review is the last of them; what is opened from it has no number."""
    placed = answer(reviewed(), Jumped(Step.PLACE), KINDS)

    assert [(1, 6), (6, 6), None] == [after().progress, reviewed().progress, placed.progress]
    assert (1, 3) == after(DangerAnswered(in_danger=True), first=CRY).progress
