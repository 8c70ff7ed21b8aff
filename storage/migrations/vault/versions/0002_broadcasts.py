"""Who asked for broadcasts, and each one's way to each of them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"

_TABLES: Final = ("subscribers", "subscriber_communes", "runs", "run_counts", "deliveries")


def upgrade() -> None:
    """Make the tables."""
    _make_subscribers()
    _make_runs()
    _make_deliveries()


def downgrade() -> None:
    """Take the tables away, with everything in them."""
    for table in _TABLES:
        op.drop_table(table)


def _make_subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("chat", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("topics", sa.Integer, nullable=False),
        sa.Column("quiet_start", sa.SmallInteger, nullable=False),
        sa.Column("quiet_end", sa.SmallInteger, nullable=False),
        sa.Column("weekly", sa.SmallInteger),
        sa.Column("urgent_only", sa.Boolean, nullable=False),
        sa.Column("week", sa.Integer, nullable=False),
        sa.Column("received", sa.SmallInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscriber_communes",
        sa.Column("commune", sa.String(16), primary_key=True),
        sa.Column("subscriber", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subscriber_communes_subscriber", "subscriber_communes", ["subscriber"])


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("occurrence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("after", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("topics", sa.Integer, nullable=False),
        sa.Column("communes", sa.Text, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("prepared", sa.Boolean, nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("day", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "run_counts",
        sa.Column("occurrence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(12), primary_key=True),
        sa.Column("which", sa.String(24), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("occurrence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("subscriber", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("outcome", sa.SmallInteger, nullable=False),
        sa.Column("due", sa.Integer, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("revision", sa.SmallInteger, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("useful", sa.Boolean),
        sa.Column("vote", sa.SmallInteger),
        sa.Column("messages", sa.LargeBinary),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deliveries_subscriber", "deliveries", ["subscriber"])
    waits, is_in_flight = sa.text("outcome = 0"), sa.text("outcome = 1")
    _make_index("ix_deliveries_waiting", ["occurrence", "due", "attempts"], of=waits)
    _make_index("ix_deliveries_in_flight", ["occurrence", "due"], of=is_in_flight)


def _make_index(name: str, columns: list[str], *, of: sa.TextClause) -> None:
    """Make an index of some deliveries alone."""
    op.create_index(name, "deliveries", columns, sqlite_where=of, postgresql_where=of)
