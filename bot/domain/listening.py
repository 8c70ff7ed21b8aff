"""What a conversation becomes when something is typed, changed, kept or dropped, wherever it stands.

Pure: from a focus to a focus. Nothing that was typed is lost before it is sent or the resident has dropped it, and
words of danger are answered first everywhere.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain import tip_form
from bot.domain.alarms import Kinds
from bot.domain.conversation import (
    Adding,
    AfterSending,
    Correcting,
    Focus,
    Following,
    LookingUp,
    Sorting,
    Subscribing,
    Telling,
    Unsent,
)
from bot.domain.draft import DraftPhoto, Step, TipDraft
from bot.domain.errors import TooLong, UnexpectedReply
from bot.domain.identifiers import TipId
from bot.domain.replies import CommuneChosen, CommunesOffered, Edited, Pictured, Reply, Typed
from bot.domain.tip import Words
from bot.domain.tip_form import MOST_CHARACTERS, reworded
from bot.domain.units import CommuneCode
from bot.domain.unsent import added, is_unsent, messages_of

_STORY: Final = 6  #: so many words where a commune was asked for are a story, not a name
_MOST_TEXTS: Final = 40  #: of an addition; more is asked to be sent first


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A typed text, with what it can mean where a commune is asked for."""

    words: Words
    says_danger: bool = False
    exact: CommuneCode | None = None  #: it can be no other commune
    candidates: tuple[CommuneCode, ...] = ()
    led_by: tuple[tuple[CommuneCode, str], ...] = ()  #: the names of before that led to them
    elsewhere: str | None = None  #: it names this place in another province
    named: bool = False  #: it is a name, and the candidates are what it can mean
    has_spot: bool = False  #: it says where in the commune, too
    is_whole: bool = False  #: it is nothing but a name, if one of the candidates is meant

    @property
    def typed(self) -> Typed:
        """The text as a reply to the form."""
        return Typed(self.words, self.says_danger)

    @property
    def is_told(self) -> bool:
        """Whether it is surely no name but something told."""
        return self.says_danger or (self._is_long and not self.named and not self.is_address)

    @property
    def is_address(self) -> bool:
        """Whether it says where in one of the candidates."""
        return self.has_spot and bool(self.candidates)

    @property
    def is_named(self) -> bool:
        """Whether it is surely a name and nothing told."""
        return self.named and not self._is_long and not self.is_address

    @property
    def _is_long(self) -> bool:
        return len(self.words.text.split()) >= _STORY


def take_in(focus: Focus | None, heard: Heard, kinds: Kinds, *, seed: bytes, follows: bool) -> Focus:
    """Give the focus after a typed text; `seed` is for the draft that it may begin.

    `follows`: answers to a tip that is still open come to this chat, so that a stray text may belong to it.

    Raises:
        TooLong: it would exceed what can be carried; nothing is changed.

    """
    match focus:
        case Telling(draft=draft):
            told = tip_form.answer(draft, _reply(draft, heard), kinds)
            if heard.is_told and heard.candidates and told.step is Step.COMMUNE:
                told = tip_form.answer(told, _offer(heard, None), kinds)  # a story that says where
            return Telling(draft=told)
        case Correcting():
            return _while_correcting(focus, heard)
        case Following(tip=tip, by_receipt=by_receipt):
            return Adding(tip=tip, words=(heard.words,), by_receipt=by_receipt, says_danger=heard.says_danger)
        case Adding(words=words, says_danger=before):
            texts = bounded((*words, heard.words))
            return replace(focus, words=texts, says_danger=before or heard.says_danger, dropping=False)
        case Sorting(words=words, photos=photos):
            texts = bounded((*words, heard.words))
            if heard.says_danger:
                return begun_with(texts, kinds, photos=photos, seed=seed, says_danger=True)
            return replace(focus, words=texts, dropping=False)
        case _ if follows and not heard.says_danger:
            return Sorting(words=(heard.words,))
        case _:
            return begun_with((heard.words,), kinds, seed=seed, says_danger=heard.says_danger)


def change(focus: Focus | None, edited: Edited, kinds: Kinds, *, seed: bytes) -> Focus | None:
    """Give the focus after a typed text was changed in place.

    Raises:
        TooLong: it would exceed what can be carried; nothing is changed.

    """
    words, says_danger = edited.words, edited.says_danger
    match focus:
        case Telling(draft=draft):
            return replace(focus, draft=tip_form.answer(draft, edited, kinds))
        case Correcting(unplaced=unplaced) if (waiting := reworded(unplaced, words)) != unplaced:
            named = replace(focus, unplaced=waiting)
            return replace(as_words(named), says_danger=True) if says_danger else named
        case Adding() | Sorting() | Correcting():
            texts = bounded(reworded(focus.words, words))
            cries = says_danger and texts != focus.words
            if isinstance(focus, Sorting):
                if cries:
                    return begun_with(texts, kinds, photos=focus.photos, seed=seed, says_danger=True)
                return replace(focus, words=texts)
            return replace(focus, words=texts, says_danger=focus.says_danger or cries)
        case _:
            return focus


def begun_with(
    texts: tuple[Words, ...], kinds: Kinds, *, seed: bytes, says_danger: bool, photos: tuple[DraftPhoto, ...] = ()
) -> Telling:
    """Give a tip that begins with texts, with photos, or with both; with one of them at least."""
    words = texts[0] if texts else None
    if photos:
        draft = tip_form.started(seed, kinds, first=Pictured(photos[0], words, says_danger))
    else:
        assert words is not None
        draft = tip_form.started(seed, kinds, first=Typed(words, says_danger))
    told = tip_form.with_texts(draft, texts[1:])
    return Telling(draft=replace(told, photos=photos))


def as_new_tip(focus: Focus | None, kinds: Kinds, *, seed: bytes) -> Telling:
    """Make a tip of its own of a stray text or of an addition.

    Raises:
        UnexpectedReply: there is no such text.

    """
    match focus:
        case Sorting(words=words, photos=photos):
            return begun_with(words, kinds, photos=photos, seed=seed, says_danger=False)
        case Subscribing(unplaced=words) if words:
            return begun_with(words, kinds, seed=seed, says_danger=False)
        case Adding(words=words, photos=photos) if words or photos:
            begun = begun_with(words, kinds, photos=photos, seed=seed, says_danger=focus.is_urgent)
            return replace(begun, draft=replace(begun.draft, pin=focus.pin))
        case _:
            raise UnexpectedReply


def as_addition(focus: Focus | None, tip: TipId) -> Adding:
    """Make an addition to a tip of what came unasked.

    Raises:
        UnexpectedReply: nothing of the kind waits to be sorted.

    """
    if not isinstance(focus, Sorting):
        raise UnexpectedReply
    return Adding(tip=tip, words=focus.words, photos=focus.photos)


def as_words(focus: Correcting) -> Correcting:
    """Take what was typed for a commune's name for words.

    Raises:
        UnexpectedReply: there is nothing of the kind.

    """
    if not focus.unplaced:
        raise UnexpectedReply
    return replace(focus, words=bounded((*focus.words, *focus.unplaced)), unplaced=(), unfound=False)


def left(focus: Focus | None) -> Focus | None:
    """Give what is asked of somebody who wants out: nothing where nothing typed would be lost."""
    match focus:
        case Telling(draft=draft) if draft.is_told or draft.unplaced or draft.spot or draft.group is not None:
            return replace(focus, dropping=True)
        case Adding() | Sorting() if is_unsent(focus):
            return replace(focus, dropping=True)
        case Correcting() if messages_of(focus):
            return corrected(focus)
        case _:
            return None


def dropped(focus: Focus | None) -> Focus | None:
    """Give what lies open once what was written is dropped: of an addition, the thread."""
    return Following(tip=focus.tip, by_receipt=focus.by_receipt) if isinstance(focus, Adding) else None


def kept(focus: Focus | None) -> Focus | None:
    """Go on with what was about to be dropped."""
    return replace(focus, dropping=False) if isinstance(focus, Unsent) else focus


def correcting(focus: Focus | None, after: AfterSending) -> Correcting:
    """Ask for the right commune of a tip just sent; pressed twice, what was told there meanwhile stays."""
    if isinstance(focus, Correcting) and focus.after.tip == after.tip:
        return replace(focus, offered=(), whereabouts=None, listing=None, unfound=False)
    return Correcting(after=after)


def corrected(focus: Correcting) -> Focus:
    """Give what lies open once a tip's commune is settled: what was told meanwhile is ready to be added."""
    return added(focus) if messages_of(focus) else Following(tip=focus.after.tip)


def rested(focus: Focus | None) -> Focus | None:
    """Give what of a focus stays when somebody begins anew: what waits for words no more, what holds some does."""
    match focus:
        case Adding() | Correcting() if is_unsent(focus):
            return focus
        case Adding() | Correcting():
            return None
        case Following() | LookingUp() | Subscribing():
            return None
        case _:
            return focus


def _reply(draft: TipDraft, heard: Heard) -> Reply:
    """Give a typed text as the answer that it is: at the question for the commune, a name."""
    if draft.step is not Step.COMMUNE:
        return heard.typed
    if heard.exact is not None and not heard.says_danger:
        former = dict(heard.led_by).get(heard.exact)
        return CommuneChosen(heard.exact, heard.words if heard.has_spot else None, former)
    if heard.is_told:
        return heard.typed
    if heard.is_address:
        return CommunesOffered(heard.candidates, None, heard.led_by, heard.elsewhere, heard.words)
    return _offer(heard, None if heard.is_named else heard.words)


def _offer(heard: Heard, typed: Words | None) -> CommunesOffered:
    return CommunesOffered(heard.candidates, typed, heard.led_by, heard.elsewhere, is_doubted=heard.is_whole)


def _while_correcting(focus: Correcting, heard: Heard) -> Correcting:
    if heard.is_told or heard.is_address:
        texts = bounded((*focus.words, heard.words))
        told = replace(focus, words=texts, says_danger=focus.says_danger or heard.says_danger)
        if not heard.candidates:
            return told
        return replace(told, offered=heard.candidates, led_by=heard.led_by, whereabouts=None, listing=None)
    unplaced = focus.unplaced if heard.is_named else bounded((*focus.unplaced, heard.words))
    asked = replace(focus, offered=heard.candidates, unfound=not heard.candidates, whereabouts=None, listing=None)
    return replace(asked, unplaced=unplaced, led_by=heard.led_by, elsewhere=heard.elsewhere)


def bounded(texts: tuple[Words, ...]) -> tuple[Words, ...]:
    """Give texts that are within what can be carried.

    Raises:
        TooLong: they are not.

    """
    if len(texts) > _MOST_TEXTS or sum(len(words.text) for words in texts) > MOST_CHARACTERS:
        raise TooLong
    return texts
