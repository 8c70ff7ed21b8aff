"""How many tips a chat has sent lately, so that one chat cannot flood a unit."""

from datetime import datetime
from typing import Final

from sqlalchemy import case, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId, TipId
from storage.columns import one_of
from storage.sealing import Keyring
from storage.vault.tables import sendings
from storage.vault.terms import SENDING_HOURS, hour

_CHAT: Final = "sendings.chat"
_TIP: Final = "sendings.tip"


class Sendings:
    """The sendings within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def record(self, chat: ChatId, tip: TipId, *, now: datetime) -> None:
        """Count a tip once, however often this is called."""
        counted = select(sendings.c.hour).where(
            one_of(sendings.c.chat, self._keyring.every_hash(_CHAT, str(chat))),
            one_of(sendings.c.tip, self._keyring.every_hash(_TIP, tip)),
        )
        if (await self._connection.execute(counted)).first() is not None:
            return
        row = {"chat": self._keyring.hashed(_CHAT, str(chat)), "tip": self._keyring.hashed(_TIP, tip)}
        await self._connection.execute(insert(sendings).values(hour=hour(now), **row))

    async def count(self, chat: ChatId, *, besides: TipId, now: datetime) -> tuple[int, int]:
        """Give the numbers of this hour and of the last 24 hours, this one among them; the tip not counted."""
        lately = select(func.count(case((sendings.c.hour == hour(now), 1))), func.count()).where(
            one_of(sendings.c.chat, self._keyring.every_hash(_CHAT, str(chat))),
            sendings.c.tip.not_in(self._keyring.every_hash(_TIP, besides)),
            sendings.c.hour > hour(now) - SENDING_HOURS,
        )
        row = (await self._connection.execute(lately)).one()
        return row[0], row[1]

    async def sweep(self, now: datetime) -> None:
        """Forget sendings after a day."""
        await self._connection.execute(delete(sendings).where(sendings.c.hour <= hour(now) - SENDING_HOURS))
