"""What is being sent at present, and what is in hand of each: the distributor's view of the stores.

It decides how many turns of what are taken on next; it must not know how they are carried out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.domain.sending import Sending

from bot.domain.deliveries import Delivery, EditResult, Outcome, Result
from bot.domain.identifiers import OccurrenceId
from bot.domain.stars import affordable
from bot.ports import Clock
from handlers.carrying import Carried, Doing, Turn
from handlers.distribution import Distributing, Speed

Key = tuple[OccurrenceId, bool]  #: a sending, and whether it is about sending or about copies that are behind

_ARRIVED: Final = frozenset({Outcome.DELIVERED, Outcome.UNCERTAIN})


@dataclass(slots=True, kw_only=True)
class _Run:
    """What is known of a sending while it goes on; forgotten without harm."""

    sending: Sending
    doing: Doing
    goes_on: bool = True
    is_prepared: bool = False
    may_be_paid: int = 0  #: messages
    open: Counter[int] = field(default_factory=Counter[int])  #: turns claimed and not recorded, by their revision
    not_before: datetime | None = None
    after: int = 0  #: the subscriber up to whom copies were looked at
    all_seen: bool = False  #: and no copy is left to be looked at
    again: bool = False  #: some of them once more


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
        if isinstance(result, EditResult) and result.outcome is Outcome.WAITING:
            run.again = True
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
        """Record what was taken down, a transaction a sending."""
        carried, self._carried = self._carried, []
        while carried:
            occurrence = carried[0].turn.sending.occurrence
            same = [one for one in carried if one.turn.sending.occurrence == occurrence]
            results = [one.result for one in same if isinstance(one.result, Result)]
            edits = [one.result for one in same if isinstance(one.result, EditResult)]
            try:
                await self._distributing.record(same[0].turn.sending, results, edits)
            except BaseException:
                self._carried = carried + self._carried
                raise
            carried = [one for one in carried if one.turn.sending.occurrence != occurrence]
            for one in same:
                self._runs[_key(one.turn)].open[occurrence.revision] -= 1

    async def refresh(self) -> None:
        """Read what is to be done now."""
        found = {(one.occurrence.id, True): one for one in await self._distributing.sending()}
        found |= {(one.occurrence.id, False): one for one in await self._distributing.behind()}
        for key, run in list(self._runs.items()):
            run.goes_on = key in found
            if not run.goes_on and not run.open.total():
                del self._runs[key]
        for key, sending in found.items():
            run = self._runs.get(key)
            if run is None:
                self._runs[key] = await self._begun(sending, is_sent=key[1])
            elif run.sending != sending:
                run.sending, run.doing = sending, _doing(sending, is_sent=key[1])
                run.after, run.all_seen, run.again = 0, False, False

    async def prepare(self) -> bool:
        """Make some more turns of each sending that has not all; tell whether there are such."""
        for run in self._runs.values():
            if run.goes_on and run.doing is Doing.SEND and not run.is_prepared:
                run.is_prepared = await self._distributing.prepare(run.sending)
        return any(run.goes_on and run.doing is Doing.SEND and not run.is_prepared for run in self._runs.values())

    async def take(self, number: int) -> list[Turn]:
        """Take on about so many turns: of urgent sendings as many as there are, of all others alike."""
        going_on = [run for run in self._runs.values() if run.goes_on]
        turns: list[Turn] = []
        for run in [run for run in going_on if run.sending.broadcast.urgent]:
            turns += await self._of(run, number - len(turns))
        others = [run for run in going_on if not run.sending.broadcast.urgent]
        for place, run in enumerate(others):
            turns += await self._of(run, -(-(number - len(turns)) // (len(others) - place)))
        return turns

    async def _of(self, run: _Run, number: int) -> list[Turn]:
        if number <= 0 or (run.not_before is not None and self._clock.now() < run.not_before):
            return []
        run.not_before = None
        deliveries = await (self._claimed(run, number) if run.doing is Doing.SEND else self._behind(run, number))
        run.open[run.sending.occurrence.revision] += len(deliveries)
        return [Turn(sending=run.sending, delivery=delivery, doing=run.doing) for delivery in deliveries]

    async def _claimed(self, run: _Run, number: int) -> Sequence[Delivery]:
        """Claim turns; where there is none and nothing is in hand, the sending is over or goes on later."""
        deliveries = await self._distributing.claim(run.sending, limit=number)
        if not deliveries and run.is_prepared and not run.open.total():
            run.not_before = await self._distributing.finish(run.sending)
        return deliveries

    async def _behind(self, run: _Run, number: int) -> Sequence[Delivery]:
        """Look at copies from where we are; once all are seen and recorded, those once more that were put off."""
        if not run.all_seen:
            copies = await self._distributing.copies(run.sending, after=run.after, limit=number)
            run.all_seen, run.after = copies.after is None, copies.after or 0
            return copies.turns
        if run.open.total():
            return ()
        # A copy of the old text that is on its way still is there only once it has been recorded.
        run.again = run.again or self._sends_older(run.sending)
        if not run.again:
            await self._distributing.caught_up(run.sending)
        elif not self._sends_older(run.sending):
            run.after, run.all_seen, run.again = 0, False, False
        return ()

    def _sends_older(self, sending: Sending) -> bool:
        """Tell whether copies are being sent that do not show what they are to show."""
        run, occurrence = self._runs.get((sending.occurrence.id, True)), sending.occurrence
        if run is None:
            return False
        return any(count and (occurrence.recalled or older < occurrence.revision) for older, count in run.open.items())

    async def _begun(self, sending: Sending, *, is_sent: bool) -> _Run:
        run = _Run(sending=sending, doing=_doing(sending, is_sent=is_sent))
        if is_sent and self._speed.is_paid:
            sent = await self._distributing.sent(sending)
            run.may_be_paid = affordable(self._speed.paid_stars, sent=sent * sending.pieces)
        return run


def _key(turn: Turn) -> Key:
    return turn.sending.occurrence.id, turn.doing is Doing.SEND


def _doing(sending: Sending, *, is_sent: bool) -> Doing:
    if is_sent:
        return Doing.SEND
    return Doing.DELETE if sending.occurrence.recalled else Doing.CHANGE


def _may_be_charged(result: Result | EditResult | None) -> bool:
    return isinstance(result, Result) and (result.outcome in _ARRIVED or result.again)
