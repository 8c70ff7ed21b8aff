"""The casebook's part about how units are: what waits there, what was acknowledged, what is wrong with their groups.

Nothing here opens a tip.
"""

from datetime import datetime
from typing import Protocol

from bot.domain.quiet import Acknowledged, OverdueTip, Standing, Trouble, WaitingTip
from bot.domain.units import UnitCode


class Lookout(Protocol):
    """How units are."""

    async def note(self, unit: UnitCode, trouble: Trouble, *, now: datetime) -> None:
        """Note what is wrong with a unit's group; the same trouble keeps the time since when it was."""
        ...

    async def is_well(self, unit: UnitCode, *troubles: Trouble) -> None:
        """Forget these troubles of a unit's group; none named: all."""
        ...

    async def standings(self) -> list[Standing]:
        """Give what is wrong with units' groups."""
        ...

    async def waiting(self) -> list[WaitingTip]:
        """Give the tips that nobody has taken, the longest waiting first."""
        ...

    async def overdue(self, now: datetime) -> list[OverdueTip]:
        """Give the open tips of which a deadline has passed unmet, each once, the longest overdue first."""
        ...

    async def acknowledged(self, *, after: datetime) -> list[Acknowledged]:
        """Give when officers took tips or passed them on, after this time."""
        ...
