"""A tip's card in its unit's group: what it needs and which buttons it has. Pure: it finds no words for people."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.domain.cases import ALONE, Together
from bot.domain.identifiers import ChatId
from bot.domain.kinds import KindGroup, Leaf, Tap
from bot.domain.outcomes import Confirmer, Outcome
from bot.domain.reckoning import Deadline
from bot.domain.rules import Rule
from bot.domain.tip import Status, Tip
from bot.domain.transfer_views import UNMOVED, WayView
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
