"""Stores: the two stores and the shelf of photos while they are open, and the lock that one process holds."""

import fcntl
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from storage import keys
from storage.casebook import Casebook
from storage.engine import Store
from storage.files import SealedFiles
from storage.migrations import bring_up
from storage.vault import Vault


class InUse(Exception):  # noqa: N818 - it says what is the matter
    """Another process holds the stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Both stores, open, and the shelf of photos."""

    casebook: Casebook
    vault: Vault
    shelf: SealedFiles


@asynccontextmanager
async def stores(settings: Settings, *, store: Callable[[str], Store] = Store) -> AsyncGenerator[Stores]:
    """Open both stores at the newest schema; closed at the end."""
    rings = keys.load(settings.keys)
    book, vault = store(settings.store_url("casebook")), store(settings.store_url("vault"))
    try:
        await bring_up(book, "casebook")
        await bring_up(vault, "vault")
        yield Stores(
            casebook=Casebook(book, rings.casebook),
            vault=Vault(vault, rings.vault),
            shelf=SealedFiles(settings.evidence),
        )
    finally:
        await book.dispose()
        await vault.dispose()


@contextmanager
def sole_holder(folder: Path) -> Generator[None]:
    """Hold the data folder: one process works on the stores.

    Raises:
        InUse: another process holds it.

    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUse from None
        yield
