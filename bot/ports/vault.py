"""The vault: the only place that knows where residents are."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import Conversation, Purpose, ReplyAddress
from bot.domain.identifiers import (
    ChatId,
    ErrandId,
    Handle,
    MessageId,
    TipId,
    Token,
)
from bot.domain.letters import Letter
from bot.ports import Json
from bot.ports.subscriptions import Bulletins, Deliveries, Subscribers


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An update on its way into the inbox, already minimised."""

    update: int  #: Telegram's update id
    chat: ChatId
    payload: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A row of the inbox: something a person did that has not been dealt with to the end."""

    id: ErrandId
    chat: ChatId
    payload: Json
    attempts: int = 0


class Inbox(Protocol):
    """What has come and is not done."""

    async def add(self, arrivals: Sequence[Arrival], *, now: datetime) -> list[Errand]:
        """Keep those that were not seen in the last 48 hours; give their rows in order."""
        ...

    async def waiting(self) -> list[Errand]:
        """Give everything not done and not set aside, oldest first."""
        ...

    async def finish(self, errand: ErrandId) -> None:
        """Forget a row whose effects are all committed."""
        ...

    async def failed(self, errand: ErrandId) -> None:
        """Count one more failure of a row."""
        ...

    async def set_aside(self, errand: ErrandId, *, number: str, now: datetime) -> None:
        """Put a row away, sealed, for 72 hours."""
        ...

    async def aside(self, chat: ChatId) -> list[str]:
        """Give the numbers of the rows of this chat that are set aside."""
        ...

    async def drop_aside(self, chat: ChatId) -> None:
        """Forget the rows of this chat that are set aside."""
        ...

    async def retry_aside(self) -> int:
        """Put every row that is set aside back in line; give how many."""
        ...

    async def counts(self) -> tuple[int, int]:
        """Give how many rows wait and how many are set aside."""
        ...


class Conversations(Protocol):
    """What each private chat is about."""

    async def of(self, chat: ChatId) -> Conversation | None:
        """Give the conversation of a chat."""
        ...

    async def save(self, conversation: Conversation) -> None:
        """Keep a conversation in place of the one before."""
        ...

    async def drop(self, chat: ChatId) -> None:
        """Forget a conversation."""
        ...

    async def every(self) -> list[Conversation]:
        """Give all of them, for reminding and expiring."""
        ...


class Handles(Protocol):
    """Where the answer to a tip goes."""

    async def open(self, address: ReplyAddress) -> None:
        """Keep an address; keeping it again changes nothing but chat and language."""
        ...

    async def of(self, handle: Handle) -> ReplyAddress | None:
        """Give the address of a handle, unless it was burnt."""
        ...

    async def in_chat(self, chat: ChatId) -> list[ReplyAddress]:
        """Give the addresses that lead to a chat."""
        ...

    async def burn(self, handle: Handle) -> bool:
        """Destroy an address; tell whether there was one."""
        ...

    async def expire(self, handle: Handle, *, after: datetime | None) -> None:
        """Let an address end at this day, or (None) no more."""
        ...


class Tokens(Protocol):
    """What the buttons in residents' chats stand for."""

    async def mint(self, purpose: Purpose, *, now: datetime) -> Token:
        """Keep a purpose; give the 16 symbols that lead to it."""
        ...

    async def purpose(self, token: Token) -> Purpose | None:
        """Give what a token stands for, while it is kept."""
        ...


class Trails(Protocol):
    """The ids of messages in a chat, for 48 hours, so that they can be deleted there."""

    async def add(self, chat: ChatId, trail: str, messages: Sequence[MessageId], *, now: datetime) -> None:
        """Remember messages that belong together."""
        ...

    async def of(self, chat: ChatId, trail: str | None) -> list[MessageId]:
        """Give the messages of one trail, or (None) of the whole chat, oldest first."""
        ...

    async def forget(self, chat: ChatId, trail: str | None) -> None:
        """Forget the messages of one trail, or (None) of the whole chat."""
        ...


class Letters(Protocol):
    """What is on its way to residents."""

    async def put(self, letter: Letter, *, due: datetime, key: str | None = None) -> None:
        """Add a letter; with a key, only if none with this key waits or has been put within 48 hours."""
        ...

    async def joined(self, letter: str, *, key: str, now: datetime, at_once: bool) -> bool:
        """Let a letter that waits stand for another one with this key; tell False where none waits under its id.

        `at_once`: it is due now, unless it is being tried again.
        """
        ...

    async def due(self, now: datetime, *, limit: int, besides: Collection[ChatId] = ()) -> list[Letter]:
        """Give the letters that may be sent now, oldest first, those of these chats left out."""
        ...

    async def next_due(self, *, after: datetime) -> datetime | None:
        """Give when the next letter is due that is not due by then."""
        ...

    async def sent(self, letter: str) -> None:
        """Forget a letter that has been delivered."""
        ...

    async def drop(self, letter: str) -> None:
        """Forget a letter that is not to be delivered any more."""
        ...

    async def postpone(self, letter: str, *, until: datetime) -> None:
        """Try a letter again later; counts an attempt."""
        ...

    async def bury(self, letter: str, *, now: datetime) -> None:
        """Keep a letter that cannot be delivered, sealed, for 72 hours."""
        ...

    async def counts(self) -> tuple[int, int]:
        """Give how many letters wait and how many are dead."""
        ...


class Sendings(Protocol):
    """How many tips a chat has sent, by the hour, for a day."""

    async def record(self, chat: ChatId, tip: TipId, *, now: datetime) -> None:
        """Count a tip once, however often this is called."""
        ...

    async def count(self, chat: ChatId, *, besides: TipId, now: datetime) -> tuple[int, int]:
        """Give the numbers of this hour and of the last 24 hours, this tip not counted."""
        ...


class VaultSession(Protocol):
    """One transaction of the vault."""

    inbox: Inbox
    conversations: Conversations
    handles: Handles
    tokens: Tokens
    trails: Trails
    letters: Letters
    sendings: Sendings
    subscribers: Subscribers
    deliveries: Deliveries
    bulletins: Bulletins

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, conversations with waiting rows excepted."""
        ...


class Vault(Protocol):
    """The only place that knows where residents are."""

    def begin(self) -> AbstractAsyncContextManager[VaultSession]:
        """Open a transaction."""
        ...

    def secret(self, *what: str) -> bytes:
        """Give 16 bytes that are the same for the same words, and that nobody can work out without the key."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, so that it lies nowhere on the disk any more."""
        ...
