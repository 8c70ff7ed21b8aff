"""What the vault's outbox holds for residents: facts, not words; the edge finds the words when it sends."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.conversation import ReplyAddress
from bot.domain.identifiers import ChatId, Language, MessageId, Token
from bot.domain.units import UnitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLetter:
    """The tip has been sent: its receipt, and what can be done now."""

    receipt: str
    unit: UnitCode
    token: Token
    urgent: bool
    answers_here: bool  #: notices come to this chat; False: only by looking up
    watched: bool  #: somebody near may look at the phone
    kind: Literal["receipt"] = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLetter:
    """Something new stands in the thread; the words come with a press."""

    token: Token
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetter:
    """A draft was left alone for a quarter of an hour."""

    kind: Literal["reminder"] = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyLetter:
    """Something of the resident could not be taken in; it is kept aside under this number."""

    number: str
    kind: Literal["apology"] = "apology"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodLetter:
    """More came at once than is read; what came too fast was not kept."""

    kind: Literal["flood"] = "flood"


LetterContent = ReceiptLetter | NoticeLetter | ReminderLetter | ApologyLetter | FloodLetter


def notice_id(address: ReplyAddress) -> str:
    """Give the id of the letter that tells an address of news: while one waits, it stands for all that is new."""
    return f"notice:{address.handle}:{address.chat}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to a resident that will be sent until it has been."""

    id: str
    chat: ChatId
    language: Language
    content: LetterContent
    edits: MessageId | None = None  #: the message that it takes the place of, where that can still be done
    trail: str = ""
    attempts: int = 0
