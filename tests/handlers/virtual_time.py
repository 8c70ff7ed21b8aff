"""An event loop whose clock jumps to the next timer when nothing can run: hours pass in no time, and to the instant."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

#: When the virtual clock starts: not at zero, so that nothing rests on it.
START = 1024.0

T = TypeVar("T")


def run_virtually(main: Callable[[], Coroutine[object, object, T]]) -> T:
    """Run a coroutine to its end on a loop of its own with virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())


def elapsed() -> float:
    """Give the virtual seconds since the start."""
    return asyncio.get_running_loop().time() - START


def pass_by(seconds: float) -> None:
    """Let time pass while the loop is busy with something else."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.busy(seconds)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop that never waits."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Give the virtual time."""
        return self._jumping.now

    def busy(self, seconds: float) -> None:
        """Let time pass at once."""
        self._jumping.now += seconds


class _JumpingSelector(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = START

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits and no timer is set: this would hang"
            self.now += max(timeout, 0.0)
        return ready
