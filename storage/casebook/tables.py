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
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.casebook.columns import COUNTED, Minutes, Seconds
from storage.columns import Hashed, Sealed

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
    Column("errand", Hashed(), primary_key=True),
    Column("day", Date, nullable=False, index=True),
)

tips: Final = Table(
    "tips",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("receipt", Hashed(), unique=True),  # keyed hash; empty once shredded
    Column("unit", String(64), nullable=False),
    Column("why", String(32), nullable=False),
    Column("commune", String(16), nullable=False),
    Column("group", String(64)),
    Column("leaf", String(128)),
    Column("when", String(16)),
    Column("urgency", String(16), nullable=False),
    Column("received", Minutes, nullable=False),
    Column("status", String(16), nullable=False),
    Column("status_since", Minutes, nullable=False),
    Column("handle", String(32)),
    Column("shielded", Boolean, nullable=False),
    Column("rule", String(40)),  # of the units file, which decided whose it is
    Column("taken_by", String(16)),
    Column("taken_at", Minutes),
    Column("outcome", String(64)),
    Column("confirmations", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", Sealed("id")),  # the tip's own, wrapped; without it nothing below can be opened again
    Column("account", Sealed("id", under="tip")),
    Column("outcome_blanks", Sealed("id", under="tip")),
    Column("number", Sealed("id", under="tip")),
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
    Column("unit", String(64)),  # whose word it is; empty where it is not a unit's
    Column("question", String(64)),
    Column("answers", String(16)),
    Column("awaits_answer", Boolean, nullable=False),
    Column("words", Sealed("id", under="tip"), nullable=False),  # text, taps, pressed
)

evidence: Final = Table(
    "evidence",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("photo", String(32), nullable=False, unique=True),  # the name of its file
    Column("tip", String(32), ForeignKey("tips.id"), nullable=False, index=True),
    Column("entry", String(16), index=True),  # empty: it came with the tip itself
    Column("record", Sealed("photo", under="tip"), nullable=False),  # what it is, and the key of its file
)

#: Each change of a tip's unit. Codes only: what an officer wrote of it is an entry.
moves: Final = Table(
    "moves",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("tip", String(32), ForeignKey("tips.id"), nullable=False, index=True),
    Column("origin", String(64), nullable=False),
    Column("target", String(64), nullable=False),
    Column("movement", String(16), nullable=False),
    Column("at", Minutes, nullable=False),
    Column("reason", String(32)),
    Column("entry", String(16)),
)

posts: Final = Table(
    "posts",
    metadata,
    Column("sequence", COUNTED, primary_key=True),
    Column("chat_hash", Hashed(), nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("chat", Sealed("chat_hash", "message"), nullable=False),  # of a private one, the officer's own id
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
    Column("merge_key", Hashed(), unique=True),  # keyed hash; empty once begun
    Column("to_kind", String(16), nullable=False),
    Column("to_code", String(64), nullable=False),  # a unit's code, an officer's id, or a chat's keyed hash
    Column("priority", Integer, nullable=False),
    Column("due", Seconds, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("content", Sealed("id"), nullable=False),
    Index(None, "to_kind", "to_code"),
)

#: By when a tip must have reached a milestone at its unit, and who is told next if it has not.
deadlines: Final = Table(
    "deadlines",
    metadata,
    Column("tip", String(32), ForeignKey("tips.id"), primary_key=True),
    Column("milestone", String(16), primary_key=True),
    Column("unit", String(64), nullable=False),
    Column("clock", String(64), nullable=False),
    Column("since", Minutes, nullable=False),
    Column("due", Minutes, nullable=False),
    Column("met", Minutes),
    Column("rung", String(8)),  # who is told next; empty: nobody any more
    Column("climbs", Minutes, index=True),  # when
    Column("at_night", Boolean, nullable=False),
    Column("ground", String(16)),  # why it was extended
    Column("claim", String(16)),  # whoever is about to tell it
    Column("leased_until", Seconds),  # and how long nobody else is
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
    Column("user_hash", Hashed(), nullable=False, index=True),
    Column("user", Sealed("id"), nullable=False),
    Column("name", Sealed("id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("unit", String(64), index=True),
    Column("enrolled", Date, nullable=False),
    Column("ended", Date),  # the row stays, so that the audit's ids have names
)

invitations: Final = Table(
    "invitations",
    metadata,
    Column("token", Hashed(), primary_key=True),  # keyed hash
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
    Column("members", Sealed("unit"), nullable=False),  # ids of strangers and of those accepted
    Column("unknown", Integer, nullable=False),
    Column("accepted_unknown", Integer, nullable=False),
)

#: Who is on duty when, by officers' ids.
rosters: Final = Table(
    "rosters",
    metadata,
    Column("unit", String(64), primary_key=True),
    Column("roster", Sealed("unit"), nullable=False),
)

#: What is wrong with a unit's group, and since when.
standings: Final = Table(
    "standings",
    metadata,
    Column("unit", String(64), primary_key=True),
    Column("trouble", String(16), primary_key=True),
    Column("since", Minutes, nullable=False),
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
    Column("hash", Hashed(), nullable=False),  # over all of the above and the hash before
)

facts: Final = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Sealed("name"), nullable=False),
)

cases: Final = Table(
    "cases",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("unit", String(64), nullable=False),
    Column("opened", Minutes, nullable=False),
)

#: Tips of one event. That a tip stands in one case at most is its primary key.
case_members: Final = Table(
    "case_members",
    metadata,
    Column("tip", String(32), ForeignKey("tips.id"), primary_key=True),
    Column("case", String(16), ForeignKey("cases.id"), nullable=False, index=True),
)
