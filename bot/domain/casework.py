"""What officers see of a tip and may press, as data. Pure: it knows neither stores nor words for people."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.cases import ALONE, Together
from bot.domain.dispatches import (
    AlbumDispatch,
    AlertDispatch,
    BanDispatch,
    CardDispatch,
    DispatchContent,
    EntryDispatch,
    InformedDispatch,
    MenuDispatch,
    PageDispatch,
    PostKind,
    ReminderDispatch,
)
from bot.domain.evidence import Photo
from bot.domain.identifiers import ChatId, MessageId, OfficerId, UserId
from bot.domain.kinds import KindGroup, Leaf, Tap
from bot.domain.outcomes import Confirmer, OneTapQuestion, Outcome
from bot.domain.reckoning import Deadline, Rung
from bot.domain.rules import Rule
from bot.domain.thread import Entry
from bot.domain.tip import Actor, Status, Tip
from bot.domain.transfer_views import NO_TRANSFER, UNMOVED, TransferView, WayView
from bot.domain.units import DESK, Commune, Unit


class CardButton(StrEnum):
    """A button under a card."""

    TAKE = "take"
    ASK = "ask"
    TRANSFER = "transfer"
    CLOSE = "close"
    HAND_OVER = "hand_over"
    GIVE_BACK = "give_back"  #: pressed by a head who is not the taker, it takes the tip back
    COPY = "copy"
    NUMBER = "number"
    AGREE = "agree"
    SEND_BACK = "send_back"  #: pressed by whoever proposed the outcome, it takes the proposal back
    REOPEN = "reopen"
    RETURN = "return"  #: to the unit that has passed it here
    JOIN = "join"  #: opens what is, and what may be, of the same event


class Menu(StrEnum):
    """What a `MenuDispatch` shows. Its `data`, where it has any, is named here; ``edits`` is set after a press."""

    QUESTIONS = "questions"  #: the ready questions, and the way to one's own words
    PROMPT = "prompt"  #: awaits the officer's own words, as a reply to it
    CONFIRM = "confirm"  #: `entry` is the draft as it would be sent; data: ("asks_identity",) where a head must insist
    SENT = "sent"  #: `entry` has been sent
    DROPPED = "dropped"  #: nothing has been sent
    NOTE = "note"  #: `entry` is an internal note; the reporter does not see it
    OUTCOMES = "outcomes"
    BLANKS = "blanks"  #: awaits the outcome's blanks, a line each; data: their names
    CONFIRM_OUTCOME = "confirm_outcome"  #: `entry` is the proposal; `outcome` and `blanks` stand in the view
    AGREE = "agree"  #: asks the head or the desk; data: (the tip's version, "head" or "province")
    PROPOSED = "proposed"  #: waits for somebody's agreement; data: ("head" or "province",)
    CLOSED = "closed"
    SENT_BACK = "sent_back"  #: the outcome was not agreed to
    NUMBER = "number"  #: awaits the number in the police's own register
    COLLEAGUES = "colleagues"  #: who may be given the tip; data: officers' ids
    HANDED_OVER = "handed_over"  #: `officer` has it now
    TARGETS = "targets"  #: where it may be passed; data: units' codes
    CONFIRM_TRANSFER = "confirm_transfer"  #: `entry` is the move with its reason
    SEARCH = "search"  #: awaits the name of a unit
    FOUND = "found"  #: units that were found, whether they can receive it or not; data: their codes
    REASONS = "reasons"  #: `entry` is the move: the ready reasons, and the way to one's own words
    REASON = "reason"  #: `entry` is the move: awaits why it is made
    PASSED = "passed"  #: data: (the unit's code,)
    SISTERS = "sisters"  #: what the tip stands together with, and what else may be of one event; awaits a reference
    JOINED = "joined"
    SPLIT = "split"
    TAKE_SISTERS = "take_sisters"
    TOOK_SISTERS = "took_sisters"  #: data: their references
    CLOSE_SISTERS = "close_sisters"  #: data: (the outcome's code,)
    EXTENDING = "extending"  #: on which ground the result needs more time
    EXTENDED = "extended"  #: until when it has


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything that a card needs."""

    tip: Tip
    unit: Unit
    commune: Commune
    chat: ChatId | None  #: the group that the unit has now; a card that stands elsewhere is shown as a stub, empty
    group: KindGroup | None
    leaf: Leaf | None
    taps: tuple[Tap, ...]
    taker: str | None  #: the name that colleagues see
    entries: int  #: what was said between reporter and unit since
    photos: int  #: that came with the tip itself
    reachable: bool  #: the reporter hears at once, not only when looking up
    outcome: Outcome | None
    awaits: Confirmer | None  #: whose agreement the outcome waits for
    buttons: tuple[CardButton, ...]
    rule: Rule | None = None  #: which decided whose it is, as it reads today
    informed: tuple[tuple[Unit, ChatId | None], ...] = ()  #: who gets it for information, and their groups
    together: Together = ALONE  #: only at the unit whose card it is
    deadlines: tuple[Deadline, ...] = ()  #: in the order of their milestones
    way: WayView = UNMOVED  #: how it came here


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """What a word about a missed deadline needs."""

    tip: Tip
    unit: Unit
    chosen: Leaf | KindGroup | None  #: its kind; None also where the reader may not know it
    deadline: Deadline
    rung: Rung  #: as whom its reader is told
    card: tuple[ChatId, MessageId] | None  #: where the card stands that its reader may open


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """What a message about one entry needs."""

    tip: Tip
    entry: Entry
    unit: Unit
    answers: Entry | None  #: the question that it answers
    question: OneTapQuestion | None  #: the ready question that it is, or that it answers
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumView:
    """What an album needs; the bytes are read from the shelf, one photo after the other."""

    tip: Tip
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """What an officer is given in private, to be entered in the national register."""

    card: CardView
    #: What was said between reporter and unit, in order, each with the ready question that it is or answers.
    entries: tuple[tuple[Entry, OneTapQuestion | None], ...]
    photos: tuple[Photo, ...]  #: all of them, in order
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuView:
    """What a menu needs."""

    menu: Menu
    tip: Tip
    unit: Unit
    data: tuple[str, ...]
    reachable: bool
    officer: str | None = None  #: the name of whom it is for
    user: UserId | None = None  #: their account, so that what asks them opens the reply for them alone
    entry: Entry | None = None
    photos: int = 0  #: that come with the entry
    question: OneTapQuestion | None = None  #: that the entry is
    questions: tuple[OneTapQuestion, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    lacks_desk: bool = False  #: further outcomes would need the province's word, and its desk has no group
    outcome: Outcome | None = None
    blanks: tuple[str, ...] = ()  #: what fills the outcome's word
    colleagues: tuple[tuple[OfficerId, str], ...] = ()
    units: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    can_extend: bool = False  #: whoever reads it may give the result more time
    transfer: TransferView = NO_TRANSFER
    card: CardView | None = None  #: for whoever must agree, and has not seen the tip
    together: Together = ALONE  #: for the menus about several tips of one event
    officer_id: OfficerId | None = None  #: of whom it is for


#: The menus that need what a tip stands together with.
ABOUT_SEVERAL: Final = frozenset({Menu.SISTERS, Menu.JOINED, Menu.TAKE_SISTERS, Menu.CLOSE_SISTERS})

_ALWAYS: Final = (CardButton.COPY, CardButton.NUMBER)
_IN_HAND: Final = (CardButton.ASK, CardButton.TRANSFER, CardButton.CLOSE, CardButton.HAND_OVER, CardButton.GIVE_BACK)
_WAITING: Final = (CardButton.TAKE, CardButton.ASK, CardButton.TRANSFER, CardButton.CLOSE)
_PASSED: Final = (CardButton.TAKE, CardButton.RETURN, CardButton.ASK, CardButton.TRANSFER, CardButton.CLOSE)

#: The buttons of a card by the tip's status. Asking about or closing a tip that nobody has takes it.
BUTTONS: Final[dict[Status, tuple[CardButton, ...]]] = {
    Status.NEW: (*_WAITING, *_ALWAYS),
    Status.PASSED: (*_PASSED, *_ALWAYS),
    Status.TAKEN: (*_IN_HAND, *_ALWAYS),
    Status.ASKED: (*_IN_HAND, *_ALWAYS),
    Status.CHECKING: (*_IN_HAND, *_ALWAYS),
    Status.CLOSING: (CardButton.AGREE, CardButton.SEND_BACK, *_ALWAYS),
    Status.CLOSED: (CardButton.REOPEN, *_ALWAYS),
    Status.WITHDRAWN: (),
}


def buttons(
    tip: Tip, *, awaits: Confirmer | None, has_targets: bool, has_leader: bool, is_returnable: bool = False
) -> tuple[CardButton, ...]:
    """Give the buttons of a card: those of its status, as far as something stands behind them.

    `has_leader`: somebody at the unit may open again what was closed. `is_returnable`: a unit that could have it back
    has passed it here.
    """
    hidden: set[CardButton] = set() if is_returnable else {CardButton.RETURN}
    if not has_targets:
        hidden.add(CardButton.TRANSFER)
    if awaits is Confirmer.PROVINCE and tip.unit != DESK:
        hidden.add(CardButton.AGREE)  # the desk is asked in its own group
    if not has_leader:
        hidden.add(CardButton.REOPEN)
    return tuple(button for button in BUTTONS[tip.status] if button not in hidden)


def with_others(card: CardView, together: Together) -> CardView:
    """Give a card with what its tip stands together with, and the one button that leads there."""
    more = (CardButton.JOIN,) if together.can_join else ()
    return replace(card, together=together, buttons=(*card.buttons, *more))


def awaited(tip: Tip, outcome: Outcome | None, *, has_other_head: bool) -> Confirmer | None:
    """Give who must agree next to the outcome of a tip that is being closed.

    `has_other_head`: the unit has a head besides whoever proposed the outcome. Where there is none, and wherever the
    outcome asks for it, the province agrees; at the desk that is another of its members. For what is kept from a
    commune the province speaks through the head of the unit that has it, so that the desk need not read it.
    """
    if tip.status is not Status.CLOSING or outcome is None:
        return None
    asks_head = tip.shielded or outcome.confirmed_by[tip.confirmations] is Confirmer.HEAD
    if tip.unit != DESK and has_other_head and asks_head:
        return Confirmer.HEAD
    return Confirmer.PROVINCE


def agreed(tip: Tip, outcome: Outcome, *, by: Confirmer) -> int:
    """Give how many of the outcome's confirmations a tip has after this one: the province's word stands for all.

    For a shielded tip any word that is given is the province's.
    """
    return len(outcome.confirmed_by) if by is Confirmer.PROVINCE or tip.shielded else tip.confirmations + 1


def released(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip as it waits again for somebody to take it; an outcome that was proposed is dropped."""
    if tip.status is Status.CLOSING:
        tip = unproposed(tip, by=by, at=at)
    return tip.moved_to(Status.NEW, by=by, at=at)


def unproposed(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip in its taker's hands again, without the outcome that was proposed."""
    back = tip.moved_to(Status.TAKEN, by=by, at=at)
    return replace(back, outcome=None, outcome_blanks=(), confirmations=0)


def passed_on(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip on its way to another unit; from whoever has it in hand, the system takes it first."""
    if by is Actor.SYSTEM and tip.taken_by is not None:
        tip = released(tip, by=by, at=at)
    return tip.moved_to(Status.PASSED, by=by, at=at)


def post_kind(content: DispatchContent) -> PostKind | None:
    """Give what the message of a dispatch is to be remembered as; None: not at all."""
    if isinstance(content, MenuDispatch):
        return _PROMPTS.get(content.menu, PostKind.NOTICE)
    return _KINDS.get(type(content))


def carries_contents(content: DispatchContent) -> bool:
    """Tell whether a dispatch shows anything of a tip: such a one waits while a group has unaccepted members."""
    return not isinstance(content, AlertDispatch | BanDispatch)


_KINDS: Final[dict[type, PostKind]] = {
    CardDispatch: PostKind.CARD,
    EntryDispatch: PostKind.ENTRY,
    AlbumDispatch: PostKind.PHOTO,
    InformedDispatch: PostKind.INFORMED,
    PageDispatch: PostKind.PAGE,
    ReminderDispatch: PostKind.REMINDER,
}
_PROMPTS: Final[dict[str, PostKind]] = {
    Menu.PROMPT: PostKind.PROMPT,
    Menu.BLANKS: PostKind.BLANKS,
    Menu.NUMBER: PostKind.NUMBER,
    Menu.REASON: PostKind.REASON,
    Menu.SEARCH: PostKind.SEARCH,
    Menu.SISTERS: PostKind.REFERENCE,
}
