"""Single-use links. Only a keyed hash of each token is kept: whoever reads the table can redeem nothing."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Final

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Role
from bot.ports.staff import Invitation
from storage.casebook.tables import invitations
from storage.columns import one_of
from storage.sealing import Keyring

_LABEL: Final = "casebook.invitations"
_PREFIX: Final = "i_"
_TOKEN_BYTES: Final = 24  # 32 symbols of A-Z a-z 0-9 _ -


class Invitations:
    """Invitations that have not been used."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def issue(self, invitation: Invitation, *, expires: datetime) -> str:
        """Keep an invitation until this minute; give its token, ``i_`` and 32 symbols of A-Z a-z 0-9 _ -."""
        token = _PREFIX + token_urlsafe(_TOKEN_BYTES)
        new = insert(invitations).values(
            token=self._keyring.hashed(_LABEL, token),
            role=invitation.role.value,
            unit=invitation.unit,
            invited_by=invitation.invited_by,
            expires=expires,
        )
        await self._connection.execute(new)
        return token

    async def redeem(self, token: str, *, now: datetime) -> Invitation | None:
        """Give what a living token promises and use it up: taking it out is what tells who came first."""
        is_meant = one_of(invitations.c.token, self._keyring.every_hash(_LABEL, token)) & (invitations.c.expires > now)
        promised = (invitations.c.role, invitations.c.unit, invitations.c.invited_by)
        row = (await self._connection.execute(delete(invitations).where(is_meant).returning(*promised))).one_or_none()
        return None if row is None else Invitation(role=Role(row.role), unit=row.unit, invited_by=row.invited_by)

    async def sweep(self, now: datetime) -> None:
        """Forget invitations out of date."""
        await self._connection.execute(delete(invitations).where(invitations.c.expires <= now))
