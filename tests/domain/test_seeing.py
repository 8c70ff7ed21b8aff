"""What a photo or a place means wherever the conversation stands, sentence by sentence."""

import pytest

from bot.domain import listening, seeing
from bot.domain.conversation import Adding, Following, Sorting
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import TipId
from bot.domain.replies import Pictured
from tests.domain.drafts import KINDS, SEED, photo, words

TIP = TipId("a" * 32)


def test_a_stray_photo_goes_along_to_the_tip_that_it_belongs_to() -> None:
    """Said to belong to a tip that was sent, it is ready to be added with the words under it."""
    stray = seeing.take_in(None, Pictured(photo(), words("Xe đây")), KINDS, seed=SEED, follows=True)
    added = listening.as_addition(stray, TIP)

    assert Sorting(words=(words("Xe đây"),), photos=(photo(),)) == stray
    assert Adding(tip=TIP, words=(words("Xe đây"),), photos=(photo(),)) == added


def test_only_what_waits_to_be_sorted_becomes_an_addition() -> None:
    """A thread that lies open is none."""
    with pytest.raises(UnexpectedReply):
        listening.as_addition(Following(tip=TIP), TIP)


def test_answers_by_press_alone_make_no_new_tip() -> None:
    """They answer a question of the other one and say nothing without it."""
    with pytest.raises(UnexpectedReply):
        listening.as_new_tip(Adding(tip=TIP, picked=("co",)), KINDS, seed=SEED)
