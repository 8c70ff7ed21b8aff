"""Real stores in a temporary folder, the shipped directory, and a clock that can be set."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.places.directory import Directory, load
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Key, Keyring
from storage.vault import Vault
from tests.blank_stores import lay
from tests.services.office import FakeClock, Office


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Give the directory of An Giang as it is shipped: nothing can change it."""
    return load()


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock."""
    return FakeClock()


@pytest.fixture
async def casebook_store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Open an empty casebook's database."""
    await lay(tmp_path / "casebook.db", "casebook")
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'casebook.db'}")
    yield store
    await store.dispose()


@pytest.fixture
def casebook(casebook_store: Store) -> Casebook:
    """Open an empty casebook."""
    return Casebook(casebook_store, Keyring([Key(id=1, secret=b"\x01" * 32)]))


@pytest.fixture
async def vault(tmp_path: Path) -> AsyncGenerator[Vault]:
    """Open an empty vault."""
    await lay(tmp_path / "vault.db", "vault")
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'vault.db'}")
    yield Vault(store, Keyring([Key(id=1, secret=b"\x02" * 32)]))
    await store.dispose()


@pytest.fixture
async def office(casebook_store: Store, casebook: Casebook, directory: Directory, clock: FakeClock) -> Office:
    """Open two offices of police with everybody enrolled and the groups bound."""
    office = Office(store=casebook_store, casebook=casebook, directory=directory, clock=clock)
    await office.opens()
    return office
