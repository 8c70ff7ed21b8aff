"""One turn of a broadcast, carried out: sent, changed or deleted, and what became of it.

It must not know whose turn is next, nor how many there are.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

import structlog
from telegram.error import RetryAfter

from bot.domain.broadcasts.deliveries import Delivery, EditResult, Outcome, Result
from bot.domain.identifiers import Language, MessageId, OccurrenceId
from bot.services.broadcasts.distributing import Sending
from handlers.broadcasts import bulletin_sending
from handlers.broadcasts.bulletin import Bulletin
from handlers.broadcasts.bulletin_sending import HalfSent
from handlers.broadcasts.verdicts import MOST_ATTEMPTS, Verdict, verdict
from handlers.calls import Priority
from handlers.context import InboxBot

log = structlog.get_logger(__name__)

_PAUSE: Final = 0.25  #: seconds before a text behind its album is tried again, doubled each time
_KEPT: Final = 64  #: bulletins that are kept ready: each sending has one a language


class Doing(Enum):
    """What is done for a turn."""

    SEND = auto()
    CHANGE = auto()  #: the copy is to show the newest revision
    DELETE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One subscriber's turn."""

    sending: Sending
    delivery: Delivery
    doing: Doing = Doing.SEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a turn; without a result Telegram has put it off and it is carried out again."""

    turn: Turn
    result: Result | EditResult | None
    is_weather: bool = False  #: others would fare alike
    is_paid: bool = False


Print = Callable[[Sending, Language], Bulletin]  #: gives a broadcast as readers of a language see it


class Carrying:
    """Turns on their way to Telegram."""

    def __init__(self, bot: InboxBot, print_: Print) -> None:
        self._bot = bot
        self._print = print_
        self._bulletins: dict[tuple[OccurrenceId, int, bool, Language], Bulletin] = {}

    async def carry_out(self, turn: Turn, *, paid: bool, others_fail: bool) -> Carried:
        """Do what a turn is about; raises nothing but a cancellation.

        `others_fail`: nothing goes well at present, so that a fault of Telegram's counts no attempt.
        """
        album: tuple[MessageId, ...] = ()
        attempts = 0 if others_fail else turn.delivery.attempts
        while True:
            try:
                return Carried(turn=turn, result=await self._done(turn, paid=paid, album=album), is_paid=paid)
            except HalfSent as half:
                # The album is there: only its text is tried again, here and now, since nobody else knows of it.
                album, error = half.album, half.error
                found = verdict(error, urgent=True, attempts=attempts)
                attempts += 1
                if found.outcome is not Outcome.WAITING or attempts >= MOST_ATTEMPTS:
                    return _ended(turn, found, messages=album)
                await asyncio.sleep(_PAUSE * 2**attempts)
            except RetryAfter:
                return Carried(turn=turn, result=None)
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends this turn and none besides
                found = verdict(error, urgent=turn.sending.broadcast.urgent, attempts=attempts)
                if found.reason == "broken":
                    log.warning("broadcast.broken", error=type(error).__name__)
                return _ended(turn, found)

    async def _done(self, turn: Turn, *, paid: bool, album: tuple[MessageId, ...]) -> Result | EditResult:
        delivery, bot = turn.delivery, self._bot
        if turn.doing is Doing.DELETE:
            gone = await bulletin_sending.delete(bot, delivery.chat, delivery.messages, priority=Priority.REST)
            if gone:
                return _changed(delivery, Outcome.RECALLED)
        shown = self._bulletin(turn.sending, delivery.language)
        if turn.doing is not Doing.SEND:  # what is too old to be deleted says that it was recalled
            done = await bulletin_sending.edit(bot, delivery.chat, delivery.messages, shown, priority=Priority.REST)
            became = Outcome.RECALLED if turn.doing is Doing.DELETE else Outcome.DELIVERED
            return _changed(delivery, became if done else Outcome.FAILED)
        messages = await bulletin_sending.send(
            bot, delivery.chat, shown, priority=Priority.REST, paid=paid, album=album
        )
        return Result(delivery=delivery, outcome=Outcome.DELIVERED, messages=messages)

    def _bulletin(self, sending: Sending, language: Language) -> Bulletin:
        occurrence = sending.occurrence
        key = occurrence.id, occurrence.revision, occurrence.recalled, language
        if key not in self._bulletins:
            if len(self._bulletins) >= _KEPT:
                self._bulletins.clear()
            self._bulletins[key] = self._print(sending, language)
        return self._bulletins[key]


def _changed(delivery: Delivery, outcome: Outcome) -> EditResult:
    return EditResult(delivery=delivery, outcome=outcome, reason="refused" if outcome is Outcome.FAILED else "")


def _ended(turn: Turn, found: Verdict, *, messages: tuple[MessageId, ...] = ()) -> Carried:
    """Give the result that a verdict means."""
    outcome = found.outcome
    if turn.doing is not Doing.SEND:
        # Repeated, an edit or a deletion does no harm: what is not known is done again.
        outcome = Outcome.WAITING if outcome is Outcome.UNCERTAIN else outcome
        outcome = Outcome.FAILED if found.reason == "broken" else outcome
        changed = EditResult(delivery=turn.delivery, outcome=outcome, reason=found.reason)
        return Carried(turn=turn, result=changed, is_weather=found.is_weather)
    if messages and outcome is Outcome.WAITING:
        outcome = Outcome.FAILED
    result = Result(delivery=turn.delivery, outcome=outcome, messages=messages, reason=found.reason, again=found.again)
    return Carried(turn=turn, result=result, is_weather=found.is_weather)
