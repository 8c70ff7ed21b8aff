"""What is said about a tip after it was sent: by the reporter, by the unit, and among officers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.identifiers import EntryId, OfficerId, TipId
from bot.domain.point import Point
from bot.domain.units import UnitCode


class Author(StrEnum):
    """Whose word an entry is."""

    REPORTER = "reporter"
    UNIT = "unit"  #: for the reporter, signed by the unit, never by a person
    NOTE = "note"  #: among officers; never leaves the unit
    DRAFT = "draft"  #: an officer's words for the reporter that nobody has sent yet
    TRANSFER = "transfer"  #: a move that an officer is about to make: `unit` is where to, `question` the reason's code
    PROPOSAL = "proposal"  #: an outcome that an officer is choosing: `question` has its code, `text` a blank a line


#: What a reporter says by one press where nothing was asked.
STILL_HAPPENING: Final = "still_happening"
#: The entries that the reporter may see. What is not named here stays with the officers.
FOR_REPORTER: Final = frozenset({Author.REPORTER, Author.UNIT})
#: The entries that only the officer who is at them may see.
UNSENT: Final = frozenset({Author.DRAFT, Author.PROPOSAL, Author.TRANSFER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a thread. What was said by one press stands in it as a code: its words are those of who reads it.

    Words in the reporter's own language would tell officers the language of their phone.
    """

    id: EntryId
    tip: TipId
    author: Author
    text: str  #: as typed; empty for a ready question and for what was said by one press
    at: datetime  #: to the minute
    officer: OfficerId | None = None  #: who wrote it, for the audit and for colleagues
    unit: UnitCode | None = None  #: whose word it is, whoever has the tip later
    question: str | None = None  #: the code of a ready question, that it is or that it answers by one press
    taps: tuple[str, ...] = ()  #: the codes of the answers by one press that a question offers
    pressed: tuple[str, ...] = ()  #: what was said by presses: codes of taps of `question`, or `STILL_HAPPENING`
    answers: EntryId | None = None  #: the question that this entry answers
    pin: Point | None = None  #: a place that goes with it, as exact as its reporter gave it
    awaits_answer: bool = False  #: a question, as opposed to a word


def open_question(entries: tuple[Entry, ...]) -> Entry | None:
    """Give the unit's latest question that has not been answered."""
    answered = {entry.answers for entry in entries}
    asked = [entry for entry in entries if entry.author is Author.UNIT and entry.awaits_answer]
    return asked[-1] if asked and asked[-1].id not in answered else None
