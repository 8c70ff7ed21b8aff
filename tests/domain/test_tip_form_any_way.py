"""The form as a machine: whatever a resident presses and types, in whatever order, a tip can be finished."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.alarms import urgency
from bot.domain.draft import EXTRAS, FROM_MENU, FROM_TEXT, GUIDED_FROM_TEXT, Step, TipDraft
from bot.domain.errors import NotReady, TooLong, UnexpectedReply
from bot.domain.evidence import MOST_PHOTOS, TooManyPhotos
from bot.domain.kinds import Urgency
from bot.domain.listing import By, Listing
from bot.domain.point import Exactness, Point
from bot.domain.replies import (
    Coarsened,
    CommuneChosen,
    CommunesOffered,
    DangerAnswered,
    Edited,
    FearAnswered,
    Finished,
    GroupChosen,
    Jumped,
    Kept,
    LeafChosen,
    Listed,
    Located,
    PhotoRemoved,
    Pictured,
    Reply,
    SceneAnswered,
    Skipped,
    Tapped,
    Typed,
    Unpinned,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import When, Words
from bot.domain.tip_form import MOST_CHARACTERS, answer, started
from bot.domain.whereabouts import Lie, Nearby, Whereabouts
from tests.domain.drafts import COMMUNES, KINDS, SEED, answers, finishing, photo

LEAVES = [leaf.code for group in KINDS.values() for leaf in group.leaves]
TAPS = sorted({tap.code for group in KINDS.values() for tap in group.taps})
TEXTS = st.one_of(st.text(min_size=1, max_size=30), st.just("a" * 3000))
MOST_REPLIES = 12


def _typed(kind: Callable[[Words, bool], Reply]) -> st.SearchStrategy[Reply]:
    words = st.builds(Words, message=st.integers(1, 6), text=TEXTS)
    return st.builds(kind, words, st.sampled_from((False, False, False, True)))


ANY_REPLY: st.SearchStrategy[Reply] = st.one_of(
    st.sampled_from(list(KINDS)).map(GroupChosen),
    st.sampled_from(LEAVES).map(LeafChosen),
    st.sampled_from(list(When)).map(WhenChosen),
    st.builds(CommuneChosen, st.sampled_from(COMMUNES), st.none() | st.builds(Words, message=st.just(6), text=TEXTS)),
    st.builds(
        CommunesOffered,
        st.lists(st.sampled_from(COMMUNES), max_size=3).map(tuple),
        st.none() | st.builds(Words, message=st.integers(7, 9), text=TEXTS),
        spot=st.none() | st.builds(Words, message=st.integers(4, 5), text=TEXTS),
        is_doubted=st.booleans(),
    ),
    st.sampled_from((None, Listing(By.LETTER, "M"), Listing(By.DISTRICT), Listing(By.DISTRICT, "3", 9))).map(Listed),
    _typed(Typed),
    _typed(Edited),
    st.sampled_from(TAPS).map(Tapped),
    st.booleans().map(DangerAnswered),
    st.booleans().map(FearAnswered),
    st.sampled_from(list(Step)).map(Jumped),
    st.sampled_from((Skipped(), Finished(), WentBack(), Kept(), Coarsened(), Unpinned())),
    st.builds(
        Pictured,
        st.integers(10, 99).map(photo),
        st.none() | st.builds(Words, message=st.integers(10, 99), text=TEXTS),
        st.sampled_from((False, False, False, True)),
    ),
    st.integers(-1, 12).map(PhotoRemoved),
    st.builds(
        Located,
        st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180)),
        st.builds(
            Whereabouts,
            st.sampled_from(list(Lie)),
            st.lists(st.builds(Nearby, st.sampled_from(COMMUNES), st.integers(0, 60_000)), max_size=3).map(tuple),
        ),
    ),
    st.sampled_from(list(Exactness)).map(SceneAnswered),
)


class TellingAnyhow(RuleBasedStateMachine):
    """Somebody who presses whatever is there, and much that is not."""

    draft: TipDraft

    @initialize(
        first=st.none() | st.builds(Typed, st.builds(Words, message=st.just(1), text=TEXTS), st.booleans()),
        commune=st.none() | st.sampled_from(COMMUNES),
    )
    def begins(self, first: Typed | None, commune: str | None) -> None:
        """Begin from the menu, with a text, or by a deep link."""
        chosen = next((code for code in COMMUNES if code == commune), None)
        self.draft = started(SEED, KINDS, first=first, commune=chosen)

    @rule(reply=ANY_REPLY)
    def replies(self, reply: Reply) -> None:
        """Give any reply at all; a refused one changes nothing."""
        before = self.draft
        try:
            self.draft = answer(before, reply, KINDS)
        except (UnexpectedReply, NotReady, TooLong, TooManyPhotos):
            assert before is self.draft
        else:
            self._lost_nothing_else(before, reply)

    @rule(data=st.data())
    def replies_fittingly(self, data: st.DataObject) -> None:
        """Press a button that the question has."""
        reply = data.draw(_fitting(self.draft))
        before = self.draft
        try:
            self.draft = answer(before, reply, KINDS)
        except NotReady:
            assert not before.is_told
        else:
            self._lost_nothing_else(before, reply)

    @rule()
    def goes_back(self) -> None:
        """Go back: no answer is lost."""
        before = answers(self.draft)

        self.draft = answer(self.draft, WentBack(), KINDS)

        assert before == answers(self.draft)

    @precondition(lambda self: self.draft.step is Step.REVIEW)
    @rule(step=st.sampled_from([*EXTRAS, Step.GROUP, Step.WHEN, Step.COMMUNE, Step.WORDS, Step.PHOTOS]))
    def opens_from_review_and_returns(self, step: Step) -> None:
        """Open a question from the review and go back: the review is there as it was."""
        opened = answer(self.draft, Jumped(step), KINDS)

        assert step is opened.step
        assert self.draft == answer(opened, WentBack(), KINDS)

    @invariant()
    def can_be_finished(self) -> None:
        """Lead to a review that is ready, in a dozen replies at most."""
        drafts = list(finishing(self.draft))

        assert len(drafts) <= MOST_REPLIES
        assert (drafts[-1] if drafts else self.draft).is_ready

    @invariant()
    def is_reviewed_only_when_ready(self) -> None:
        """Show the button that sends only for what can be sent."""
        assert self.draft.step is not Step.REVIEW or self.draft.is_ready

    @invariant()
    def is_never_urgent_against_the_resident_s_word(self) -> None:
        """Who said that nobody is in danger is not made to alarm anybody."""
        if self.draft.denied and not self.draft.in_danger:
            assert urgency(self.draft, KINDS) is not Urgency.URGENT

    @invariant()
    def is_urgent_in_danger(self) -> None:
        """Who said so is believed."""
        assert not self.draft.in_danger or urgency(self.draft, KINDS) is Urgency.URGENT

    @invariant()
    def stays_within_what_a_tip_can_carry(self) -> None:
        """Keep all texts together within their bound, edits included."""
        assert sum(len(told.text) for told in self.draft.words) <= MOST_CHARACTERS

    @invariant()
    def holds_no_more_photos_than_an_album(self) -> None:
        """Keep what can be shown together."""
        assert len(self.draft.photos) <= MOST_PHOTOS

    @invariant()
    def says_first_what_a_kind_has_to_say(self) -> None:
        """Let nobody reach the review past the question of a kind that must speak first, danger aside."""
        group = KINDS.get(self.draft.group) if self.draft.group is not None else None
        if self.draft.step is Step.REVIEW and group is not None and group.speaks_first and not self.draft.in_danger:
            assert Step.WORDS in self.draft.passed

    @invariant()
    def has_no_circles_behind(self) -> None:
        """Let going back come to an end."""
        assert len(self.draft.path) <= 2 * len(Step)
        assert self.draft.step not in self.draft.path[-1:]

    def _lost_nothing_else(self, before: TipDraft, reply: Reply) -> None:
        if isinstance(reply, CommuneChosen | CommunesOffered):
            is_meant = isinstance(reply, CommuneChosen) and reply.code in before.offered
            lost = _asides(before) - _asides(self.draft)
            assert lost <= ({before.doubted} if is_meant else set[Words | None]())
        changed = {name for name, value in answers(before).items() if answers(self.draft)[name] != value}
        assert changed <= _may_change(before, reply)


def _asides(draft: TipDraft) -> set[Words]:
    """Give what was typed that is no story: of the place, or for a commune's name."""
    return {text for text in (draft.place, draft.spot, *draft.unplaced) if text is not None}


def _fitting(draft: TipDraft) -> st.SearchStrategy[Reply]:
    group = KINDS.get(draft.group) if draft.group is not None else None
    match draft.step:
        case Step.GROUP:
            chosen = st.sampled_from(list(KINDS)).map(GroupChosen)
            return chosen | st.just(Skipped()) if draft.is_shown_or_written else chosen
        case Step.LEAF if group is not None:
            return st.sampled_from(group.leaves).map(lambda leaf: LeafChosen(leaf.code)) | st.just(Skipped())
        case Step.WHEN:
            return st.sampled_from(list(When)).map(WhenChosen) | st.just(Skipped())
        case Step.DANGER:
            return st.booleans().map(DangerAnswered)
        case Step.COMMUNE:
            return st.sampled_from(COMMUNES).map(CommuneChosen)
        case Step.WORDS if group is not None and group.taps:
            return st.sampled_from(group.taps).map(lambda tap: Tapped(tap.code)) | st.just(Finished())
        case Step.WORDS:
            return st.just(Finished())
        case Step.REVIEW:
            return st.booleans().map(FearAnswered)
        case Step.PHOTOS:
            return st.integers(1, len(draft.photos)).map(PhotoRemoved) if draft.photos else st.just(Finished())
        case _:
            return st.just(Skipped())


def _may_change(draft: TipDraft, reply: Reply) -> set[str]:
    """Give the answers that a reply is about."""
    match reply:
        case GroupChosen():
            return {"group", "leaf", "taps"}
        case Skipped():
            return {"group", "leaf", "taps"} if draft.step is Step.GROUP else {draft.step.value}
        case Edited():
            return {"words", "worded", "unplaced", "spot", *EXTRAS}
        case CommunesOffered():
            return {"unplaced", "spot"}
        case Kept():
            return {"words", "unplaced"}
        case Typed():
            return {"words", "worded", "in_danger" if draft.step is Step.DANGER else draft.step.value}
        case DangerAnswered():
            return {"in_danger", "denied"}
        case FearAnswered():
            return {"fears_commune"}
        case Tapped():
            return {"taps"}
        case CommuneChosen():
            return {"commune", "place", "address", "spot", "unplaced"}
        case LeafChosen() | WhenChosen():
            return {draft.step.value}
        case _:
            return _may_change_of_the_scene(reply)


def _may_change_of_the_scene(reply: Reply) -> set[str]:
    match reply:
        case Pictured():
            return {"photos", "words", "worded", "in_danger"}
        case PhotoRemoved():
            return {"photos"}
        case SceneAnswered() | Coarsened() | Unpinned():
            return {"pin"}
        case _:
            return set()


TestTellingAnyhow = TellingAnyhow.TestCase
TestTellingAnyhow.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)


def test_an_order_of_questions_has_no_question_twice() -> None:
    """The machine above rests on it."""
    for order in (FROM_MENU, FROM_TEXT, GUIDED_FROM_TEXT, EXTRAS):
        assert len(order) == len(set(order))


@pytest.mark.parametrize("step", list(Step))
def test_every_question_can_be_finished_even_when_nothing_was_told(step: Step) -> None:
    """A draft of an older version may stand anywhere."""
    draft = replace(started(SEED, KINDS), step=step, group=next(iter(KINDS)))

    last = [draft, *finishing(draft)][-1]

    assert Step.REVIEW is last.step
