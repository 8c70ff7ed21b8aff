"""What the stores hold, read from outside: counted while the bot runs, opened once it has stopped."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Final

from bot.domain import receipts
from bot.domain.identifiers import ChatId
from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.settings import Settings
from bot.stores import Stores, stores

RECEIPT: Final = re.compile(r"TB(?:-[0-9A-HJKMNP-TV-Z]{4}){5}")
#: What waits to be done or sent; nothing of it is left when a story is over, but what waits for a unit to get a group.
_WAITING: Final = {
    "inbox": ("vault", "inbox", "aside IS NULL"),
    "letters": ("vault", "letters", "buried IS NULL"),
    "notices": ("casebook", "notices", "1"),
    "dispatches": ("casebook", "dispatches", "to_kind <> 'unit' OR to_code IN (SELECT unit FROM groups)"),
}


def waiting(settings: Settings) -> dict[str, int]:
    """Count what waits; empty when nothing does."""
    counted = {name: count(settings, store, table, where) for name, (store, table, where) in _WAITING.items()}
    return {name: number for name, number in counted.items() if number}


def is_at_rest(api: BotApiServer, settings: Settings) -> bool:
    """Say whether nothing waits, neither in the stores nor at Telegram."""
    return not (len(api.world.updates) or api.journal.is_busy or waiting(settings))


async def comes_to_rest(api: BotApiServer, settings: Settings, *, within: float = 30.0) -> None:
    """Wait until nothing waits."""
    async with asyncio.timeout(within):
        while not is_at_rest(api, settings):  # noqa: ASYNC110 - the stores are looked at from outside and ring no bell
            await asyncio.sleep(0.005)


def count(settings: Settings, store: str, table: str, where: str = "1") -> int:
    """Count the rows of a table, also while the bot runs."""
    with closing(sqlite3.connect(f"file:{settings.data / store}.db?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])  # noqa: S608 - names from tests


def receipts_shown(person: Person) -> set[str]:
    """Give every receipt that can be read on somebody's screen."""
    return {found for message in person.screen() if message.by_bot for found in RECEIPT.findall(message.text)}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both stores, open, with what tests ask of them."""

    stores: Stores

    async def tip(self, receipt: str) -> Tip | None:
        """Give the tip that a receipt leads to."""
        async with self.stores.casebook.begin() as book:
            return await book.tips.by_receipt(receipts.read(receipt))

    async def thread(self, tip: Tip) -> tuple[Entry, ...]:
        """Give what was said about a tip."""
        async with self.stores.casebook.begin() as book:
            return tuple(await book.threads.of(tip.id))

    async def addresses(self, person: Person) -> int:
        """Count the reply addresses that lead to somebody."""
        async with self.stores.vault.begin() as session:
            return len(await session.handles.in_chat(ChatId(person.user_id)))


@asynccontextmanager
async def ledger(settings: Settings) -> AsyncGenerator[Ledger]:
    """Open the stores of a bot that has stopped."""
    async with stores(settings) as opened:
        yield Ledger(opened)
