"""What officers are shown while they decide about a tip, besides its card."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.card import CardView
from bot.domain.cases import ALONE, Together
from bot.domain.identifiers import OfficerId, UserId
from bot.domain.outcomes import OneTapQuestion, Outcome
from bot.domain.reckoning import Deadline
from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.domain.transfer_views import NO_TRANSFER, TransferView
from bot.domain.units import Unit


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
