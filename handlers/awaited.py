"""Whose reply the bot has just asked for, in which chat: so that who answers beside the question is told so, once.

It stands in memory alone and for moments: after a restart nothing is said. It must not know what was asked.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.identifiers import ChatId, UserId
from bot.ports import Clock

LASTS: Final = timedelta(minutes=3)


class Awaited:
    """Whoever was asked and has not answered yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[tuple[ChatId, UserId], datetime] = {}

    def asked(self, chat: ChatId, user: UserId) -> None:
        """Note that somebody was asked just now."""
        now = self._clock.now()
        self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[chat, user] = now + LASTS

    def is_over(self, chat: ChatId, user: UserId) -> bool:
        """Note that somebody has said something there; tell whether they were asked so lately and had not yet."""
        until = self._until.pop((chat, user), None)
        return until is not None and self._clock.now() < until
