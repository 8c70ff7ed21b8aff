"""The key files: one for each store, readable by their owner alone, outside the data and outside every backup.

Old versions stay, so that what they sealed still opens and what they hashed is still found. Nothing here is ever shown.
Both files change together: they are written into a folder beside their place, which is then given its name (from here
on the change counts), and moved out of it. Whoever dies in between is finished by whoever comes next.
"""

import base64
import binascii
import json
import os
import secrets
import shutil
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from storage.sealing import KEY_BYTES, Key, Keyring

CASEBOOK: Final = "casebook.key"
VAULT: Final = "vault.key"
_FILES: Final = (CASEBOOK, VAULT)
_DECIDED: Final = ".decided"  #: the folder of files that only need to be moved to their place
_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600


class BadKeys(Exception):  # noqa: N818 - it says what happened
    """The key files cannot be used; the text is a sentence for the administrator, without any key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyrings:
    """The keys of both stores."""

    casebook: Keyring = field(repr=False)
    vault: Keyring = field(repr=False)


def exist(folder: Path) -> bool:
    """Tell whether there is any key file: where there is one, none is made anew."""
    return any((place / name).exists() for place in (folder, folder / _DECIDED) for name in _FILES)


def create(folder: Path, *, now: datetime) -> None:
    """Make the folder and both files, with one key each.

    Raises:
        BadKeys: there is a key file already; nothing was changed.

    """
    if exist(folder):
        raise BadKeys(f"There are keys in {folder} already; they were left as they are.")
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    _refuse_open_doors(folder, _FOLDER_MODE)
    _put(folder, {name: [_fresh(1, now)] for name in _FILES})


def load(folder: Path) -> Keyrings:
    """Read both files.

    Raises:
        BadKeys: a file is missing, unreadable, or open to others.

    """
    _move(folder)
    return Keyrings(casebook=Keyring(_read(folder / CASEBOOK)), vault=Keyring(_read(folder / VAULT)))


def rotate(folder: Path, *, now: datetime) -> None:
    """Add a new version to both files, or to none; from the next start on it seals, and the old ones open.

    Raises:
        BadKeys: a file is missing, unreadable, or open to others; nothing was changed.

    """
    _move(folder)
    living = {name: _read(folder / name) for name in _FILES}
    _put(folder, {name: [*keys, _fresh(max(key.id for key in keys) + 1, now)] for name, keys in living.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: int
    created: date
    key: str


_ROWS: Final = TypeAdapter(list[_Row])


def _fresh(number: int, now: datetime) -> Key:
    return Key(id=number, created=now.date(), secret=secrets.token_bytes(KEY_BYTES))


def _read(path: Path) -> Sequence[Key]:
    if not path.is_file():
        raise BadKeys(f"There is no key file {path}. `tinbao keys create` makes new keys; data needs its own old ones.")
    _refuse_open_doors(path.parent, _FOLDER_MODE)
    _refuse_open_doors(path, _FILE_MODE)
    try:
        rows = _ROWS.validate_json(path.read_bytes())
        keys = [Key(id=row.id, created=row.created, secret=base64.b64decode(row.key, validate=True)) for row in rows]
        Keyring(keys)
    except OSError:
        raise BadKeys(f"The key file {path} cannot be read by this user.") from None
    except (ValidationError, ValueError, binascii.Error):
        raise BadKeys(f"The key file {path} is damaged: put back a copy of it.") from None
    return keys


def _refuse_open_doors(path: Path, mode: int) -> None:
    """Refuse what others than the owner may enter or read."""
    if stat.S_IMODE(path.stat().st_mode) & ~mode:
        raise BadKeys(f"Others may read {path}. Close it: chmod {mode:o} {path}")


def _put(folder: Path, files: Mapping[str, Sequence[Key]]) -> None:
    """Put all files in their place, or none."""
    beside = folder / f".{secrets.token_hex(4)}"
    beside.mkdir(mode=_FOLDER_MODE)
    try:
        for name, keys in files.items():
            _write(beside / name, keys)
        _keep(beside)
        beside.rename(folder / _DECIDED)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _keep(folder)
    _move(folder)


def _move(folder: Path) -> None:
    """Move to their place what has been decided on, if anything has."""
    decided = folder / _DECIDED
    if not decided.is_dir():
        return
    _refuse_open_doors(folder, _FOLDER_MODE)
    for path in list(decided.iterdir()):
        path.replace(folder / path.name)
    _keep(folder)
    decided.rmdir()


def _write(path: Path, keys: Sequence[Key]) -> None:
    rows = [
        {
            "id": key.id,
            "created": key.created.isoformat() if key.created is not None else None,
            "key": base64.b64encode(key.secret).decode(),
        }
        for key in keys
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(rows, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _keep(folder: Path) -> None:
    """Wait until the disk has what is in this folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
