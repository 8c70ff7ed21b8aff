"""Real stores in a temporary folder."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from storage.engine import Store
from storage.sealing import Key, Keyring
from storage.vault import Vault
from tests.blank_stores import lay
from tests.storage.safe import Safe


@pytest.fixture
def now() -> datetime:
    """Give a full hour and a full day in UTC, told in the province's zone."""
    return datetime(2026, 11, 23, 7, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def keys() -> tuple[Key, Key]:
    """Give an old key and a newer one."""
    return Key(id=1, secret=b"\x01" * 32), Key(id=2, secret=b"\x02" * 32)


@pytest.fixture
def keyring(keys: tuple[Key, Key]) -> Keyring:
    """Give the keys before any rotation."""
    return Keyring(keys[:1])


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Open an empty store."""
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'store.db'}")
    yield store
    await store.dispose()


@pytest.fixture
async def safe(store: Store, keyring: Keyring, tmp_path: Path, keys: tuple[Key, Key]) -> Safe:
    """Open a vault with its tables."""
    await lay(tmp_path / "store.db", "vault")
    return Safe(vault=Vault(store, keyring), store=store, folder=tmp_path, keys=keys)


@pytest.fixture
def vault(safe: Safe) -> Vault:
    """Open a vault with its tables."""
    return safe.vault
