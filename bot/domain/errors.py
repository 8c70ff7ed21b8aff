"""Refusals: wishes that cannot be granted. The docstring says what happened; the words for people live at the edge."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.tip import Status


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """A wish cannot be granted. Subclasses carry data; their text never carries what a person wrote."""


class UnexpectedReply(Refused):
    """The reply does not fit the question that is open."""


class StalePress(Refused):
    """The button belongs to a question that is no longer open."""


class NotReady(Refused):
    """The draft lacks what a tip must have."""


class TooLong(Refused):
    """The texts together exceed what can be carried; the last one was not added."""


class ReceiptMistyped(Refused):
    """No reading of the typed words is a receipt: the check symbol fails."""


class ReceiptUnknown(Refused):
    """No tip is kept under this receipt, or no longer."""


class TokenUnknown(Refused):
    """The button's token is not kept any more."""


class ChangedMeanwhile(Refused):
    """Somebody else has changed it since it was shown."""


class NotAllowed(Refused):
    """The person's role or unit does not permit this."""


class NotEnrolled(Refused):
    """The person holds no role at all."""


class ChangeNotAllowed(Refused):
    """The table of a tip's life has no such change, or not for this actor."""

    def __init__(self, old: Status, new: Status) -> None:
        super().__init__(f"{old.value} -> {new.value}")
        self.old = old
        self.new = new


class TakenBy(Refused):
    """Another officer already works on the tip."""

    def __init__(self, name: str, at_minute: int) -> None:
        super().__init__("taken")
        self.name = name
        self.at_minute = at_minute


class UnsafeQuestion(Refused):
    """The officer's words would uncover the reporter, or carry a link or a phone number."""

    def __init__(self, reason: str, *, may_override: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_override = may_override


class UnitUnknown(Refused):
    """No unit has this code."""


class InvitationInvalid(Refused):
    """The invitation is unknown, used or out of date."""


class GroupUnsuitable(Refused):
    """The chat cannot serve a unit: public, a channel, or the bot lacks rights there."""

    def __init__(self, reason: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing


class TipGone(Refused):
    """The tip is not kept any more, or its reporter has taken it back."""


class UnitNotReady(Refused):
    """The unit has no group, or one with members whom nobody has accepted: no tip goes there."""


class PhotoFault(Enum):
    """Why a photo cannot be taken."""

    NOT_A_PHOTO = "not_a_photo"  #: neither JPEG, PNG nor WebP
    ANIMATED = "animated"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LARGE = "too_large"  #: in bytes
    DAMAGED = "damaged"  #: cut off, broken, or not what it is called
    TOO_HARD = "too_hard"  #: the worker ran out of time or memory over it


class PhotoRefused(Refused):
    """The photo cannot be cleaned, so it is not taken; nothing of it is kept."""

    def __init__(self, reason: PhotoFault) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotTogether(Refused):
    """The tips may not be one case: another one is not at this unit, must be kept from it, or there are too many."""


class NobodyToAgree(Refused):
    """The province must agree to this outcome, and its desk has no group in which it could be asked."""


class PlaceNotAsked(Refused):
    """A place was shared while something else waits to be sorted; it can be shared again after."""


class UnitNotFound(UnexpectedReply):
    """No unit has such a name, or none to which this tip can go; which of both is not told."""
