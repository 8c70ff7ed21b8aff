"""Retention: what both stores forget when its time is over, and the one reminder of a draft left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import seeing, unsent
from bot.domain.dispatches import CardRefresh, Dispatch, Priority, ToUnit
from bot.domain.evidence import PhotoId
from bot.domain.identifiers import fresh_id
from bot.domain.letters import Letter, ReminderLetter
from bot.domain.tip import REOPENS_FOR, Tip, minute
from bot.domain.units import DESK, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.shelf import Shelf
from bot.ports.vault import Vault
from bot.services.delivery import burn
from bot.services.members import alert
from bot.services.placing import leave_case

REMINDS_AFTER: Final = timedelta(minutes=15)
_TOLD_BEFORE: Final = timedelta(days=30)  #: so long the desk knows that a tip nobody closes will be shredded
_TOLD_EVERY: Final = timedelta(days=7)
_TOLD_OF_OPEN: Final = "desk.told_of_open_tips"
_MOST_NAMED: Final = 30  #: tips in one alert


class Retention:
    """Forgets and reminds."""

    def __init__(
        self,
        vault: Vault,
        casebook: Casebook,
        shelf: Shelf,
        directory: Directory,
        clock: Clock,
        *,
        wake: Callable[[], None],
    ) -> None:
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._shelf = shelf
        self._nobodys = frozenset[PhotoId]()  #: found without an owner when it was looked last
        self._wake = wake

    async def remind(self) -> int:
        """Recall what was left alone unsent in a chat, waiting or open, once; give in how many chats."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            left = [
                conversation
                for conversation in await session.conversations.every()
                if (conversation.parked or unsent.is_unsent(conversation.focus))
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
        await self._sweep_shelf()

    async def _sweep_shelf(self) -> None:
        """Discard photos that belong to no draft and no tip, the second time that they are found so.

        A photo is on the shelf a moment before its draft says so, and for as long as nobody has forgotten its key.
        """
        async with self._vault.begin() as session:
            drafts = {photo for one in await session.conversations.every() for photo in seeing.ids_in(one)}
        async with self._casebook.begin() as book:
            kept = await book.evidence.ids()
        nobodys = await self._shelf.every() - kept - drafts
        await self._shelf.discard(nobodys & self._nobodys)
        self._nobodys = nobodys

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

    async def end_open(self) -> None:
        """Shred tips that nobody closed, a long time after their last change; tell the desk of those that are near it.

        The address goes first, as with every tip: once the casebook has forgotten the handle, nothing leads to it.
        """
        now = self._clock.now()
        term = timedelta(days=self._directory.keep_open_days)
        async with self._casebook.begin() as book:
            left = await book.tips.left_open_since(now - term)
        for tip in left:
            if tip.handle is not None:
                async with self._vault.begin() as session:
                    await burn(session, tip.handle)
            await self._shred(tip, now)
        if left or await self._told_of_open(now, term):
            self._wake()

    async def _told_of_open(self, now: datetime, term: timedelta) -> bool:
        """Name to the desk, once a week, the tips that will be shredded within a month; tell whether it was done."""
        async with self._casebook.begin() as book:
            near = await book.tips.left_open_since(now - term + _TOLD_BEFORE)
            told = await book.facts.get(_TOLD_OF_OPEN)
            if not near or (told is not None and now - datetime.fromisoformat(told) < _TOLD_EVERY):
                return False
            for unit in sorted({_told(tip) for tip in near}):
                named = [tip.reference for tip in near if _told(tip) == unit]
                data = (str(len(named)), *named[:_MOST_NAMED])
                await alert(book, "tips.left_open", ToUnit(unit=unit), unit, data, now=now)
            await book.facts.put(_TOLD_OF_OPEN, minute(now).isoformat())
        return True

    async def _burn(self, tip: Tip) -> None:
        """Destroy a reply address: in the vault first, so that no handle is forgotten while it leads somewhere."""
        assert tip.handle is not None
        async with self._vault.begin() as session:
            await burn(session, tip.handle)
        async with self._casebook.begin() as book:
            await book.tips.save(replace(tip, handle=None))

    async def _shred(self, tip: Tip, now: datetime) -> None:
        async with self._casebook.begin() as book:
            await leave_case(book, tip, now=now)  # its sisters' cards name it no more
            await book.tips.shred(tip.id)
            refresh = Dispatch(
                id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardRefresh(tip=tip.id), priority=Priority.REST
            )
            await book.dispatches.put(refresh, now=now, key=f"refresh:{tip.id}")
            await book.audit.write("tip.purged", at=now, actor="system", unit=tip.unit, data={"tip": tip.reference})

    def _kept_for(self, tip: Tip) -> timedelta:
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        return timedelta(days=outcome.keep_days) if outcome is not None else REOPENS_FOR


def _told(tip: Tip) -> UnitCode:
    """Give who is told of a tip that nobody closes: the desk, or the unit that alone may know of it."""
    return tip.unit if tip.shielded else DESK
