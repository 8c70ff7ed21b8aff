"""What an error of Telegram's, or of the road to it, means for one turn of a broadcast.

It decides by the kind of the error alone; it knows neither what was sent nor to whom.
"""

from dataclasses import dataclass
from typing import Final

from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.domain.broadcasts.deliveries import Outcome
from handlers.http import NeverSent, Unanswered

#: How often a turn is tried before it counts as failed.
MOST_ATTEMPTS: Final = 5

_GONE: Final = ("chat not found", "user not found", "peer_id_invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a turn that met an error."""

    outcome: Outcome  #: WAITING: try again
    reason: str = ""  #: a code for the report; with WAITING it counts an attempt
    again: bool = False  #: it may have arrived, and goes out again all the same
    is_weather: bool = False  #: others would fare alike: all wait a moment


def verdict(error: Exception, *, urgent: bool, attempts: int) -> Verdict:
    """Judge an error that came up after so many attempts before."""
    match error:
        case RetryAfter():
            return Verdict(outcome=Outcome.WAITING)
        case NeverSent() | InvalidToken():
            return Verdict(outcome=Outcome.WAITING, is_weather=True)
        case Forbidden():
            return Verdict(outcome=Outcome.UNREACHABLE)
        case BadRequest():
            is_gone = any(words in error.message.lower() for words in _GONE)
            return (
                Verdict(outcome=Outcome.UNREACHABLE) if is_gone else Verdict(outcome=Outcome.FAILED, reason="refused")
            )
        case TimedOut() | Unanswered():
            return _unanswered(urgent=urgent, attempts=attempts)
        case NetworkError():
            return _again("server", attempts, is_weather=True)
        case _:
            return _again("broken", attempts)


def _unanswered(*, urgent: bool, attempts: int) -> Verdict:
    """Whoever must know it in time may have it twice; whoever need not has it once or not at all."""
    if urgent and attempts + 1 < MOST_ATTEMPTS:
        return Verdict(outcome=Outcome.WAITING, reason="unanswered", again=True, is_weather=True)
    return Verdict(outcome=Outcome.UNCERTAIN, is_weather=True)


def _again(reason: str, attempts: int, *, is_weather: bool = False) -> Verdict:
    outcome = Outcome.WAITING if attempts + 1 < MOST_ATTEMPTS else Outcome.FAILED
    return Verdict(outcome=outcome, reason=reason, is_weather=is_weather)
