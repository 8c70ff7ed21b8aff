"""A vault with many subscribers, invented with one seed and written past the port, which is made for one at a time."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import ChatId
from bot.domain.units import CommuneCode
from storage.engine import Store
from storage.migrations import bring_up
from storage.sealing import Key, Keyring
from storage.vault import Vault
from storage.vault.subscribers import sealed_chat

KEYRING: Final = Keyring([Key(id=1, secret=b"\x01" * 32)])
_AT_ONCE: Final = 20_000
_SUBSCRIBER: Final = "INSERT INTO subscribers VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)"
_COMMUNE: Final = "INSERT INTO subscriber_communes VALUES (?, ?)"
_ALL: Final = (1 << len(Topic)) - 1


async def opened(folder: Path) -> tuple[Store, Vault]:
    """Open an empty vault in a folder."""
    store = Store(f"sqlite+aiosqlite:///{folder / 'vault.db'}")
    await bring_up(store, "vault")
    return store, Vault(store, KEYRING)


def fill(file: Path, count: int, communes: Sequence[CommuneCode]) -> None:
    """Subscribe so many: to one to three communes, half to all topics, a tenth in English, some without quiet hours."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    drawn = random.Random(5)  # noqa: S311 - the same ones every time are what is wanted
    for first in range(1, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        with connection:
            connection.executemany(_SUBSCRIBER, _rows(drawn, numbers))
            connection.executemany(
                _COMMUNE, [(code, number) for number in numbers for code in drawn.sample(communes, drawn.randint(1, 3))]
            )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _rows(drawn: random.Random, numbers: range) -> Iterator[tuple[object, ...]]:
    for number in numbers:
        chat = ChatId(5_000_000_000 + 7 * number)
        hashed = KEYRING.hashed("subscribers.chat", str(chat))
        topics = _ALL if drawn.random() < 0.5 else drawn.randint(1, _ALL)
        language = "vi" if drawn.random() < 0.9 else "en"
        start, end = (21, 6) if drawn.random() < 0.9 else (0, 0)
        weekly = drawn.choice((1, 3, 7, 7, 7, None))
        sealed = sealed_chat(KEYRING, number, chat)
        yield number, hashed, language, topics, start, end, weekly, drawn.random() < 0.05, sealed
