"""Keyboards that make Vietnamese letters while one types: what they do to a receipt, word by word.

A key that marks a letter may be typed up to the end of the word, as the real ones allow. Where a key replaces an older
mark or takes one away, it is gone for good and nobody could undo it: `Mangled.is_lossy` says so.
"""

import unicodedata
from dataclasses import dataclass, field

_VOWELS = "AEY"
_TONES = {
    "telex": {"S": "\u0301", "F": "\u0300", "R": "\u0309", "X": "\u0303", "J": "\u0323"},
    "vni": {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"},
}
_SHAPES = {
    "telex": {("A", "A"): "\u0302", ("E", "E"): "\u0302", ("W", "A"): "\u0306", ("D", "D"): "\u0335"},
    "vni": {("6", "A"): "\u0302", ("6", "E"): "\u0302", ("8", "A"): "\u0306", ("9", "D"): "\u0335"},
}
_TAKES_A_TONE_AWAY = {"telex": "Z", "vni": "0"}


@dataclass(frozen=True, slots=True)
class Mangled:
    """What stands on the screen after typing."""

    text: str
    is_lossy: bool


@dataclass(slots=True)
class _Letter:
    base: str
    shape: str = ""
    tone: str = ""

    @property
    def shown(self) -> str:
        if self.shape == "\u0335":
            return "Đ"
        return unicodedata.normalize("NFC", self.base + self.shape + self.tone)


@dataclass(slots=True)
class _Word:
    keyboard: str
    letters: list[_Letter] = field(default_factory=list[_Letter])
    is_lossy: bool = False

    def press(self, key: str) -> None:
        if not (self._puts_tone(key) or self._shapes(key)):
            if key == _TAKES_A_TONE_AWAY[self.keyboard] and any(letter.tone for letter in self.letters):
                self.is_lossy = True
            lone = self.keyboard == "telex" and key == "W"
            self.letters.append(_Letter("U", "\u031b") if lone else _Letter(key))

    def _puts_tone(self, key: str) -> bool:
        vowels = [letter for letter in self.letters if letter.base in _VOWELS]
        tone = _TONES[self.keyboard].get(key)
        if tone is None or not vowels:
            return False
        self.is_lossy |= bool(vowels[-1].tone)
        vowels[-1].tone = tone
        return True

    def _shapes(self, key: str) -> bool:
        for letter in reversed(self.letters):
            shape = _SHAPES[self.keyboard].get((key, letter.base))
            if shape is not None:
                self.is_lossy |= bool(letter.shape)
                letter.shape = shape
                return True
        return False


def typed(text: str, keyboard: str) -> Mangled:
    """Type a text on a ``telex`` or ``vni`` keyboard; dashes end a word."""
    words = [_Word(keyboard) for _ in text.split("-")]
    for word, keys in zip(words, text.split("-"), strict=True):
        for key in keys:
            word.press(key)
    shown = "-".join("".join(letter.shown for letter in word.letters) for word in words)
    return Mangled(shown, any(word.is_lossy for word in words))
