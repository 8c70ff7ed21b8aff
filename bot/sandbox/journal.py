"""Everything the bot asked of Telegram, in order, so that tests can say what was sent, when and to whom."""

import time
from dataclasses import dataclass

from bot.sandbox.bell import Bell
from bot.sandbox.plain import JsonObject


@dataclass(slots=True, kw_only=True)
class Call:
    """One call; `params` as they were understood (as they came, where they were refused).

    `code` is the HTTP status that was answered, None where no answer went out; `took_effect` says whether it was done
    all the same. `at` and `ended_at` are monotonic seconds.
    """

    at: float
    method: str
    params: JsonObject
    code: int | None = None
    description: str = ""
    took_effect: bool = False
    ended_at: float | None = None


class Journal:
    """All calls, oldest first."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._by_method: dict[str, list[Call]] = {}
        self._under_way = 0
        #: Rings when a call comes in and when it ends.
        self.bell = Bell()
        #: Monotonic seconds of the last call's beginning or end; waiting polls do not count.
        self.last_stir = time.monotonic()

    def begin(self, method: str, params: JsonObject) -> Call:
        """Write down a call that has come in."""
        call = Call(at=time.monotonic(), method=method, params=params)
        self._calls.append(call)
        self._by_method.setdefault(method, []).append(call)
        self._stir(call, +1)
        return call

    def end(self, call: Call, *, code: int | None, description: str = "", took_effect: bool) -> None:
        """Write down how a call ended."""
        call.code = code
        call.description = description
        call.took_effect = took_effect
        call.ended_at = time.monotonic()
        self._stir(call, -1)

    @property
    def is_busy(self) -> bool:
        """Say whether any call but a poll is under way."""
        return self._under_way > 0

    def calls(self, method: str | None = None, chat: int | None = None) -> list[Call]:
        """Give the calls of a method and to a chat, or all."""
        named = self._calls if method is None else self._by_method.get(method, [])
        return [call for call in named if chat is None or call.params.get("chat_id") == chat]

    def count(self, method: str) -> int:
        """Count the calls of a method."""
        return len(self._by_method.get(method, ()))

    def clear(self) -> None:
        """Forget all calls so far."""
        self._calls.clear()
        self._by_method.clear()

    def _stir(self, call: Call, step: int) -> None:
        if call.method != "getUpdates":
            self._under_way += step
            self.last_stir = time.monotonic()
        self.bell.ring()
