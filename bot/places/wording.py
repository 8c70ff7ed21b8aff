"""How alike two texts are, compared in memory: their words without marks, and the numbers that stand in both.

A number names a thing as few words do: plates, telephones, accounts. Sums of money, hours and years are none.
Nothing of a text is kept here; the fuzzy part is rapidfuzz's, imported when it is first needed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.domain.likeness import Resemblance, Sign
from bot.places.spelling import folded

_MOST: Final = 80  #: words of a text that are looked at
_MOST_LETTERS: Final = 1500  #: of a text that are looked at
_ENOUGH: Final = 4  #: words that a text must have for its words to speak against another
_FULL: Final = 6  #: words from which a likeness counts in full
_SUM: Final = 3  #: digits from which a number is none of a house or a room
_LETTERS: Final = 4  #: from here on a word may be mistyped and still be the same
_CLOSE: Final = 80.0  #: of a hundred: how close a mistyped word is
_CLOSE_PAIR: Final = 86.0

#: Folded words that stand in any tip.
_FILLERS: Final = """
a ai an anh ba bac bao bay bi bon ca cac cai can cau chi chieu cho chu chua chung co con cong cua cung da dang
dau day de dem den di do dum duoc em gan gi gio giup hai hay hom hon khong la lai lam len luc mai may minh mot
muon nam nao nay nen neu ngay nghe nguoi nhe nhieu nhin nho nhu nhung noi o oi ong ra rat rieng roi sang sau
se su tai tao ten thay the thi tho toi tren trong truoc tu tui va van vao ve vi viec voi vua xin xong
"""
_EVERYWHERE: Final = frozenset(_FILLERS.split())
_WORD: Final = re.compile(r"[^\W_]+")
#: What stands before the last digits of a plate.
_TAIL: Final = re.compile(
    r"(?:bien so|bien kiem soat|bien|bks|bs|so xe|duoi|so duoi|so cuoi)\D{0,14}(\d[\d.\s]{1,6}\d)\b"
)
_PLATE: Final = re.compile(r"\b(\d{2})[\s.-]*([a-z]{1,2}\d?)[\s.-]+(\d{3})[\s.-]?(\d{1,2})\b")
_CLOSED_PLATE: Final = re.compile(r"\b(\d{2})-?([a-z]{1,2}\d?)-?(\d{3})\.?(\d{1,2})\b")
_LONG: Final = re.compile(r"\+?\d(?:[\s.-]?\d){6,}")
_MONEY: Final = re.compile(r"\s*(?:d|dong|vnd|k|ngan|nghin|trieu|tr|ty|usd)\b")
_HOME: Final = "84"


@dataclass(frozen=True, slots=True)
class Gist:
    """What of a text is compared; lives as long as the comparison."""

    words: tuple[str, ...]
    plates: frozenset[tuple[str, str]]  #: (province and series, number)
    tails: frozenset[str]
    longs: frozenset[str]


def gist(texts: Iterable[str]) -> Gist:
    """Give what of texts is compared."""
    plain = folded("\n".join(texts)[:_MOST_LETTERS])
    plates = _plates(plain)
    return Gist(
        words=tuple(word for word in _WORD.findall(plain) if _tells(word))[:_MOST],
        plates=plates,
        tails=frozenset(_digits(found) for found in _TAIL.findall(plain)) - {""},
        longs=frozenset(_longs(plain, plates)),
    )


def resemblance(one: Gist, other: Gist) -> Resemblance:
    """Give how alike two texts are: from 0, nothing in common, to 1, all of the shorter one stands in the other."""
    shorter, longer = sorted((one.words, other.words), key=len)
    return Resemblance(
        alike=_alike(shorter, longer) if shorter else 0.0,
        can_tell=len(shorter) >= _ENOUGH,
        number=_number(one, other),
    )


def _tells(word: str) -> bool:
    """Tell whether a word says what a tip is about; of numbers, only small ones do: the others are compared apart."""
    return word not in _EVERYWHERE and not (word.isdigit() and len(word) >= _SUM)


def _alike(shorter: Sequence[str], longer: Sequence[str]) -> float:
    words = _share(set(shorter), set(longer), cutoff=_CLOSE)
    pairs = _share(
        {" ".join(p) for p in pairwise(shorter)}, {" ".join(p) for p in pairwise(longer)}, cutoff=_CLOSE_PAIR
    )
    return (words + pairs) / 2 * min(1.0, len(shorter) / _FULL)


def _share(wanted: set[str], there: set[str], *, cutoff: float) -> float:
    """Give how much of what is wanted is there, mistyped or not."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - most tips have nothing to be compared with

    if not wanted:
        return 0.0
    left = [word for word in wanted - there if len(word) >= _LETTERS]
    near = [word for word in there if len(word) >= _LETTERS]
    mistyped = sum(process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=cutoff) is not None for word in left)
    return (len(wanted & there) + mistyped) / len(wanted)


def _number(one: Gist, other: Gist) -> Sign | None:
    if one.plates & other.plates:
        return Sign.SAME_PLATE
    if one.longs & other.longs:
        return Sign.SAME_NUMBER
    numbers, others = (_ends(gist) for gist in (one, other))
    is_tail = any(number.endswith(tail) for number in numbers for tail in other.tails) or any(
        number.endswith(tail) for number in others for tail in one.tails
    )
    return Sign.SAME_TAIL if is_tail else None


def _ends(of: Gist) -> frozenset[str]:
    return of.tails | {number for _, number in of.plates}


def _plates(plain: str) -> frozenset[tuple[str, str]]:
    found = [*_PLATE.findall(plain), *_CLOSED_PLATE.findall(plain)]
    return frozenset((province + series, first + rest) for province, series, first, rest in found)


def _longs(plain: str, plates: frozenset[tuple[str, str]]) -> Iterable[str]:
    for found in _LONG.finditer(plain):
        digits = _digits(found.group())
        if _MONEY.match(plain, found.end()) or digits.endswith("000"):
            continue
        if not any(number in digits and len(digits) < len(number) + 4 for _, number in plates):
            yield "0" + digits.removeprefix(_HOME) if found.group().startswith("+" + _HOME) else digits


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
