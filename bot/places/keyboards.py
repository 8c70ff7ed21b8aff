"""What Vietnamese keyboards leave in a word where they did not work: Telex "ddoocs", VNI "d9o6c1".

The marks are lost with it: what comes out is compared as if it had been typed without any.
"""

import re
import unicodedata
from typing import Final

from bot.places.names import bare

_WORD: Final = re.compile(r"[^\W_]+")
_MIXED: Final = re.compile(r"(?=.*\d)[^\W\d_][^\W_]*")
_DIGITS: Final = re.compile(r"\d")
_DOUBLED: Final = re.compile(r"([aeod])\1")
_HOOKED: Final = re.compile(r"(?<=[aou])w")
_TONE: Final = re.compile(r"(?<=[a-z])[sfrxj]$")  #: no word ends with one of these


def undone(text: str) -> str | None:
    """Give a text without what keyboards leave, and without marks; None where they left nothing."""
    composed = unicodedata.normalize("NFC", text).lower()
    clean = _WORD.sub(lambda word: _undone(word.group()), composed)
    return clean if clean != bare(composed) else None


def _undone(word: str) -> str:
    letters = bare(word)
    if _MIXED.fullmatch(letters):
        return _DIGITS.sub("", letters)
    if letters.isdecimal():
        return letters
    return _TONE.sub("", _HOOKED.sub("", _DOUBLED.sub(r"\1", letters)))
