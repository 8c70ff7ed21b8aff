"""A broadcast: what is told to those who asked for it, to whom, when, and who answers for it.

The life of a broadcast is one table with one door. Whatever is changed in it takes an approval away, since an approval
is of exactly one text, audience and time. It knows no resident, and no words for people but those of its author.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.broadcasts.errors import BroadcastChangeNotAllowed, OwnHands, TextChanged
from bot.domain.broadcasts.life import SHOWN, fingerprint
from bot.domain.broadcasts.schedule import Schedule
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, Language, OccurrenceId, OfficerId
from bot.domain.point import Point
from bot.domain.tip import minute
from bot.domain.units import CommuneCode, UnitCode


class MediumKind(StrEnum):
    """What a file is shown as."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A file that Telegram keeps already; it is sent by its id and never uploaded again."""

    kind: MediumKind
    file: str  #: Telegram's file id for this bot
    size: int  #: bytes, as Telegram told


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str  #: http or https


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one language."""

    title: str  #: plain; stands first, in bold
    text: str  #: Telegram's HTML, of these tags alone: b, i, u, s, blockquote, a with http(s)
    links: tuple[Link, ...] = ()
    options: tuple[str, ...] = ()  #: of a poll or quiz, plain; the same number in each language
    explanation: str = ""  #: plain; shown to whoever has answered a quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What residents see."""

    wordings: Mapping[Language, Wording] = field(hash=False)  #: the default language's, and those it was put into
    media: tuple[Medium, ...] = ()  #: one, or an album of two to ten
    place: Point | None = None
    right: int | None = None  #: the right option of a quiz, counted from 0

    def in_(self, language: Language, default: Language) -> Wording:
        """Give the words for a reader of this language."""
        return self.wordings.get(language) or self.wordings[default]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom it is for: who subscribes to one of the communes and to one of the topics.

    An urgent one is for whoever subscribes to one of the communes.
    """

    communes: tuple[CommuneCode, ...]  #: sorted, without repetition
    topics: tuple[Topic, ...]  #: in the order of the menu; one at least


class Status(StrEnum):
    """How far a broadcast is. What has become of one sending of it is an occurrence's state."""

    DRAFT = "draft"
    PROPOSED = "proposed"  #: waits for a second officer
    APPROVED = "approved"  #: its occurrences go out when they are due
    ENDED = "ended"  #: every occurrence has been
    CANCELLED = "cancelled"


#: From each status, those that may follow. What is not here cannot happen.
CHANGES: Final[Mapping[Status, frozenset[Status]]] = {
    Status.DRAFT: frozenset({Status.DRAFT, Status.PROPOSED, Status.CANCELLED}),
    Status.PROPOSED: frozenset({Status.DRAFT, Status.APPROVED, Status.CANCELLED}),
    Status.APPROVED: frozenset({Status.DRAFT, Status.ENDED, Status.CANCELLED}),
    Status.ENDED: frozenset({Status.CANCELLED}),  # it is taken back
    Status.CANCELLED: frozenset(),
}
#: In these an approval means something; whoever comes from elsewhere has none.
_APPROVED: Final = frozenset({Status.APPROVED, Status.ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second officer's word, of exactly what has this fingerprint."""

    officer: OfficerId | None  #: None: none was needed
    fingerprint: str
    at: datetime


class ReturnReason(StrEnum):
    """Why a second officer sends a proposal back; in the order of the menu."""

    FACTS = "facts"  #: something in it is not so, or is missing
    WORDS = "words"  #: it is hard to understand
    AUDIENCE = "audience"
    TIME = "time"
    NEEDLESS = "needless"  #: it should not be sent at all
    TALK = "talk"  #: it is easier said than written


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """That a proposal was sent back."""

    officer: OfficerId
    reason: ReturnReason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A broadcast as the casebook keeps it."""

    id: BroadcastId
    unit: UnitCode  #: in whose name it speaks
    composer: OfficerId
    hands: tuple[OfficerId, ...]  #: whoever has changed it, the composer first; none of them can approve it
    content: Content
    audience: Audience
    schedule: Schedule
    urgent: bool = False  #: breaks quiet hours, counts in no week, goes to every topic
    to_channels: bool = False  #: posted to the bound channels of its communes, too
    status: Status = Status.DRAFT
    approval: Approval | None = None
    returned: Return | None = None  #: why it is a draft again, until it is proposed anew
    corrects: BroadcastId | None = None  #: of that one it is the new text; approved, it takes its place there
    revision: int = 0  #: counts the corrections of what was sent; a correction has the one that it leads to
    version: int = 0  #: of the row; a change of an older one is refused
    touched: datetime  #: to the minute

    @property
    def fingerprint(self) -> str:
        """What an approval is of, as 64 hex digits."""
        return fingerprint(self)

    @property
    def may_go(self) -> bool:
        """Whether a word that was given for exactly this lets it be sent."""
        if self.status not in _APPROVED or self.approval is None:
            return False
        return self.approval.fingerprint == self.fingerprint

    def moved_to(self, status: Status, *, at: datetime) -> "Broadcast":
        """Give the broadcast after a change of status; only one that is over keeps its approval.

        Raises:
            BroadcastChangeNotAllowed: the table has no such change, or an approval is needed for it (`approved`).

        """
        if status is Status.APPROVED:
            raise BroadcastChangeNotAllowed(self.status, status)
        return self._moved(status, at=at)

    def changed(
        self,
        *,
        by: OfficerId,
        at: datetime,
        content: Content | None = None,
        audience: Audience | None = None,
        schedule: Schedule | None = None,
        urgent: bool | None = None,
        to_channels: bool | None = None,
    ) -> "Broadcast":
        """Give the broadcast with something of it changed by an officer: a draft again, approved by nobody.

        What is left out stays. Where nothing differs it is as it was, whoever tried.

        Raises:
            BroadcastChangeNotAllowed: it is over.

        """
        new = replace(
            self,
            content=self.content if content is None else content,
            audience=self.audience if audience is None else audience,
            schedule=self.schedule if schedule is None else schedule,
            urgent=self.urgent if urgent is None else urgent,
            to_channels=self.to_channels if to_channels is None else to_channels,
        )
        if new == self:
            return self
        hands = self.hands if by in self.hands else (*self.hands, by)
        moved = self._moved(Status.DRAFT, at=at)
        return replace(new, status=moved.status, approval=None, touched=moved.touched, hands=hands)

    def approved(self, officer: OfficerId | None, *, seen: str, at: datetime) -> "Broadcast":
        """Give the broadcast as it may be sent; `officer` None: nobody's word was needed.

        Raises:
            TextChanged: what they saw, told by the beginning of its fingerprint, is not this.
            OwnHands: they have written in it.
            BroadcastChangeNotAllowed: it was not proposed.

        """
        if len(seen) < SHOWN or not self.fingerprint.startswith(seen):
            raise TextChanged
        if officer in self.hands:
            raise OwnHands
        approval = Approval(officer=officer, fingerprint=self.fingerprint, at=minute(at))
        return replace(self._moved(Status.APPROVED, at=at), approval=approval)

    def corrected(self, correction: "Broadcast", *, at: datetime) -> "Broadcast":
        """Give what was sent with an approved correction in the place of its content, and the word given for that.

        Raises:
            TextChanged: nobody's word was given for exactly that correction of this.

        """
        if not correction.may_go or correction.approval is None or correction.corrects != self.id:
            raise TextChanged
        hands = tuple(dict.fromkeys((*self.hands, *correction.hands)))
        content, revision = correction.content, correction.revision
        new = replace(self, content=content, revision=revision, hands=hands, touched=minute(at))
        return replace(new, approval=replace(correction.approval, fingerprint=new.fingerprint, at=minute(at)))

    def _moved(self, status: Status, *, at: datetime) -> "Broadcast":
        if status not in CHANGES[self.status]:
            raise BroadcastChangeNotAllowed(self.status, status)
        approval = self.approval if self.status in _APPROVED and status is not Status.DRAFT else None
        return replace(self, status=status, approval=approval, touched=minute(at))


class OccurrenceState(StrEnum):
    """What has become of one sending."""

    PLANNED = "planned"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"  #: an officer ended it; who had not been sent it is not
    MISSED = "missed"  #: too late when it could have begun: an officer is asked
    DROPPED = "dropped"  #: cancelled, or an officer decided against sending it late


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One sending of a broadcast; there is one for each planned time."""

    id: OccurrenceId
    broadcast: BroadcastId
    planned: datetime  #: to the minute
    state: OccurrenceState = OccurrenceState.PLANNED
    begun: datetime | None = None
    ended: datetime | None = None
    revision: int = 0  #: counts the corrections since it began: above 0 its copies are marked as corrected
    recalled: bool = False  #: its copies are to be deleted
