"""The vault's tables of subscriptions and deliveries.

Who subscribes is found by a hash with a label of its own and named by a number that is given once: no column can be
joined to a table of tips. Topics, communes and hours stand in clear, since a million rows are chosen by them; they
tell of nobody without the chat, which is sealed.
"""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, SmallInteger, String, Table, Text, text

from storage.columns import Hashed, Sealed
from storage.vault.tables import metadata

subscribers: Final = Table(
    "subscribers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("chat", Hashed(), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("topics", Integer, nullable=False),  # a bit each, in the order of the menu
    Column("quiet_start", SmallInteger, nullable=False),
    Column("quiet_end", SmallInteger, nullable=False),
    Column("weekly", SmallInteger),  # none: no limit
    Column("urgent_only", Boolean, nullable=False),
    Column("week", Integer, nullable=False),  # of the count beside it, counted from the Monday before 1970
    Column("received", SmallInteger, nullable=False),  # or on its way, in that week; urgent ones not counted
    Column("sealed", Sealed("id"), nullable=False),  # the chat
    sqlite_autoincrement=True,  # the number of somebody who left is never given again
)

subscriber_communes: Final = Table(
    "subscriber_communes",
    metadata,
    Column("commune", String(16), primary_key=True),
    Column("subscriber", Integer, primary_key=True, autoincrement=False),
    Index("ix_subscriber_communes_subscriber", "subscriber"),
    sqlite_with_rowid=False,
)

#: How far the rows of a sending have been made, and for whom they are.
runs: Final = Table(
    "runs",
    metadata,
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("after", Integer, nullable=False),  # the last subscriber that was looked at
    Column("last", Integer, nullable=False),  # the last one there was when it began
    Column("urgent", Boolean, nullable=False),
    Column("topics", Integer, nullable=False),
    Column("communes", Text, nullable=False),  # codes with commas between
    Column("expires", Integer, nullable=False),  # hour
    Column("prepared", Boolean, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("day", Integer, nullable=False, index=True),
)

#: What became of how many, kept up with each change: a million rows are never counted while a tip waits.
run_counts: Final = Table(
    "run_counts",
    metadata,
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("what", String(12), primary_key=True),
    Column("which", String(24), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: SQLite takes an index of some rows where a query says this very condition.
WAITS: Final = text("outcome = 0")
IS_IN_FLIGHT: Final = text("outcome = 1")

deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("subscriber", Integer, primary_key=True, autoincrement=False),
    Column("outcome", SmallInteger, nullable=False),
    Column("due", Integer, nullable=False),  # hour
    Column("attempts", SmallInteger, nullable=False),
    Column("revision", SmallInteger, nullable=False),  # that the copy shows
    Column("again", Boolean, nullable=False),  # it may have arrived before
    Column("useful", Boolean),
    Column("vote", SmallInteger),
    Column("messages", Sealed("occurrence", "subscriber")),
    Index("ix_deliveries_waiting", "occurrence", "due", "attempts", sqlite_where=WAITS, postgresql_where=WAITS),
    Index("ix_deliveries_subscriber", "subscriber"),  # whoever leaves has turns of few of many sendings
    Index("ix_deliveries_in_flight", "occurrence", "due", sqlite_where=IS_IN_FLIGHT, postgresql_where=IS_IN_FLIGHT),
    sqlite_with_rowid=False,
)
