"""Who is on duty at which unit. Rosters are sealed: when a station is manned, and by whom, is its own business."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.duty import Roster, on_duty
from bot.domain.identifiers import OfficerId
from bot.domain.units import UnitCode
from storage.casebook.tables import officers, rosters
from storage.codec import Codec
from storage.columns import place
from storage.engine import insert_or_update
from storage.sealing import Keyring

_ROSTER: Final = Codec[Roster](Roster)


class Duty:
    """One roster a unit."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def on_duty(self, unit: UnitCode, at: datetime) -> OfficerId | None:
        """Give who is on duty at a unit; None where it is nobody, or somebody who is no longer enrolled there."""
        officer = on_duty(await self.of(unit), at)
        enrolled = select(officers.c.id).where(
            officers.c.id == officer, officers.c.unit == unit, officers.c.ended.is_(None)
        )
        return officer if officer is not None and await self._connection.scalar(enrolled) is not None else None

    async def of(self, unit: UnitCode) -> Roster:
        """Give a unit's roster, an empty one where none was kept.

        Raises:
            SealBroken: somebody without the key has changed it.

        """
        sealed: bytes | None = await self._connection.scalar(select(rosters.c.roster).where(rosters.c.unit == unit))
        return self._opened(unit, sealed) if sealed is not None else Roster()

    async def save(self, unit: UnitCode, roster: Roster) -> None:
        """Keep a unit's roster in place of the one before."""
        sealed = self._keyring.seal(_ROSTER.dump(roster), *place(rosters.c.roster, unit))
        await self._connection.execute(insert_or_update(self._connection, rosters).values(unit=unit, roster=sealed))

    async def every(self) -> dict[UnitCode, Roster]:
        """Give all rosters that were ever kept, by their units."""
        rows = await self._connection.execute(select(rosters.c.unit, rosters.c.roster).order_by(rosters.c.unit))
        return {unit: self._opened(unit, sealed) for unit, sealed in rows}

    def _opened(self, unit: UnitCode, sealed: bytes) -> Roster:
        return _ROSTER.load(self._keyring.open(sealed, *place(rosters.c.roster, unit)))
