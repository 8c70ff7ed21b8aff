"""The vault's first tables. What stands here is never changed: a later revision changes what it made."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None

_TABLES: Final = (
    "inbox",
    "seen",
    "conversations",
    "handles",
    "tokens",
    "trails",
    "sendings",
    "letters",
    "letter_keys",
)


def upgrade() -> None:
    """Make the tables."""
    _make_what_comes()
    _make_what_is_known_of_chats()
    _make_what_leaves()


def downgrade() -> None:
    """Take all tables away, with everything in them."""
    for table in _TABLES:
        op.drop_table(table)


def _make_what_comes() -> None:
    op.create_table(
        "inbox",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("chat", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("number", sa.String(32)),
        sa.Column("aside", sa.Integer),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "seen",
        sa.Column("update", sa.LargeBinary(16), primary_key=True),
        sa.Column("hour", sa.Integer, nullable=False, index=True),
    )


def _make_what_is_known_of_chats() -> None:
    op.create_table(
        "conversations",
        sa.Column("chat", sa.LargeBinary(16), primary_key=True),
        sa.Column("hour", sa.Integer, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "handles",
        sa.Column("handle", sa.LargeBinary(16), primary_key=True),
        sa.Column("chat", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("ends", sa.Integer, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("token", sa.LargeBinary(16), primary_key=True),
        sa.Column("day", sa.Integer, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "trails",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("chat", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("trail", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("hour", sa.Integer, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sendings",
        sa.Column("chat", sa.LargeBinary(16), primary_key=True),
        sa.Column("tip", sa.LargeBinary(16), primary_key=True),
        sa.Column("hour", sa.Integer, nullable=False, index=True),
    )


def _make_what_leaves() -> None:
    op.create_table(
        "letters",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("letter", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("lane", sa.LargeBinary(16), nullable=False),
        sa.Column("planned", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("key", sa.LargeBinary(16)),
        sa.Column("buried", sa.Integer),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_letters_lane", "letters", ["lane", "planned", "sequence"])
    op.create_table(
        "letter_keys",
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sa.Column("hour", sa.Integer, nullable=False, index=True),
    )
