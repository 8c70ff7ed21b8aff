"""What buttons in residents' chats carry, and how it is read back.

``f<version>:<action>`` belongs to the conversation as it stood at that version; ``k:<token>:<action>`` outlives it and
leads to a purpose kept in the vault; ``m:<item>`` is the same as a command. ``sb:<wish>`` is about a subscription,
``bu:<sending>:<wish>`` stands under a bulletin.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.draft import Step
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.identifiers import Language, OccurrenceId, Token
from bot.domain.kinds import GroupCode, LeafCode
from bot.domain.listing import By, Listing
from bot.domain.point import Exactness
from bot.domain.replies import (
    Coarsened,
    CommuneChosen,
    DangerAnswered,
    FearAnswered,
    Finished,
    GroupChosen,
    Jumped,
    Kept,
    LeafChosen,
    Listed,
    Reply,
    SceneAnswered,
    Skipped,
    Tapped,
    Unpinned,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import When
from bot.domain.units import CommuneCode
from handlers.broadcasts import bulletin
from handlers.residents import subscription_data

_MOST_DIGITS: Final = 18  #: of a number that the stores can hold


@dataclass(frozen=True, slots=True)
class FormPress:
    """A button of the conversation as it stood at a version."""

    version: int
    action: str


@dataclass(frozen=True, slots=True)
class TokenPress:
    """A button that outlives its conversation."""

    token: Token
    action: str


@dataclass(frozen=True, slots=True)
class MenuPress:
    """A button that is the same as a command."""

    item: str


@dataclass(frozen=True, slots=True)
class SubscriptionPress:
    """A button of a subscription; it outlives everything and carries all it wants."""

    action: str


@dataclass(frozen=True, slots=True)
class BulletinPress:
    """A button under a bulletin."""

    occurrence: OccurrenceId
    action: str


Press = FormPress | TokenPress | MenuPress | SubscriptionPress | BulletinPress


def form(version: int, action: str) -> str:
    """Give the data of a button of this conversation."""
    return f"f{version}:{action}"


def kept(token: Token, action: str) -> str:
    """Give the data of a button that outlives the conversation."""
    return f"k:{token}:{action}"


def menu(item: str) -> str:
    """Give the data of a button of the menu."""
    return f"m:{item}"


def read(data: str) -> Press:
    """Read a button's data.

    Raises:
        StalePress: no button of today carries it.

    """
    head, _, rest = data.partition(":")
    if head == "m":
        return MenuPress(rest)
    if head == "k":
        token, _, action = rest.partition(":")
        return TokenPress(Token(token), action)
    if head == subscription_data.HEAD:
        return SubscriptionPress(rest)
    if head == bulletin.HEAD:
        occurrence, _, action = rest.partition(":")
        if occurrence.isascii() and occurrence.isdecimal() and len(occurrence) <= _MOST_DIGITS:
            return BulletinPress(OccurrenceId(int(occurrence)), action)
    if head.startswith("f") and head[1:].isdigit():
        return FormPress(int(head[1:]), rest)
    raise StalePress


_PLAIN: dict[str, Reply] = {
    "skip": Skipped(),
    "done": Finished(),
    "words": Kept(),
    "back": WentBack(),
    "danger.called": DangerAnswered(in_danger=True),
    "danger.cannot": DangerAnswered(in_danger=True),
    "danger.none": DangerAnswered(in_danger=False),
    **{f"scene.{shown.value}": SceneAnswered(shown) for shown in Exactness},
    "coarsen": Coarsened(),
    "unpin": Unpinned(),
    "fear.yes": FearAnswered(fears=True),
    "fear.no": FearAnswered(fears=False),
}


def reply(action: str) -> Reply | None:
    """Give the form's reply that an action is; None where it is none.

    Raises:
        UnexpectedReply: it names something that does not exist.

    """
    if action in _PLAIN:
        return _PLAIN[action]
    kind, _, value = action.partition(".")
    try:
        match kind:
            case "g":
                return GroupChosen(GroupCode(value))
            case "l":
                return LeafChosen(LeafCode(value))
            case "w":
                return WhenChosen(When(value))
            case "c":
                return CommuneChosen(CommuneCode(value))
            case "a" | "d":
                return Listed(_listing(kind, value))
            case "t":
                return Tapped(value)
            case "j":
                return Jumped(Step(value))
            case _:
                return None
    except ValueError:
        raise UnexpectedReply from None


def listed(listing: Listing | None) -> str:
    """Give the action that opens a list of communes at a page; None closes it."""
    if listing is None:
        return "a."
    return f"{_LISTS[listing.by]}.{listing.key or ''}.{listing.page}"


def _listing(kind: str, value: str) -> Listing | None:
    key, _, page = value.partition(".")
    if kind == _LISTS[By.LETTER]:
        return Listing(By.LETTER, key, int(page or 0)) if key else None
    return Listing(By.DISTRICT, key or None, int(page or 0))


_LISTS: dict[By, str] = {By.LETTER: "a", By.DISTRICT: "d"}


def language(item: str) -> Language | None:
    """Give the language that a press of the menu chooses, if it does."""
    return Language(item.removeprefix("lang.")) if item.startswith("lang.") else None
