"""The last good version of an operator's file: one that does not validate never replaces one that does.

A copy of it lies in the data folder. What a file means, and who is told that one was refused, is not this module's
business.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Generic, TypeVar

#: Where in the file, and what is wrong there.
Fault = tuple[str, str]

T = TypeVar("T")

_MISSING: Final = "missing"


class BadFile(Exception):  # noqa: N818 named as the operator is told: the file is bad
    """A file of the operator cannot be used; says each place and what is wrong there."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults in the file")
        #: (where, what) pairs, such as ("communes[3].code", "used twice").
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Generic[T]):
    """The operator's file as it was read, once: what is checked is what is kept."""

    raw: bytes | None  #: None where it could not be read
    contents: T | None  #: None where it has faults
    faults: tuple[Fault, ...] = ()

    @property
    def digest(self) -> str:
        """What tells this version from others."""
        return sha256(self.raw).hexdigest() if self.raw is not None else _MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce(Generic[T]):
    """What holds."""

    contents: T
    #: Why the operator's file does not hold and an older version does; empty where it does.
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorFile(Generic[T]):
    """A file of the operator, and the copy of its last good version."""

    file: Path
    #: In the data folder: ``in_force/units.json``.
    copy: Path
    #: Gives what a file's bytes say, or raises `BadFile`.
    parse: Callable[[bytes], T]

    def offer(self) -> Offer[T]:
        """Read the operator's file."""
        try:
            raw = read(self.file)
        except BadFile as bad:
            return Offer(raw=None, contents=None, faults=bad.faults)
        try:
            return Offer(raw=raw, contents=self.parse(raw))
        except BadFile as bad:
            return Offer(raw=raw, contents=None, faults=bad.faults)

    def in_force(self, offer: Offer[T], *, further: tuple[Fault, ...] = ()) -> InForce[T]:
        """Give what holds: what is offered, or its last good version. Nothing is written.

        `further`: faults that show only beside what is stored, such as a code that is still needed.

        Raises:
            BadFile: with its faults, where there is no good version.

        """
        faults = (*offer.faults, *further)
        if offer.contents is not None and not faults:
            return InForce(contents=offer.contents)
        try:
            return InForce(contents=self.parse(read(self.copy)), faults=faults)
        except BadFile:
            raise BadFile(faults) from None

    def keep(self, offer: Offer[T]) -> None:
        """Keep a good offer as the version in force, whole or not at all, whatever happens in between."""
        if offer.raw is None or offer.contents is None or _holds(self.copy, offer.raw):
            return
        folder = self.copy.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.copy.with_name(f"{self.copy.name}.new")
        with draft.open("wb") as file:
            file.write(offer.raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.copy)
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def read(file: Path) -> bytes:
    """Give a file's bytes.

    Raises:
        BadFile: it cannot be read.

    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadFile(((file.name, error.strerror or "cannot be read"),)) from None


def _holds(file: Path, raw: bytes) -> bool:
    try:
        return file.read_bytes() == raw
    except OSError:
        return False
