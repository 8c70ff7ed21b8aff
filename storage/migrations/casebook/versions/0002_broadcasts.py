"""Broadcasts: what is to be told, each sending of it, where it was posted, and units' channels."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None

_COUNTED: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _broadcasts()
    _occurrences()
    _chats()


def downgrade() -> None:
    """Take the tables away, with everything in them."""
    for table in ("broadcast_posts", "channels", "occurrences", "broadcasts"):
        op.drop_table(table)


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_unit"), "broadcasts", ["unit"])
    op.create_index(op.f("ix_broadcasts_status"), "broadcasts", ["status"])


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", _COUNTED, autoincrement=True, nullable=False),
        sa.Column("broadcast", sa.String(length=16), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("begun", sa.BigInteger()),
        sa.Column("ended", sa.BigInteger()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recalled", sa.Boolean(), nullable=False),
        sa.Column("caught_up", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast"], ["broadcasts.id"], name=op.f("fk_occurrences_broadcast")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("broadcast", "planned", name=op.f("uq_occurrences_broadcast_planned")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_occurrences_planned"), "occurrences", ["planned"])
    op.create_index(op.f("ix_occurrences_state"), "occurrences", ["state"])


def _chats() -> None:
    op.create_table(
        "broadcast_posts",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("broadcast", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=16), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast"], ["broadcasts.id"], name=op.f("fk_broadcast_posts_broadcast")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_posts")),
        sa.UniqueConstraint("chat", "message", name=op.f("uq_broadcast_posts_chat_message")),
    )
    op.create_index(op.f("ix_broadcast_posts_broadcast"), "broadcast_posts", ["broadcast"])
    op.create_table(
        "channels",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_channels")),
        sa.UniqueConstraint("chat", name=op.f("uq_channels_chat")),
    )
