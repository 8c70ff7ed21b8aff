"""What a resident can reply to a question of the form, once Telegram's updates have been read."""

from dataclasses import dataclass

from bot.domain.draft import DraftPhoto, Step
from bot.domain.kinds import GroupCode, LeafCode
from bot.domain.listing import Listing
from bot.domain.point import Exactness, Point
from bot.domain.tip import When, Words
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class GroupChosen:
    """A group of kinds was pressed."""

    code: GroupCode


@dataclass(frozen=True, slots=True)
class LeafChosen:
    """A kind was pressed."""

    code: LeafCode


@dataclass(frozen=True, slots=True)
class WhenChosen:
    """The hour was pressed."""

    when: When


@dataclass(frozen=True, slots=True)
class CommuneChosen:
    """A commune was pressed, or typed so that it can be no other.

    `spot`: typed with where in it; `former`: the name of before that was typed.
    """

    code: CommuneCode
    spot: Words | None = None
    former: str | None = None


@dataclass(frozen=True, slots=True)
class CommunesOffered:
    """A typed name may mean several communes, or none; `typed` where it may be no name at all.

    `led_by`: the names of before that led to candidates; `elsewhere`: the place in another province that was named;
    `spot`: typed with where in the commune; `is_doubted`: `typed` is nothing but a name, if a candidate is chosen.
    """

    candidates: tuple[CommuneCode, ...]
    typed: Words | None = None
    led_by: tuple[tuple[CommuneCode, str], ...] = ()
    elsewhere: str | None = None
    spot: Words | None = None
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of communes was opened or turned over; None closes it."""

    listing: Listing | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A text was typed."""

    words: Words
    says_danger: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """A text typed before was changed in place."""

    words: Words
    says_danger: bool = False


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo was sent, with what was written under it."""

    photo: DraftPhoto
    words: Words | None = None
    says_danger: bool = False


@dataclass(frozen=True, slots=True)
class PhotoRemoved:
    """A photo was taken out again, by its number from one."""

    number: int


@dataclass(frozen=True, slots=True)
class Located:
    """A place was shared; where it lies helps to choose a commune."""

    point: Point
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True)
class SceneAnswered:
    """The resident said whether the shared place is the scene, and how closely the police may know it."""

    shown: Exactness


@dataclass(frozen=True, slots=True)
class Coarsened:
    """The scene's pin was made coarse."""


@dataclass(frozen=True, slots=True)
class Unpinned:
    """The scene's pin was taken out again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was taken for a commune's name belongs to what is told."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """An answer to the guiding question was pressed: it is set, or taken away again."""

    code: str


@dataclass(frozen=True, slots=True)
class DangerAnswered:
    """The resident answered the danger text."""

    in_danger: bool


@dataclass(frozen=True, slots=True)
class FearAnswered:
    """The resident said whether the commune's police may know."""

    fears: bool


@dataclass(frozen=True, slots=True)
class Jumped:
    """A question was opened from the review."""

    step: Step


@dataclass(frozen=True, slots=True)
class Skipped:
    """The question is left out."""


@dataclass(frozen=True, slots=True)
class Finished:
    """All has been told (`Xong`)."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """The question before is opened again."""


Reply = (
    GroupChosen
    | LeafChosen
    | WhenChosen
    | CommuneChosen
    | CommunesOffered
    | Listed
    | Typed
    | Edited
    | Pictured
    | PhotoRemoved
    | Located
    | SceneAnswered
    | Coarsened
    | Unpinned
    | Kept
    | Tapped
    | DangerAnswered
    | FearAnswered
    | Jumped
    | Skipped
    | Finished
    | WentBack
)
