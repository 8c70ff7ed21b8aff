"""What a draft says of danger: how soon its tip must be seen, and what has to be asked about first.

The resident is believed: what they said is no danger is not raised again for the same cause.
"""

from collections.abc import Mapping
from typing import Final

from bot.domain.draft import Alarm, Step, TipDraft
from bot.domain.kinds import GroupCode, KindGroup, Leaf, Tap, TapMark, Urgency, urgency_of
from bot.domain.tip import When

Kinds = Mapping[GroupCode, KindGroup]

UNSURE: Final = GroupCode("chua_ro")


def urgency(draft: TipDraft, kinds: Kinds) -> Urgency:
    """Give how soon the tip must be seen; never urgent once the resident has said that nobody is in danger."""
    if draft.in_danger:
        return Urgency.URGENT
    asked = _by_table(draft, kinds, taps=_taps(draft, kinds))
    return Urgency.SOON if asked is Urgency.URGENT and draft.denied else asked


def marks(draft: TipDraft, kinds: Kinds) -> frozenset[TapMark]:
    """Give what the pressed answers tell beyond their words."""
    return frozenset(mark for tap in _taps(draft, kinds) for mark in tap.marks)


def leaf_of(draft: TipDraft, kinds: Kinds, code: str | None) -> Leaf | None:
    """Give the leaf of the chosen group that has this code."""
    group = kinds.get(draft.group) if draft.group is not None else None
    return next((leaf for leaf in group.leaves if leaf.code == code), None) if group is not None else None


def _taps(draft: TipDraft, kinds: Kinds) -> tuple[Tap, ...]:
    group = kinds.get(draft.group) if draft.group is not None else None
    return tuple(tap for tap in group.taps if tap.code in draft.taps) if group is not None else ()


def tap_codes(draft: TipDraft, kinds: Kinds) -> frozenset[str]:
    """Give the codes of the answers that the chosen group's question offers."""
    group = kinds.get(draft.group) if draft.group is not None else None
    return frozenset(tap.code for tap in group.taps) if group is not None else frozenset()


def alarms(draft: TipDraft, kinds: Kinds) -> frozenset[Alarm]:
    """Give what says danger now and has not been answered yet."""
    if draft.in_danger:
        return frozenset()
    raised: set[Alarm] = set()
    if draft.worded:
        raised.add(Alarm.WORDS)
    if Step.LEAF in draft.passed or Step.WHEN in draft.passed:
        if _by_table(draft, kinds, taps=()) is Urgency.URGENT:
            raised.add(Alarm.KIND)
        elif _by_table(draft, kinds, taps=_taps(draft, kinds)) is Urgency.URGENT:
            raised.add(Alarm.TAPS)
        if TapMark.DANGER in marks(draft, kinds):
            raised.add(Alarm.TAPS)
    return frozenset(raised) - draft.denied


def _by_table(draft: TipDraft, kinds: Kinds, *, taps: tuple[Tap, ...]) -> Urgency:
    group = kinds[draft.group if draft.group is not None else UNSURE]
    leaf = leaf_of(draft, kinds, draft.leaf)
    return urgency_of(group, leaf, happening_now=draft.when is When.NOW, taps=taps)
