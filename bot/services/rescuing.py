"""Rescuing: what can never be delivered where it was meant to go comes to the desk."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.dispatches import (
    AlbumDispatch,
    BanDispatch,
    CardDispatch,
    Dispatch,
    EntryDispatch,
    ReminderDispatch,
    ToOfficer,
    ToUnit,
)
from bot.domain.quiet import Trouble
from bot.domain.tip import ENDED
from bot.domain.units import DESK
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.services.placing import bring_to_desk


class Rescuing:
    """Brings to the desk what can never be delivered where it was meant to go."""

    def __init__(self, casebook: Casebook, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._clock = clock
        self._wake = wake

    async def undeliverable(self, dispatch: Dispatch) -> bool:
        """Give a dispatch's tip to the desk, once, and forget the dispatch.

        Tells False where it must wait instead, since it is the desk's own. What carries no tip is forgotten.
        """
        unit = dispatch.to.unit if isinstance(dispatch.to, ToUnit) else None
        if unit == DESK:
            return False
        now = self._clock.now()
        async with self._casebook.begin() as book:
            if isinstance(dispatch.content, ReminderDispatch) and isinstance(dispatch.to, ToOfficer):
                # Whoever should be told cannot be reached in private: their unit's group is told instead.
                told = replace(dispatch, id=f"{dispatch.id}:group", to=ToUnit(unit=dispatch.content.unit), again=False)
                await book.dispatches.put(told, now=now)
            if isinstance(dispatch.content, CardDispatch | AlbumDispatch | EntryDispatch):
                tip = await book.tips.get(dispatch.content.tip)
                if tip is not None and tip.unit == unit and tip.status not in ENDED:
                    await bring_to_desk(book, tip, now=now)
            if unit is not None:
                trouble = Trouble.RIGHTS if isinstance(dispatch.content, BanDispatch) else Trouble.UNREACHABLE
                await book.lookout.note(unit, trouble, now=now)
            await book.dispatches.sent(dispatch.id)
        self._wake()
        return True
