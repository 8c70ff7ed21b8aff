"""Sealing and hashing: what makes a stolen store worthless without its keys.

A sealed value opens only under its key and only in its place (table, column, row); a keyed hash finds a row without
telling what it was made of. This module knows neither files nor tables, and none of its errors carries a value.
"""

import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
HASH_BYTES: Final = 16
MOST_KEYS: Final = 0xFFFF  #: ids are 1 to this one
TAG_BYTES: Final = 2  #: of the key's id at the front of a sealed value
_NONCE_BYTES: Final = 12


class SealBroken(Exception):  # noqa: N818 - it says what happened
    """The value was sealed under another key, for another place, or has been changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One version of a store's key."""

    id: int  #: 1 to 65535, in the order of creation; stands at the front of every value that it sealed
    created: date | None = None  #: None for keys that stand in no file, such as a tip's own
    secret: bytes = field(repr=False)  #: 32 random bytes

    def __post_init__(self) -> None:
        """Refuse what cannot be a key.

        Raises:
            ValueError: the id is out of range or the secret is not of 32 bytes.

        """
        if not 0 < self.id <= MOST_KEYS or len(self.secret) != KEY_BYTES:
            raise ValueError("a key has an id from 1 to 65535 and 32 bytes")


class Keyring:
    """All living versions of one store's key: the newest seals, each opens what it sealed."""

    __slots__ = ("_boxes", "_newest", "_peppers", "_roots")

    def __init__(self, keys: Sequence[Key]) -> None:
        """Take the versions in any order; the one with the highest id is the newest.

        Raises:
            ValueError: there is no key, or two have the same id.

        """
        if not keys or len({key.id for key in keys}) != len(keys):
            raise ValueError("a keyring needs keys with an id each")
        newest_first = sorted(keys, key=lambda key: key.id, reverse=True)
        self._newest = newest_first[0].id
        self._boxes = {key.id: AESGCM(_subkey(key.secret, "seal")) for key in newest_first}
        self._roots = tuple(key.secret for key in newest_first)
        self._peppers: dict[str, tuple[bytes, ...]] = {}  # derived once for each label; labels are few and fixed

    @property
    def newest(self) -> int:
        """The id of the key that seals now."""
        return self._newest

    def seal(self, plaintext: bytes, *context: str) -> bytes:
        """Give the value sealed for this place: the key's id (2 bytes), a nonce (12), AES-256-GCM and its tag (16)."""
        tag = self._newest.to_bytes(TAG_BYTES)
        nonce = os.urandom(_NONCE_BYTES)
        return tag + nonce + self._boxes[self._newest].encrypt(nonce, plaintext, _bound(tag, context))

    def open(self, sealed: bytes, *context: str) -> bytes:
        """Give what was sealed for this place.

        Raises:
            SealBroken: the value does not open here.

        """
        tag = sealed[:TAG_BYTES]
        nonce = sealed[TAG_BYTES : TAG_BYTES + _NONCE_BYTES]
        box = self._boxes.get(int.from_bytes(tag))
        if box is None or len(nonce) != _NONCE_BYTES:
            raise SealBroken
        try:
            return box.decrypt(nonce, sealed[TAG_BYTES + _NONCE_BYTES :], _bound(tag, context))
        except InvalidTag:
            raise SealBroken from None

    def key_of(self, sealed: bytes) -> int:
        """Give the id of the key that a value names, so that old ones can be sealed anew."""
        return int.from_bytes(sealed[:TAG_BYTES])

    def hashed(self, label: str, value: str | bytes) -> bytes:
        """Give the keyed hash, 16 bytes, under the newest pepper of this label."""
        return _keyed(self._of(label)[0], value)

    def every_hash(self, label: str, value: str | bytes) -> tuple[bytes, ...]:
        """Give the keyed hashes under each living pepper of this label, newest first, for looking up."""
        return tuple(_keyed(pepper, value) for pepper in self._of(label))

    def _of(self, label: str) -> tuple[bytes, ...]:
        found = self._peppers.get(label)
        if found is None:
            found = self._peppers[label] = tuple(_subkey(root, "hash", label) for root in self._roots)
        return found


def seal_json(keyring: Keyring, value: object, *context: str) -> bytes:
    """Seal anything that JSON can say."""
    return keyring.seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), *context)


def open_json(keyring: Keyring, sealed: bytes, *context: str) -> object:
    """Open what `seal_json` sealed.

    Raises:
        SealBroken: the value does not open here.

    """
    value: object = json.loads(keyring.open(sealed, *context))
    return value


def _bound(tag: bytes, context: Sequence[str]) -> bytes:
    """Join the parts with their lengths, so that no two places read alike."""
    parts = [part.encode() for part in context]
    return tag + b"".join(len(part).to_bytes(4) + part for part in parts)


def _subkey(secret: bytes, *purpose: str) -> bytes:
    info = b"tinbao" + _bound(b"", purpose)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def _keyed(pepper: bytes, value: str | bytes) -> bytes:
    text = value.encode() if isinstance(value, str) else value
    return hmac.digest(pepper, text, sha256)[:HASH_BYTES]
