"""Whoever walks off with the vault's file alone learns nothing of anybody, and can match nothing."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import LargeBinary, select, update

from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.conversation import Reading
from bot.domain.identifiers import ChatId, MessageId, TipId, Token
from storage.columns import Hashed, Sealed
from storage.sealing import SealBroken
from storage.vault.broadcast_tables import deliveries, runs
from storage.vault.tables import metadata
from tests.storage.safe import LAN, MINH, RUN, SECRET, Safe, address, arrival, conversation, letter, subscription

TIP = TipId("feedface" * 4)
MESSAGE = MessageId(918273645)


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """A vault that holds something in every table, and the tokens that lead into it."""

    safe: Safe
    tokens: dict[ChatId, Token]


@pytest.fixture
async def full(safe: Safe, now: datetime) -> Full:
    """Open a vault that holds something of Lan's and of Minh's in every table."""
    tokens: dict[ChatId, Token] = {}
    async with safe.vault.begin() as session:
        for number, chat in enumerate((LAN, MINH), start=1):
            await session.inbox.add([arrival(number, chat)], now=now)
            await session.conversations.save(conversation(now, chat))
            await session.handles.open(address(number, chat))
            tokens[chat] = await session.tokens.mint(Reading(tip=TIP), now=now)
            await session.trails.add(chat, "a", [MESSAGE], now=now)
            await session.letters.put(letter(str(number), chat), due=now, key=str(number))
            await session.sendings.record(chat, TIP, now=now)
            await session.subscribers.keep(subscription(chat))
        await session.deliveries.prepare(RUN, now=now, limit=10)
        turns = await session.deliveries.claim(RUN.occurrence, now=now, limit=10)
        results = [Result(delivery=turn, outcome=Outcome.DELIVERED, messages=(MESSAGE,)) for turn in turns]
        await session.deliveries.record(results, revision=0)
    return Full(safe=safe, tokens=tokens)


async def test_nothing_of_a_resident_is_readable_in_the_file(full: Full) -> None:
    """Neither ids, as text or as numbers, nor words, seeds, languages, handles, nor tips."""
    numbers = [LAN, MINH, MESSAGE]
    marks = [str(number).encode() for number in numbers]
    marks += [number.to_bytes(size) for number in numbers for size in (6, 8)]
    marks += [number.to_bytes(size, "little") for number in numbers for size in (6, 8)]
    marks += [SECRET.encode(), SECRET.encode("utf-16-le"), b"\xff" * 16, TIP.encode(), bytes.fromhex(TIP)]
    marks += [address(1).handle.encode(), b'"vi"', b"telling", b"apology"]

    raw = full.safe.raw()

    assert len(raw) > 4096
    assert [mark for mark in marks if mark in raw] == []


async def test_no_hash_stands_in_two_tables(full: Full) -> None:
    """Rows of two tables cannot be matched by any column but in the one place where a key belongs to its letter."""
    found: dict[bytes, set[str]] = {}
    async with full.safe.store.begin() as connection:
        for table in metadata.sorted_tables:
            hashes = [column for column in table.columns if isinstance(column.type, LargeBinary | Hashed | Sealed)]
            for row in await connection.execute(select(*hashes)) if hashes else ():
                for value in row:
                    found.setdefault(value, set()).add(table.name)

    shared = {frozenset(tables) for tables in found.values() if len(tables) > 1}
    assert shared == {frozenset({"letters", "letter_keys"})}


async def test_every_table_holds_something_in_these_tests(full: Full) -> None:
    """A table that is added is looked at here too."""
    async with full.safe.store.begin() as connection:
        empty = [
            table.name
            for table in metadata.sorted_tables
            if (await connection.execute(select(table).limit(1))).first() is None
        ]

    assert empty == []


async def test_no_column_leads_from_a_subscriber_to_a_tip(full: Full) -> None:
    """A subscriber's number is given once and stands where broadcasts are alone; no time is finer than an hour."""
    about_broadcasts = {"subscribers", "subscriber_communes", "runs", "run_counts", "deliveries"}
    columns = {
        is_about: {
            column.name
            for table in metadata.sorted_tables
            for column in table.columns
            if (table.name in about_broadcasts) is is_about
        }
        for is_about in (True, False)
    }
    async with full.safe.store.looking() as connection:
        hours = [*await connection.scalars(select(deliveries.c.due)), *await connection.scalars(select(runs.c.expires))]

    # sealed, and of a chat: each is a hash with a label of its own, or opens in its row alone
    assert columns[True] & columns[False] == {"id", "chat", "sealed", "attempts", "day", "due"}
    assert {column.name for table in metadata.sorted_tables for column in table.columns if column.foreign_keys} == set()
    assert max(hours) < 10**6


@pytest.mark.parametrize("table", ["inbox", "conversations", "handles", "tokens", "trails", "letters", "subscribers"])
async def test_a_sealed_value_moved_to_another_row_does_not_open(full: Full, now: datetime, table: str) -> None:
    """Whoever can write to the file cannot send Minh's answer to Lan."""
    rows = metadata.tables[table]
    async with full.safe.store.begin() as connection:
        first, *_ = (await connection.execute(select(rows.c.sealed))).scalars()
        await connection.execute(update(rows).values(sealed=first))

    async def read_all() -> None:
        async with full.safe.vault.begin() as session:
            await session.inbox.waiting()
            await session.conversations.every()
            await session.letters.due(now, limit=10)
            for chat, token in full.tokens.items():
                await session.handles.in_chat(chat)
                await session.trails.of(chat, None)
                await session.tokens.purpose(token)
                await session.subscribers.of(chat)

    with pytest.raises(SealBroken):
        await read_all()
