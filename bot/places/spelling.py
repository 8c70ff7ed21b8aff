"""One way to compare Vietnamese words that people write in many.

"Hoà" and "Hòa" are the same word, a decomposed letter the same as a composed one, and many type without any marks.
Words become tokens here; what they mean is none of this module's business.
"""

import re
import unicodedata

#: Stands among the words wherever a sentence ends, so that no phrase reaches across.
BREAK = "."

_WORD = re.compile(r"[^\W_]+|[.!?;\n]")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: In the order of dictionaries: huyền, hỏi, ngã, sắc, nặng.
_TONES = (
    "\N{COMBINING GRAVE ACCENT}"
    "\N{COMBINING HOOK ABOVE}"
    "\N{COMBINING TILDE}"
    "\N{COMBINING ACUTE ACCENT}"
    "\N{COMBINING DOT BELOW}"
)


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text in lower case, marks kept, and a `BREAK` for each end of a sentence."""
    return tuple(
        BREAK if found in ".!?;\n" else found for found in _WORD.findall(unicodedata.normalize("NFC", text).lower())
    )


def spelled(word: str) -> str:
    """Give a word so that old and new tone placement agree: its letters, then its tone."""
    letters, tone = _parted(word)
    return letters + tone


def folded(word: str) -> str:
    """Give a word without any marks, as people without a Vietnamese keyboard type it."""
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def dictionary_order(text: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Give a key that sorts as Vietnamese dictionaries do: by letters (ă after a, đ after d), then by tone."""
    return tuple(_word_order(word) for word in words_of(text))


def first_letter(text: str) -> str:
    """Give the letter that a name stands under in a dictionary: "Đ" for "Đông Hòa", "O" for "Óc Eo"."""
    return _parted(text[:1])[0].upper()


def _word_order(word: str) -> tuple[tuple[int, ...], int]:
    letters, tone = _parted(word)
    return tuple(_ALPHABET.find(letter) for letter in letters), _TONES.find(tone) + 1 if tone else 0


def _parted(word: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", word.lower())
    letters = "".join(letter for letter in apart if letter not in _TONES)
    tone = "".join(letter for letter in apart if letter in _TONES)
    return unicodedata.normalize("NFC", letters), tone
