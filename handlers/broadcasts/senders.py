"""Many turns in flight: a few before the rate budget, so many on the road, and all others can still be taken back.

It exists so that the distributor only says what is to be sent. It must not know what a turn is about.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

_SHORTEST_CALM: Final = 0.5  #: seconds that all wait after a fault that others would meet too; doubled each time
_LONGEST_CALM: Final = 30.0

Turn = TypeVar("Turn")


class Senders(Generic[Turn]):
    """Carries turns out, the urgent ones first, else in the order in which they came."""

    def __init__(self, tasks: asyncio.TaskGroup, carry_out: Callable[[Turn], Awaitable[None]]) -> None:
        """`carry_out` ends whatever happens, raises nothing, and calls `leaves` before anything goes out."""
        self._tasks = tasks
        self._carry_out = carry_out
        self._ahead = self._most = 1
        self._waiting: tuple[deque[Turn], deque[Turn]] = (deque(), deque())
        self._before: dict[asyncio.Task[None], Turn] = {}  # before the rate budget
        self._on_the_road: set[asyncio.Task[None]] = set()
        self._calm_until = 0.0
        self._faults = 0
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """Count the turns that nothing was done for yet."""
        return sum(len(waiting) for waiting in self._waiting)

    @property
    def urgent(self) -> int:
        """Count the urgent ones of these."""
        return len(self._waiting[0])

    @property
    def under_way(self) -> int:
        """Count all turns that have not ended."""
        return self.waiting + len(self._before) + len(self._on_the_road)

    @property
    def in_a_row(self) -> int:
        """Count the faults since something last went well."""
        return self._faults

    def put(self, turns: Sequence[Turn], *, urgent: bool, ahead: int, most: int) -> None:
        """Take turns on; at once `ahead` may stand before the rate budget, and `most` be under way."""
        self._ahead, self._most = ahead, most
        self._waiting[0 if urgent else 1].extend(turns)
        self._go_on()

    def leaves(self) -> None:
        """Know that the turn of the task that calls is on the road: it cannot be taken back any more."""
        task = asyncio.current_task()
        if task is not None and task in self._before:  # an album leaves twice
            del self._before[task]
            self._on_the_road.add(task)
            self._go_on()

    def take_back(self, is_meant: Callable[[Turn], bool]) -> list[Turn]:
        """Give turns back that have certainly not gone out; they will not."""
        back: list[Turn] = []
        for waiting in self._waiting:
            back += [turn for turn in waiting if is_meant(turn)]
            kept = [turn for turn in waiting if not is_meant(turn)]
            waiting.clear()
            waiting.extend(kept)
        for task, turn in list(self._before.items()):
            if is_meant(turn):
                del self._before[task]
                task.cancel()
                back.append(turn)
        self._go_on()
        return back

    def close(self) -> list[Turn]:
        """Begin nothing more; give back what has certainly not gone out."""
        self._is_closed = True
        return self.take_back(lambda _: True)

    async def settle(self, *, within: float) -> bool:
        """Wait for what is on the road; tell False where something was let go because it took too long."""
        if not self._on_the_road:
            return True
        _, late = await asyncio.wait(set(self._on_the_road), timeout=within)
        for task in late:
            task.cancel()
        return not late

    def fared_well(self) -> None:
        """Know that something has gone well: the road is open."""
        self._faults = 0

    def met_weather(self) -> None:
        """Let all others wait a while for a fault that they would meet too; longer each time, until one goes well."""
        now = self._loop.time()
        if now < self._calm_until:
            return  # it left before the others were told to wait
        self._faults += 1
        calm = min(_SHORTEST_CALM * 2 ** (self._faults - 1), _LONGEST_CALM)
        self._calm_until = now + calm
        self._loop.call_later(calm, self._go_on)

    @property
    def _loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    def _go_on(self) -> None:
        """Begin as many turns as may be begun; after a fault one at a time, until one has gone well."""
        if self._is_closed or self._loop.time() < self._calm_until:
            return
        ahead, most = (1, 1) if self._faults else (self._ahead, self._most)
        while len(self._before) < ahead and len(self._before) + len(self._on_the_road) < most:
            waiting = next((waiting for waiting in self._waiting if waiting), None)
            if waiting is None:
                return
            turn = waiting.popleft()
            task = self._tasks.create_task(self._carried(turn))
            self._before[task] = turn

    async def _carried(self, turn: Turn) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            await self._carry_out(turn)
        finally:
            self._before.pop(task, None)
            self._on_the_road.discard(task)
            if not self._is_closed:
                self._go_on()
