"""The conversation in which a resident tells: a pure function from a draft and a reply to a draft.

The module knows neither Telegram nor words on buttons, and reads no clock. Whatever was answered stays answered: going
back, skipping and changing one answer lose no other.
"""

from dataclasses import replace
from typing import Final

from bot.domain import choosing, scenery
from bot.domain.alarms import UNSURE, Kinds, alarms, leaf_of, tap_codes
from bot.domain.draft import EXTRAS, FROM_MENU, FROM_TEXT, GUIDED_FROM_TEXT, IN_DANGER, Step, TipDraft
from bot.domain.errors import NotReady, TooLong, UnexpectedReply
from bot.domain.kinds import GroupCode
from bot.domain.replies import (
    Coarsened,
    CommuneChosen,
    CommunesOffered,
    DangerAnswered,
    Edited,
    FearAnswered,
    Finished,
    GroupChosen,
    Jumped,
    Kept,
    LeafChosen,
    Listed,
    Located,
    PhotoRemoved,
    Pictured,
    Reply,
    SceneAnswered,
    Skipped,
    Tapped,
    Typed,
    Unpinned,
    WentBack,
    WhenChosen,
)
from bot.domain.tip import Words
from bot.domain.units import CommuneCode

MOST_CHARACTERS: Final = 8000  #: of all texts of a tip together
_CHANGEABLE: Final = frozenset({Step.GROUP, Step.WHEN, Step.COMMUNE, Step.WORDS, Step.PHOTOS, *EXTRAS})


def started(
    seed: bytes, kinds: Kinds, *, commune: CommuneCode | None = None, first: Typed | Pictured | None = None
) -> TipDraft:
    """Give a new draft: empty, or begun with a text or a photo; with the commune of a deep link already chosen."""
    order = FROM_MENU if first is None else FROM_TEXT
    passed = frozenset({Step.COMMUNE}) if commune is not None else frozenset[Step]()
    draft = TipDraft(seed=seed, order=order, step=order[0], commune=commune, passed=passed)
    if first is None:
        return draft
    told = _pictured(draft, first) if isinstance(first, Pictured) else _told(draft, first.words, first.says_danger)
    return replace(told, step=_next(told, kinds))


def linked(draft: TipDraft, code: CommuneCode, kinds: Kinds) -> TipDraft:
    """Give a draft that is under way after a link of a commune was opened; where it has another one, it is asked."""
    if draft.commune is None or draft.commune == code:
        taken = replace(choosing.chosen(draft, code), passed=draft.passed | {Step.COMMUNE})
        return _onward(taken, kinds) if draft.step is Step.COMMUNE else taken
    if draft.step is Step.DANGER:
        return draft
    return _moved(choosing.offered(draft, (code, draft.commune)), Step.COMMUNE)


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
        case _, Located() | SceneAnswered() | Coarsened() | Unpinned():
            return scenery.answered(draft, reply)
        case Step.PHOTOS, PhotoRemoved(number):
            return replace(draft, photos=scenery.without(draft.photos, number))
        case step, Pictured():
            return _settled(draft, _pictured(draft, reply), kinds)
        case _, Edited(words, says_danger):
            return _alarmed(_edited(draft, words, says_danger=says_danger), kinds)
        case _, Kept() if draft.unplaced:
            return _bounded(replace(draft, words=(*draft.words, *draft.unplaced), unplaced=(), unfound=False))
        case step, Typed(words, says_danger) if step in EXTRAS:
            told = replace(_with_extra(draft, step, words), worded=draft.worded or says_danger)
            return _onward(told, kinds)
        case step, Skipped() if step in EXTRAS:
            return _onward(_with_extra(draft, step, None), kinds)
        case _, Typed(words, says_danger):
            return _settled(draft, _told(draft, words, says_danger), kinds)
        case Step.GROUP | Step.LEAF | Step.WHEN, _:
            return _kind_or_hour(draft, reply, kinds)
        case Step.COMMUNE, _:
            return _commune(draft, reply, kinds)
        case _:
            return _story(draft, reply, kinds)


def _settled(before: TipDraft, told: TipDraft, kinds: Kinds) -> TipDraft:
    """Give where the form goes on after something was told: nobody who tells is held at the list of kinds."""
    if before.step is Step.GROUP and before.group is None:
        unasked = replace(told, order=FROM_TEXT)
        return _moved(unasked, _next(unasked, kinds))
    if before.step is Step.DANGER and told.words != before.words:  # who writes on below the numbers is in danger
        return _in_danger(told, kinds)
    return _alarmed(told, kinds)


# --- One question each -----------------------------------------------------------------------------------------------


def _kind_or_hour(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    match draft.step, reply:
        case Step.GROUP, GroupChosen(code) if code in kinds:
            return _grouped(draft, code, kinds)
        case Step.GROUP, Jumped(Step.COMMUNE) if draft.commune is not None:
            return _moved(draft, Step.COMMUNE)
        case Step.GROUP, Skipped() if draft.is_shown_or_written:
            order = draft.order if Step.LEAF in draft.order else FROM_TEXT
            unsorted = replace(draft, order=order, group=None, leaf=None, taps=())
            return _onward(replace(unsorted, passed=unsorted.passed | {Step.LEAF}), kinds)
        case Step.LEAF, LeafChosen(code) if leaf_of(draft, kinds, code) is not None:
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
        case CommuneChosen(code, spot, former):
            return _onward(choosing.chosen(draft, code, spot=spot, former=former), kinds)
        case CommunesOffered() | Listed():
            return _bounded(choosing.asked(draft, reply))
        case _:
            raise UnexpectedReply


def _story(draft: TipDraft, reply: Reply, kinds: Kinds) -> TipDraft:
    match draft.step, reply:
        case Step.DANGER, DangerAnswered(in_danger):
            if in_danger:
                return _in_danger(draft, kinds)
            settled = replace(draft, denied=draft.denied | alarms(draft, kinds))
            return _moved(settled, _next(settled, kinds))
        case Step.WORDS, Tapped(code) if code in tap_codes(draft, kinds):
            taps = tuple(tap for tap in draft.taps if tap != code) if code in draft.taps else (*draft.taps, code)
            return _alarmed(replace(draft, taps=taps), kinds)
        case Step.WORDS, Finished() | Skipped():
            if not draft.is_told:
                raise NotReady
            return _onward(draft, kinds)
        case Step.PHOTOS, Finished():
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
    if alarms(draft, kinds):
        return Step.DANGER
    for step in IN_DANGER if draft.in_danger else draft.order:
        is_told_already = draft.in_danger and step is Step.WORDS and draft.is_shown_or_written
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
    return _moved(draft, Step.DANGER) if alarms(draft, kinds) else draft


def _back(draft: TipDraft, kinds: Kinds) -> TipDraft:
    """Open the question before; the review only when nothing is open."""
    if not draft.path:
        return draft
    former = replace(draft, step=draft.path[-1], path=draft.path[:-1])
    return replace(former, step=_next(former, kinds)) if former.step is Step.REVIEW else former


# --- Words, kinds and alarms -----------------------------------------------------------------------------------------


def _pictured(draft: TipDraft, reply: Pictured) -> TipDraft:
    shown = scenery.with_photo(draft, reply.photo)
    return shown if reply.words is None else _told(shown, reply.words, reply.says_danger)


def _told(draft: TipDraft, words: Words, says_danger: bool) -> TipDraft:  # noqa: FBT001 - as the reply carries it
    return _bounded(replace(draft, words=(*draft.words, words), worded=draft.worded or says_danger))


def with_texts(draft: TipDraft, texts: tuple[Words, ...]) -> TipDraft:
    """Give the draft with further texts behind its own; where it stands does not change.

    Raises:
        TooLong: they would exceed what a tip can carry.

    """
    return _bounded(replace(draft, words=(*draft.words, *texts)))


def _edited(draft: TipDraft, words: Words, *, says_danger: bool) -> TipDraft:
    texts, unplaced = reworded(draft.words, words), reworded(draft.unplaced, words)
    spot = words if draft.spot is not None and draft.spot.message == words.message else draft.spot
    edited = _bounded(replace(draft, words=texts, unplaced=unplaced, spot=spot))
    for step in EXTRAS:
        extra = getattr(draft, step.value)
        if extra is not None and extra.message == words.message:
            edited = _with_extra(edited, step, words)
    return replace(edited, worded=draft.worded or (says_danger and edited != draft))


def reworded(texts: tuple[Words, ...], words: Words) -> tuple[Words, ...]:
    """Give texts with the new wording of one message."""
    return tuple(words if text.message == words.message else text for text in texts)


def _bounded(draft: TipDraft) -> TipDraft:
    """Give a draft whose texts, those that may still become its words among them, are within what a tip can carry."""
    asides = (*draft.unplaced, *((draft.spot,) if draft.spot is not None else ()))
    if sum(len(text.text) for text in (*draft.words, *asides)) > MOST_CHARACTERS:
        raise TooLong
    return draft


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


def _grouped(draft: TipDraft, code: GroupCode, kinds: Kinds) -> TipDraft:
    """Take a kind; its list is opened from the menu and from the review, but costs nobody a press who told in words."""
    chosen = _with_group(draft, code, kinds)
    if code != UNSURE and (Step.LEAF in draft.order or Step.REVIEW in draft.path):
        return _moved(replace(chosen, passed=chosen.passed - {Step.LEAF}), Step.LEAF)
    return _onward(replace(chosen, passed=chosen.passed | {Step.LEAF}), kinds)


def _with_group(draft: TipDraft, code: GroupCode, kinds: Kinds) -> TipDraft:
    passed = draft.passed | {Step.GROUP}
    if code == draft.group:
        return replace(draft, passed=passed)
    speaks_first = kinds[code].speaks_first
    order = draft.order
    if Step.LEAF not in order:
        order = GUIDED_FROM_TEXT if speaks_first else FROM_TEXT
    asked = passed - {Step.WORDS} if speaks_first else passed
    return replace(draft, order=order, group=code, leaf=None, taps=(), passed=asked)
