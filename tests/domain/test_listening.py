"""What a typed text means where no question of the form is open, sentence by sentence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import listening, tip_form, unsent
from bot.domain.conversation import (
    Adding,
    AfterSending,
    Conversation,
    Correcting,
    Focus,
    Following,
    LookingUp,
    Sorting,
    Telling,
)
from bot.domain.draft import Step
from bot.domain.errors import TooLong, UnexpectedReply
from bot.domain.identifiers import ChatId, Handle, Language, TipId
from bot.domain.listening import Heard
from bot.domain.replies import CommuneChosen, Edited
from tests.domain.drafts import COMMUNES, KINDS, words

TIP = TipId("a" * 32)
SEED = bytes(32)
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
AFTER = AfterSending(tip=TIP, handle=Handle("h"), trail="", sent=NOW)
CRY = Heard(words=words("đang chém nhau", 2), says_danger=True)


def heard(focus: Focus | None, what: Heard, *, follows: bool = True) -> Focus:
    """Give what a focus becomes when this is typed."""
    return listening.take_in(focus, what, KINDS, seed=SEED, follows=follows)


def chat(focus: Focus | None, *parked: Telling | Adding | Sorting) -> Conversation:
    """Give a chat as it stands."""
    return Conversation(chat=ChatId(1), language=Language("vi"), focus=focus, parked=parked, touched=NOW)


def test_danger_while_a_commune_is_corrected_is_kept_and_then_added() -> None:
    """The tip first goes where it belongs; what was cried follows it there, and raises it."""
    crying = heard(Correcting(after=AFTER), CRY)
    assert isinstance(crying, Correcting)
    added = listening.corrected(crying)

    assert (True, (CRY.words,)) == (crying.says_danger, crying.words)
    assert Adding(tip=TIP, words=(CRY.words,), says_danger=True) == added


def test_a_second_press_on_the_wrong_commune_loses_nothing() -> None:
    """What was typed there meanwhile waits there still; another tip's commune is another question."""
    typed = heard(Correcting(after=AFTER), Heard(words=words("nó quay lại")))
    assert isinstance(typed, Correcting)
    other = replace(AFTER, tip=TipId("b" * 32))

    assert typed.unplaced == listening.correcting(typed, AFTER).unplaced
    assert Correcting(after=other) == listening.correcting(typed, other)


def test_a_long_story_while_a_commune_is_corrected_is_no_name() -> None:
    """Six words and more are told; fewer may be told, and can be said to be."""
    long = heard(Correcting(after=AFTER), Heard(words=words("nó mới quay lại trước chợ rồi")))
    short = heard(Correcting(after=AFTER), Heard(words=words("nó quay lại")))
    assert isinstance(long, Correcting)
    assert isinstance(short, Correcting)

    assert [1, 0] == [len(long.words), len(short.words)]
    assert [False, True] == [long.unfound, short.unfound]
    assert (words("nó quay lại"),) == listening.as_words(short).words
    with pytest.raises(UnexpectedReply):
        listening.as_words(long)


def test_a_name_that_was_none_is_edited_where_it_waits() -> None:
    """Danger in the new wording makes words of it at once."""
    named = Correcting(after=AFTER, unfound=True, unplaced=(words("my thoii"),))

    calm = listening.change(named, Edited(words("nó còn đây")), KINDS, seed=SEED)
    crying = listening.change(named, Edited(words("nó chém"), says_danger=True), KINDS, seed=SEED)

    assert replace(named, unplaced=(words("nó còn đây"),)) == calm
    assert Correcting(after=AFTER, words=(words("nó chém"),), says_danger=True) == crying


@pytest.mark.parametrize("says_it", ["second", "edited"])
def test_danger_while_a_text_is_being_sorted_begins_a_tip(says_it: str) -> None:
    """All of it goes along; nobody in danger is asked what it belongs to."""
    sorting = Sorting(words=(words("nó quay lại"),))

    if says_it == "second":
        begun: Focus | None = heard(sorting, CRY)
    else:
        begun = listening.change(sorting, Edited(words("nó đang chém"), says_danger=True), KINDS, seed=SEED)

    assert isinstance(begun, Telling)
    assert Step.DANGER is begun.draft.step
    assert {"second": 2, "edited": 1}[says_it] == len(begun.draft.words)


def test_danger_in_an_addition_is_urgent_unless_denied() -> None:
    """In its first text, in a later one, or by an edit."""
    first = heard(Following(tip=TIP), CRY)
    later = heard(heard(Following(tip=TIP), Heard(words=words())), CRY)
    edited = listening.change(
        heard(Following(tip=TIP), Heard(words=words())), Edited(words("cứu với"), says_danger=True), KINDS, seed=SEED
    )
    for found in (first, later, edited):
        assert isinstance(found, Adding)
        assert [True, False] == [found.is_urgent, replace(found, denied=True).is_urgent]


def test_an_addition_becomes_a_tip_of_its_own() -> None:
    """With all its texts, in their order, and its danger."""
    adding = Adding(tip=TIP, words=(words("một", 1), words("hai", 2)))
    calm = listening.as_new_tip(adding, KINDS, seed=SEED)
    urgent = listening.as_new_tip(replace(adding, says_danger=True), KINDS, seed=SEED)

    assert adding.words == calm.draft.words
    assert [Step.COMMUNE, Step.DANGER] == [calm.draft.step, urgent.draft.step]
    with pytest.raises(UnexpectedReply):
        listening.as_new_tip(Adding(tip=TIP), KINDS, seed=SEED)


def test_who_wants_out_is_asked_before_anything_typed_is_dropped() -> None:
    """What holds nothing is left at once; an addition that is dropped leads back to its thread."""
    adding, sorting = Adding(tip=TIP, words=(words(),)), Sorting(words=(words(),))

    asked = [listening.left(focus) for focus in (adding, sorting)]

    assert [replace(adding, dropping=True), replace(sorting, dropping=True)] == asked
    assert [adding, sorting] == [listening.kept(focus) for focus in asked]
    assert [Following(tip=TIP), None] == [listening.dropped(focus) for focus in asked]
    assert [None] * 3 == [listening.left(focus) for focus in (Adding(tip=TIP), LookingUp(), Correcting(after=AFTER))]


def test_start_leaves_a_look_up_and_whatever_only_waits() -> None:
    """What holds words stays open."""
    waiting = (LookingUp(), Following(tip=TIP), Adding(tip=TIP), Correcting(after=AFTER), None)
    holding = (Adding(tip=TIP, words=(words(),)), Sorting(words=(words(),)), heard(None, CRY))

    assert [None] * len(waiting) == [listening.rested(focus) for focus in waiting]
    assert list(holding) == [listening.rested(focus) for focus in holding]


def test_looking_at_something_else_costs_nobody_what_they_wrote() -> None:
    """It waits, the latest on top, and comes back when nothing else is open."""
    draft = heard(None, Heard(words=words()), follows=False)
    adding = Adding(tip=TIP, words=(words("nó quay lại", 2),))
    assert isinstance(draft, Telling)

    _, parked = unsent.turned(chat(draft), LookingUp(), lets_go=False)
    _, both = unsent.turned(chat(adding, *parked), LookingUp(), lets_go=False)
    back = unsent.turned(chat(LookingUp(), *both), None, lets_go=False)

    assert (draft, adding) == both
    assert (adding, (draft,)) == back


def test_what_was_sent_or_dropped_does_not_wait() -> None:
    """Nor does a draft that is taken up again."""
    draft = heard(None, Heard(words=words()), follows=False)
    assert isinstance(draft, Telling)

    sent = unsent.turned(chat(Adding(tip=TIP, words=(words(),))), Following(tip=TIP), lets_go=True)
    taken_up = unsent.turned(chat(LookingUp(), draft), draft, lets_go=False)

    assert (Following(tip=TIP), ()) == sent
    assert (draft, ()) == taken_up


def test_an_addition_is_bounded_like_a_tip() -> None:
    """So that it can always become one."""
    full = Adding(tip=TIP, words=(words("a" * 7999),))

    with pytest.raises(TooLong):
        heard(full, Heard(words=words("bc", 2)))


def test_danger_in_a_name_is_told_and_a_long_name_that_is_found_may_be_either() -> None:
    """The first is answered at once; the second is asked about and kept."""
    at_commune = heard(None, Heard(words=words()), follows=False)
    cried = heard(at_commune, Heard(words=words("cứu với mỹ thới", 2), says_danger=True, exact=COMMUNES[0]))
    long = heard(at_commune, Heard(words=words("nó ở chợ mỹ thới đó chú", 2), candidates=COMMUNES[:2], named=True))
    named = heard(at_commune, Heard(words=words("mỹ", 2), candidates=COMMUNES[:2], named=True))
    assert isinstance(cried, Telling)
    assert isinstance(long, Telling)
    assert isinstance(named, Telling)

    assert Step.DANGER is cried.draft.step
    assert [1, 0] == [len(found.draft.unplaced) for found in (long, named)]


def test_a_story_that_says_where_is_told_and_asked_about() -> None:
    """Its words go into the tip at once, and the communes that they name are offered, with why."""
    at_commune = heard(None, Heard(words=words()), follows=False)
    led_by = ((COMMUNES[1], "Núi Xa"),)
    told = Heard(words=words("nó chạy về hướng chợ mỹ thới", 2), candidates=COMMUNES[:2], led_by=led_by)
    forms = heard(at_commune, told)
    corrected = heard(Correcting(after=AFTER), told)
    assert isinstance(forms, Telling)
    assert isinstance(corrected, Correcting)

    assert [2, 1] == [len(forms.draft.words), len(corrected.words)]
    assert [COMMUNES[:2]] * 2 == [forms.draft.offered, corrected.offered]
    assert [led_by] * 2 == [forms.draft.led_by, corrected.led_by]
    assert ((), ()) == (forms.draft.unplaced, corrected.unplaced)


def test_an_address_chooses_its_commune_and_stays_as_the_place() -> None:
    """Unless the place was told before, which nothing typed for a commune takes away."""
    at_commune = heard(None, Heard(words=words()), follows=False)
    assert isinstance(at_commune, Telling)
    address = Heard(words=words("ấp 5, xã Mỹ Thới", 2), exact=COMMUNES[0], named=True, has_spot=True)
    name = Heard(words=words("Mỹ Thới", 2), exact=COMMUNES[0], named=True)
    said = Telling(draft=replace(at_commune.draft, place=words("sau chợ", 9)))
    forms = [heard(focus, what) for focus, what in ((at_commune, address), (at_commune, name), (said, address))]

    assert [COMMUNES[0]] * 3 == [form.draft.commune for form in forms if isinstance(form, Telling)]
    assert [address.words, None, words("sau chợ", 9)] == [
        form.draft.place for form in forms if isinstance(form, Telling)
    ]


def test_an_address_whose_name_is_confirmed_stays_as_the_place() -> None:
    """However long it is; another one typed instead leaves it out of the tip, and so does another commune."""
    address = Heard(words=words("tổ 3 ấp 5 xã Vĩnh Hòa", 2), candidates=COMMUNES[:2], has_spot=True)
    other = Heard(words=words("ấp 6 xã Vĩnh Hòa", 3), candidates=COMMUNES[:2], has_spot=True)
    asked = heard(heard(None, Heard(words=words()), follows=False), address)
    assert isinstance(asked, Telling)
    held = tip_form.answer(asked.draft, CommuneChosen(COMMUNES[1]), KINDS)
    again = heard(asked, other)
    assert isinstance(again, Telling)
    latest = tip_form.answer(again.draft, CommuneChosen(COMMUNES[1]), KINDS)
    elsewhere = tip_form.answer(replace(held, step=Step.COMMUNE), CommuneChosen(COMMUNES[5]), KINDS)

    assert ((), (words(),)) == (asked.draft.unplaced, held.words)
    assert (address.words, ()) == (held.place, held.unplaced)
    assert (other.words, (address.words,)) == (latest.place, latest.unplaced)
    assert (None, (address.words,)) == (elsewhere.place, elsewhere.unplaced)


def test_an_address_typed_while_a_commune_is_corrected_is_ready_to_be_added() -> None:
    """The tip was sent without it, also where its name is surely one."""
    address = Heard(words=words("ấp 3 Mỹ Hòa Hưng", 2), candidates=COMMUNES[:1], named=True, has_spot=True)
    typed = heard(Correcting(after=AFTER), address)
    assert isinstance(typed, Correcting)

    assert ((address.words,), (), COMMUNES[:1]) == (typed.words, typed.unplaced, typed.offered)
    assert Adding(tip=TIP, words=(address.words,)) == listening.corrected(typed)


def test_a_slip_is_no_leftover_once_what_it_meant_is_chosen() -> None:
    """Any other commune leaves it to be seen on the review, and so does one that was not offered for it."""
    slip = Heard(words=words("ha tein", 2), candidates=COMMUNES[:1], is_whole=True)
    asked = heard(heard(None, Heard(words=words()), follows=False), slip)
    assert isinstance(asked, Telling)
    meant, other = (tip_form.answer(asked.draft, CommuneChosen(code), KINDS) for code in (COMMUNES[0], COMMUNES[5]))

    assert ((slip.words,), (), (slip.words,)) == (asked.draft.unplaced, meant.unplaced, other.unplaced)


def test_a_place_of_another_province_is_answered_and_kept() -> None:
    """It may have been part of the story: it is offered as words."""
    at_commune = heard(None, Heard(words=words()), follows=False)
    away = Heard(words=words("Xứ Lạ", 2), elsewhere="Xứ Lạ")
    form, corrected = heard(at_commune, away), heard(Correcting(after=AFTER), away)
    assert isinstance(form, Telling)
    assert isinstance(corrected, Correcting)

    assert [("Xứ Lạ", True, 1)] * 2 == [
        (asked.elsewhere, asked.unfound, len(asked.unplaced)) for asked in (form.draft, corrected)
    ]
