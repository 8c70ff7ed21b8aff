"""Telegram's clock, which tests and the practice page can push forward (48 hours pass in one call)."""

import time


class SandboxClock:
    """A wall clock that may run ahead of the real one."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Give the seconds since 1970, as Telegram would see them."""
        return time.time() + self._ahead  # noqa: TID251 - Telegram's clock is its own, not the bot's

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += seconds
