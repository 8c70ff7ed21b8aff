"""What is being sent at present, and what is in hand of each: the distributor's view of the stores.

It decides how many turns of what are taken on next; it must not know how they are carried out.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.broadcasts.deliveries import Delivery, EditResult, Outcome, Result
from bot.domain.broadcasts.stars import affordable
from bot.domain.identifiers import OccurrenceId
from bot.ports import Clock
from bot.services.broadcasts.distributing import Distributing, Sending
from handlers.broadcasts.carrying import Carried, Doing, Turn

Key = tuple[OccurrenceId, bool]  #: a sending, and whether it is about sending or about copies that are behind

_ARRIVED: Final = frozenset({Outcome.DELIVERED, Outcome.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast broadcasts may be, and what they may cost."""

    rate: int  #: messages a second
    paid_rate: int = 0
    paid_stars: int = 0  #: the most that one sending may cost

    @property
    def is_paid(self) -> bool:
        """Tell whether paying makes it faster."""
        return self.paid_rate > self.rate


@dataclass(slots=True, kw_only=True)
class _Run:
    """What is known of a sending while it goes on; forgotten without harm."""

    sending: Sending
    doing: Doing
    goes_on: bool = True
    is_prepared: bool = False
    may_be_paid: int = 0  #: messages
    open: int = 0  #: turns that were claimed and are not recorded
    not_before: datetime | None = None
    copies: deque[Delivery] = field(default_factory=deque[Delivery])  #: to be changed, that nothing was done for yet
    after: int | None = 0  #: the subscriber up to whom copies were looked at; None: all were

    def begin_anew(self) -> None:
        """Look at all copies again."""
        self.copies.clear()
        self.after = 0


class Runs:
    """All that is being sent, changed and deleted."""

    def __init__(self, distributing: Distributing, clock: Clock, speed: Speed) -> None:
        self._distributing = distributing
        self._clock = clock
        self._speed = speed
        self._runs: dict[Key, _Run] = {}
        self._carried: list[Carried] = []

    def __bool__(self) -> bool:
        return bool(self._runs)

    @property
    def rate(self) -> int:
        """Give how many messages a second may leave at present."""
        is_paid = any(run.may_be_paid > 0 for run in self._runs.values() if run.goes_on)
        return self._speed.paid_rate if is_paid else self._speed.rate

    @property
    def next_due(self) -> datetime | None:
        """Give when the first of those is due that nothing can be done for before; None where there are none."""
        return min((run.not_before for run in self._runs.values() if run.not_before is not None), default=None)

    def goes_on(self, turn: Turn) -> bool:
        """Tell whether a turn may be carried out still: nobody has paused or stopped it, and it says what is so now."""
        run = self._runs.get(_key(turn))
        if run is None or not run.goes_on:
            return False
        return turn.doing is Doing.SEND or run.sending.occurrence.revision == turn.sending.occurrence.revision

    def pays(self, turn: Turn) -> bool:
        """Decide whether a turn is paid for, and count it; `note` counts back what did not arrive."""
        run = self._runs.get(_key(turn))
        if run is None or turn.doing is not Doing.SEND or run.may_be_paid <= 0:
            return False
        run.may_be_paid -= turn.sending.pieces
        return True

    def note(self, carried: Carried) -> None:
        """Take down what became of a turn, to be recorded with others."""
        run, result = self._runs[_key(carried.turn)], carried.result
        if carried.is_paid and not _may_be_charged(result):
            run.may_be_paid += carried.turn.sending.pieces
        if result is not None:
            self._carried.append(carried)

    def give_back(self, turns: Sequence[Turn]) -> None:
        """Take down that nothing was done for these turns."""
        for turn in turns:
            result = (Result if turn.doing is Doing.SEND else EditResult)(
                delivery=turn.delivery, outcome=Outcome.WAITING
            )
            self.note(Carried(turn=turn, result=result))

    async def record(self) -> None:
        """Record what was taken down, in a transaction a revision, which is one nearly always."""
        while self._carried:
            first = self._carried[0].turn
            same = [one for one in self._carried if _is_alike(one.turn, first)]
            results = [one.result for one in same if isinstance(one.result, Result)]
            edits = [one.result for one in same if isinstance(one.result, EditResult)]
            if results:
                await self._distributing.record(results, revision=first.sending.occurrence.revision)
            if edits:
                await self._distributing.record_edits(first.sending, edits)
            recorded = {id(one) for one in same}  # others like these may have come meanwhile
            self._carried = [one for one in self._carried if id(one) not in recorded]
            for one in same:
                self._runs[_key(one.turn)].open -= 1

    async def refresh(self) -> None:
        """Read what is to be done now."""
        found = {(one.occurrence.id, True): one for one in await self._distributing.under_way()}
        found |= {(one.occurrence.id, False): one for one in await self._distributing.left_behind()}
        if any(key[1] and run.goes_on and key not in found for key, run in self._runs.items()):
            await self._distributing.end_stopped()
        for key, run in list(self._runs.items()):
            run.goes_on = key in found
            if not run.goes_on and not run.open:
                del self._runs[key]
        for key, sending in found.items():
            run = self._runs.get(key)
            if run is None:
                self._runs[key] = await self._begun(sending, is_sent=key[1])
            elif run.sending != sending:
                run.sending, run.doing = sending, _doing(sending, is_sent=key[1])
                run.begin_anew()

    async def prepare(self) -> bool:
        """Make some more turns of each sending that has not all; tell whether there are such."""
        for run in self._runs.values():
            if run.goes_on and run.doing is Doing.SEND and not run.is_prepared:
                run.is_prepared = await self._distributing.prepare_next(run.sending)
        return any(run.goes_on and run.doing is Doing.SEND and not run.is_prepared for run in self._runs.values())

    async def take(self, number: int, *, urgent: bool) -> list[Turn]:
        """Take on about so many turns of what is urgent or of what is not, of each sending alike."""
        going_on = [run for run in self._runs.values() if run.goes_on and run.sending.broadcast.urgent is urgent]
        turns: list[Turn] = []
        for place, run in enumerate(going_on):
            turns += await self._of(run, -(-(number - len(turns)) // (len(going_on) - place)))
        return turns

    async def _of(self, run: _Run, number: int) -> list[Turn]:
        if number <= 0 or (run.not_before is not None and self._clock.now() < run.not_before):
            return []
        run.not_before = None
        deliveries = await (self._claimed(run, number) if run.doing is Doing.SEND else self._behind(run, number))
        run.open += len(deliveries)
        return [Turn(sending=run.sending, delivery=delivery, doing=run.doing) for delivery in deliveries]

    async def _claimed(self, run: _Run, number: int) -> Sequence[Delivery]:
        """Claim turns; where there is none and nothing is in hand, the sending is over or goes on later."""
        deliveries = await self._distributing.claim(run.sending, limit=number)
        if not deliveries and run.is_prepared and not run.open and not await self._distributing.finish(run.sending):
            run.not_before = await self._distributing.next_due(run.sending)
        return deliveries

    async def _behind(self, run: _Run, number: int) -> Sequence[Delivery]:
        """Take copies from where we are; once all were done, those once more that were put off or came later."""
        if not run.copies and run.after is not None:
            found = await self._distributing.edits(run.sending, after=run.after)
            run.copies.extend(found.turns)
            run.after = found.after
        elif not run.copies and not run.open and not await self._distributing.caught_up(run.sending):
            run.begin_anew()
        return [run.copies.popleft() for _ in range(min(number, len(run.copies)))]

    async def _begun(self, sending: Sending, *, is_sent: bool) -> _Run:
        run = _Run(sending=sending, doing=_doing(sending, is_sent=is_sent))
        if is_sent and self._speed.is_paid:
            sent = await self._distributing.may_have_cost(sending)
            run.may_be_paid = affordable(self._speed.paid_stars, sent=sent * sending.pieces)
        return run


def _key(turn: Turn) -> Key:
    return turn.sending.occurrence.id, turn.doing is Doing.SEND


def _is_alike(one: Turn, other: Turn) -> bool:
    """Tell whether what became of two turns may be recorded together."""
    if Doing.SEND in {one.doing, other.doing}:
        return one.doing is other.doing and one.sending.occurrence.revision == other.sending.occurrence.revision
    return one.sending == other.sending


def _doing(sending: Sending, *, is_sent: bool) -> Doing:
    if is_sent:
        return Doing.SEND
    return Doing.DELETE if sending.occurrence.recalled else Doing.CHANGE


def _may_be_charged(result: Result | EditResult | None) -> bool:
    return isinstance(result, Result) and (result.outcome in _ARRIVED or result.again)
