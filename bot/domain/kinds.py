"""What a tip can be about, how soon it must be seen, and the question that helps to tell it.

The list itself is data of the directory; here stand its shapes and the one rule that turns answers into an urgency.
This module knows neither the words' place on a screen nor the hour: whether it happens now is an argument.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from bot.domain.units import UnitCode

#: A group of kinds: "trom_cuop".
GroupCode = NewType("GroupCode", str)

#: One kind, its group before the dot: "trom_cuop.trom".
LeafCode = NewType("LeafCode", str)


class Urgency(StrEnum):
    """How soon a tip must be seen. Compare by `rank`, not by the words."""

    #: Someone may be hurt now: 113 first, the officer on duty and the desk are called.
    URGENT = "khan"
    #: Within this shift.
    SOON = "som"
    #: In working hours.
    ROUTINE = "thuong"

    @property
    def rank(self) -> int:
        """Give 0 for the most urgent, then 1 and 2, so that `min` picks the most urgent and rows sort by it."""
        return _RANKS[self]


class TapMark(StrEnum):
    """What an answer by one tap tells beyond its words."""

    #: Someone may be hurt now: the emergency numbers come first.
    DANGER = "danger"
    #: It is going on at this moment.
    HAPPENING_NOW = "happening_now"
    #: Violence has been threatened; it must not wait for the next day.
    THREAT = "threat"
    #: Money went out today: a bank may still hold it.
    MONEY_SENT_TODAY = "money_sent_today"


class Certainty(StrEnum):
    """How well the article that a leaf names has been checked."""

    SURE = "sure"
    #: The number is confirmed by the press; the text of the law was not read.
    PRESS = "press"
    #: To be settled by the province's legal office.
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """An article of law that a leaf leans on, for officers."""

    law: str
    certainty: Certainty

    @property
    def sure(self) -> bool:
        """Whether the article and its subject are certain."""
        return self.certainty is Certainty.SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """An answer that takes one press."""

    #: Unique within its question.
    code: str
    label: Mapping[str, str] = field(hash=False)
    marks: frozenset[TapMark] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One kind of thing that residents tell about."""

    code: LeafCode
    group: GroupCode
    label: Mapping[str, str] = field(hash=False)
    urgency: Urgency
    #: What it becomes when it is happening now; None when that changes nothing.
    raised: Urgency | None = None
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """A group of kinds, as one button of the first question."""

    code: GroupCode
    label: Mapping[str, str] = field(hash=False)
    #: Holds while no leaf has been chosen.
    urgency: Urgency
    #: What it becomes when it is happening now; None when that changes nothing.
    raised: Urgency | None = None
    #: The guiding question that stands above the form's text.
    guide: Mapping[str, str] = field(hash=False)
    taps: tuple[Tap, ...] = ()
    leaves: tuple[Leaf, ...]
    #: Specialist units that matter besides the commune, most likely first.
    specialists: tuple[UnitCode, ...] = ()
    #: The province alone may see it, never the commune.
    province_only: bool = False
    #: Somebody near may look at the phone: no notices unless they are asked for.
    code_only_by_default: bool = False
    #: A word about whom to call stands before the form (fire, money just sent).
    calls_first: bool = False

    @property
    def speaks_first(self) -> bool:
        """Whether there is something to read before a tip of this kind is sent, and so its question is always asked."""
        return self.calls_first or self.code_only_by_default


def urgency_of(group: KindGroup, leaf: Leaf | None, *, happening_now: bool, taps: Iterable[Tap] = ()) -> Urgency:
    """Give the urgency that a kind and its answers ask for.

    The leaf, where there is one, speaks instead of its group. A tap can raise the urgency and never lowers it.
    """
    chosen = leaf if leaf is not None else group
    marks = frozenset(mark for tap in taps for mark in tap.marks)
    asked = [chosen.urgency, *(_FLOORS[mark] for mark in marks)]
    if chosen.raised is not None and (happening_now or TapMark.HAPPENING_NOW in marks):
        asked.append(chosen.raised)
    return min(asked, key=lambda urgency: urgency.rank)


_RANKS = {Urgency.URGENT: 0, Urgency.SOON: 1, Urgency.ROUTINE: 2}

#: The least urgency that a mark asks for, whatever the kind.
_FLOORS = {
    TapMark.DANGER: Urgency.URGENT,
    TapMark.HAPPENING_NOW: Urgency.ROUTINE,
    TapMark.THREAT: Urgency.SOON,
    TapMark.MONEY_SENT_TODAY: Urgency.SOON,
}
