"""What a photo or a place means wherever the conversation stands, sentence by sentence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import listening, seeing, unsent
from bot.domain.conversation import Adding, Conversation, Following, Sorting, Telling
from bot.domain.draft import Step
from bot.domain.errors import UnexpectedReply
from bot.domain.evidence import PhotoId
from bot.domain.identifiers import ChatId, Language, TipId
from bot.domain.point import Exactness, Point
from bot.domain.replies import Coarsened, Located, Pictured, SceneAnswered, Unpinned
from bot.domain.whereabouts import Lie, Whereabouts
from tests.domain.drafts import KINDS, SEED, photo, words

TIP = TipId("a" * 32)


def test_a_stray_photo_goes_along_to_the_tip_that_it_belongs_to() -> None:
    """Said to belong to a tip that was sent, it is ready to be added with the words under it."""
    stray = seeing.take_in(None, Pictured(photo(), words("Xe đây")), KINDS, seed=SEED, follows=True)
    added = listening.as_addition(stray, TIP)

    assert Sorting(words=(words("Xe đây"),), photos=(photo(),)) == stray
    assert Adding(tip=TIP, words=(words("Xe đây"),), photos=(photo(),)) == added


def test_another_photo_in_the_same_message_takes_the_place_of_the_former() -> None:
    """And the words under it that of those before; none take them away."""
    shown = seeing.take_in(None, Pictured(photo(), words("Xe nhà tôi")), KINDS, seed=SEED, follows=True)
    other = replace(photo(), photo=replace(photo().photo, id=PhotoId("f" * 32)))
    exchanged = seeing.exchange(shown, Pictured(other, words("Xe đây")), KINDS, seed=SEED)
    silent = seeing.exchange(exchanged, Pictured(other), KINDS, seed=SEED)

    assert Sorting(words=(words("Xe đây"),), photos=(other,)) == exchanged
    assert Sorting(photos=(other,)) == silent


def test_a_cry_written_later_under_a_photo_comes_first() -> None:
    """As if it had been typed; the photo stays."""
    shown = seeing.take_in(None, Pictured(photo()), KINDS, seed=SEED, follows=False)
    cried = seeing.exchange(shown, Pictured(photo(), words("đang chém nhau"), says_danger=True), KINDS, seed=SEED)
    assert isinstance(cried, Telling)

    assert (Step.DANGER, (photo(),), (words("đang chém nhau"),)) == (
        cried.draft.step,
        cried.draft.photos,
        cried.draft.words,
    )


def test_a_photo_that_is_not_held_is_not_exchanged() -> None:
    """It was taken out, or sent, before it was changed."""
    shown = seeing.take_in(None, Pictured(photo()), KINDS, seed=SEED, follows=False)

    assert shown == seeing.exchange(shown, Pictured(photo(2), words("Xe đây", 2)), KINDS, seed=SEED)


def test_only_what_waits_to_be_sorted_becomes_an_addition() -> None:
    """A thread that lies open is none."""
    with pytest.raises(UnexpectedReply):
        listening.as_addition(Following(tip=TIP), TIP)


def test_answers_by_press_alone_make_no_new_tip() -> None:
    """They answer a question of the other one and say nothing without it."""
    with pytest.raises(UnexpectedReply):
        listening.as_new_tip(Adding(tip=TIP, picked=("co",)), KINDS, seed=SEED)


def test_a_photo_taken_out_of_an_addition_does_not_come_back() -> None:
    """Nothing waits with it: whoever took it out may have seen what it gives away."""
    adding = Adding(tip=TIP, words=(words("Xe đây", 3),), photos=(photo(1), photo(2)))
    chat = Conversation(
        chat=ChatId(1), language=Language("vi"), focus=adding, touched=datetime(2026, 11, 23, tzinfo=UTC)
    )

    after = unsent.turned(chat, seeing.without_photo(adding, 1), lets_go=False)

    assert (replace(adding, photos=(photo(2),)), ()) == after


THERE = Located(Point(lat=10.33314, lon=105.45932), Whereabouts(Lie.FAR))


def test_a_place_in_an_addition_is_asked_about_and_goes_only_as_exact_as_was_said() -> None:
    """It needs no words beside it; dropped, the addition is as it was."""
    asked = seeing.place(Following(tip=TIP), THERE, KINDS, seed=SEED)
    placed = [seeing.placed(asked, SceneAnswered(shown)) for shown in Exactness]

    assert Adding(tip=TIP, located=THERE.point) == asked
    assert [THERE.point.rounded, THERE.point.coarsened, None] == [focus.pin for focus in placed]
    assert [True, True, False] == [focus.is_told for focus in placed]
    assert all(focus.located is None for focus in placed)


def test_the_last_word_about_a_place_is_that_about_the_former_too() -> None:
    """Only the commune: nothing finer stays; coarse after all, taken out, and never asked about where there is none."""
    held = Adding(tip=TIP, pin=Point(lat=1.0, lon=2.0))
    asked = seeing.place(held, THERE, KINDS, seed=SEED)

    assert Adding(tip=TIP) == seeing.placed(asked, SceneAnswered(Exactness.COMMUNE))
    assert Point(lat=1.0, lon=2.0, about=100) == seeing.placed(held, Coarsened()).pin
    assert None is seeing.placed(held, Unpinned()).pin
    for focus, reply in ((held, SceneAnswered(Exactness.EXACT)), (Adding(tip=TIP), Coarsened()), (None, Unpinned())):
        with pytest.raises(UnexpectedReply):
            seeing.placed(focus, reply)


def test_a_place_waits_with_an_addition_and_goes_along_into_a_new_tip() -> None:
    """Like words and photos it is not lost by looking at something else."""
    adding = Adding(tip=TIP, pin=Point(lat=1.0, lon=2.0))
    chat = Conversation(
        chat=ChatId(1), language=Language("vi"), focus=adding, touched=datetime(2026, 11, 23, tzinfo=UTC)
    )

    assert (adding, ()) == unsent.turned(chat, None, lets_go=False)
    assert (Following(tip=TIP), (adding,)) == unsent.turned(chat, Following(tip=TIP), lets_go=False)
    assert (None, ()) == unsent.turned(chat, None, lets_go=True)
    assert replace(adding, dropping=True) == listening.left(adding)
    told = listening.as_new_tip(replace(adding, words=(words(),)), KINDS, seed=SEED)
    assert adding.pin == told.draft.pin
