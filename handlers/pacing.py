"""The one rate budget: everything that the bot sends passes here, the most urgent first (decision 0004).

It exists because Telegram bounds the whole bot, each chat and each group at once, and because the library's own limiter
overshoots and ends its halts early. It must not know what a message says or why it is sent: it sees a method's name, a
chat and a priority. Times are seconds on the running loop's clock.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from heapq import heapify, heappop, heappush
from itertools import count, islice
from math import inf
from typing import TYPE_CHECKING, TypeVar

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from handlers.calls import Call, Chat, Kind, Priority, read_call, read_chat
from handlers.lines import Line, Share, Waiter, new_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

#: Added to what Telegram asks for: its clock started before its refusal reached us.
HOLD_MARGIN = 0.5

#: Seconds after which chats that are idle are looked for and forgotten.
_SWEEP_PERIOD = 60.0
#: Old lines that are looked at for each new one: a broadcast to many leaves no more lines than it has chats in rest.
_RETIRED = 2

_Answer = TypeVar("_Answer")


class Pacing(BaseRateLimiter[Priority]):
    """Let calls through as fast as Telegram allows and no faster.

    In any one second at most `rate` messages leave; REST leaves evenly and what all send together stays a little below
    the rate, so that a reply never meets a spent second because of it. Calls that are paid for have a rate of their
    own, if there is one. A chat at its own limit holds nobody else up. After a 429 its chat is closed for as long as
    Telegram says; everything is, if the call had no chat or another chat is closed already. The refusal goes to the
    caller, but a REPLY is tried once more if the wait is at most `patience` seconds.
    """

    def __init__(self, *, rate: int = 30, paid_rate: int = 0, patience: float = 5.0) -> None:
        self._patience = patience
        self._free = Share(rate)
        self._paid = Share(paid_rate) if paid_rate else self._free
        self._lines: dict[tuple[Kind, Chat | None], Line] = {}
        self._held: dict[Chat | None, float] = {}  # None is everything
        self._resting: list[tuple[float, int, Line]] = []  # lines whose chat is closed, by when it opens
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None
        self._sweep_at = -inf

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Cancel whoever waits; what Telegram has been sent and has refused stays known."""
        for line in self._lines.values():
            for waiter in line.waiters:
                waiter.turn.cancel()
            line.waiters.clear()
            line.rests_until = None
        for share in self._shares:
            share.ready.clear()
        self._resting.clear()
        self._wake_at(inf)

    async def process_request(
        self,
        callback: Callable[..., Awaitable[_Answer]],
        args: tuple[object, ...],
        kwargs: Mapping[str, object],
        endpoint: str,
        data: Mapping[str, object],
        rate_limit_args: Priority | None,
    ) -> _Answer:
        """Make the call when its turn has come and give its answer.

        Raises what the call raises; RetryAfter after closing what it must close.
        """
        call, number = read_call(endpoint, data), next(self._numbers)
        priority = Priority.REST if rate_limit_args is None else rate_limit_args
        try:
            await self._turn(call, priority, number)
            return await self._answer(call, callback(*args, **kwargs))
        except RetryAfter:
            wait = round(self.held_for(call.chat) - HOLD_MARGIN, 3)
            if priority is not Priority.REPLY or wait > self._patience:
                raise
        await self._turn(call, priority, number)
        return await self._answer(call, callback(*args, **kwargs))

    def waiting(self) -> dict[Priority, int]:
        """Count the calls that wait for their turn."""
        found = Counter(waiter.priority for line in self._lines.values() for waiter in line.waiters)
        return {priority: found[priority] for priority in Priority}

    def held_for(self, chat_id: int | str | None = None) -> float:
        """Give the seconds for which Telegram has closed this chat, or everything if None; 0 if it is open."""
        return max(0.0, self._held_until(read_chat(chat_id)) - _now())

    def delay_for(self, chat_id: int | str, priority: Priority = Priority.REST) -> float:
        """Foretell the seconds that a message to this chat would wait now: 0 exactly if it would go at once.

        Longer waits are a forecast: more urgent calls may come, and those ahead in other chats may rest.
        """
        now, chat = _now(), read_chat(chat_id)
        own = self._lines.get((Kind.MESSAGE, chat)) or new_line(Kind.MESSAGE, chat)
        others = [line for line in self._lines.values() if line.waiters and line.rests_until is None]
        ahead = sum(line.messages(self._free, up_to=priority) for line in others)
        return -now + max(
            self._held_until(chat),
            own.opens_at(now, ahead=own.messages(up_to=priority)),
            self._free.foresees(now, ahead=ahead, priority=priority),
        )

    async def _turn(self, call: Call, priority: Priority, number: int) -> None:
        """Wait until this call may go; its place is booked then."""
        loop = asyncio.get_running_loop()
        while True:
            line = self._line_of(call)
            share = self._share_of(call)
            turn: asyncio.Future[None] = loop.create_future()
            waiter = Waiter(call=call, priority=priority, number=number, line=line, turn=turn, share=share)
            self._join(waiter)
            try:
                await waiter.turn
            except asyncio.CancelledError:
                self._leave(waiter)
                raise
            if self._held_until(line.chat) <= _now():
                return
            self._leave(waiter)  # a hold has come between its turn and its waking

    async def _answer(self, call: Call, answer: Awaitable[_Answer]) -> _Answer:
        try:
            return await answer
        except RetryAfter as refusal:
            self._hold(call.chat, refusal)
            raise

    def _line_of(self, call: Call) -> Line:
        now = _now()
        if now >= self._sweep_at:
            self._sweep_at = now + _SWEEP_PERIOD
            self._lines = {key: line for key, line in self._lines.items() if not line.is_idle(now)}
            self._held = {chat: until for chat, until in self._held.items() if until > now}
        key = call.kind, None if call.kind is Kind.QUESTION else call.chat
        if key not in self._lines:
            self._retire(now)
            self._lines[key] = new_line(*key)
        return self._lines[key]

    def _retire(self, now: float) -> None:
        """Forget the oldest lines if they are idle; those that are not come up again after all others."""
        for key in list(islice(self._lines, _RETIRED)):
            line = self._lines.pop(key)
            if not line.is_idle(now):
                self._lines[key] = line

    @property
    def _shares(self) -> set[Share]:
        return {self._free, self._paid}

    def _share_of(self, call: Call) -> Share | None:
        """Give the rate that a call counts in; a question counts nowhere."""
        if call.kind is Kind.QUESTION:
            return None
        return self._paid if call.is_paid else self._free

    def _join(self, waiter: Waiter) -> None:
        heappush(waiter.line.waiters, waiter)
        self._seat(waiter.line, _now())
        self._step()

    def _leave(self, waiter: Waiter) -> None:
        """Give up the place, booked or only waited for, and let the next one have it."""
        share = waiter.share
        if waiter.booked_at is not None:
            if share is not None:
                share.give_back(waiter)
            for quota in waiter.line.quotas:
                quota.give_back(waiter.booked_at, waiter.call.messages)
        for heap in (waiter.line.waiters, share.ready if share is not None else []):
            if waiter in heap:
                heap.remove(waiter)
                heapify(heap)
        self._seat(waiter.line, _now())
        self._step()

    def _seat(self, line: Line, now: float, *, since: float | None = None) -> None:
        """Put a line where it belongs: to rest until its chat opens, or its head among the ready ones.

        `since`: when its chat has opened, if that was before now.
        """
        while line.waiters:
            head = line.waiters[0]
            opens = self._opens_at(head, now)
            if opens > now:
                if line.rests_until != opens:
                    line.rests_until = opens
                    heappush(self._resting, (opens, head.number, line))
                return
            line.rests_until = None
            if head.share is not None:
                if not head.is_ready:
                    head.is_ready, head.ready_at = True, now if since is None else since
                    heappush(head.share.ready, head)
                return
            self._grant(head, now)

    def _step(self) -> None:
        """Let go whoever may go now, and come again when the next one may."""
        now = _now()
        while self._resting and self._resting[0][0] <= now:
            until, _, line = heappop(self._resting)
            if line.rests_until == until:
                self._seat(line, now, since=until)
        next_at = min(self._let_go(share, now) for share in self._shares)
        self._wake_at(min(next_at, self._resting[0][0] if self._resting else inf))

    def _let_go(self, share: Share, now: float) -> float:
        """Let go whoever may use a share now; give the time at which the next one may."""
        while share.ready:
            waiter = share.ready[0]
            opens = share.opens_at(waiter, now)
            if opens > now:
                return opens
            heappop(share.ready).is_ready = False
            # It may have been overtaken in its own line, or its chat been closed, since it was found ready.
            if waiter is waiter.line.waiters[0] and self._opens_at(waiter, now) <= now:
                self._grant(waiter, now)
            self._seat(waiter.line, now)
        return inf

    def _grant(self, waiter: Waiter, now: float) -> None:
        """Let the head of a line go."""
        heappop(waiter.line.waiters)
        if waiter.turn.cancelled():
            return
        waiter.booked_at = now
        if waiter.share is not None:
            waiter.share.book(waiter, now)
        for quota in waiter.line.quotas:
            quota.book(now, waiter.call.messages)
        waiter.turn.set_result(None)

    def _opens_at(self, waiter: Waiter, now: float) -> float:
        """Give the time at which this call's own chat takes it."""
        return max(self._held_until(waiter.line.chat), waiter.line.opens_at(now, calls=waiter.call.messages))

    def _hold(self, chat: Chat | None, refusal: RetryAfter) -> None:
        """Close the chat; everything, if there is no chat or another one is closed."""
        now, wait = _now(), refusal.retry_after
        until = now + (wait.total_seconds() if isinstance(wait, timedelta) else wait) + HOLD_MARGIN
        others = any(held > now and other != chat for other, held in self._held.items())
        for closed in {chat, None} if others else {chat}:
            self._held[closed] = max(until, self._held_until(closed))

    def _held_until(self, chat: Chat | None) -> float:
        return max(self._held.get(None, -inf), self._held.get(chat, -inf))

    def _wake_at(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if when == inf else asyncio.get_running_loop().call_at(when, self._step)


def _now() -> float:
    return asyncio.get_running_loop().time()
