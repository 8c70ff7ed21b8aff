"""The draft of a tip: what has been told so far, sealed in the vault and never sent by itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.evidence import Photo
from bot.domain.kinds import GroupCode, LeafCode
from bot.domain.listing import Listing
from bot.domain.point import Point
from bot.domain.tip import When, Words
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Whereabouts


class Step(StrEnum):
    """A question of the form. Those after REVIEW are asked only when the resident opens them there."""

    GROUP = "group"
    LEAF = "leaf"
    WHEN = "when"
    DANGER = "danger"
    COMMUNE = "commune"
    WORDS = "words"
    REVIEW = "review"
    PLACE = "place"
    DURATION = "duration"
    BEWARE = "beware"
    SAFE_HOURS = "safe_hours"
    PHOTOS = "photos"


class Alarm(StrEnum):
    """What said danger: each is asked about once."""

    KIND = "kind"
    TAPS = "taps"
    WORDS = "words"


FROM_MENU: Final = (Step.GROUP, Step.LEAF, Step.WHEN, Step.COMMUNE, Step.WORDS)
FROM_TEXT: Final = (Step.COMMUNE, Step.GROUP, Step.WHEN)
#: The same once a kind was chosen that has something to say before the tip is sent.
GUIDED_FROM_TEXT: Final = (Step.COMMUNE, Step.GROUP, Step.WORDS, Step.WHEN)
IN_DANGER: Final = (Step.COMMUNE, Step.WORDS)
EXTRAS: Final = (Step.PLACE, Step.DURATION, Step.BEWARE, Step.SAFE_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPhoto:
    """A photo with the message it came in, which stays in the vault."""

    message: int
    photo: Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class TipDraft:
    """What has been told so far. Nothing of it has been sent."""

    seed: bytes  #: 32 random bytes; receipt, handle and the tip's id are derived from it
    order: tuple[Step, ...]  #: the questions that this draft asks
    step: Step
    path: tuple[Step, ...] = ()  #: the questions behind, for going back
    passed: frozenset[Step] = frozenset()  #: answered or skipped
    group: GroupCode | None = None
    leaf: LeafCode | None = None
    taps: tuple[str, ...] = ()
    when: When | None = None
    commune: CommuneCode | None = None
    offered: tuple[CommuneCode, ...] = ()  #: what a typed name can mean
    led_by: tuple[tuple[CommuneCode, str], ...] = ()  #: the names of before that led to what is offered or chosen
    elsewhere: str | None = None  #: the last typed name is this place's in another province
    whereabouts: Whereabouts | None = None  #: where `offered` comes from a shared place: how it lies
    listing: Listing | None = None  #: the list of communes that lies open
    recent: tuple[CommuneCode, ...] = ()  #: chosen before and changed, the latest first
    unfound: bool = False  #: the last typed name is no commune's
    words: tuple[Words, ...] = ()
    photos: tuple[DraftPhoto, ...] = ()
    located: Point | None = None  #: a place that was shared: while it stands here, it is asked whether it is the scene
    pin: Point | None = None  #: the scene, as the resident said
    unplaced: tuple[Words, ...] = ()  #: typed where a commune was asked for and no name: offered as words, never sent
    spot: Words | None = None  #: typed with a name that is to be confirmed: it says where in the commune
    address: Words | None = None  #: the place, where it was typed with the commune's name
    doubted: Words | None = None  #: of `unplaced`: nothing but a name, if one of `offered` is chosen
    place: Words | None = None
    duration: Words | None = None
    beware: Words | None = None
    safe_hours: Words | None = None
    fears_commune: bool | None = None
    in_danger: bool = False
    denied: frozenset[Alarm] = frozenset()  #: alarms that the resident said are none
    worded: bool = False  #: the words say danger

    @property
    def is_ready(self) -> bool:
        """Whether it has the least that can be sent: a commune, and a few words, a photo or a leaf."""
        return self.commune is not None and self.is_told

    @property
    def is_shown_or_written(self) -> bool:
        """Whether it has words or photos."""
        return bool(self.words or self.photos)

    @property
    def is_told(self) -> bool:
        """Whether it says what happened."""
        return self.is_shown_or_written or self.leaf is not None

    @property
    def progress(self) -> tuple[int, int] | None:
        """The number of the open question and how many there are, the review last; None off that way."""
        order = (*(IN_DANGER if self.in_danger else self.order), Step.REVIEW)
        return (order.index(self.step) + 1, len(order)) if self.step in order else None
