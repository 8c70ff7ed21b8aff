"""Chats in the casebook: found by a keyed hash, kept sealed, and never a resident's.

The id of a private chat is the id of its person; groups have negative ids. A private chat is kept only where that
person is or was enrolled.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChatId, UserId
from storage.casebook.errors import NotStaff
from storage.casebook.tables import officers
from storage.columns import one_of
from storage.sealing import Keyring

_CHAT: Final = "casebook.chat"
_USER: Final = "casebook.officers.user"


def chat_hash(keyring: Keyring, chat: ChatId) -> bytes:
    """Give the hash under which a chat is kept now."""
    return keyring.hashed(_CHAT, str(chat))


def chat_hashes(keyring: Keyring, chat: ChatId) -> Sequence[bytes]:
    """Give every hash under which a chat may have been kept."""
    return keyring.every_hash(_CHAT, str(chat))


def user_hash(keyring: Keyring, user: UserId) -> bytes:
    """Give the hash under which an officer's Telegram id is kept now."""
    return keyring.hashed(_USER, str(user))


def user_hashes(keyring: Keyring, user: UserId) -> Sequence[bytes]:
    """Give every hash under which an officer's Telegram id may have been kept."""
    return keyring.every_hash(_USER, str(user))


async def require_staff(connection: AsyncConnection, keyring: Keyring, chat: ChatId) -> None:
    """See to it that the chat is a group or an officer's.

    Raises:
        NotStaff: it is the private chat of somebody who never was enrolled.

    """
    if chat < 0:
        return
    known = select(officers.c.id).where(one_of(officers.c.user_hash, user_hashes(keyring, UserId(chat)))).limit(1)
    if await connection.scalar(known) is None:
        raise NotStaff
