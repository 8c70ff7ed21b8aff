"""Photos as files: sealed, padded, and without a time that tells when they came.

Each file has a random name and a random key; the key is given away and not kept here. What a file says is bound to its
name, so that one cannot stand for another. Sizes are rounded up, and the times of a file are always the same.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Final

from bot.domain.evidence import PhotoId
from storage.sealing import KEY_BYTES, Key, Keyring, SealBroken

_PLACE: Final = "evidence"
_LENGTH_BYTES: Final = 8
_BUCKET: Final = 64 * 1024  #: sizes are rounded up to whole ones
_UNFINISHED: Final = ".part"
_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_NAME_BYTES: Final = 16


class SealedFiles:
    """A folder of sealed files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, content: bytes) -> tuple[PhotoId, bytes]:
        """Write a file so that it is there wholly or not at all, on the disk before this returns."""
        name, key = PhotoId(token_hex(_NAME_BYTES)), token_bytes(KEY_BYTES)
        await asyncio.to_thread(self._write, name, _ring(key).seal(_padded(content), _PLACE, name))
        return name, key

    async def read(self, photo: PhotoId, key: bytes) -> bytes | None:
        """Give what a file holds; None where it is gone or does not open under this key."""
        try:
            sealed = await asyncio.to_thread((self._folder / photo).read_bytes)
            return _unpadded(_ring(key).open(sealed, _PLACE, photo))
        except (FileNotFoundError, SealBroken):
            return None

    async def every(self) -> frozenset[PhotoId]:
        """Give the names of all files, of those too that were never finished."""
        return await asyncio.to_thread(self._names)

    async def discard(self, photos: Iterable[PhotoId]) -> None:
        """Delete files."""
        await asyncio.to_thread(self._delete, tuple(photos))

    def _write(self, name: str, sealed: bytes) -> None:
        self._folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        unfinished = self._folder / f"{name}{_UNFINISHED}"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.utime(descriptor, (0, 0))
            os.fsync(descriptor)
        unfinished.rename(self._folder / name)
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _names(self) -> frozenset[PhotoId]:
        if not self._folder.is_dir():
            return frozenset()
        return frozenset(PhotoId(entry.name) for entry in os.scandir(self._folder) if entry.is_file())

    def _delete(self, photos: tuple[PhotoId, ...]) -> None:
        for photo in photos:
            with contextlib.suppress(FileNotFoundError):
                (self._folder / photo).unlink()


def _ring(key: bytes) -> Keyring:
    return Keyring([Key(id=1, secret=key)])


def _padded(content: bytes) -> bytes:
    told = len(content).to_bytes(_LENGTH_BYTES) + content
    return told + bytes(-len(told) % _BUCKET)


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
