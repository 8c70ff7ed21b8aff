"""What becomes of one broadcast on its way to one subscriber, and what is counted of many. Nobody is named."""

from dataclasses import dataclass
from enum import IntEnum

from bot.domain.identifiers import ChatId, Language, MessageId, OccurrenceId


class Outcome(IntEnum):
    """How far a delivery is; the numbers stand in the vault."""

    WAITING = 0
    IN_FLIGHT = 1  #: given to a sender; after a crash it may have arrived
    DELIVERED = 2
    UNCERTAIN = 3  #: no answer came; an ordinary one is not sent again
    UNREACHABLE = 4  #: the bot is blocked or the account gone: the subscription ended
    FAILED = 5
    LEFT = 6  #: unsubscribed before it was their turn
    CAPPED = 7  #: had as many this week as they wanted
    EXPIRED = 8  #: its time was over before their quiet hours were
    RECALLED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One subscriber's turn, as it is given to a sender."""

    occurrence: OccurrenceId
    subscriber: int  #: the vault's own number
    chat: ChatId
    language: Language
    attempts: int = 0
    messages: tuple[MessageId, ...] = ()  #: that it became, where it is to be edited or deleted
    again: bool = False  #: it may have been sent before a crash


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one turn."""

    delivery: Delivery
    outcome: Outcome  #: WAITING: try again
    messages: tuple[MessageId, ...] = ()
    reason: str = ""  #: of a failure: a code of ours of at most 24 letters, never Telegram's text; counts an attempt
    again: bool = False  #: no answer came to an urgent one that is tried again: it may have arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class EditResult:
    """What became of the edit or deletion of one copy."""

    delivery: Delivery
    outcome: Outcome  #: DELIVERED: it shows the revision; RECALLED: deleted; WAITING: try again; FAILED: cannot be any
    #: more; UNREACHABLE: nor can anything else be sent there
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Some copies of a sending that are to be edited or deleted, and where to look on."""

    turns: tuple[Delivery, ...]
    after: int | None  #: the last subscriber that was looked at; None: all were


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many deliveries of one occurrence came to what; exact, and for the program alone: people see `shown`."""

    outcomes: dict[Outcome, int]  #: of a stopped one, those that wait are those who were never sent it
    later: int = 0  #: of those that wait, those whose quiet hours are not over yet
    is_prepared: bool = False  #: whether everybody has a turn who is to have one
    is_stopped: bool = False
    doubled: int = 0  #: in flight when the process ended, and sent anew though they may have arrived
    repeated: int = 0  #: urgent ones sent anew because no answer came
    copies: int = 0  #: that can be edited or deleted
    behind: int = 0  #: of these, those that show an older revision than was asked for
    unchanged: int = (
        0  #: copies that could not be edited or deleted, and never can: their reader left, or blocked the bot
    )
    useful: int = 0
    votes: tuple[int, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()  #: of failures, the commonest first

    @property
    def in_flight(self) -> int:
        """How many are in flight."""
        return self.outcomes.get(Outcome.IN_FLIGHT, 0)

    @property
    def is_over(self) -> bool:
        """Whether nothing waits any more and nothing is in flight."""
        waiting = 0 if self.is_stopped else self.outcomes.get(Outcome.WAITING, 0)
        return (self.is_prepared or self.is_stopped) and not waiting + self.in_flight
