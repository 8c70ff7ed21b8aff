"""The courier: the only one who sends what the two outboxes hold, in order within a chat, many chats at once.

What fails for a while is tried again with growing pauses; what Telegram refuses for good is put away. It decides by the
kind of error alone and knows no contents.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from datetime import timedelta
from typing import Final

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.domain.dispatches import Dispatch, Post
from bot.domain.errors import Refused
from bot.domain.identifiers import MessageId
from bot.domain.letters import Letter
from bot.ports import Clock
from bot.services.delivery import Delivery
from handlers.http import NeverSent

log = structlog.get_logger(__name__)

_LONGEST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_SLEEP: Final = 30.0  #: seconds without looking whether something is due
_HAS_MOVED: Final = timedelta(seconds=1)
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
        self._stopping = False
        self._busy: set[Hashable] = set()

    def stop(self) -> None:
        """Finish what is being sent and begin nothing more."""
        self._stopping = True
        self._work.set()

    async def run(self) -> None:
        """Send until stopped."""
        async with asyncio.TaskGroup() as tasks:
            while not self._stopping:
                self._work.clear()
                await self._delivery.hand_over()
                self._begin(tasks, ((letter.chat, letter) for letter in await self._delivery.letters()))
                self._begin(tasks, ((dispatch.to, dispatch) for dispatch in await self._delivery.dispatches()))
                await self._rest()

    def _begin(self, tasks: asyncio.TaskGroup, items: Iterable[tuple[Hashable, Letter | Dispatch]]) -> None:
        """Give each destination that is free its items, in order."""
        lanes: dict[Hashable, list[Letter | Dispatch]] = {}
        for lane, item in items:
            if lane not in self._busy:
                lanes.setdefault(lane, []).append(item)
        for lane, lane_items in lanes.items():
            self._busy.add(lane)
            tasks.create_task(self._serve(lane, lane_items))

    async def _serve(self, lane: Hashable, items: Sequence[Letter | Dispatch]) -> None:
        try:
            for item in items:
                if self._stopping or not await self._sent(item):
                    break
        finally:
            self._busy.discard(lane)
            self._work.set()

    async def _sent(self, item: Letter | Dispatch) -> bool:
        """Send one; tell False when the rest of its lane has to wait."""
        try:
            if isinstance(item, Letter):
                await self._delivery.letter_sent(item, await self._send_letter(item))
            else:
                await self._dispatched(item)
        except ChatMigrated:
            await self._again(item, _HAS_MOVED, surely_unsent=True)  # the sender has followed the group already
            return False
        except NoDestination:
            await self._again(item, _NO_GROUP_YET, surely_unsent=True)
            return False
        except (BadRequest, Forbidden, Undeliverable) as error:
            log.warning("courier.refused", kind=item.content.kind, error=type(error).__name__)
            await self._put_away(item)
        except RetryAfter as error:
            await self._again(item, _seconds(error), surely_unsent=True)
            return False
        except TelegramError as error:
            log.warning("courier.failed", kind=item.content.kind, error=type(error).__name__, attempts=item.attempts)
            await self._again(item, _pause(item.attempts), surely_unsent=isinstance(error, NeverSent))
            return False
        except Exception as error:  # noqa: BLE001 - one item that cannot be written must not hold up all others
            log.warning("courier.broken", kind=item.content.kind, error=type(error).__name__, attempts=item.attempts)
            await self._again(item, _pause(item.attempts), surely_unsent=False)
            return False
        return True

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

    async def _rest(self) -> None:
        """Wait for work, or until the next row is due."""
        due = await self._delivery.next_due()
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
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _pause(attempts: int) -> timedelta:
    """Give the pause before the next try: doubling, with jitter."""
    longest = min(timedelta(seconds=2 ** min(attempts, 10)), _LONGEST_PAUSE)
    return longest * random.SystemRandom().uniform(0.5, 1.0)
