"""The conversation in which a resident tells: a pure function from a draft and a reply to a draft.

The module knows neither Telegram nor words on buttons, and reads no clock. Whatever was answered stays answered: going
back, skipping and changing one answer lose no other.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.draft import EXTRAS, FROM_MENU, FROM_TEXT, IN_DANGER, Alarm, Step, TipDraft
from bot.domain.errors import NotReady, Refused, UnexpectedReply
from bot.domain.kinds import GroupCode, KindGroup, Leaf, Tap, TapMark, Urgency, urgency_of
from bot.domain.replies import (
    CommuneChosen,
    CommunesOffered,
    DangerAnswered,
    Edited,
    FearAnswered,
    Finished,
    GroupChosen,
    Jumped,
    LeafChosen,
    LetterChosen,
    Reply,
    Skipped,
    Tapped,
    Typed,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import When, Words
from bot.domain.units import CommuneCode

Kinds = Mapping[GroupCode, KindGroup]

MOST_CHARACTERS: Final = 8000  #: of all texts of a tip together
UNSURE: Final = GroupCode("chua_ro")
_CHANGEABLE: Final = frozenset({Step.GROUP, Step.WHEN, Step.COMMUNE, Step.WORDS, *EXTRAS})


class TooLong(Refused):
    """The texts together exceed what a tip can carry; the last one was not added."""


def started(seed: bytes, kinds: Kinds, *, commune: CommuneCode | None = None, first: Typed | None = None) -> TipDraft:
    """Give a new draft: empty, or begun with a text; with the commune of a deep link already chosen."""
    order = FROM_MENU if first is None else FROM_TEXT
    passed = frozenset({Step.COMMUNE}) if commune is not None else frozenset[Step]()
    draft = TipDraft(seed=seed, order=order, step=order[0], commune=commune, passed=passed)
    if first is None:
        return draft
    told = _told(draft, first.words, says_danger=first.says_danger)
    return replace(told, step=_next(told, kinds))


def answer(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    """Give the draft as it stands after this reply.

    Raises:
        UnexpectedReply: the reply does not fit the open question.
        NotReady: the question cannot be left yet.
        TooLong: the text would exceed what a tip can carry.

    """
    match draft.step, reply:
        case _, WentBack():
            return _back(draft, kinds)
        case _, Edited(words, says_danger):
            return _alarmed(_edited(draft, words, says_danger=says_danger), kinds)
        case step, Typed(words) if step in EXTRAS:
            return _onward(_with_extra(draft, step, words), kinds)
        case step, Skipped() if step in EXTRAS:
            return _onward(_with_extra(draft, step, None), kinds)
        case Step.GROUP, Typed(words, says_danger) if draft.group is None:
            told = replace(_told(draft, words, says_danger=says_danger), order=FROM_TEXT)
            return _moved(told, _next(told, kinds))
        case Step.DANGER, Typed(words, says_danger):  # who writes on below the numbers goes on in danger
            return _in_danger(_told(draft, words, says_danger=says_danger), kinds)
        case _, Typed(words, says_danger):
            return _alarmed(_told(draft, words, says_danger=says_danger), kinds)
        case Step.GROUP | Step.LEAF | Step.WHEN, _:
            return _kind_or_hour(draft, reply, kinds)
        case Step.COMMUNE, _:
            return _commune(draft, reply, kinds)
        case _:
            return _story(draft, reply, kinds)


def urgency(draft: TipDraft, kinds: Kinds) -> Urgency:
    """Give how soon the tip must be seen; never urgent once the resident has said that nobody is in danger."""
    if draft.in_danger:
        return Urgency.URGENT
    asked = _by_table(draft, kinds, taps=_taps(draft, kinds))
    return Urgency.SOON if asked is Urgency.URGENT and draft.denied else asked


def marks(draft: TipDraft, kinds: Kinds) -> frozenset[TapMark]:
    """Give what the pressed answers tell beyond their words."""
    return frozenset(mark for tap in _taps(draft, kinds) for mark in tap.marks)


# --- One question each -----------------------------------------------------------------------------------------------


def _kind_or_hour(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    match draft.step, reply:
        case Step.GROUP, GroupChosen(code) if code == UNSURE:
            chosen = _with_group(draft, code)
            return _onward(replace(chosen, passed=chosen.passed | {Step.LEAF}), kinds)
        case Step.GROUP, GroupChosen(code) if code in kinds:
            chosen = _with_group(draft, code)
            return _moved(replace(chosen, passed=chosen.passed - {Step.LEAF}), Step.LEAF)
        case Step.LEAF, LeafChosen(code) if _leaf(draft, kinds, code) is not None:
            return _onward(replace(draft, leaf=code), kinds)
        case Step.LEAF, Skipped():
            return _onward(replace(draft, leaf=None), kinds)
        case Step.WHEN, WhenChosen(when):
            return _onward(replace(draft, when=when), kinds)
        case Step.WHEN, Skipped():
            return _onward(replace(draft, when=None), kinds)
        case _:
            raise UnexpectedReply


def _commune(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    match reply:
        case CommuneChosen(code):
            return _onward(replace(draft, commune=code, offered=(), letter=None, unfound=False), kinds)
        case CommunesOffered(candidates):
            return replace(draft, offered=candidates, letter=None, unfound=not candidates)
        case LetterChosen(letter):
            return replace(draft, letter=letter, offered=(), unfound=False)
        case _:
            raise UnexpectedReply


def _story(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    match draft.step, reply:
        case Step.DANGER, DangerAnswered(in_danger):
            if in_danger:
                return _in_danger(draft, kinds)
            settled = replace(draft, denied=draft.denied | _alarms(draft, kinds))
            return _moved(settled, _next(settled, kinds))
        case Step.WORDS, Tapped(code) if code in _tap_codes(draft, kinds):
            taps = tuple(tap for tap in draft.taps if tap != code) if code in draft.taps else (*draft.taps, code)
            return _alarmed(replace(draft, taps=taps), kinds)
        case Step.WORDS, Finished() | Skipped():
            if not draft.is_told:
                raise NotReady
            return _onward(draft, kinds)
        case Step.REVIEW, FearAnswered(fears):
            return replace(draft, fears_commune=fears)
        case Step.REVIEW, Jumped(step) if step in _CHANGEABLE:
            return _moved(draft, step)
        case _:
            raise UnexpectedReply


# --- Moving ----------------------------------------------------------------------------------------------------------


def _next(draft: TipDraft, kinds: Kinds) -> Step:
    """Give the first question that is still open; the review only when the draft is ready."""
    if _alarms(draft, kinds):
        return Step.DANGER
    for step in IN_DANGER if draft.in_danger else draft.order:
        is_told_already = draft.in_danger and step is Step.WORDS and bool(draft.words)
        if step not in draft.passed and not is_told_already:
            return step
    if draft.commune is None:
        return Step.COMMUNE
    return Step.REVIEW if draft.is_told else Step.WORDS


def _onward(draft: TipDraft, kinds: Kinds) -> TipDraft:
    passed = replace(draft, passed=draft.passed | {draft.step})
    return _moved(passed, _next(passed, kinds))


def _moved(draft: TipDraft, step: Step) -> TipDraft:
    """Open a question; what lies behind it stays behind, without circles. From the review the way back leads there."""
    if step is draft.step:
        return draft
    behind = draft.path if draft.step is Step.DANGER else (*draft.path, draft.step)
    since = behind.index(Step.REVIEW) + 1 if Step.REVIEW in behind and step is not Step.REVIEW else 0
    path = behind[: behind.index(step, since)] if step in behind[since:] else behind
    return replace(draft, step=step, path=path)


def _in_danger(draft: TipDraft, kinds: Kinds) -> TipDraft:
    danger = replace(draft, in_danger=True)
    return _moved(danger, _next(danger, kinds))


def _alarmed(draft: TipDraft, kinds: Kinds) -> TipDraft:
    return _moved(draft, Step.DANGER) if _alarms(draft, kinds) else draft


def _back(draft: TipDraft, kinds: Kinds) -> TipDraft:
    """Open the question before; the review only when nothing is open."""
    if not draft.path:
        return draft
    former = replace(draft, step=draft.path[-1], path=draft.path[:-1])
    return replace(former, step=_next(former, kinds)) if former.step is Step.REVIEW else former


# --- Words, kinds and alarms -----------------------------------------------------------------------------------------


def _told(draft: TipDraft, words: Words, *, says_danger: bool) -> TipDraft:
    if sum(len(told.text) for told in draft.words) + len(words.text) > MOST_CHARACTERS:
        raise TooLong
    return replace(draft, words=(*draft.words, words), worded=draft.worded or says_danger)


def _edited(draft: TipDraft, words: Words, *, says_danger: bool) -> TipDraft:
    texts = tuple(words if told.message == words.message else told for told in draft.words)
    if sum(len(told.text) for told in texts) > MOST_CHARACTERS:
        raise TooLong
    edited = replace(draft, words=texts, worded=draft.worded or (says_danger and texts != draft.words))
    for step in EXTRAS:
        extra = getattr(draft, step.value)
        if extra is not None and extra.message == words.message:
            edited = _with_extra(edited, step, words)
    return edited


def _with_extra(draft: TipDraft, step: Step, words: Words | None) -> TipDraft:
    match step:
        case Step.PLACE:
            return replace(draft, place=words)
        case Step.DURATION:
            return replace(draft, duration=words)
        case Step.BEWARE:
            return replace(draft, beware=words)
        case _:
            return replace(draft, safe_hours=words)


def _with_group(draft: TipDraft, code: GroupCode) -> TipDraft:
    if code == draft.group:
        return replace(draft, passed=draft.passed | {Step.GROUP})
    return replace(draft, group=code, leaf=None, taps=(), passed=draft.passed | {Step.GROUP})


def _leaf(draft: TipDraft, kinds: Kinds, code: str | None) -> Leaf | None:
    group = kinds.get(draft.group) if draft.group is not None else None
    return next((leaf for leaf in group.leaves if leaf.code == code), None) if group is not None else None


def _taps(draft: TipDraft, kinds: Kinds) -> tuple[Tap, ...]:
    group = kinds.get(draft.group) if draft.group is not None else None
    return tuple(tap for tap in group.taps if tap.code in draft.taps) if group is not None else ()


def _tap_codes(draft: TipDraft, kinds: Kinds) -> frozenset[str]:
    group = kinds.get(draft.group) if draft.group is not None else None
    return frozenset(tap.code for tap in group.taps) if group is not None else frozenset()


def _alarms(draft: TipDraft, kinds: Kinds) -> frozenset[Alarm]:
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
    leaf = _leaf(draft, kinds, draft.leaf)
    return urgency_of(group, leaf, happening_now=draft.when is When.NOW, taps=taps)
