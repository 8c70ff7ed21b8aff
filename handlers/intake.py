"""Intake: updates are minimised, sealed and committed before Telegram is told that they arrived.

The library's own poller confirms a batch before its handlers have finished; here the offset that confirms a batch is
sent only after the batch is in the vault. Nothing here reads what an update says.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final, cast

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.domain.identifiers import ChatId, Language, fresh_id
from bot.domain.letters import ApologyLetter, FloodLetter, Letter
from bot.domain.receipts import ALPHABET
from bot.ports import Clock
from bot.ports.vault import Arrival, Errand, Vault
from handlers.context import InboxBot
from handlers.minimise import ALLOWED_UPDATES, Minimiser, Raw
from handlers.ordering import Lanes

log = structlog.get_logger(__name__)

POLL: Final = 25  #: seconds that Telegram holds a poll open
MOST_WAITING: Final = 40  #: errands of one private chat; what comes on top is not read
MOST_WAITING_IN_GROUP: Final = 400
_LONGEST_PAUSE: Final = 30.0
_VAULT_PAUSE: Final = 1.0


class Intake:
    """The way from Telegram into the inbox and from there into the lanes."""

    def __init__(
        self,
        bot: InboxBot,
        vault: Vault,
        minimiser: Minimiser,
        clock: Clock,
        *,
        wake: Callable[[], None],
        tell_group: Callable[[ChatId], Awaitable[None]],
    ) -> None:
        """`wake` is called when a letter was put into the vault's outbox.

        `tell_group` tells a group that not all of what came at once was read.
        """
        self._bot = bot
        self._wake = wake
        self._tell_group = tell_group
        self._vault = vault
        self._minimiser = minimiser
        self._clock = clock
        self._offset: int | None = None

    async def poll(self, lanes: Lanes, *, ready: asyncio.Event) -> None:
        """Take updates until cancelled; between a batch and the offset that confirms it lies its commit.

        Raises:
            InvalidToken: Telegram does not know the bot.

        """
        failures = 0
        while True:
            try:
                ready.set()
                updates = await self._bot.updates(offset=self._offset, seconds=POLL, allowed=ALLOWED_UPDATES)
                failures = 0
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                log.warning("poll.failed", error=type(error).__name__, failures=failures)
                await asyncio.sleep(_pause(error, failures))
                continue
            if updates and await self._is_taken_in(updates, lanes):
                self._offset = max(cast("int", update["update_id"]) for update in updates) + 1

    async def _is_taken_in(self, updates: Sequence[Raw], lanes: Lanes) -> bool:
        """Take a batch in; where the vault fails, wait a little, and Telegram will give the same batch again."""
        try:
            await self.take_in(updates, lanes)
        except Exception as error:  # noqa: BLE001 - whatever the vault met, the batch stays with Telegram
            log.warning("intake.failed", error=type(error).__name__)
            await asyncio.sleep(_VAULT_PAUSE)
            return False
        return True

    async def take_in(self, updates: Sequence[Raw], lanes: Lanes) -> None:
        """Commit a batch to the inbox and put it in line."""
        now = self._clock.now()
        arrivals, beyond = self._within_bounds(
            [arrival for update in updates if (arrival := self._minimiser.arrival(update)) is not None], lanes
        )
        if not arrivals and not beyond:
            return
        floods = {chat: language for chat, language in beyond.items() if chat > 0}
        async with self._vault.begin() as session:
            errands = await session.inbox.add(arrivals, now=now)
            for chat, language in floods.items():
                letter = Letter(id=fresh_id(), chat=chat, language=language, content=FloodLetter())
                await session.letters.put(letter, due=now, key=f"flood:{chat}:{now:%Y%m%d%H}")
        lanes.put(errands)
        if floods:
            self._wake()
        for chat in beyond.keys() - floods.keys():
            await self._tell_group(chat)

    async def resume(self, lanes: Lanes) -> None:
        """Put everything that waits in the inbox in line: after a start, and after errands were put back."""
        async with self._vault.begin() as session:
            lanes.put(await session.inbox.waiting())

    async def failed(self, errand: Errand) -> None:
        """Count a failure of an errand."""
        async with self._vault.begin() as session:
            await session.inbox.failed(errand.id)

    async def set_aside(self, errand: Errand) -> None:
        """Put an errand away for 72 hours and tell the person its number."""
        number = "".join(secrets.choice(ALPHABET) for _ in range(6))
        now = self._clock.now()
        async with self._vault.begin() as session:
            await session.inbox.set_aside(errand.id, number=number, now=now)
            if errand.chat > 0:
                conversation = await session.conversations.of(errand.chat)
                language = conversation.language if conversation else self._minimiser.language_of(errand.payload)
                letter = Letter(
                    id=fresh_id(), chat=errand.chat, language=language, content=ApologyLetter(number=number)
                )
                await session.letters.put(letter, due=now)
        self._wake()
        log.error("errand.set_aside", number=number)

    def _within_bounds(self, arrivals: list[Arrival], lanes: Lanes) -> tuple[list[Arrival], dict[ChatId, Language]]:
        """Leave out what one chat sends beyond its bounds; give the chats that are to be told."""
        counts: Counter[ChatId] = Counter()
        kept: list[Arrival] = []
        beyond: dict[ChatId, Language] = {}
        for arrival in arrivals:
            most = MOST_WAITING if arrival.chat > 0 else MOST_WAITING_IN_GROUP
            if lanes.waiting(arrival.chat) + counts[arrival.chat] < most:
                kept.append(arrival)
                counts[arrival.chat] += 1
            else:
                beyond[arrival.chat] = self._minimiser.language_of(arrival.payload)
        return kept, beyond


def _pause(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return after.total_seconds() if isinstance(after, timedelta) else float(after)
    return min(2.0**failures, _LONGEST_PAUSE) if not isinstance(error, Conflict) else 5.0
