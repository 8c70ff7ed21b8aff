"""The casebook's tables of broadcasts. What their authors wrote is sealed."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.casebook.columns import COUNTED, Minutes
from storage.casebook.tables import metadata
from storage.columns import Hashed, Sealed

broadcasts: Final = Table(
    "broadcasts",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("unit", String(64), nullable=False, index=True),
    Column("status", String(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("touched", Minutes, nullable=False),
    Column("sealed", Sealed("id"), nullable=False),  # all of it
)

occurrences: Final = Table(
    "occurrences",
    metadata,
    Column("id", COUNTED, primary_key=True),
    Column("broadcast", String(16), ForeignKey("broadcasts.id"), nullable=False),
    Column("planned", Minutes, nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("begun", Minutes),
    Column("ended", Minutes),
    Column("revision", Integer, nullable=False),
    Column("recalled", Boolean, nullable=False),
    Column("caught_up", Integer, nullable=False),  # the revision that every copy shows
    UniqueConstraint("broadcast", "planned"),
    sqlite_autoincrement=True,  # a number stands in residents' buttons and is never given again
)

broadcast_posts: Final = Table(
    "broadcast_posts",
    metadata,
    Column("id", COUNTED, primary_key=True),
    Column("broadcast", String(16), ForeignKey("broadcasts.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("chat", Hashed(), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("sealed", Sealed("chat", "message"), nullable=False),  # the chat
    UniqueConstraint("chat", "message"),
)

channels: Final = Table(
    "channels",
    metadata,
    Column("unit", String(64), primary_key=True),
    Column("chat", Hashed(), nullable=False, unique=True),
    Column("sealed", Sealed("unit"), nullable=False),
)
