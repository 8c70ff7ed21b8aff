"""What the buttons in residents' chats stand for: a token leads to its purpose, the row leads to no token."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.conversation import Purpose
from bot.domain.identifiers import Token
from storage.codec import Codec
from storage.columns import one_of, place
from storage.sealing import Keyring
from storage.vault.tables import tokens
from storage.vault.terms import TOKEN_DAYS, day

_TOKEN: Final = "tokens.token"  # noqa: S105 - the label of a hash, no secret
_TOKEN_BYTES: Final = 12  #: 96 bits, 16 symbols of base64url
_CODEC: Final = Codec[Purpose](Purpose)


class Tokens:
    """The tokens within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def mint(self, purpose: Purpose, *, now: datetime) -> Token:
        """Keep a purpose for 35 days; give the 16 symbols (letters, digits, ``-``, ``_``) that lead to it."""
        token = Token(secrets.token_urlsafe(_TOKEN_BYTES))
        row = self._keyring.hashed(_TOKEN, token)
        sealed = self._keyring.seal(_CODEC.dump(purpose), *place(tokens.c.sealed, row))
        await self._connection.execute(insert(tokens).values(token=row, day=day(now), sealed=sealed))
        return token

    async def purpose(self, token: Token) -> Purpose | None:
        """Give what a token stands for, while it is kept."""
        leads_to = one_of(tokens.c.token, self._keyring.every_hash(_TOKEN, token))
        row = (await self._connection.execute(select(tokens.c.token, tokens.c.sealed).where(leads_to))).first()
        if row is None:
            return None
        return _CODEC.load(self._keyring.open(row.sealed, *place(tokens.c.sealed, row.token)))

    async def sweep(self, now: datetime) -> None:
        """Forget tokens after 35 days."""
        await self._connection.execute(delete(tokens).where(tokens.c.day <= day(now) - TOKEN_DAYS))
