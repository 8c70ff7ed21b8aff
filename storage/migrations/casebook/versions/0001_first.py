"""The casebook's first tables. What stands here is never changed: a later version changes what it made."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels: Final = None
depends_on: Final = None

_COUNTED: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES: Final = (
    "applied",
    "audit",
    "deadlines",
    "case_members",
    "cases",
    "dispatches",
    "entries",
    "evidence",
    "facts",
    "groups",
    "invitations",
    "moves",
    "notices",
    "officers",
    "posts",
    "rosters",
    "standings",
    "tips",
)


def upgrade() -> None:
    """Make all tables."""
    _tips()
    _threads()
    _outboxes()
    _groups()
    _staff()
    _cases()


def downgrade() -> None:
    """Take all tables away, with everything in them."""
    for table in _TABLES:  # entries and evidence before tips, which they point to
        op.drop_table(table)


def _tips() -> None:
    """Make what was told."""
    op.create_table(
        "tips",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("receipt", sa.LargeBinary(length=16)),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("commune", sa.String(length=16), nullable=False),
        sa.Column("group", sa.String(length=64)),
        sa.Column("leaf", sa.String(length=128)),
        sa.Column("when", sa.String(length=16)),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("status_since", sa.BigInteger(), nullable=False),
        sa.Column("handle", sa.String(length=32)),
        sa.Column("shielded", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(length=40)),
        sa.Column("taken_by", sa.String(length=16)),
        sa.Column("taken_at", sa.BigInteger()),
        sa.Column("outcome", sa.String(length=64)),
        sa.Column("confirmations", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary()),
        sa.Column("account", sa.LargeBinary()),
        sa.Column("outcome_blanks", sa.LargeBinary()),
        sa.Column("number", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
        sa.UniqueConstraint("receipt", name=op.f("uq_tips_receipt")),
        sa.UniqueConstraint("reference", name=op.f("uq_tips_reference")),
    )
    op.create_index(op.f("ix_tips_unit_status"), "tips", ["unit", "status"])


def _threads() -> None:
    """Make what was said about it."""
    op.create_table(
        "entries",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("officer", sa.String(length=16)),
        sa.Column("unit", sa.String(length=64)),
        sa.Column("question", sa.String(length=64)),
        sa.Column("answers", sa.String(length=16)),
        sa.Column("awaits_answer", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_entries_tip")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_entries")),
        sa.UniqueConstraint("id", name=op.f("uq_entries_id")),
    )
    op.create_index(op.f("ix_entries_tip"), "entries", ["tip"])
    op.create_table(
        "evidence",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("photo", sa.String(length=32), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=16)),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_evidence_tip")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_evidence")),
        sa.UniqueConstraint("photo", name=op.f("uq_evidence_photo")),
    )
    op.create_index(op.f("ix_evidence_tip"), "evidence", ["tip"])
    op.create_index(op.f("ix_evidence_entry"), "evidence", ["entry"])
    _moves()


def _moves() -> None:
    """Make which units it went through."""
    op.create_table(
        "moves",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("movement", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=32)),
        sa.Column("entry", sa.String(length=16)),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_moves_tip")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_moves")),
        sa.UniqueConstraint("id", name=op.f("uq_moves_id")),
    )
    op.create_index(op.f("ix_moves_tip"), "moves", ["tip"])


def _outboxes() -> None:
    """Make what is on its way, and which errands have had their effect."""
    op.create_table(
        "dispatches",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("merge_key", sa.LargeBinary(length=16)),
        sa.Column("to_kind", sa.String(length=16), nullable=False),
        sa.Column("to_code", sa.String(length=64), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_dispatches")),
        sa.UniqueConstraint("id", name=op.f("uq_dispatches_id")),
        sa.UniqueConstraint("merge_key", name=op.f("uq_dispatches_merge_key")),
    )
    op.create_index(op.f("ix_dispatches_due"), "dispatches", ["due"])
    op.create_index(op.f("ix_dispatches_to_kind_to_code"), "dispatches", ["to_kind", "to_code"])
    op.create_table(
        "deadlines",
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("milestone", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("clock", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("met", sa.BigInteger()),
        sa.Column("rung", sa.String(length=8)),
        sa.Column("climbs", sa.BigInteger()),
        sa.Column("at_night", sa.Boolean(), nullable=False),
        sa.Column("ground", sa.String(length=16)),
        sa.Column("claim", sa.String(length=16)),
        sa.Column("leased_until", sa.BigInteger()),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_deadlines_tip")),
        sa.PrimaryKeyConstraint("tip", "milestone", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_climbs"), "deadlines", ["climbs"])
    op.create_table(
        "notices",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("handle", sa.String(length=32), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_notices")),
        sa.UniqueConstraint("id", name=op.f("uq_notices_id")),
    )
    op.create_table(
        "applied",
        sa.Column("errand", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("errand", name=op.f("pk_applied")),
    )
    op.create_index(op.f("ix_applied_day"), "applied", ["day"])


def _groups() -> None:
    """Make where the bot has written, and whose group is which."""
    op.create_table(
        "groups",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("is_forum", sa.Boolean(), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("accepted_unknown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_groups")),
        sa.UniqueConstraint("chat", name=op.f("uq_groups_chat")),
    )
    op.create_table(
        "posts",
        sa.Column("sequence", _COUNTED, nullable=False),
        sa.Column("chat_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("officer", sa.String(length=16)),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_posts")),
        sa.UniqueConstraint("chat_hash", "message", name=op.f("uq_posts_chat_hash_message")),
    )
    op.create_index(op.f("ix_posts_tip"), "posts", ["tip"])


def _staff() -> None:
    """Make who works with tips, what they did, and what the bot must not forget."""
    op.create_table(
        "officers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("user", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64)),
        sa.Column("enrolled", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_index(op.f("ix_officers_unit"), "officers", ["unit"])
    op.create_index(op.f("ix_officers_user_hash"), "officers", ["user_hash"])
    op.create_table(
        "invitations",
        sa.Column("token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64)),
        sa.Column("invited_by", sa.String(length=16)),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invitations")),
    )
    op.create_table(
        "rosters",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("roster", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_rosters")),
    )
    op.create_table(
        "standings",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("trouble", sa.String(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "trouble", name=op.f("pk_standings")),
    )
    op.create_table(
        "audit",
        sa.Column("number", _COUNTED, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64)),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )


def _cases() -> None:
    """Make what holds tips of one event together."""
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_table(
        "case_members",
        sa.Column("tip", sa.String(length=32), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["tip"], ["tips.id"], name=op.f("fk_case_members_tip")),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_case_members_case")),
        sa.PrimaryKeyConstraint("tip", name=op.f("pk_case_members")),
    )
    op.create_index(op.f("ix_case_members_case"), "case_members", ["case"])
