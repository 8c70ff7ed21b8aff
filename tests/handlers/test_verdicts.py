"""What an error means for one turn of a broadcast: each kind of error, each once."""

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.broadcasts.deliveries import Outcome
from handlers.broadcasts.verdicts import MOST_ATTEMPTS, verdict
from handlers.http import NeverSent, NeverSentInTime, Unanswered


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (RetryAfter(7), Outcome.WAITING, ""),
        (NeverSent("x"), Outcome.WAITING, ""),
        (NeverSentInTime("x"), Outcome.WAITING, ""),
        (InvalidToken("x"), Outcome.WAITING, ""),
        (Forbidden("Forbidden: bot was blocked by the user"), Outcome.UNREACHABLE, ""),
        (Forbidden("Forbidden: user is deactivated"), Outcome.UNREACHABLE, ""),
        (BadRequest("Chat not found"), Outcome.UNREACHABLE, ""),
        (BadRequest("Wrong file identifier/HTTP URL specified"), Outcome.FAILED, "refused"),
        (NetworkError("Bad Gateway"), Outcome.WAITING, "server"),
        (TelegramError("whatever"), Outcome.WAITING, "broken"),
        (KeyError("a text that is missing"), Outcome.WAITING, "broken"),
    ],
)
def test_each_error_leads_to_its_outcome(error: Exception, outcome: Outcome, reason: str) -> None:
    """What is Telegram's or the road's fault counts no attempt where nothing can have been done."""
    found = verdict(error, urgent=False, attempts=0)

    assert (outcome, reason) == (found.outcome, found.reason)


@pytest.mark.parametrize("error", [TimedOut(), Unanswered("x")])
def test_what_may_have_arrived_is_sent_again_only_where_it_is_urgent(error: Exception) -> None:
    """An ordinary one is recorded as uncertain; an urgent one says that it may come twice, and ends uncertain, too."""
    ordinary = verdict(error, urgent=False, attempts=0)
    urgent = verdict(error, urgent=True, attempts=0)
    last = verdict(error, urgent=True, attempts=MOST_ATTEMPTS - 1)

    assert (Outcome.UNCERTAIN, False) == (ordinary.outcome, ordinary.again)
    assert (Outcome.WAITING, True, "unanswered") == (urgent.outcome, urgent.again, urgent.reason)
    assert Outcome.UNCERTAIN is last.outcome


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), KeyError("x")])
def test_the_fifth_failure_is_the_last(error: Exception) -> None:
    """Then it is listed as failed, with its reason."""
    outcomes = [verdict(error, urgent=True, attempts=attempts).outcome for attempts in range(5)]

    assert [Outcome.WAITING] * 4 + [Outcome.FAILED] == outcomes


def test_only_what_others_would_meet_too_makes_them_wait() -> None:
    """A chat that refuses holds nobody else up; a road that is closed is closed for all."""
    errors = [
        NeverSent("x"),
        TimedOut(),
        Unanswered("x"),
        NetworkError("x"),
        Forbidden("x"),
        BadRequest("x"),
        KeyError(),
    ]

    assert [True] * 4 + [False] * 3 == [verdict(error, urgent=False, attempts=0).is_weather for error in errors]
