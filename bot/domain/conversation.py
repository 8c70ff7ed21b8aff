"""What a private chat is about at this moment. One at a time: a tip, an answer, a look-up, a stray text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.broadcasts.composing import Source
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import Pattern
from bot.domain.draft import DraftPhoto, TipDraft
from bot.domain.identifiers import BroadcastId, ChatId, EntryId, ErrandId, Handle, Language, MessageId, TipId
from bot.domain.listing import Listing
from bot.domain.point import Point
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSending:
    """The buttons under a receipt."""

    tip: TipId
    handle: Handle
    trail: str
    sent: datetime  #: for the ten minutes of `Sai xã, sửa`
    kind: Literal["after_sending"] = "after_sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A tip is being told."""

    draft: TipDraft
    dropping: bool = False  #: the resident is being asked whether to drop it
    kind: Literal["telling"] = "telling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """Something is being added to a tip that was sent."""

    tip: TipId
    question: EntryId | None = None  #: the question that it answers
    words: tuple[Words, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    picked: tuple[str, ...] = ()  #: of the taps of a question that asks for several things
    located: Point | None = None  #: a place of which it is being asked how closely it may be known
    pin: Point | None = None  #: the place that goes along
    by_receipt: bool = False
    says_danger: bool = False  #: the words do
    denied: bool = False  #: the resident said that nobody is in danger
    dropping: bool = False  #: the resident is being asked whether to drop it
    kind: Literal["adding"] = "adding"

    @property
    def is_told(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.words or self.photos or self.picked or self.pin)

    @property
    def is_urgent(self) -> bool:
        """Whether the emergency numbers come first, and the tip is raised when it is sent."""
        return self.says_danger and not self.denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """The thread of a tip lies open; what is typed now belongs to it."""

    tip: TipId
    by_receipt: bool = False
    in_danger: bool = False  #: what was said last says so: the emergency numbers come first
    kind: Literal["following"] = "following"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """The commune of a tip just sent is being corrected."""

    after: AfterSending
    offered: tuple[CommuneCode, ...] = ()
    led_by: tuple[tuple[CommuneCode, str], ...] = ()
    elsewhere: str | None = None
    whereabouts: Whereabouts | None = None
    listing: Listing | None = None
    unfound: bool = False
    words: tuple[Words, ...] = ()  #: a story that was told meanwhile: it is added to the tip once its commune is right
    photos: tuple[DraftPhoto, ...] = ()  #: the same of photos
    unplaced: tuple[Words, ...] = ()  #: typed names that are no commune's, and may be words
    says_danger: bool = False  #: the words do
    kind: Literal["correcting"] = "correcting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """A text or a photo came while a tip is open: the resident is asked what it belongs to."""

    words: tuple[Words, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    dropping: bool = False  #: the resident is being asked whether to drop it
    kind: Literal["sorting"] = "sorting"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingUp:
    """A receipt is awaited."""

    mistyped: bool = False
    kind: Literal["looking_up"] = "looking_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """A commune is awaited of which somebody wants to be told things."""

    adds: bool = False  #: there are others already
    offered: tuple[CommuneCode, ...] = ()
    led_by: tuple[tuple[CommuneCode, str], ...] = ()
    elsewhere: str | None = None
    whereabouts: Whereabouts | None = None
    listing: Listing | None = None
    unfound: bool = False
    unplaced: tuple[Words, ...] = ()  #: typed names that are no commune's, and may be something to report
    kind: Literal["subscribing"] = "subscribing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolling:
    """Somebody has opened an invitation to the staff; the name that colleagues shall see is awaited."""

    token: str
    kind: Literal["enrolling"] = "enrolling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composing:
    """An officer composes a broadcast: what is typed or sent now is a part of it, never a tip.

    The draft itself lies in the casebook.
    """

    broadcast: BroadcastId
    part: Part = Part.CARD  #: that is awaited
    language: Language | None = None  #: whose words are awaited; None: the default one's
    settled: bool = False  #: when it goes out was asked already
    sources: tuple[Source, ...] = ()  #: the officer's own messages that it was made of, the latest last
    album: str = ""  #: that is being taken in
    complained: str = ""  #: the album of which it was said that a part was not
    template: str = ""  #: whose blanks are being filled, or were
    blanks: tuple[str, ...] = ()  #: what was filled in so far
    pattern: Pattern | None = None  #: of a repetition whose hour is awaited
    moves: str = ""  #: the name of the sending for which another time is awaited
    kind: Literal["composing"] = "composing"


Unsent = Telling | Adding | Sorting
Focus = Telling | Correcting | Following | Adding | Sorting | LookingUp | Subscribing | Enrolling | Composing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A private chat as the vault keeps it, for a day after the last word; all of it sealed."""

    chat: ChatId
    language: Language
    focus: Focus | None = None
    parked: tuple[Unsent, ...] = ()  #: what waits unsent while something else is looked at, the latest last
    prompt: MessageId | None = None  #: the message with the living keyboard
    errand: ErrandId | None = None  #: the last errand that changed the focus, so that a replay changes it no more
    begun: CommuneCode | None = None  #: whose alerts that errand subscribed to, so that a replay says so again
    trail: str = ""  #: the name under which the message ids of this tip are kept, for `Xóa tin nhắn ở đây`
    version: int = 0  #: of the focus; buttons carry it
    reminded: bool = False
    touched: datetime


# --- What a token in a resident's chat stands for ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The buttons under a tip's thread, reached by notice or by receipt."""

    tip: TipId
    by_receipt: bool = False
    kind: Literal["reading"] = "reading"


Purpose = AfterSending | Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAddress:
    """Where the answer to a tip goes: the only bridge from a handle to a chat, kept in the vault."""

    handle: Handle
    tip: TipId
    chat: ChatId
    language: Language
