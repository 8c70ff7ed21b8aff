"""What messages about a tip need besides its card and the menus."""

from dataclasses import dataclass

from bot.domain.card import CardView
from bot.domain.evidence import Photo
from bot.domain.identifiers import ChatId, MessageId
from bot.domain.kinds import KindGroup, Leaf
from bot.domain.outcomes import OneTapQuestion
from bot.domain.reckoning import Deadline, Rung
from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.domain.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """What a word about a missed deadline needs."""

    tip: Tip
    unit: Unit
    chosen: Leaf | KindGroup | None  #: its kind; None also where the reader may not know it
    deadline: Deadline
    rung: Rung  #: as whom its reader is told
    card: tuple[ChatId, MessageId] | None  #: where the card stands that its reader may open


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """What a message about one entry needs."""

    tip: Tip
    entry: Entry
    unit: Unit
    answers: Entry | None  #: the question that it answers
    question: OneTapQuestion | None  #: the ready question that it is, or that it answers
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumView:
    """What an album needs; the bytes are read from the shelf, one photo after the other."""

    tip: Tip
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """What an officer is given in private, to be entered in the national register."""

    card: CardView
    #: What was said between reporter and unit, in order, each with the ready question that it is or answers.
    entries: tuple[tuple[Entry, OneTapQuestion | None], ...]
    photos: tuple[Photo, ...]  #: all of them, in order
    officer: str
