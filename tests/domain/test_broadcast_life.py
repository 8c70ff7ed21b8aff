"""The life of a broadcast: one table, one door; an approval is of exactly one thing and survives no change of it."""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcasts.broadcast import CHANGES as TABLE
from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Status, Wording
from bot.domain.broadcasts.errors import BroadcastChangeNotAllowed, OwnHands, TextChanged
from bot.domain.broadcasts.life import SHOWN, fingerprint, needs_approval
from bot.domain.broadcasts.schedule import At, Daily, Now, Repeating
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, Language, OfficerId
from bot.domain.units import CommuneCode, UnitCode
from tests.domain.broadcasts import AT, CHANGES, COMPOSER, DRAFT, FIELDS, OFFICERS, SECOND, VI, Change

#: Written out once more, so that a change of the table is a change of two places.
AGREED = {
    ("draft", "draft"),
    ("draft", "proposed"),
    ("draft", "cancelled"),
    ("proposed", "draft"),
    ("proposed", "approved"),
    ("proposed", "cancelled"),
    ("approved", "draft"),
    ("approved", "ended"),
    ("approved", "cancelled"),
    ("ended", "cancelled"),
}
MOVES = (Status.DRAFT, Status.PROPOSED, Status.CANCELLED)
PROPOSED = DRAFT.moved_to(Status.PROPOSED, at=AT)
APPROVED = PROPOSED.approved(SECOND, seen=PROPOSED.fingerprint, at=AT)


def test_the_table_is_the_one_that_was_agreed() -> None:
    """Every pair that is in it, and no other."""
    assert AGREED == {(old.value, new.value) for old, others in TABLE.items() for new in others}
    assert set(Status) == set(TABLE)


@given(st.lists(st.sampled_from(Status)))
def test_no_change_happens_outside_the_table_and_none_to_approved_without_a_word(wishes: list[Status]) -> None:
    """Whatever is tried in whatever order."""
    broadcast = DRAFT
    for status in wishes:
        if status is Status.APPROVED or status not in TABLE[broadcast.status]:
            with pytest.raises(BroadcastChangeNotAllowed) as refusal:
                broadcast.moved_to(status, at=AT)
            assert (broadcast.status, status) == (refusal.value.old, refusal.value.new)
        else:
            broadcast = broadcast.moved_to(status, at=AT)
            assert status is broadcast.status
        assert not broadcast.may_go


@given(CHANGES, OFFICERS)
def test_an_approval_survives_no_change_of_anything(change: Change, by: OfficerId) -> None:
    """Whoever changes whatever: it is a draft again, and nobody's word is left."""
    changed = change.made(APPROVED, by=by)

    if change.past_the_door(APPROVED) == APPROVED:
        assert APPROVED == changed
    else:
        assert (Status.DRAFT, None, False) == (changed.status, changed.approval, changed.may_go)
        assert by in changed.hands
        assert sent_as(change.past_the_door(APPROVED)) == sent_as(changed)


@given(CHANGES)
def test_what_was_changed_past_the_door_does_not_go_either(change: Change) -> None:
    """Sending looks at the whole fingerprint: a row that somebody altered is not what was approved."""
    altered = change.past_the_door(APPROVED)

    assert (altered == APPROVED) == altered.may_go


@given(st.lists(st.one_of(st.tuples(OFFICERS, CHANGES), OFFICERS, st.sampled_from(MOVES))))
def test_whoever_has_touched_it_cannot_approve_it(story: list[tuple[OfficerId, Change] | OfficerId | Status]) -> None:
    """Also after returns, and however often it was changed and by whom."""
    broadcast, touched = DRAFT, {COMPOSER}
    for event in story:
        after = _after(broadcast, event)
        if isinstance(event, tuple) and sent_as(after) != sent_as(broadcast):
            touched.add(event[0])
        broadcast = after
        assert touched == set(broadcast.hands)
        if broadcast.status is Status.PROPOSED:
            for hand in touched:
                with pytest.raises(OwnHands):
                    broadcast.approved(hand, seen=broadcast.fingerprint, at=AT)
        if broadcast.approval is not None:
            assert broadcast.approval.officer not in touched
            assert broadcast.may_go == (broadcast.status is Status.APPROVED)


def _after(broadcast: Broadcast, event: tuple[OfficerId, Change] | OfficerId | Status) -> Broadcast:
    """Give the broadcast after what somebody tries: a change, a move, or to approve it."""
    try:
        match event:
            case (by, change):
                return change.made(broadcast, by=by)
            case Status():
                return broadcast.moved_to(event, at=AT)
            case _:
                return broadcast.approved(event, seen=broadcast.fingerprint, at=AT)
    except (BroadcastChangeNotAllowed, OwnHands):
        return broadcast


@given(st.lists(CHANGES, max_size=6))
def test_a_fingerprint_is_the_same_for_the_same_alone(changes: list[Change]) -> None:
    """Of any two states on the way: alike in all that is sent, or two fingerprints."""
    states = [DRAFT]
    for change in changes:
        states.append(change.made(states[-1], by=SECOND))

    for one, other in combinations(states, 2):
        assert (sent_as(one) == sent_as(other)) == (fingerprint(one) == fingerprint(other))


def sent_as(broadcast: Broadcast) -> list[object]:
    """Give all that an officer can change of a broadcast."""
    return [getattr(broadcast, name) for name in FIELDS]


def test_a_fingerprint_leaves_out_who_and_when() -> None:
    """An officer more, another version of the row, a later minute: what is sent is the same."""
    same = replace(DRAFT, id=BroadcastId("aa" * 8), hands=(COMPOSER, SECOND), version=7, touched=AT + timedelta(days=1))

    assert DRAFT.fingerprint == same.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        replace(DRAFT, unit=UnitCode("30292")),
        replace(DRAFT, revision=1),
        replace(DRAFT, corrects=BroadcastId("aa" * 8)),
        replace(DRAFT, schedule=At(at=AT)),
        replace(DRAFT, content=Content(wordings={VI: Wording(title="Cảnh giác ", text="Không chuyển tiền.")})),
        replace(DRAFT, content=replace(DRAFT.content, right=0)),
        replace(DRAFT, audience=replace(DRAFT.audience, communes=(CommuneCode("30307"), CommuneCode("30292")))),
    ],
)
def test_whatever_is_sent_otherwise_has_another_fingerprint(other: Broadcast) -> None:
    """In whose name, which text, to whom, when, which answer is right."""
    assert DRAFT.fingerprint != other.fingerprint


def test_a_fingerprint_does_not_depend_on_how_it_was_read() -> None:
    """The zone in which a time is told, and the order in which languages came."""
    words = {VI: Wording(title="a", text="b"), Language("en"): Wording(title="c", text="d")}
    one = replace(DRAFT, content=Content(wordings=words), schedule=At(at=AT))
    other = replace(
        one,
        content=Content(wordings=dict(reversed(words.items()))),
        schedule=At(at=AT.astimezone(UTC)),
    )

    assert one.fingerprint == other.fingerprint


def test_an_approval_is_of_what_was_seen() -> None:
    """A button of another text is refused, and so is one that names too little of it."""
    other = PROPOSED.changed(by=COMPOSER, at=AT, urgent=True).moved_to(Status.PROPOSED, at=AT)

    for seen in (PROPOSED.fingerprint[:SHOWN], "", other.fingerprint[: SHOWN - 1]):
        with pytest.raises(TextChanged):
            other.approved(SECOND, seen=seen, at=AT)

    assert other.approved(SECOND, seen=other.fingerprint[:SHOWN], at=AT).may_go


def test_nobodys_word_can_be_enough() -> None:
    """Where none is needed the broadcast is approved by nobody, and a change takes that away, too."""
    approved = PROPOSED.approved(None, seen=PROPOSED.fingerprint, at=AT)

    assert approved.may_go
    assert approved.approval is not None
    assert approved.approval.officer is None
    assert not approved.changed(by=COMPOSER, at=AT, urgent=True).may_go


def test_what_is_over_keeps_the_word_that_was_given() -> None:
    """Copies that went out may have to be edited; a cancelled one is sent to nobody any more."""
    ended = APPROVED.moved_to(Status.ENDED, at=AT)

    assert ended.may_go
    assert not ended.moved_to(Status.CANCELLED, at=AT).may_go
    for over in (ended, ended.moved_to(Status.CANCELLED, at=AT)):
        with pytest.raises(BroadcastChangeNotAllowed):
            over.changed(by=COMPOSER, at=AT, urgent=True)


REPEATING = Repeating(pattern=Daily(), time=AT.timetz().replace(tzinfo=None), first=AT.date())


@pytest.mark.parametrize(
    ("broadcast", "reach", "threshold", "needed"),
    [
        (DRAFT, None, 0, True),
        (DRAFT, None, 50, False),
        (DRAFT, 40, 50, False),
        (DRAFT, 50, 50, True),
        (replace(DRAFT, urgent=True), None, 50, True),
        (replace(DRAFT, schedule=REPEATING), None, 50, True),
        (replace(DRAFT, to_channels=True), None, 50, True),
    ],
)
def test_when_a_second_officer_must_agree(
    broadcast: Broadcast, reach: int | None, threshold: int, *, needed: bool
) -> None:
    """Always unless a setting names a size; whatever the setting, for urgent and repeating ones and in channels."""
    assert needed == needs_approval(broadcast, reach=reach, threshold=threshold)


def test_a_change_of_nothing_is_none() -> None:
    """Whoever opens a text and saves it as it was has not written in it."""
    same = Audience(communes=(CommuneCode("30307"),), topics=(Topic.SCAM,))

    assert APPROVED == APPROVED.changed(
        by=OfficerId("71" * 8), at=AT + timedelta(hours=1), audience=same, schedule=Now()
    )
