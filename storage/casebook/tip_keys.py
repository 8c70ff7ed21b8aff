"""A tip's own key: whatever its reporter and its officers wrote is sealed under it, and goes when it goes."""

from secrets import token_bytes

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import TipId
from storage.casebook.errors import TipUnknown
from storage.casebook.tables import tips
from storage.columns import place
from storage.sealing import KEY_BYTES, Key, Keyring


def new_key(keyring: Keyring, tip: TipId) -> bytes:
    """Give a new random key, wrapped by the store's."""
    return keyring.seal(token_bytes(KEY_BYTES), *place(tips.c.key, tip))


def opened(keyring: Keyring, tip: TipId, wrapped: bytes) -> Keyring:
    """Give the tip's key for sealing and opening.

    Raises:
        SealBroken: it is another tip's, or was wrapped by a key that is gone.

    """
    return Keyring([Key(id=1, secret=keyring.open(wrapped, *place(tips.c.key, tip)))])


async def key_of(connection: AsyncConnection, keyring: Keyring, tip: TipId) -> Keyring:
    """Give the key of a kept tip.

    Raises:
        TipUnknown: there is no such tip, or its key has been destroyed.

    """
    wrapped: bytes | None = await connection.scalar(select(tips.c.key).where(tips.c.id == tip))
    if wrapped is None:
        raise TipUnknown
    return opened(keyring, tip, wrapped)
