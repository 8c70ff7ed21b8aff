"""The casebook's tables.

In clear stand ids, codes, states and times, for searching and sorting. Sealed is whatever a person wrote or is called.
The one name for a resident is `handle`: random, leading to nothing but the vault.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.casebook.columns import COUNTED, Minutes, Seconds

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

#: Keyed hashes of the errands whose effects are here.
applied: Final = Table(
    "applied",
    metadata,
    Column("errand", LargeBinary(16), primary_key=True),
    Column("day", Date, nullable=False, index=True),
)

tips: Final = Table(
    "tips",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("receipt", LargeBinary(16), unique=True),  # keyed hash; empty once shredded
    Column("unit", String(64), nullable=False),
    Column("why", String(32), nullable=False),
    Column("commune", String(16), nullable=False),
    Column("group", String(64)),
    Column("leaf", String(128)),
    Column("when", String(16)),
    Column("urgency", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("received", Minutes, nullable=False),
    Column("status", String(16), nullable=False),
    Column("status_since", Minutes, nullable=False),
    Column("handle", String(32)),
    Column("shielded", Boolean, nullable=False),
    Column("taken_by", String(16)),
    Column("outcome", String(64)),
    Column("confirmations", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", LargeBinary),  # the tip's own, wrapped; without it nothing below can be opened again
    Column("account", LargeBinary),
    Column("outcome_blanks", LargeBinary),
    Column("number", LargeBinary),
    Index(None, "unit", "status"),
)

entries: Final = Table(
    "entries",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("tip", String(32), ForeignKey("tips.id"), nullable=False, index=True),
    Column("author", String(16), nullable=False),
    Column("at", Minutes, nullable=False),
    Column("officer", String(16)),
    Column("question", String(64)),
    Column("answers", String(16)),
    Column("awaits_answer", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),  # text and taps, under the tip's key
)

posts: Final = Table(
    "posts",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("chat_hash", LargeBinary(16), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("chat", LargeBinary, nullable=False),  # sealed: an officer's private chat has the officer's own id
    Column("tip", String(32), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("officer", String(16)),
    UniqueConstraint("chat_hash", "message"),
)

dispatches: Final = Table(
    "dispatches",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("merge_key", LargeBinary(16), unique=True),  # keyed hash; empty once begun
    Column("to_kind", String(16), nullable=False),
    Column("to_code", String(64), nullable=False),  # a unit's code, an officer's id, or a chat's keyed hash
    Column("priority", Integer, nullable=False),
    Column("due", Seconds, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index(None, "to_kind", "to_code"),
)

notices: Final = Table(
    "notices",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("handle", String(32), nullable=False),
    Column("tip", String(32), nullable=False),
    Column("urgent", Boolean, nullable=False),
)

officers: Final = Table(
    "officers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("user_hash", LargeBinary(16), nullable=False, index=True),
    Column("user", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("role", String(16), nullable=False),
    Column("unit", String(64), index=True),
    Column("enrolled", Date, nullable=False),
    Column("ended", Date),  # the row stays, so that the audit's ids have names
)

invitations: Final = Table(
    "invitations",
    metadata,
    Column("token", LargeBinary(16), primary_key=True),  # keyed hash
    Column("role", String(16), nullable=False),
    Column("unit", String(64)),
    Column("invited_by", String(16)),
    Column("expires", Minutes, nullable=False),
)

groups: Final = Table(
    "groups",
    metadata,
    Column("unit", String(64), primary_key=True),
    Column("chat", BigInteger, nullable=False, unique=True),
    Column("is_forum", Boolean, nullable=False),
    Column("members", LargeBinary, nullable=False),  # ids of strangers and of those accepted
    Column("unknown", Integer, nullable=False),
    Column("accepted_unknown", Integer, nullable=False),
)

audit: Final = Table(
    "audit",
    metadata,
    Column("number", COUNTED, primary_key=True, autoincrement=False),
    Column("at", Minutes, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("action", String(64), nullable=False),
    Column("unit", String(64)),
    Column("data", Text, nullable=False),  # canonical JSON of codes, numbers and yes or no
    Column("key", Integer, nullable=False),  # the id of the key that hashed it
    Column("hash", LargeBinary(16), nullable=False),  # over all of the above and the hash before
)

facts: Final = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
