"""How names of places are written: their words, the kinds before them, numbers in digits, and what stands around them.

It knows Vietnamese, and no place. What is typed is compared and forgotten.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: Stands among the words where a part of an address ends.
STOP: Final = ","

_TONES: Final = (
    "\N{COMBINING GRAVE ACCENT}",
    "\N{COMBINING HOOK ABOVE}",
    "\N{COMBINING TILDE}",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING DOT BELOW}",
)
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED: Final = {
    composed: (letter, tone)
    for letter in _LETTERS
    for tone in _TONES
    if len(composed := unicodedata.normalize("NFC", letter + tone)) == 1
}
_BASE: Final = {
    letter: unicodedata.normalize("NFD", letter.replace("đ", "d"))[0] for letter in _LETTERS if not letter.isascii()
}
_FOLD: Final = str.maketrans(_BASE | {marked: _BASE.get(letter, letter) for marked, (letter, _) in _MARKED.items()})
_TONELESS: Final = str.maketrans({marked: letter for marked, (letter, _) in _MARKED.items()})
_TONE: Final = {marked: tone for marked, (_, tone) in _MARKED.items()}
#: Written alike by many: Mỹ and Mĩ, Ngươn and Nguơn.
_ALIKE: Final = str.maketrans({"y": "i"})

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[,;()\n/+:–—]|(?<=\s)-(?=\s)")
_MARKS: Final = re.compile(r"[\u0300-\u036f]")
#: No name of a place has more.
MOST_LETTERS: Final = 400


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the ways it is compared."""

    typed: str
    #: Without any marks, y as i.
    folded: str
    #: Its letters and then its tone, y as i; the same as `folded` where it was typed without marks.
    spelled: str
    #: It was written in digits.
    is_number: bool = False

    @classmethod
    def of(cls, word: str, *, is_number: bool = False) -> "Word":
        """Read a lower-case word."""
        bare = word.translate(_FOLD)
        folded = bare.translate(_ALIKE)
        if bare == word:
            return cls(word, folded, folded, is_number)
        tone = next((_TONE[letter] for letter in word if letter in _TONE), "")
        spelled = word.translate(_TONELESS).translate(_ALIKE).replace("uơ", "ươ") + tone
        return cls(word, folded, spelled, is_number)

    @property
    def is_bare(self) -> bool:
        """Whether it was typed without marks, and so may stand for any that folds to it."""
        return self.folded == self.spelled

    def may_be(self, own: "Word") -> bool:
        """Whether somebody who means a word may have typed this one."""
        return self.spelled == own.spelled or (self.is_bare and self.folded == own.folded)


_STOP: Final = Word(STOP, STOP, STOP)


def words_in(text: str) -> list[Word]:
    """Give the words of a text, numbers in words, with a `STOP` where a part of it ends."""
    composed = _MARKS.sub("", unicodedata.normalize("NFC", text).lower())
    words: list[Word] = []
    for token in _TOKEN.findall(composed):
        if token.isdecimal():
            words.extend(Word.of(word, is_number=True) for word in said(token))
        elif token[0].isalpha():
            words.append(Word.of(token))
        else:
            words.append(_STOP)
    return words


def bare(text: str) -> str:
    """Give a composed lower-case text without marks."""
    return text.translate(_FOLD)


def words_of_name(name: str) -> tuple[Word, ...]:
    """Give the words of a name."""
    return tuple(word for word in words_in(name) if word.typed != STOP)


def key_of(words: Iterable[Word]) -> str:
    """Give what all ways of writing these words have in common: letters without marks, run together."""
    return "".join(word.folded for word in words)


def may_be(typed: Sequence[Word], own: Sequence[Word]) -> bool:
    """Whether typed words with the key of a name may be that name; run together or parted otherwise, too."""
    if len(typed) == len(own):
        return all(map(Word.may_be, typed, own))
    if all(word.is_bare for word in typed):
        return True
    return _run_together(typed) == _run_together(own)


def is_spelled(typed: Sequence[Word], own: Sequence[Word]) -> bool:
    """Whether typed words spell a name with all its marks."""
    return _run_together(typed) == _run_together(own)


def _run_together(words: Sequence[Word]) -> tuple[str, str]:
    letters = "".join(word.typed for word in words)
    tones = "".join(_TONE[letter] for letter in letters if letter in _TONE)
    return letters.translate(_TONELESS).translate(_ALIKE).replace("uơ", "ươ"), tones


# --- Numbers ---------------------------------------------------------------------------------------------------------

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS: Final = {1: "mốt", 5: "lăm"}
_TEN, _HUNDRED = 10, 100


def said(number: str) -> tuple[str, ...]:
    """Give a number below a hundred in words: "11" is "mười một"; a longer one as it stands."""
    value = int(number) if len(number) <= 2 else _HUNDRED  # noqa: PLR2004 two digits are below a hundred
    if value >= _HUNDRED:
        return (number,)
    tens, ones = divmod(value, _TEN)
    if tens == 0:
        return (_DIGITS[ones],)
    head = ("mười",) if tens == 1 else (_DIGITS[tens], "mươi")
    if ones == 0:
        return head
    last = _AFTER_TENS.get(ones, _DIGITS[ones]) if tens > 1 else "lăm" if ones == 5 else _DIGITS[ones]  # noqa: PLR2004 fifteen is mười lăm
    return (*head, last)


# --- What stands before a name, and around it ------------------------------------------------------------------------

#: Kinds of places, and how people write them: in full, without marks, and short.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "thị trấn": ("thị trấn", "thi tran", "tt", "t t"),
    "thị xã": ("thị xã", "thi xa", "tx", "t x"),
    "thành phố": ("thành phố", "thanh pho", "tp", "t p"),
    "đặc khu": ("đặc khu", "dac khu", "đk", "dk", "đ k"),
    "phường": ("phường", "phuong", "p", "f"),
    "huyện": ("huyện", "huyen", "h"),
    "quận": ("quận",),
    "xã": ("xã", "xa", "x"),
    "tỉnh": ("tỉnh", "tinh"),
}
#: Of communes, and of what stood above them.
BELOW: Final = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
ABOVE: Final = frozenset({"huyện", "thị xã", "thành phố"})

#: Begins a part of an address that is smaller than a commune: a hamlet, a road, a house; what follows names it.
_SMALLER: Final = (
    *("ấp", "ap", "khóm", "khom", "tổ", "khu phố", "khu pho", "kp", "tổ dân phố", "to dan pho", "tdp", "thôn"),
    *("đường", "duong", "hẻm", "hem", "ngõ", "số nhà", "so nha", "số", "quốc lộ", "quoc lo", "ql"),
    *("tỉnh lộ", "tinh lo", "hương lộ", "huong lo", "khu vực", "khu dân cư", "kdc", "tuyến dân cư", "cụm dân cư"),
)
#: Too common a word to begin one unless a number follows: "to 5", not "to chau".
_NUMBERED: Final = ("to", "so", "thon", "ngo", "kv")
#: Says nothing about which place is meant.
_IDLE: Final = (
    *("công an", "cong an", "ubnd", "ủy ban nhân dân", "ủy ban", "ở", "tại", "thuộc", "bên", "nay là", "trước là"),
    *("địa bàn", "việt nam", "viet nam"),
)
#: Says that a name of before is meant.
_FORMER: Final = ("cũ", "hồi trước", "ngày trước", "trước đây")


def _phrases(ways: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(way.split()) for way in ways)


KIND_OF: Final[Mapping[tuple[str, ...], str]] = {
    tuple(way.split()): kind for kind, ways in KINDS.items() for way in ways
}
SMALLER: Final = _phrases((*_SMALLER, *_NUMBERED))
NUMBERED: Final = _phrases(_NUMBERED)
IDLE: Final = _phrases(_IDLE)
FORMER: Final = _phrases(_FORMER)
#: So many words has the longest of these.
LONGEST_PHRASE: Final = max(len(way) for ways in (KIND_OF, SMALLER, IDLE, FORMER) for way in ways)
#: Words of a kind, run together without marks, as a mistyped one is compared: "phuong".
FULL_KINDS: Final = {key_of(words_of_name(kind)): kind for kind in KINDS}
