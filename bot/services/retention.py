"""Retention: what both stores forget when its time is over, and the one reminder of a draft left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import listening
from bot.domain.dispatches import CardRefresh, Dispatch, Priority, ToUnit
from bot.domain.identifiers import fresh_id
from bot.domain.letters import Letter, ReminderLetter
from bot.domain.tip import REOPENS_FOR, Tip
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault

REMINDS_AFTER: Final = timedelta(minutes=15)


class Retention:
    """Forgets and reminds."""

    def __init__(
        self, vault: Vault, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]
    ) -> None:
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def remind(self) -> int:
        """Recall what was left alone unsent in a chat, waiting or open, once; give in how many chats."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            left = [
                conversation
                for conversation in await session.conversations.every()
                if (conversation.parked or listening.is_unsent(conversation.focus))
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

    async def end(self) -> None:
        """Burn the reply addresses of tips closed for 30 days, and shred tips whose outcome's term is over."""
        now = self._clock.now()
        async with self._casebook.begin() as book:
            ended = await book.tips.ended_by(now - REOPENS_FOR)
        for tip in ended:
            if tip.handle is not None:
                await self._burn(tip)
            if now - tip.status_since >= self._kept_for(tip):
                await self._shred(tip, now)
        if ended:
            self._wake()

    async def _burn(self, tip: Tip) -> None:
        """Destroy a reply address: in the vault first, so that no handle is forgotten while it leads somewhere."""
        assert tip.handle is not None
        async with self._vault.begin() as session:
            await session.handles.burn(tip.handle)
        async with self._casebook.begin() as book:
            await book.tips.save(replace(tip, handle=None))

    async def _shred(self, tip: Tip, now: datetime) -> None:
        async with self._casebook.begin() as book:
            await book.tips.shred(tip.id)
            refresh = Dispatch(
                id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardRefresh(tip=tip.id), priority=Priority.REST
            )
            await book.dispatches.put(refresh, now=now, key=f"refresh:{tip.id}")
            await book.audit.write("tip.purged", at=now, actor="system", unit=tip.unit, data={"tip": tip.reference})

    def _kept_for(self, tip: Tip) -> timedelta:
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        return timedelta(days=outcome.keep_days) if outcome is not None else REOPENS_FOR
