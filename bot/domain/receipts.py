"""Receipts: what a resident keeps to read the answer. 95 bits and a check symbol in Crockford's base32.

Source of the alphabet: Douglas Crockford, Base 32 (no I, L, O, U). The check is computed in GF(32), so that it stays
in the alphabet and catches any one wrong symbol and any swap of two symbols.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import unicodedata
from typing import TYPE_CHECKING, Final, NewType

from bot.domain.errors import ReceiptMistyped

if TYPE_CHECKING:
    from collections.abc import Iterator

Receipt = NewType("Receipt", str)  #: 20 symbols without dashes; the last is the check

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SEED_BYTES: Final = 32
_DATA_SYMBOLS: Final = 19
_SYMBOLS: Final = _DATA_SYMBOLS + 1
_PREFIX: Final = "TB"
_VALUE: Final = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_MOST_READINGS: Final = 4_000  # of each keyboard, about 0.2 s at the very worst; one reading is the rule
_MOST_RECEIPTS: Final = 32


def derived(seed: bytes, label: str) -> bytes:
    """Give the 32 bytes that belong to this label: the same for the same seed, telling nothing of the others."""
    return hmac.digest(seed, label.encode(), hashlib.sha256)


def receipt_of(seed: bytes) -> Receipt:
    """Give the receipt that this seed leads to, always the same one."""
    number = int.from_bytes(derived(seed, "receipt")[:12]) >> 1
    values = [number >> 5 * place & 31 for place in reversed(range(_DATA_SYMBOLS))]
    return Receipt("".join(ALPHABET[value] for value in [*values, _check(values)]))


def written(receipt: Receipt) -> str:
    """Give the receipt as people copy it: ``TB-XXXX-XXXX-XXXX-XXXX-XXXX``."""
    return "-".join([_PREFIX, *(receipt[start : start + 4] for start in range(0, _SYMBOLS, 4))])


def read(text: str) -> tuple[Receipt, ...]:
    """Give the receipts that the typed words can mean, the likeliest first; nearly always one.

    Case, dashes and spaces do not count, O is 0, I and L are 1. What a Vietnamese keyboard made of the symbols (Telex:
    ``AS`` became ``Á``; VNI: ``A1`` became ``Á``) is undone; the check symbol decides between the readings.

    Raises:
        ReceiptMistyped: no reading passes the check.

    """
    found: dict[Receipt, None] = {}
    for reading in _readings(text):
        values = [_VALUE[symbol] for symbol in reading]
        if _check(values[:-1]) == values[-1]:
            found[Receipt("".join(ALPHABET[value] for value in values))] = None
            if len(found) == _MOST_RECEIPTS:
                break
    if not found:
        raise ReceiptMistyped
    return tuple(found)


# --- GF(32), modulo x^5 + x^2 + 1, whose x generates all 31 elements -------------------------------------------------

_POWER: Final = [1]
while len(_POWER) < 31:  # noqa: PLR2004 - the order of the group
    _double = _POWER[-1] << 1
    _POWER.append(_double ^ 0b100101 if _double & 32 else _double)
_LOG: Final = {value: power for power, value in enumerate(_POWER)}


def _check(values: list[int]) -> int:
    """Give the sum of the values, each times another power of the generator; its own weight is 1."""
    total = 0
    for place, value in enumerate(values, start=1):
        if value:
            total ^= _POWER[(_LOG[value] + place) % 31]
    return total


# --- Undoing Vietnamese keyboards ------------------------------------------------------------------------------------

#: Mark -> the key that makes it, in Telex and in VNI; where Telex has none, the letter is typed twice.
_KEYS: Final = {
    "\u0335": ("", "9"),
    "\u0306": ("W", "8"),
    "\u0302": ("", "6"),
    "\u031b": ("W", "7"),
    "\u0301": ("S", "1"),
    "\u0300": ("F", "2"),
    "\u0309": ("R", "3"),
    "\u0303": ("X", "4"),
    "\u0323": ("J", "5"),
}
_TELEX: Final = 0
_VNI: Final = 1
_FURTHEST: Final = 4  # a mark's key may be typed up to three symbols after its letter

_Typed = tuple[str, ...]  #: a letter and the keys that marked it


def _readings(text: str) -> Iterator[str]:
    """Give every string of the right length that the keys behind the typed words can have been."""
    symbols = [symbol for symbol in unicodedata.normalize("NFC", text.upper()) if symbol.isalnum()]
    if len(symbols) > _SYMBOLS + len(_PREFIX):
        return
    for keyboard in (_TELEX, _VNI):  # nobody types with both at once
        ways = itertools.product(*(_typed(symbol, keyboard) for symbol in symbols))
        for keys in itertools.islice(itertools.chain.from_iterable(map(_placed, ways)), _MOST_READINGS):
            reading = keys[2:] if len(keys) == _SYMBOLS + 2 and keys.startswith(_PREFIX) else keys
            if len(reading) == _SYMBOLS and all(symbol in _VALUE for symbol in reading):
                yield reading


def _typed(symbol: str, keyboard: int) -> list[_Typed]:
    """Give the ways in which a symbol can have been typed with keys that a receipt has; marks come in any order."""
    base, *marks = unicodedata.normalize("NFD", symbol.replace("Đ", "D\u0335"))
    if not all(mark in _KEYS for mark in marks):
        return []
    ways: list[_Typed] = [
        (base, *keys) for keys in itertools.permutations(_KEYS[mark][keyboard] or base for mark in marks)
    ]
    if keyboard == _TELEX:  # which writes Ư for a lone W
        ways += [("W", *way[2:]) for way in ways if way[:2] == ("U", "W")]
    return [way for way in dict.fromkeys(ways) if all(key in _VALUE for key in way)]


def _placed(choice: tuple[_Typed, ...]) -> Iterator[str]:
    """Give the strings with each mark's key right behind its letter, or up to three symbols later in the word."""
    late = [(place, order, key) for place, (_, *keys) in enumerate(choice) for order, key in enumerate(keys, start=1)]
    for offsets in itertools.product(range(_FURTHEST), repeat=len(late)):
        letters = [(place, 0, letter) for place, (letter, *_) in enumerate(choice)]
        keys = [(place + offset, order, key) for (place, order, key), offset in zip(late, offsets, strict=True)]
        for side_by_side in dict.fromkeys((tuple(keys), tuple(reversed(keys)))):
            yield "".join(key for *_, key in sorted((*letters, *side_by_side), key=lambda piece: piece[:2]))
