"""The distributor: broadcasts on their way to their subscribers, many at once, and corrections and recalls after them.

It has no state worth keeping: what is to be sent, to whom and what came of it stands in the stores, and what officers
pause, stop, correct or recall is read there four times a second. It knows neither schedules nor words.
"""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from bot.ports import Clock
from bot.services.broadcasts.distributing import Distributing
from handlers.broadcasts.carrying import Carrying, Turn
from handlers.broadcasts.road import CONNECTIONS, Road
from handlers.broadcasts.runs import Runs, Speed
from handlers.broadcasts.senders import Senders
from handlers.pacing import Pacing

log = structlog.get_logger(__name__)

_ROUND: Final = 0.25  #: seconds between two looks at the stores while something is sent
_CLAIMED: Final = 2  #: rounds for which turns are claimed ahead
_AHEAD: Final = 0.05  #: seconds' worth of turns that stand before the rate budget, two at least
_ON_THE_ROAD: Final = 0.25  #: seconds' worth of calls that wait for Telegram's answer at once
_LEAST: Final = 32  #: of these, however slow it may be
_SHORTEST_REST: Final = 0.25  #: seconds that a turn rests whose chat Telegram has closed
_STORE_PAUSE: Final = 1.0  #: seconds, after a store has failed
_LONGEST_SLEEP: Final = 60.0  #: seconds while something is due later: clocks are put right in the meantime
_LAST_ANSWERS: Final = 3.0  #: seconds that a stop waits for what is on the road


class Distributor:
    """Sends what is to be sent."""

    def __init__(
        self,
        distributing: Distributing,
        carrying: Carrying,
        road: Road,
        pacing: Pacing,
        clock: Clock,
        speed: Speed,
        *,
        work: asyncio.Event,
    ) -> None:
        """`work` is set by whoever begins, pauses, stops, corrects or recalls a sending."""
        self._distributing = distributing
        self._carrying = carrying
        self._road = road
        self._pacing = pacing
        self._clock = clock
        self._work = work
        self._runs = Runs(distributing, clock, speed)
        self._halted = asyncio.Event()
        self._resting: list[tuple[float, Turn]] = []  # whose chat Telegram has closed, by when it opens
        self._recorded_at = 0.0

    def stop(self) -> None:
        """Take back what has not gone out, let the rest arrive, and record it."""
        self._halted.set()
        self._work.set()

    async def run(self) -> None:
        """Send until stopped."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._senders = Senders(tasks, self._carry_out)
                self._road.leaves = self._senders.leaves
                try:
                    await self._work_on(self._senders)
                    await self._end(self._senders)
                finally:
                    self._senders.close()
        finally:
            await self._road.shutdown()

    async def _work_on(self, senders: Senders[Turn]) -> None:
        is_recovered = False
        while not self._halted.is_set():
            is_woken = self._work.is_set()
            self._work.clear()
            try:
                is_recovered = is_recovered or await self._recovered()
                if is_woken:  # what was paused, or has not begun here, may have been stopped
                    await self._distributing.end_stopped()
                wait = await self._round(senders)
            except Exception as error:  # noqa: BLE001 - whatever the stores met, what is to be sent is so still
                log.warning("distributor.waits", error=type(error).__name__)
                wait = _STORE_PAUSE
            await self._rest(wait)

    async def _recovered(self) -> bool:
        doubled = await self._distributing.recover()
        if doubled:
            log.warning("distributor.recovered", turns=doubled)
        return True

    async def _round(self, senders: Senders[Turn]) -> float | None:
        """Look at the stores once; give the seconds until the next look, None for when there is work."""
        runs = self._runs
        await runs.refresh()
        runs.give_back(self._taken_back(senders))
        if self._now() >= self._recorded_at + _ROUND:
            self._recorded_at = self._now()
            await runs.record()
        if not runs:
            await self._road.shutdown()
            return None
        await self._road.initialize()
        is_preparing = await runs.prepare()
        self._wake_up(senders)
        await self._top_up(senders)
        if is_preparing:
            return 0.0
        if senders.under_way or self._resting or runs.next_due is None:
            return _ROUND
        return min(max((runs.next_due - self._clock.now()).total_seconds(), _ROUND), _LONGEST_SLEEP)

    async def _top_up(self, senders: Senders[Turn]) -> None:
        """Take on as many turns as leave in two rounds; what is urgent, whatever else waits."""
        most = max(2, round(self._runs.rate * _ROUND * _CLAIMED))
        if senders.urgent <= most // 2:
            self._put(senders, await self._runs.take(most - senders.urgent, urgent=True))
        waiting = senders.waiting + len(self._resting)
        if waiting <= most // 2:
            self._put(senders, await self._runs.take(most - waiting, urgent=False))

    async def _carry_out(self, turn: Turn) -> None:
        """Carry out one turn and take down what came of it."""
        paid = self._runs.pays(turn)
        carried = await self._carrying.carry_out(turn, paid=paid, others_fail=self._senders.in_a_row > 1)
        self._runs.note(carried)
        if carried.result is None:
            closed = self._pacing.held_for(turn.delivery.chat)
            self._resting.append((self._now() + max(closed, _SHORTEST_REST), turn))
        elif carried.is_weather:
            self._senders.met_weather()
        else:
            self._senders.fared_well()

    def _put(self, senders: Senders[Turn], turns: Sequence[Turn]) -> None:
        rate = self._runs.rate
        most = min(max(_LEAST, round(rate * _ON_THE_ROAD)), CONNECTIONS)
        for turn in turns:
            urgent = turn.sending.broadcast.urgent
            senders.put([turn], urgent=urgent, ahead=max(2, round(rate * _AHEAD)), most=most)

    def _taken_back(self, senders: Senders[Turn]) -> list[Turn]:
        """Take back what was paused or stopped meanwhile, as far as it has not gone out."""
        back = senders.take_back(lambda turn: not self._runs.goes_on(turn))
        back += [turn for _, turn in self._resting if not self._runs.goes_on(turn)]
        self._resting = [(until, turn) for until, turn in self._resting if self._runs.goes_on(turn)]
        return back

    def _wake_up(self, senders: Senders[Turn]) -> None:
        """Carry on with those whose chat is open again."""
        now = self._now()
        self._put(senders, [turn for until, turn in self._resting if until <= now])
        self._resting = [resting for resting in self._resting if resting[0] > now]

    async def _end(self, senders: Senders[Turn]) -> None:
        """Let what is on the road arrive, and record everything; what takes too long counts as in flight."""
        self._runs.give_back([*senders.close(), *(turn for _, turn in self._resting)])
        self._resting.clear()
        await senders.settle(within=_LAST_ANSWERS)
        try:
            await self._runs.record()
        except Exception as error:  # noqa: BLE001 - the next start finds them in flight
            log.warning("distributor.unrecorded", error=type(error).__name__)

    async def _rest(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._work.wait()
        except TimeoutError:
            return

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
