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
    reason: str = ""  #: of a failure: a code of ours, never Telegram's text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many deliveries of one occurrence came to what; exact, and for the program alone: people see `shown`."""

    outcomes: dict[Outcome, int]
    doubled: int = 0  #: sent anew after a crash though they may have arrived
    behind: int = 0  #: copies that do not show the newest revision yet, or are to be deleted
    useful: int = 0
    votes: tuple[int, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
