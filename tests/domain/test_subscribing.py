"""How somebody comes to be told things, and what of it they may change, sentence by sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import listening
from bot.domain.broadcasts import subscribing
from bot.domain.broadcasts.subscribing import MOST_COMMUNES, QUIET
from bot.domain.broadcasts.subscription import WEEKLY, QuietHours, Subscription, Topic
from bot.domain.broadcasts.subscription_errors import LastCommune, LastTopic, TooManyCommunes
from bot.domain.conversation import Subscribing, Telling
from bot.domain.errors import Refused, UnexpectedReply
from bot.domain.identifiers import ChatId, Language
from bot.domain.listening import Heard
from bot.domain.listing import By, Listing
from bot.domain.units import CommuneCode
from tests.domain.drafts import COMMUNES, KINDS, words

CHAT = ChatId(1001)
VI = Language("vi")
HERE, THERE = COMMUNES[:2]
BEGUN = Subscription(chat=CHAT, language=VI, communes=(HERE,))


def test_one_commune_is_enough_to_begin() -> None:
    """Everything else is as most want it: every topic, a quiet night, one a day at most."""
    begun = subscribing.added(None, HERE, chat=CHAT, language=VI)

    assert BEGUN == begun
    assert (frozenset(Topic), QuietHours(start=21, end=6), 7, False) == (
        begun.topics,
        begun.quiet,
        begun.weekly,
        begun.urgent_only,
    )


def test_a_further_commune_changes_nothing_else() -> None:
    """Nor does one that is there already."""
    chosen = replace(BEGUN, topics=frozenset({Topic.FIRE}), weekly=1)

    more = subscribing.added(chosen, THERE, chat=CHAT, language=Language("en"))

    assert replace(chosen, communes=(HERE, THERE)) == more
    assert more == subscribing.added(more, THERE, chat=CHAT, language=VI)


def test_communes_are_bounded() -> None:
    """One that is there already is still no error."""
    full = replace(BEGUN, communes=COMMUNES[:MOST_COMMUNES])

    with pytest.raises(TooManyCommunes):
        subscribing.added(full, COMMUNES[MOST_COMMUNES], chat=CHAT, language=VI)

    assert full == subscribing.added(full, HERE, chat=CHAT, language=VI)


def test_the_last_commune_and_the_last_topic_stay() -> None:
    """Leaving, and wanting what is urgent alone, are buttons of their own."""
    with pytest.raises(LastCommune):
        subscribing.without(BEGUN, HERE)
    with pytest.raises(LastTopic):
        subscribing.with_topic(replace(BEGUN, topics=frozenset({Topic.FIRE})), Topic.FIRE, wanted=False)


def test_only_what_is_offered_can_be_set() -> None:
    """A made-up press sets nothing."""
    with pytest.raises(UnexpectedReply):
        subscribing.quiet(BEGUN, QuietHours(start=0, end=23))
    with pytest.raises(UnexpectedReply):
        subscribing.at_most(BEGUN, 1000)


Wanted = CommuneCode | tuple[CommuneCode] | tuple[Topic, bool] | QuietHours | int | None
_WANTED: st.SearchStrategy[Wanted] = st.one_of(
    st.sampled_from(COMMUNES),
    st.tuples(st.sampled_from(COMMUNES)),  # to be taken out
    st.tuples(st.sampled_from(Topic), st.booleans()),
    st.sampled_from(QUIET),
    st.sampled_from(WEEKLY),
)


def _changed(kept: Subscription, wanted: Wanted) -> Subscription:
    """Give a subscription after a press; one that is refused changes nothing."""
    try:
        match wanted:
            case str(code):
                return subscribing.added(kept, CommuneCode(code), chat=CHAT, language=VI)
            case (code,):
                return subscribing.without(kept, code)
            case (topic, is_wanted):
                return subscribing.with_topic(kept, topic, wanted=is_wanted)
            case QuietHours():
                return subscribing.quiet(kept, wanted)
            case _:
                return subscribing.at_most(kept, wanted)
    except Refused:
        return kept


@given(st.lists(_WANTED, max_size=30))
def test_whatever_is_pressed_and_replayed_something_can_be_sent(presses: list[Wanted]) -> None:
    """There is a commune and a topic always, never too many; a press that comes twice changes nothing more."""
    kept = BEGUN
    for wanted in presses:
        kept = _changed(kept, wanted)
        assert kept == _changed(kept, wanted)
        assert 1 <= len(kept.communes) == len(set(kept.communes)) <= MOST_COMMUNES
        assert kept.topics


# --- The question for the commune -------------------------------------------------------------------------------------


def test_a_name_that_can_be_one_commune_alone_is_chosen() -> None:
    """It was typed plainly; by a name of before it is offered, with what it is called now."""
    plain = Heard(words=words("mỹ thới"), exact=HERE, candidates=(HERE,), named=True)

    assert HERE == subscribing.chosen(plain)
    assert None is subscribing.chosen(replace(plain, led_by=((HERE, "Mỹ Hòa"),)))
    assert None is subscribing.chosen(replace(plain, has_spot=True))
    assert None is subscribing.chosen(replace(plain, says_danger=True))
    assert None is subscribing.chosen(replace(plain, exact=None, candidates=(HERE, THERE)))


def test_what_a_name_may_mean_is_offered() -> None:
    """The name is no tip, and is not kept for one."""
    several = Heard(words=words("mỹ"), candidates=(HERE, THERE), named=True)

    assert Subscribing(offered=(HERE, THERE)) == subscribing.heard(
        Subscribing(listing=Listing(By.LETTER, "M")), several
    )


def test_a_name_that_is_not_found_may_be_something_to_report() -> None:
    """It is said, and the text is at hand for a tip."""
    unknown = Heard(words=words("trộm xe"))

    asked = subscribing.heard(Subscribing(), unknown)

    assert Subscribing(unfound=True, unplaced=(unknown.words,)) == asked
    begun = listening.as_new_tip(asked, KINDS, seed=bytes(32))
    assert (unknown.words,) == begun.draft.words
    with pytest.raises(UnexpectedReply):
        listening.as_new_tip(Subscribing(), KINDS, seed=bytes(32))


@pytest.mark.parametrize("text", ["Hôm qua tôi thấy hai người lấy xe trước chợ", "chém nhau"])
def test_something_told_is_no_answer(text: str) -> None:
    """A story, and a cry however short, begin a tip as they do where nothing is open."""
    told = Heard(words=words(text), says_danger=text == "chém nhau")

    assert None is subscribing.heard(Subscribing(), told)
    assert isinstance(listening.take_in(Subscribing(), told, KINDS, seed=bytes(32), follows=False), Telling)


def test_a_list_is_opened_and_closed_on_the_question_alone() -> None:
    """Elsewhere the press does not fit."""
    letter = Listing(By.LETTER, "M")

    opened = subscribing.listed(Subscribing(adds=True, offered=(HERE,)), letter)

    assert Subscribing(adds=True, listing=letter) == opened
    assert Subscribing(adds=True) == subscribing.listed(opened, None)
    with pytest.raises(UnexpectedReply):
        subscribing.listed(None, letter)


def test_who_begins_anew_is_not_held_to_the_question() -> None:
    """Nor asked whether to drop it: nothing would be lost."""
    assert None is listening.rested(Subscribing())
    assert None is listening.left(Subscribing(offered=(HERE,)))
