"""The vault's transactions: one session has every part of the vault, and all of them are committed together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import subscriptions
from bot.ports import vault as ports
from storage.engine import Store
from storage.sealing import Keyring
from storage.vault.bulletins import Bulletins
from storage.vault.conversations import Conversations
from storage.vault.deliveries import Deliveries
from storage.vault.handles import Handles
from storage.vault.inbox import Inbox
from storage.vault.letters import Letters
from storage.vault.sendings import Sendings
from storage.vault.subscribers import Subscribers
from storage.vault.tokens import Tokens
from storage.vault.trails import Trails

_TURNS: Final = 1000  #: forgotten in one transaction


class VaultSession:
    """One transaction of the vault."""

    inbox: ports.Inbox
    conversations: ports.Conversations
    handles: ports.Handles
    tokens: ports.Tokens
    trails: ports.Trails
    letters: ports.Letters
    sendings: ports.Sendings
    subscribers: subscriptions.Subscribers
    deliveries: subscriptions.Deliveries
    bulletins: subscriptions.Bulletins

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        inbox = Inbox(connection, keyring)
        conversations = Conversations(connection, keyring)
        others = (
            Handles(connection, keyring),
            Tokens(connection, keyring),
            Trails(connection, keyring),
            Letters(connection, keyring),
            Sendings(connection, keyring),
        )
        self.inbox = inbox
        self.conversations = conversations
        self.handles, self.tokens, self.trails, self.letters, self.sendings = others
        self.subscribers = Subscribers(connection, keyring)
        self.deliveries = Deliveries(connection, keyring)
        self.bulletins = Bulletins(connection, keyring)
        self._swept_alone = (inbox, *others)
        self._swept_with_inbox = (conversations, inbox)

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, conversations with waiting rows excepted."""
        for part in self._swept_alone:
            await part.sweep(now)
        conversations, inbox = self._swept_with_inbox
        await conversations.sweep(now, inbox)


class Vault:
    """The only place that knows where residents are."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[VaultSession]:
        """Open a transaction."""
        async with self._store.begin() as connection:
            yield VaultSession(connection, self._keyring)

    def secret(self, *what: str) -> bytes:
        """Give 16 bytes that are the same for the same words, and that nobody can work out without the key."""
        return self._keyring.hashed("secret", "\0".join(what))

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, so that it lies nowhere on the disk any more."""
        async with self.begin() as session:
            await session.sweep(now)
        is_through = False
        while not is_through:  # a sending's turns may be a million: others get their turn in between
            async with self.begin() as session:
                is_through = await session.deliveries.forget_old(now, limit=_TURNS)
        await self._store.checkpoint()
