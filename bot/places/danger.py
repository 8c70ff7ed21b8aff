"""Whether typed words say that someone may be in danger now.

It decides only whether the emergency numbers come first. A false alarm costs one press; a miss may cost a life, so
doubt counts as danger. The phrases are data of the directory. Nothing typed is kept or logged here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.places.spelling import BREAK, folded, spelled, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerPhrase:
    """Words that, said one after the other, mean danger."""

    #: In full spelling: "đánh nhau". Without marks it is found only where it was typed without them.
    say: str
    #: It must be typed with its marks, because without them it means too many other things ("tự tử", "từ từ").
    exact: bool = False
    #: It does not count where the text speaks of long ago.
    weak: bool = False
    #: It counts only as the whole text.
    alone: bool = False
    #: It does not count right after one of these words, taken literally.
    not_after: frozenset[str] = frozenset()
    #: It does not count right before one of these words, taken literally.
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)  # no slots: what is arranged from the phrases is kept on first use
class DangerWords:
    """All the phrases, arranged on first use so that a text is read in one pass."""

    phrases: tuple[DangerPhrase, ...]
    #: Words that put a text in the past: "năm ngoái".
    long_ago: tuple[str, ...]

    def starting_with(self, word: str) -> "Sequence[_Pattern]":
        """Give the phrases whose first word folds to this one."""
        return self._by_first.get(word, ())

    def speaks_of_the_past(self, text: "Sequence[_Word]") -> bool:
        """Whether a text says that it was long ago."""
        return any(pattern.stands_at(start, text) for pattern in self._past for start in range(len(text)))

    @cached_property
    def _by_first(self) -> "dict[str, list[_Pattern]]":
        patterns: dict[str, list[_Pattern]] = {}
        for phrase in self.phrases:
            pattern = _Pattern.of(phrase)
            patterns.setdefault(pattern.words[0].folded, []).append(pattern)
        return patterns

    @cached_property
    def _past(self) -> "tuple[_Pattern, ...]":
        return tuple(_Pattern.of(DangerPhrase(say=say)) for say in self.long_ago)


def says_danger(text: str, words: DangerWords) -> bool:
    """Whether a text says that someone may be in danger now."""
    return any(_danger_in(reading, words) for reading in _readings(text))


@dataclass(frozen=True, slots=True)
class _Word:
    """A typed word in the ways it is compared."""

    typed: str
    spelled: str
    folded: str

    @classmethod
    def of(cls, word: str) -> "_Word":
        return cls(word, spelled(word), folded(word))

    @property
    def is_bare(self) -> bool:
        """Whether it was typed without marks, and so may stand for any that folds to it."""
        return self.typed == self.folded


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase, ready to be laid over a text."""

    phrase: DangerPhrase
    words: tuple[_Word, ...]

    @classmethod
    def of(cls, phrase: DangerPhrase) -> "_Pattern":
        return cls(phrase, tuple(_Word.of(word) for word in words_of(phrase.say)))

    def stands_at(self, start: int, text: Sequence[_Word]) -> bool:
        """Whether the text says the phrase from this word on."""
        end = start + len(self.words)
        if end > len(text) or not all(
            self._is(own, said) for own, said in zip(self.words, text[start:end], strict=True)
        ):
            return False
        if self.phrase.alone:
            return start == 0 and all(word.typed == BREAK for word in text[end:])
        if start > 0 and text[start - 1].typed in self.phrase.not_after:
            return False
        return end >= len(text) or text[end].typed not in self.phrase.not_before

    def _is(self, own: _Word, said: _Word) -> bool:
        if own.spelled == said.spelled:
            return True
        return not self.phrase.exact and said.is_bare and own.folded == said.folded


_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def _readings(text: str) -> tuple[tuple[_Word, ...], ...]:
    """Give the text as typed, or, where letters are drawn out ("cứuuuu", "cuuuu"), with one of them and with two."""
    if not _DRAWN_OUT.search(text):
        return (_read(text),)
    return _read(_DRAWN_OUT.sub(r"\1", text)), _read(_DRAWN_OUT.sub(r"\1\1", text))


def _read(text: str) -> tuple[_Word, ...]:
    return tuple(_Word.of(word) for word in words_of(text))


def _danger_in(text: Sequence[_Word], words: DangerWords) -> bool:
    found = [
        pattern.phrase
        for start, word in enumerate(text)
        for pattern in words.starting_with(word.folded)
        if pattern.stands_at(start, text)
    ]
    if any(not phrase.weak for phrase in found):
        return True
    return bool(found) and not words.speaks_of_the_past(text)
