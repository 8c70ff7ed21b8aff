"""The casebook's part about who is on duty at which unit."""

from datetime import datetime
from typing import Protocol

from bot.domain.duty import Roster
from bot.domain.identifiers import OfficerId
from bot.domain.units import UnitCode


class Duty(Protocol):
    """Rosters, one a unit."""

    async def on_duty(self, unit: UnitCode, at: datetime) -> OfficerId | None:
        """Give who is on duty at a unit; None where it is nobody, or somebody who is no longer enrolled there.

        `at` is told in the province's zone, as the clock tells it: a time read from the casebook is one of UTC.
        """
        ...

    async def of(self, unit: UnitCode) -> Roster:
        """Give a unit's roster, an empty one where none was kept."""
        ...

    async def save(self, unit: UnitCode, roster: Roster) -> None:
        """Keep a unit's roster in place of the one before."""
        ...

    async def every(self) -> dict[UnitCode, Roster]:
        """Give all rosters that were ever kept, by their units."""
        ...
