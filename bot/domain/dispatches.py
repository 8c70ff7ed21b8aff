"""What the casebook's outbox holds for units and officers: facts, not words; contents are read when it is sent."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Literal

from bot.domain.deadlines import Milestone
from bot.domain.duty import Watch
from bot.domain.identifiers import (
    BroadcastId,
    ChatId,
    EntryId,
    MessageId,
    OccurrenceId,
    OfficerId,
    TipId,
    UserId,
)
from bot.domain.reckoning import Rung
from bot.domain.units import UnitCode


class Priority(IntEnum):
    """In what order waiting messages are sent."""

    REPLY = 0  #: answers to presses and to what was just typed
    TIP = 1  #: tips and dialogue
    REST = 2  #: everything else


class PostKind(StrEnum):
    """What a message of the bot in a group is, so that a reply to it or a press on it is understood."""

    CARD = "card"
    PART = "part"  #: a further piece of a long card
    ENTRY = "entry"  #: what the reporter wrote later
    PHOTO = "photo"  #: a photo of the tip, or of something said later
    PROMPT = "prompt"  #: the bot's own question to an officer; a reply to it is meant for the reporter
    BLANKS = "blanks"  #: another one: a reply to it fills what an outcome's word leaves open
    NUMBER = "number"  #: another one: a reply to it is the number in the police's own register
    REASON = "reason"  #: another one: a reply to it says why a tip is passed on or returned
    SEARCH = "search"  #: another one: a reply to it names the unit that a tip is to be passed to
    STUB = "stub"  #: what stands in place of a card at a unit that the tip has left, while it may still change
    NOTICE = "notice"
    INFORMED = "informed"  #: the tip for information; nobody here acts on it, and a reply to it is just talk
    INFORMED_PART = "informed_part"  #: a further piece of that
    PAGE = "page"  #: a word to the desk that something urgent came elsewhere
    REFERENCE = "reference"  #: what a tip stands together with; a reply to it names another one by its reference
    REMINDER = "reminder"  #: a word that something is late; it says so no more once somebody has acted
    TOPIC_ALARM = "topic_alarm"  #: the root of a tip's own topic in a forum: urgent, and nobody has it
    TOPIC_ALARM_HELD = "topic_alarm_held"  #: … urgent, and somebody has it
    TOPIC_WAITS = "topic_waits"  #: … nobody has it
    TOPIC_HELD = "topic_held"  #: … somebody has it
    TOPIC_DONE = "topic_done"  #: … ended; the topic is closed

    @property
    def is_replaced(self) -> bool:
        """Whether what a press on it leads to may take its place; a card stays a card."""
        return self in {PostKind.NOTICE, PostKind.REFERENCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of the bot in a group or an officer's chat that belongs to a tip."""

    chat: ChatId
    message: MessageId
    tip: TipId
    kind: PostKind
    officer: OfficerId | None = None  #: whose answer a prompt awaits


@dataclass(frozen=True, slots=True, kw_only=True)
class ToUnit:
    """To the group that the unit has when it is sent; waits while it has none."""

    unit: UnitCode
    kind: Literal["unit"] = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToOfficer:
    """To the officer's private chat with the bot."""

    officer: OfficerId
    kind: Literal["officer"] = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToChat:
    """To this chat, whatever it is bound to."""

    chat: ChatId
    kind: Literal["chat"] = "chat"


Destination = ToUnit | ToOfficer | ToChat


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDispatch:
    """A tip's card, new in its unit's group."""

    tip: TipId
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRefresh:
    """The tip's cards, wherever they stand, as they should read now."""

    tip: TipId
    kind: Literal["refresh"] = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDispatch:
    """What the reporter wrote later, as a reply to the card."""

    tip: TipId
    entry: EntryId
    kind: Literal["entry"] = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumDispatch:
    """The photos that came with the tip itself, or with an entry of its thread, as an album under the card."""

    tip: TipId
    entry: EntryId | None = None
    kind: Literal["album"] = "album"


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuDispatch:
    """A question of the bot to officers under a card: which menu, for whom, about what."""

    tip: TipId
    menu: str  #: the menu's name, such as "questions" or "outcomes"
    officer: OfficerId | None = None
    entry: EntryId | None = None
    data: tuple[str, ...] = ()
    edits: MessageId | None = None  #: the message that it takes the place of; a new one where that is gone
    kind: Literal["menu"] = "menu"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformedDispatch:
    """A tip for information, to a unit whose it is not."""

    tip: TipId
    kind: Literal["informed"] = "informed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDispatch:
    """A word to the desk that an urgent tip has come to another unit."""

    tip: TipId
    kind: Literal["page"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDispatch:
    """The tip's contents for one officer, in private, to be entered in the national register."""

    tip: TipId
    kind: Literal["copy"] = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDispatch:
    """A word that a tip has missed a deadline at a unit; nothing is sent once somebody has acted."""

    tip: TipId
    milestone: Milestone
    rung: Rung  #: as whom its reader is told
    unit: UnitCode  #: the one that has the tip
    kind: Literal["reminder"] = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDispatch:
    """A word about the system itself: a unit without a group, a member nobody accepted."""

    alert: str
    unit: UnitCode | None = None
    data: tuple[str, ...] = ()
    kind: Literal["alert"] = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class BanDispatch:
    """Nothing to read: the person is put out of the unit's group, and kept out."""

    user: UserId
    kind: Literal["ban"] = "ban"


class DutyWord(StrEnum):
    """What an officer is told in private about duty."""

    ASKED = "asked"  #: a colleague asks them to stand in
    AGREED = "agreed"  #: the colleague will
    DECLINED = "declined"  #: the colleague will not
    EMPTIED = "emptied"  #: to a head: somebody is gone, and days are left without anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDispatch:
    """A word about who is on duty when."""

    unit: UnitCode
    word: DutyWord
    officer: OfficerId  #: of whom it speaks
    days: tuple[date, ...]
    watch: Watch = Watch.ALL
    kind: Literal["duty"] = "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDispatch:
    """The desk's digest of one day, as things are when it is sent; another day it is not sent at all."""

    day: date
    kind: Literal["digest"] = "digest"


class BroadcastWord(StrEnum):
    """What a unit's group is told of a broadcast."""

    CARD = "card"  #: what is to be approved, or what became of it: new, or anew where it stands
    MISSED = "missed"  #: it was too late when it could have gone out
    APPROVED = "approved"  #: to whoever wrote it: a second officer agreed
    RETURNED = "returned"  #: to whoever wrote it: a second officer sent it back
    PROGRESS = "progress"  #: how it goes or went: new, or anew where it stands
    CHANNEL = "channel"  #: the broadcast itself, in a channel: new, or anew where it stands, or taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastDispatch:
    """A word about a broadcast, or about one sending of it, as things are when it is sent."""

    broadcast: BroadcastId
    word: BroadcastWord
    occurrence: OccurrenceId | None = None
    kind: Literal["broadcast"] = "broadcast"


DispatchContent = (
    CardDispatch
    | CardRefresh
    | EntryDispatch
    | AlbumDispatch
    | MenuDispatch
    | InformedDispatch
    | PageDispatch
    | CopyDispatch
    | ReminderDispatch
    | AlertDispatch
    | BanDispatch
    | DutyDispatch
    | DigestDispatch
    | BroadcastDispatch
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A message to a unit or an officer that will be sent until it has been."""

    id: str
    to: Destination
    content: DispatchContent
    priority: Priority = Priority.TIP
    replies_to: MessageId | None = None
    again: bool = False  #: it may have been sent before: the process ended between sending and marking
    attempts: int = 0
