"""Who is enrolled. Telegram ids and names are sealed; a removed officer's row stays, so that the audit has a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import UnitCode
from storage.casebook.chats import user_hash, user_hashes
from storage.casebook.columns import day
from storage.casebook.tables import officers
from storage.columns import one_of, place
from storage.sealing import Keyring

_LIVING: Final = officers.c.ended.is_(None)


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the hash of a row, told by what it sealed, under the newest pepper."""
    return {"user_hash": user_hash(keyring, UserId(int(opened["user"])))}


class Officers:
    """Roles, each a row; a person may hold several."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def enrol(self, officer: Officer, *, now: datetime) -> None:
        """Keep an officer, or their new name and role; whoever was removed under this id is enrolled again."""
        values = {
            "user_hash": user_hash(self._keyring, officer.user),
            "user": self._keyring.seal(str(officer.user).encode(), *place(officers.c.user, officer.id)),
            "name": self._keyring.seal(officer.name.encode(), *place(officers.c.name, officer.id)),
            "role": officer.role.value,
            "unit": officer.unit,
            "ended": None,
        }
        changed = update(officers).where(officers.c.id == officer.id).values(**values)
        if (await self._connection.execute(changed)).rowcount == 0:
            new = insert(officers).values(**values, id=officer.id, enrolled=day(now))
            await self._connection.execute(new)

    async def of_user(self, user: UserId) -> list[Officer]:
        """Give the living roles of a person."""
        return await self._all(_LIVING & one_of(officers.c.user_hash, user_hashes(self._keyring, user)))

    async def get(self, officer: OfficerId) -> Officer | None:
        """Give one officer, also one removed."""
        return next(iter(await self._all(officers.c.id == officer)), None)

    async def of_unit(self, unit: UnitCode) -> list[Officer]:
        """Give the living officers of a unit."""
        return await self._all(_LIVING & (officers.c.unit == unit))

    async def with_role(self, role: Role) -> list[Officer]:
        """Give all living ones who hold a role."""
        return await self._all(_LIVING & (officers.c.role == role.value))

    async def remove(self, officer: OfficerId, *, now: datetime) -> None:
        """End a role; one that has ended keeps its day."""
        ended = update(officers).where(_LIVING, officers.c.id == officer).values(ended=day(now))
        await self._connection.execute(ended)

    async def _all(self, where: ColumnElement[bool]) -> list[Officer]:
        wanted = select(officers).where(where).order_by(officers.c.enrolled, officers.c.id)
        return [self._officer(row) for row in (await self._connection.execute(wanted)).mappings()]

    def _officer(self, row: RowMapping) -> Officer:
        return Officer(
            id=row["id"],
            user=UserId(int(self._keyring.open(row["user"], *place(officers.c.user, row["id"])))),
            name=self._keyring.open(row["name"], *place(officers.c.name, row["id"])).decode(),
            role=Role(row["role"]),
            unit=row["unit"],
        )
