"""How likely two tips are of one event, and why: shown to officers, never to residents, decided by officers alone.

Pure arithmetic over what both tips say. How alike their words are, and which numbers they share, is an argument;
nothing of it is kept. The points are calibrated on the invented pairs of the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.kinds import GroupCode, KindGroup
from bot.domain.point import Point, metres
from bot.domain.tip import Tip, When

#: Tips that came farther apart than this are never compared.
FARTHEST: Final = timedelta(days=14)
LIKELY: Final = 45  #: points from which a tip is named to officers


class Sign(StrEnum):
    """Something that speaks for one event."""

    SAME_PLATE = "same_plate"
    SAME_NUMBER = "same_number"  #: a telephone or an account
    SAME_TAIL = "same_tail"  #: the last digits of a plate
    NEAR_PINS = "near_pins"  #: value: metres
    SIMILAR_WORDS = "similar_words"
    SAME_KIND = "same_kind"
    SAME_COMMUNE = "same_commune"
    NEIGHBOURS = "neighbours"
    HOURS_APART = "hours_apart"  #: value: hours between the two arriving, rounded; 0 within half an hour
    DAYS_APART = "days_apart"  #: value: days


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sign with its number, where it has one."""

    sign: Sign
    value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """How two texts compare."""

    alike: float  #: from 0 to 1
    can_tell: bool  #: both say enough for that to mean something
    number: Sign | None = None  #: the weightiest number in both


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely two tips are of one event; the reasons stand weightiest first."""

    points: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Whether officers are told."""
        return self.points >= LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """What both tips are about."""

    same_leaf: bool
    same_group: bool
    compatible: bool  #: the one may be what the other calls differently


def kinds_of(one: Tip, other: Tip, groups: Mapping[GroupCode, KindGroup]) -> Kinds:
    """Give how the kinds of two tips compare."""
    first, second = (groups.get(tip.group) if tip.group is not None else None for tip in (one, other))
    same_group = first is not None and first == second
    return Kinds(
        same_leaf=one.leaf is not None and one.leaf == other.leaf,
        same_group=same_group,
        compatible=are_compatible(first, second),
    )


def are_compatible(one: KindGroup | None, other: KindGroup | None) -> bool:
    """Tell whether two kinds may be one thing: the same, one that says little, or work of the same specialist first."""
    if one is None or other is None or one.code == other.code:
        return True
    return not one.specialists or not other.specialists or one.specialists[0] == other.specialists[0]


def likeness(one: Tip, other: Tip, *, are_neighbours: bool, kinds: Kinds, texts: Resemblance) -> Likeness | None:
    """Give how likely two tips are of one event; None where they cannot be compared."""
    apart = abs(one.received - other.received)
    if apart > FARTHEST or not (one.commune == other.commune or are_neighbours):
        return None
    weighed = [
        *_of_numbers(texts),
        *_of_pins(one.account.pin, other.account.pin),
        *_of_words(texts),
        *_of_kinds(kinds),
        *_of_places(is_same=one.commune == other.commune),
        *_of_times(one, other, apart),
    ]
    speaking = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])
    return Likeness(
        points=sum(points for points, _ in weighed),
        reasons=tuple(reason for _, reason in speaking if reason is not None),
    )


_Weighed = list[tuple[int, Reason | None]]

_NUMBERS: Final = {Sign.SAME_PLATE: 50, Sign.SAME_NUMBER: 45, Sign.SAME_TAIL: 38}
_WORDS: Final = 45  #: points of texts that say the same
_SIMILAR: Final = 0.35  #: from here on the words are named as a reason
_UNLIKE: Final = 0.12  #: below it the words speak against one event
_PINS: Final = ((150, 20), (500, 12), (1500, 4))  #: metres, points
_TOO_FAR: Final = 3000  #: metres
#: Hours between the two arriving, points.
_HOURS: Final = ((1, 25), (3, 20), (6, 15), (24, 8), (72, 3))
_BOTH_OFTEN: Final = 10
_CANNOT_MEET: Final = 15  #: taken off where the times that both tell cannot be one
_HALF_AN_HOUR: Final = timedelta(minutes=30)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
#: How long before a tip came its event may have been, at the least and at the most.
_BEFORE: Final[dict[When | None, tuple[timedelta, timedelta]]] = {
    When.NOW: (timedelta(0), timedelta(hours=2)),
    When.TODAY: (timedelta(0), timedelta(hours=24)),
    When.EARLIER: (timedelta(hours=4), timedelta(days=10)),
    When.OFTEN: (-FARTHEST, timedelta(days=30)),  #: and it goes on
    When.UNSURE: (timedelta(0), timedelta(days=10)),
    None: (timedelta(0), timedelta(days=3)),
}


def _of_numbers(texts: Resemblance) -> _Weighed:
    return [(_NUMBERS[texts.number], Reason(sign=texts.number))] if texts.number is not None else []


def _of_words(texts: Resemblance) -> _Weighed:
    if texts.alike < _UNLIKE:
        return [(-15 if texts.can_tell else -4, None)]
    named = Reason(sign=Sign.SIMILAR_WORDS) if texts.alike >= _SIMILAR else None
    return [(round(_WORDS * texts.alike), named)]


def _of_pins(one: Point | None, other: Point | None) -> _Weighed:
    if one is None or other is None:
        return []
    apart = round(metres(one, other))
    points = next((points for most, points in _PINS if apart <= most), 0)
    if points:
        return [(points, Reason(sign=Sign.NEAR_PINS, value=apart))]
    return [(-20, None)] if apart > _TOO_FAR else []


def _of_kinds(kinds: Kinds) -> _Weighed:
    if kinds.same_leaf:
        return [(20, Reason(sign=Sign.SAME_KIND))]
    if kinds.same_group:
        return [(14, Reason(sign=Sign.SAME_KIND))]
    return [(4 if kinds.compatible else -10, None)]


def _of_places(*, is_same: bool) -> _Weighed:
    return [(12, Reason(sign=Sign.SAME_COMMUNE)) if is_same else (5, Reason(sign=Sign.NEIGHBOURS))]


def _of_times(one: Tip, other: Tip, apart: timedelta) -> _Weighed:
    points = next((points for hours, points in _HOURS if apart <= hours * _HOUR), 0)
    if one.when is other.when is When.OFTEN:
        points = max(points, _BOTH_OFTEN)
    reason = (
        Reason(sign=Sign.DAYS_APART, value=round(apart / _DAY))
        if apart > 2 * _DAY
        else Reason(sign=Sign.HOURS_APART, value=0 if apart <= _HALF_AN_HOUR else max(1, round(apart / _HOUR)))
    )
    weighed: _Weighed = [(points, reason)]
    if not _can_meet(one, other):
        weighed.append((-_CANNOT_MEET, None))
    return weighed


def _can_meet(one: Tip, other: Tip) -> bool:
    """Tell whether the times that two tips tell can be one."""
    (first_from, first_to), (second_from, second_to) = _span(one), _span(other)
    return first_from <= second_to and second_from <= first_to


def _span(tip: Tip) -> tuple[datetime, datetime]:
    least, most = _BEFORE[tip.when]
    return tip.received - most, tip.received - least
