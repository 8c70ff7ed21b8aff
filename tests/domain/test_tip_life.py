"""The life of a tip: one table of changes, and no way around it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card import BUTTONS, CardButton, buttons
from bot.domain.casework import agreed, awaited, passed_on, released
from bot.domain.dispatches import (
    AlertDispatch,
    BanDispatch,
    CardDispatch,
    CardRefresh,
    CopyDispatch,
    DispatchContent,
    EntryDispatch,
    MenuDispatch,
    PostKind,
)
from bot.domain.errors import ChangeNotAllowed
from bot.domain.identifiers import EntryId, OfficerId, Reference, TipId, UserId
from bot.domain.kinds import Urgency
from bot.domain.outcomes import Confirmer, Outcome, OutcomeCode
from bot.domain.posts import carries_contents, post_kind
from bot.domain.tip import CHANGES, IN_HAND, Account, Actor, Status, Tip, Why
from bot.domain.units import DESK, CommuneCode, UnitCode

AT: Final = datetime(2026, 11, 23, 20, 15, 42, 7, timezone(timedelta(hours=7)))
TIP: Final = Tip(
    id=TipId("a" * 32),
    reference=Reference("7K2QD"),
    unit=UnitCode("30307"),
    why=Why.COMMUNE,
    commune=CommuneCode("30307"),
    group=None,
    leaf=None,
    when=None,
    urgency=Urgency.ROUTINE,
    account=Account(),
    received=AT,
    status_since=AT,
)

#: From where to where, and who: r(eporter), o(fficer), h(ead), s(ystem).
ALLOWED: Final = {
    ("new", "taken"): "oh",
    ("new", "passed"): "ohs",
    ("new", "withdrawn"): "r",
    ("passed", "taken"): "oh",
    ("passed", "passed"): "ohs",
    ("passed", "withdrawn"): "r",
    ("taken", "new"): "ohs",
    ("taken", "asked"): "oh",
    ("taken", "passed"): "oh",
    ("taken", "closing"): "oh",
    ("taken", "closed"): "oh",
    ("taken", "withdrawn"): "r",
    ("asked", "new"): "ohs",
    ("asked", "asked"): "oh",
    ("asked", "checking"): "r",
    ("asked", "passed"): "oh",
    ("asked", "closing"): "oh",
    ("asked", "closed"): "oh",
    ("asked", "withdrawn"): "r",
    ("checking", "new"): "ohs",
    ("checking", "asked"): "oh",
    ("checking", "passed"): "oh",
    ("checking", "closing"): "oh",
    ("checking", "closed"): "oh",
    ("checking", "withdrawn"): "r",
    ("closing", "taken"): "ohs",
    ("closing", "closed"): "oh",
    ("closing", "withdrawn"): "r",
    ("closed", "new"): "rh",
}
BUTTONS_BY_STATUS: Final = {
    Status.NEW: ["take", "ask", "transfer", "close", "copy", "number"],
    Status.PASSED: ["take", "return", "ask", "transfer", "close", "copy", "number"],
    Status.TAKEN: ["ask", "transfer", "close", "hand_over", "give_back", "copy", "number"],
    Status.ASKED: ["ask", "transfer", "close", "hand_over", "give_back", "copy", "number"],
    Status.CHECKING: ["ask", "transfer", "close", "hand_over", "give_back", "copy", "number"],
    Status.CLOSING: ["agree", "send_back", "copy", "number"],
    Status.CLOSED: ["reopen", "copy", "number"],
    Status.WITHDRAWN: [],
}


def in_status(status: Status) -> Tip:
    """Give a tip that stands there, in somebody's hands where it must be."""
    return replace(TIP, status=status, taken_by=OfficerId("1" * 16) if status in IN_HAND else None)


def outcome(*confirmed_by: Confirmer) -> Outcome:
    """Give an outcome that these must agree to."""
    return Outcome(code=OutcomeCode("x"), label={}, word=None, confirmed_by=confirmed_by, reopens=False, keep_days=30)


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
@pytest.mark.parametrize("actor", Actor)
def test_the_table_is_the_one_that_was_agreed(old: Status, new: Status, actor: Actor) -> None:
    """Written out once more, so that a change of it is a change of two places."""
    is_allowed = actor.value[0] in ALLOWED.get((old.value, new.value), "")

    assert is_allowed == (actor in CHANGES[old].get(new, frozenset()))


@given(st.lists(st.tuples(st.sampled_from(Status), st.sampled_from(Actor))))
def test_no_change_happens_outside_the_table(wishes: list[tuple[Status, Actor]]) -> None:
    """Whatever is tried in whatever order: refused, or in the table; and hands are empty where they must be."""
    tip = TIP
    for status, actor in wishes:
        if actor not in CHANGES[tip.status].get(status, frozenset()):
            with pytest.raises(ChangeNotAllowed) as refusal:
                tip.moved_to(status, by=actor, at=AT)
            assert (tip.status, status) == (refusal.value.old, refusal.value.new)
            continue
        moved = tip.moved_to(status, by=actor, at=AT)
        assert (status, tip.version + 1) == (moved.status, moved.version)
        assert moved.status_since == AT.replace(second=0, microsecond=0)
        assert moved.taken_by is None or status in IN_HAND | {Status.CLOSED}
        tip = moved


def test_a_withdrawn_tip_stays_withdrawn() -> None:
    """By nobody is it brought back."""
    for status in Status:
        for actor in Actor:
            with pytest.raises(ChangeNotAllowed):
                in_status(Status.WITHDRAWN).moved_to(status, by=actor, at=AT)


@pytest.mark.parametrize("status", sorted(IN_HAND))
def test_the_system_can_always_free_a_tip_and_bring_it_to_the_desk(status: Status) -> None:
    """An officer may be removed, or a group lost, whatever stands in between."""
    assert (Status.NEW, None) == (
        released(in_status(status), by=Actor.SYSTEM, at=AT).status,
        released(in_status(status), by=Actor.SYSTEM, at=AT).taken_by,
    )
    assert Status.PASSED is passed_on(in_status(status), by=Actor.SYSTEM, at=AT).status


@pytest.mark.parametrize("status", Status)
def test_a_card_has_the_buttons_of_its_status(status: Status) -> None:
    """One place decides."""
    assert BUTTONS_BY_STATUS[status] == [button.value for button in BUTTONS[status]]
    shown = buttons(in_status(status), awaits=Confirmer.HEAD, has_targets=True, has_leader=True, is_returnable=True)
    assert BUTTONS[status] == shown


def test_a_button_is_shown_only_when_something_stands_behind_it() -> None:
    """Nowhere to pass it to; the desk is asked in its own group; nobody there may open it again."""
    closing = in_status(Status.CLOSING)

    assert CardButton.RETURN not in buttons(in_status(Status.PASSED), awaits=None, has_targets=True, has_leader=True)
    assert CardButton.TRANSFER not in buttons(TIP, awaits=None, has_targets=False, has_leader=True)
    assert CardButton.AGREE not in buttons(closing, awaits=Confirmer.PROVINCE, has_targets=True, has_leader=True)
    assert CardButton.REOPEN not in buttons(in_status(Status.CLOSED), awaits=None, has_targets=True, has_leader=False)


@pytest.mark.parametrize(
    ("unit", "confirmed_by", "given_already", "has_other_head", "who"),
    [
        ("30307", (Confirmer.HEAD,), 0, True, Confirmer.HEAD),
        ("30307", (Confirmer.HEAD,), 0, False, Confirmer.PROVINCE),
        ("30307", (Confirmer.HEAD, Confirmer.PROVINCE), 0, True, Confirmer.HEAD),
        ("30307", (Confirmer.HEAD, Confirmer.PROVINCE), 1, True, Confirmer.PROVINCE),
        (DESK, (Confirmer.HEAD,), 0, True, Confirmer.PROVINCE),
        (DESK, (Confirmer.HEAD,), 0, False, Confirmer.PROVINCE),
    ],
)
def test_who_must_agree_next(
    unit: str,
    confirmed_by: tuple[Confirmer, ...],
    given_already: int,
    has_other_head: bool,  # noqa: FBT001 - a column of the table
    who: Confirmer,
) -> None:
    """The head, then the province; the province wherever there is no other head."""
    tip = replace(in_status(Status.CLOSING), unit=UnitCode(unit), confirmations=given_already)

    assert who is awaited(tip, outcome(*confirmed_by), has_other_head=has_other_head)
    assert awaited(TIP, outcome(*confirmed_by), has_other_head=has_other_head) is None


def test_the_head_of_a_unit_speaks_for_the_province_about_what_is_kept_from_a_commune() -> None:
    """One word is enough; without another head the desk is asked, as everywhere."""
    kept = replace(in_status(Status.CLOSING), unit=UnitCode("TTR"), shielded=True, confirmations=0)
    grave = outcome(Confirmer.PROVINCE, Confirmer.PROVINCE)

    assert Confirmer.HEAD is awaited(kept, grave, has_other_head=True)
    assert Confirmer.PROVINCE is awaited(kept, grave, has_other_head=False)
    assert 2 == agreed(kept, grave, by=Confirmer.HEAD)


@pytest.mark.parametrize(
    ("content", "kind", "carries"),
    [
        (CardDispatch(tip=TIP.id), PostKind.CARD, True),
        (CardRefresh(tip=TIP.id), None, True),
        (EntryDispatch(tip=TIP.id, entry=EntryId("e")), PostKind.ENTRY, True),
        (CopyDispatch(tip=TIP.id), None, True),
        (MenuDispatch(tip=TIP.id, menu="questions"), PostKind.NOTICE, True),
        (MenuDispatch(tip=TIP.id, menu="prompt"), PostKind.PROMPT, True),
        (MenuDispatch(tip=TIP.id, menu="blanks"), PostKind.BLANKS, True),
        (MenuDispatch(tip=TIP.id, menu="number"), PostKind.NUMBER, True),
        (MenuDispatch(tip=TIP.id, menu="reason"), PostKind.REASON, True),
        (MenuDispatch(tip=TIP.id, menu="search"), PostKind.SEARCH, True),
        (AlertDispatch(alert="group.strangers"), None, False),
        (BanDispatch(user=UserId(1)), None, False),
    ],
)
def test_what_a_message_is_remembered_as(content: DispatchContent, kind: PostKind | None, *, carries: bool) -> None:
    """So that a reply to it is understood; and whether strangers in a group must not see it."""
    assert (kind, carries) == (post_kind(content), carries_contents(content))
