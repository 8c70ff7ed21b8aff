"""The weather between the bot and Telegram: slowness, errors, cut connections, lost answers, floods. Calm by default.

Shares are chances from a seeded source, so that a run can be repeated; scripted faults strike the next matching calls.
"""

import math
import random
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.sandbox.rates import RateWatch
from bot.sandbox.refusals import Refusal, too_many

_WORDS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Fault(Enum):
    """What may happen to one call."""

    ERROR = auto()  # answered with a 5xx, nothing done
    DROP = auto()  # connection cut, nothing done
    LOSS = auto()  # done, but the connection is cut before the answer
    FLOOD = auto()  # answered with a 429, nothing done


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What happens to one call: `delay` seconds of waiting, then a fault or none."""

    delay: float = 0.0
    fault: Fault | None = None
    refusal: Refusal | None = None


@dataclass(slots=True, kw_only=True)
class Script:
    """A fault for the next `times` calls of a method and to a chat (any, where None), after `skip` of them passed."""

    fault: Fault
    times: int
    skip: int
    method: str | None
    chat_id: int | None
    code: int
    retry_after: int

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Say whether this call is struck, counting it."""
        if self.times <= 0 or self.method not in {None, method} or self.chat_id not in {None, chat_id}:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass(slots=True, kw_only=True)
class Faults:
    """Switchable weather; `spared` methods meet no shares (scripts reach them all the same)."""

    seed: int = 1
    #: Least and most seconds that each call takes.
    latency: tuple[float, float] = (0.0, 0.0)
    error_share: float = 0.0
    drop_share: float = 0.0
    loss_share: float = 0.0
    flood_share: float = 0.0
    flood_seconds: int = 1
    spared: frozenset[str] = frozenset()
    rates: RateWatch = field(default_factory=RateWatch)
    #: How often each fault struck.
    struck: dict[Fault, int] = field(default_factory=lambda: dict.fromkeys(Fault, 0))
    _scripts: list[Script] = field(default_factory=list[Script])
    _halts: dict[int | None, float] = field(default_factory=dict[int | None, float])
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - weather that can be repeated, not a secret

    def next(
        self,
        fault: Fault,
        *,
        times: int = 1,
        skip: int = 0,
        method: str | None = None,
        chat: int | None = None,
        code: int = 502,
        retry_after: int = 1,
    ) -> None:
        """Let a fault strike the next `times` matching calls, after `skip` matching ones."""
        self._scripts.append(
            Script(
                fault=fault,
                times=times,
                skip=skip,
                method=method,
                chat_id=chat,
                code=code,
                retry_after=retry_after,
            )
        )

    def halt(self, seconds: float, *, now: float, chat: int | None = None) -> None:
        """Answer 429 to all that is sent (to one chat, if named) until monotonic `now` plus `seconds`."""
        self._halts[chat] = now + seconds

    def calm(self) -> None:
        """End all weather; what was counted stays."""
        self.latency = (0.0, 0.0)
        self.error_share = self.drop_share = self.loss_share = self.flood_share = 0.0
        self.rates.enforced = False
        self._scripts.clear()
        self._halts.clear()

    def fate(self, method: str, chat_id: int | None, *, now: float) -> Fate:
        """Decide what happens to one call."""
        least, most = self.latency
        delay = self._random.uniform(least, most) if most > 0 else 0.0
        fate = self._scripted(method, chat_id) or self._halted(chat_id, now) or self._chanced(method)
        if fate is None:
            return Fate(delay=delay)
        if fate.fault is not None:
            self.struck[fate.fault] += 1
        return Fate(delay=delay, fault=fate.fault, refusal=fate.refusal)

    def _scripted(self, method: str, chat_id: int | None) -> Fate | None:
        if not self._scripts:
            return None
        for script in self._scripts:
            if script.strikes(method, chat_id):
                self._scripts = [left for left in self._scripts if left.times > 0]
                return _fate(script.fault, code=script.code, retry_after=script.retry_after)
        return None

    def _halted(self, chat_id: int | None, now: float) -> Fate | None:
        if not self._halts or chat_id is None:
            return None
        left = max(self._halts.get(None, 0.0), self._halts.get(chat_id, 0.0)) - now
        return _fate(Fault.FLOOD, code=429, retry_after=max(1, math.ceil(left))) if left > 0 else None

    def _chanced(self, method: str) -> Fate | None:
        shares = (self.error_share, self.drop_share, self.loss_share, self.flood_share)
        if not any(shares) or method in self.spared:
            return None
        throw = self._random.random()
        for fault, share in zip(Fault, shares, strict=True):
            if throw < share:
                return _fate(fault, code=502, retry_after=self.flood_seconds)
            throw -= share
        return None


def _fate(fault: Fault, *, code: int, retry_after: int) -> Fate:
    match fault:
        case Fault.ERROR:
            return Fate(fault=fault, refusal=Refusal(code, _WORDS.get(code, "Internal Server Error")))
        case Fault.FLOOD:
            return Fate(fault=fault, refusal=too_many(retry_after))
        case Fault.DROP | Fault.LOSS:
            return Fate(fault=fault)
