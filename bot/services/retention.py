"""Retention: what both stores forget when its time is over, and the one reminder of a draft left alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.conversation import Telling
from bot.domain.identifiers import fresh_id
from bot.domain.letters import Letter, ReminderLetter
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault

REMINDS_AFTER: Final = timedelta(minutes=15)


class Retention:
    """Forgets and reminds."""

    def __init__(self, vault: Vault, casebook: Casebook, clock: Clock) -> None:
        self._vault = vault
        self._casebook = casebook
        self._clock = clock

    async def remind(self) -> int:
        """Recall each draft that was left alone, once; give how many."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            left = [
                conversation
                for conversation in await session.conversations.every()
                if isinstance(conversation.focus, Telling)
                and not conversation.reminded
                and now - conversation.touched >= REMINDS_AFTER
            ]
            for conversation in left:
                letter = Letter(
                    id=fresh_id(),
                    chat=conversation.chat,
                    language=conversation.language,
                    content=ReminderLetter(),
                    trail=conversation.trail,
                )
                await session.letters.put(letter, due=now)
                await session.conversations.save(replace(conversation, reminded=True))
        return len(left)

    async def sweep(self) -> None:
        """Forget everything whose time is over."""
        now = self._clock.now()
        await self._vault.sweep(now)
        await self._casebook.sweep(now)
