"""Domain data comes back equal from its bytes, and damaged bytes say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Conversation, Purpose, Reading
from bot.domain.draft import TipDraft
from bot.domain.identifiers import TipId
from bot.domain.letters import FloodLetter, Letter, LetterContent, ReminderLetter
from bot.domain.point import Point
from storage.codec import Codec, Unreadable

CONVERSATION = Codec[Conversation](Conversation)
LETTER = Codec[Letter](Letter)
DRAFT = Codec[TipDraft](TipDraft)
PURPOSE = Codec[Purpose](Purpose)
CONTENT = Codec[LetterContent](LetterContent)

#: Telegram tells of no place that is nowhere; JSON has no word for one.
st.register_type_strategy(Point, st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180)))


@given(st.from_type(Conversation))
def test_any_conversation_comes_back_equal(conversation: Conversation) -> None:
    """Whatever it is about, whatever was typed."""
    assert CONVERSATION.load(CONVERSATION.dump(conversation)) == conversation


@given(st.from_type(Letter))
def test_any_letter_comes_back_equal(letter: Letter) -> None:
    """Whatever it says."""
    assert LETTER.load(LETTER.dump(letter)) == letter


@given(st.from_type(TipDraft))
def test_any_draft_comes_back_equal(draft: TipDraft) -> None:
    """Its seed is bytes, its answers are sets."""
    assert DRAFT.load(DRAFT.dump(draft)) == draft


@pytest.mark.parametrize("value", [FloodLetter(), ReminderLetter()])
def test_members_of_a_union_are_told_apart_by_kind(value: LetterContent) -> None:
    """Also where they have no other field."""
    assert type(CONTENT.load(CONTENT.dump(value))) is type(value)


def test_an_error_carries_nothing_of_the_bytes() -> None:
    """Neither in its text nor in what is shown of its cause."""
    with pytest.raises(Unreadable) as caught:
        PURPOSE.load(b'[{"kind":"reading","tip":["ghe"]}]')

    assert caught.value.args == ()
    assert caught.value.__suppress_context__


def test_unknown_fields_are_left_out_and_missing_ones_take_their_default() -> None:
    """What another version wrote is read as far as it is known."""
    assert PURPOSE.load(b'[{"kind":"reading","tip":"t","later":1}]') == Reading(tip=TipId("t"))
