"""The names by which things of one kind are told from those of another."""

import secrets
from typing import NewType

ChatId = NewType("ChatId", int)  #: Telegram's id of a chat; a private chat's is its person's id
MessageId = NewType("MessageId", int)  #: Telegram's id of a message within a chat
UserId = NewType("UserId", int)  #: Telegram's id of a person; used for officers only
Language = NewType("Language", str)  #: one of TINBAO_LANGUAGES, such as "vi"

TipId = NewType("TipId", str)  #: 32 hex digits, derived from the draft's seed
Handle = NewType("Handle", str)  #: 32 hex digits: the casebook's only name for whoever is to be answered
Reference = NewType("Reference", str)  #: five symbols that officers see and say, as in #7K2QD; random, not a count
OfficerId = NewType("OfficerId", str)  #: 16 hex digits
EntryId = NewType("EntryId", str)  #: 16 hex digits: one entry of a tip's thread
ErrandId = NewType("ErrandId", str)  #: 32 hex digits: one row of the inbox, and the name of its effects
RuleCode = NewType("RuleCode", str)  #: a rule of the units file, by which it was decided whose a tip is
BroadcastId = NewType("BroadcastId", str)  #: 16 hex digits
OccurrenceId = NewType("OccurrenceId", int)  #: counted: one sending of a broadcast; stands in residents' buttons
Token = NewType("Token", str)  #: what a button in a resident's chat carries; leads to a purpose kept in the vault


def fresh_id() -> str:
    """Give 16 random hex digits."""
    return secrets.token_hex(8)
