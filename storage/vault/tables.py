"""The vault's tables.

Nothing of a resident stands here in clear. `chat`, `handle`, `tip` and the like are keyed hashes of 16 bytes, each
table with a label of its own, so that no column of one table can be joined to another's; `sealed` opens only in its
row. Hours and days are counted from 1970 (UTC); nothing is finer but when a letter is due.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table

from storage.columns import Hashed, Sealed

metadata: Final = MetaData()

inbox: Final = Table(
    "inbox",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("chat", Hashed(), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("number", String(32)),  # what the person was told; stands while the row is set aside
    Column("aside", Integer),  # the hour it was set aside
    Column("sealed", Sealed("id"), nullable=False),
)

seen: Final = Table(
    "seen",
    metadata,
    Column("update", Hashed(), primary_key=True),
    Column("hour", Integer, nullable=False, index=True),
)

conversations: Final = Table(
    "conversations",
    metadata,
    Column("chat", Hashed(), primary_key=True),
    Column("hour", Integer, nullable=False, index=True),
    Column("sealed", Sealed("chat"), nullable=False),
)

handles: Final = Table(
    "handles",
    metadata,
    Column("handle", Hashed(), primary_key=True),
    Column("chat", Hashed(), nullable=False, index=True),
    Column("ends", Integer, index=True),  # a day
    Column("sealed", Sealed("handle"), nullable=False),
)

tokens: Final = Table(
    "tokens",
    metadata,
    Column("token", Hashed(), primary_key=True),
    Column("day", Integer, nullable=False, index=True),
    Column("sealed", Sealed("token"), nullable=False),
)

trails: Final = Table(
    "trails",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),  # random
    Column("chat", Hashed(), nullable=False, index=True),
    Column("trail", Hashed(), nullable=False, index=True),
    Column("hour", Integer, nullable=False, index=True),
    Column("sealed", Sealed("id"), nullable=False),
)

letters: Final = Table(
    "letters",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("letter", Hashed(), nullable=False, unique=True),
    Column("lane", Hashed(), nullable=False),  # of the chat: its letters leave in order
    Column("planned", BigInteger, nullable=False),  # second; the order within the lane
    Column("due", BigInteger, nullable=False, index=True),  # second; of the next attempt
    Column("attempts", Integer, nullable=False),
    Column("key", Hashed()),
    Column("buried", Integer),  # the hour it was given up
    Column("sealed", Sealed("letter"), nullable=False),
    Index("ix_letters_lane", "lane", "planned", "sequence"),
)

letter_keys: Final = Table(
    "letter_keys",
    metadata,
    Column("key", Hashed(), primary_key=True),
    Column("hour", Integer, nullable=False, index=True),
)

sendings: Final = Table(
    "sendings",
    metadata,
    Column("chat", Hashed(), primary_key=True),
    Column("tip", Hashed(), primary_key=True),
    Column("hour", Integer, nullable=False, index=True),
)
