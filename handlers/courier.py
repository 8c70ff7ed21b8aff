"""The courier: the only one who sends what the two outboxes hold, in order within a chat, many chats at once.

What fails for a while is tried again with growing pauses; what Telegram refuses for good is put away. It decides by the
kind of error alone and knows no contents.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.domain.dispatches import Dispatch, Post
from bot.domain.errors import Refused
from bot.domain.identifiers import MessageId
from bot.domain.letters import Letter
from bot.ports import Clock
from bot.services.delivery import Delivery, Lane
from handlers.http import NeverSent

log = structlog.get_logger(__name__)

_LONGEST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_SLEEP: Final = 30.0  #: seconds without looking whether something is due
_WHOLE_SECOND: Final = timedelta(seconds=1)  #: the stores keep when something is due to the second, rounded down
_HAS_MOVED: Final = timedelta(seconds=1)
_STORE_PAUSE: Final = 1.0  #: seconds, after a store has failed
_LANE_PAUSE: Final = timedelta(seconds=30)
_NO_GROUP_YET: Final = timedelta(hours=1)  #: binding a group makes what waits for it due at once


class NoDestination(Refused):
    """Nobody is bound to receive this yet: it waits."""


class Undeliverable(Refused):
    """The chat can never be reached again."""


SendLetter = Callable[[Letter], Awaitable[Sequence[MessageId]]]
SendDispatch = Callable[[Dispatch], Awaitable[Sequence[Post]]]
Redirect = Callable[[Dispatch], Awaitable[bool]]


class Courier:
    """Empties the outboxes."""

    def __init__(
        self,
        delivery: Delivery,
        clock: Clock,
        *,
        work: asyncio.Event,
        send_letter: SendLetter,
        send_dispatch: SendDispatch,
        redirect: Redirect,
    ) -> None:
        """`work` is set by whoever put something into an outbox.

        `redirect` finds another way for what a unit can never get, and tells False where there is none.
        """
        self._delivery = delivery
        self._clock = clock
        self._send_letter = send_letter
        self._send_dispatch = send_dispatch
        self._redirect = redirect
        self._work = work
        self._halted = asyncio.Event()
        self._busy: set[Lane] = set()

    def stop(self) -> None:
        """Finish what is being sent and begin nothing more."""
        self._halted.set()
        self._work.set()

    async def run(self) -> None:
        """Send until stopped."""
        async with asyncio.TaskGroup() as tasks:
            while not self._halted.is_set():
                self._work.clear()
                try:
                    waiting = await self._delivery.look(busy=self._busy)
                    self._begin(tasks, ((letter.chat, letter) for letter in waiting.letters))
                    self._begin(tasks, ((dispatch.to, dispatch) for dispatch in waiting.dispatches))
                    await self._rest(waiting.next_due)
                except Exception as error:  # noqa: BLE001 - whatever the stores met, what is due is due still
                    log.warning("courier.waits", error=type(error).__name__)
                    await asyncio.sleep(_STORE_PAUSE)

    def _begin(self, tasks: asyncio.TaskGroup, items: Iterable[tuple[Lane, Letter | Dispatch]]) -> None:
        """Give each destination that is free its items, in order."""
        lanes: dict[Lane, list[Letter | Dispatch]] = {}
        for lane, item in items:
            if lane not in self._busy:
                lanes.setdefault(lane, []).append(item)
        for lane, lane_items in lanes.items():
            self._busy.add(lane)
            tasks.create_task(self._serve(lane, lane_items))

    async def _serve(self, lane: Lane, items: Sequence[Letter | Dispatch]) -> None:
        """Send a destination's items; after a failure it stays closed for a while, so that nothing overtakes."""
        rest: timedelta | None = None
        try:
            for item in items:
                if self._halted.is_set() or rest is not None:
                    break
                rest = await self._sent(item)
        except Exception as error:  # noqa: BLE001 - what was sent could not be noted: not at once again
            log.warning("courier.lane_waits", error=type(error).__name__)
            rest = _LANE_PAUSE
        if rest:
            await self._closed_for(rest)
        self._busy.discard(lane)
        self._work.set()

    async def _sent(self, item: Letter | Dispatch) -> timedelta | None:
        """Send one; where it did not go through, give how long its destination is to be left in peace."""
        try:
            if isinstance(item, Letter):
                with self._delivery.leaving(item):
                    await self._delivery.letter_sent(item, await self._send_letter(item))
            else:
                await self._dispatched(item)
        except (ChatMigrated, NoDestination) as error:  # the sender has followed a group that moved
            pause = _HAS_MOVED if isinstance(error, ChatMigrated) else _NO_GROUP_YET
            await self._again(item, pause, surely_unsent=True)
            return timedelta(0)
        except (BadRequest, Forbidden, Undeliverable) as error:
            log.warning("courier.refused", kind=item.content.kind, error=type(error).__name__)
            await self._put_away(item)
        except RetryAfter as error:
            await self._again(item, _seconds(error), surely_unsent=True)
            return _seconds(error)
        except Exception as error:  # noqa: BLE001 - one item that cannot be sent must not hold up all others
            log.warning("courier.failed", kind=item.content.kind, error=type(error).__name__, attempts=item.attempts)
            pause = _pause(item.attempts)
            await self._again(item, pause, surely_unsent=isinstance(error, NeverSent))
            return pause if isinstance(error, TelegramError) else timedelta(0)
        return None

    async def _closed_for(self, rest: timedelta) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(rest.total_seconds()):
                await self._halted.wait()

    async def _dispatched(self, dispatch: Dispatch) -> None:
        if await self._delivery.dispatch_begun(dispatch):
            await self._delivery.dispatch_sent(dispatch, await self._send_dispatch(dispatch))

    async def _again(self, item: Letter | Dispatch, pause: timedelta, *, surely_unsent: bool) -> None:
        if isinstance(item, Letter):
            await self._delivery.letter_failed(item, again_in=pause)
        else:
            await self._delivery.dispatch_failed(item, again_in=pause, surely_unsent=surely_unsent)

    async def _put_away(self, item: Letter | Dispatch) -> None:
        if isinstance(item, Letter):
            await self._delivery.letter_refused(item)
        elif not await self._redirect(item):
            await self._again(item, _NO_GROUP_YET, surely_unsent=True)

    async def _rest(self, due: datetime | None) -> None:
        """Wait for work, or until the next row is due; whatever is due already calls when its lane is free."""
        wait = _LONGEST_SLEEP
        if due is not None:
            wait = min(max((due - self._clock.now()).total_seconds(), 0.05), _LONGEST_SLEEP)
        try:
            async with asyncio.timeout(wait):
                await self._work.wait()
        except TimeoutError:
            return


def _seconds(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return (after if isinstance(after, timedelta) else timedelta(seconds=after)) + _WHOLE_SECOND


def _pause(attempts: int) -> timedelta:
    """Give the pause before the next try: doubling, with jitter."""
    longest = min(timedelta(seconds=2 ** min(attempts + 1, 10)), _LONGEST_PAUSE)
    return longest * random.SystemRandom().uniform(0.5, 1.0)
