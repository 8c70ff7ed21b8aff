"""How both stores are, for whoever keeps the system: counts and states, never a value. Nothing here changes a store.

It may be asked while the bot works, from another process: it reads, and keeps nobody from writing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.units import UnitCode
from bot.ports.usage import CodeInUse
from storage.casebook import CasebookSession
from storage.engine import Store
from storage.migrations import Standing, Which, standing
from storage.rewrapping import under_older_keys
from storage.sealing import Keyring
from storage.vault import VaultSession


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreHealth:
    """What is true of either store."""

    is_sound: bool  #: whether the database can be read, and SQLite's quick check finds nothing
    schema: Standing | None = None  #: None where it cannot be read
    size: int | None = None  #: bytes on the disk, log included; None where it is not a file
    under_older_keys: int | None = None  #: sealed values that a rotation has left to be sealed anew


@dataclass(frozen=True, slots=True, kw_only=True)
class InVault:
    """What waits in the vault."""

    inbox_waiting: int
    inbox_aside: int
    letters_waiting: int
    letters_dead: int
    subscriptions: int
    deliveries_waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InCasebook:
    """What waits in the casebook, and how its log is."""

    dispatches: Mapping[UnitCode, int]  #: waiting for a unit's group, the unit's code being the key
    codes_in_use: Sequence[CodeInUse]  #: of the directory's file
    broadcasts_missed: int  #: that could not be sent in time: an officer of their unit is asked
    audit_first_broken: int | None  #: None where every entry fits


async def of_vault(store: Store, keyring: Keyring) -> tuple[StoreHealth, InVault | None]:
    """Look at the vault; into it only where it is sound and its schema is this version's."""
    health = await _of(store, keyring, "vault")
    if not _is_readable(health):
        return health, None
    async with store.looking() as connection:
        session = VaultSession(connection, keyring)
        waiting, aside = await session.inbox.counts()
        letters, dead = await session.letters.counts()
        subscriptions, deliveries = await session.subscribers.count(), await session.deliveries.waiting()
    return health, InVault(
        inbox_waiting=waiting,
        inbox_aside=aside,
        letters_waiting=letters,
        letters_dead=dead,
        subscriptions=subscriptions,
        deliveries_waiting=deliveries,
    )


async def of_casebook(store: Store, keyring: Keyring) -> tuple[StoreHealth, InCasebook | None]:
    """Look at the casebook; into it only where it is sound and its schema is this version's."""
    health = await _of(store, keyring, "casebook")
    if not _is_readable(health):
        return health, None
    async with store.looking() as connection:
        session = CasebookSession(connection, keyring)
        dispatches = await session.dispatches.waiting_for()
        used = await session.usage.codes()
        missed = await session.occurrences.in_state(OccurrenceState.MISSED)
        broken = await session.audit.first_broken()
    return health, InCasebook(
        dispatches=dispatches, codes_in_use=used, broadcasts_missed=len(missed), audit_first_broken=broken
    )


async def _of(store: Store, keyring: Keyring, which: Which) -> StoreHealth:
    size = _size(store)
    try:
        async with store.looking() as connection:
            is_sound = await _is_sound(connection)
            schema = await connection.run_sync(standing, which)
            older = await under_older_keys(connection, keyring, which) if is_sound and schema == "head" else None
    except OperationalError:  # locked or unreachable is not damaged
        raise
    except DatabaseError:
        return StoreHealth(is_sound=False, size=size)
    return StoreHealth(is_sound=is_sound, schema=schema, size=size, under_older_keys=older)


def _is_readable(health: StoreHealth) -> bool:
    return health.is_sound and health.schema == "head"


def _size(store: Store) -> int | None:
    if store.file is None:
        return None
    files = (store.file, store.file.with_name(f"{store.file.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


async def _is_sound(connection: AsyncConnection) -> bool:
    """Ask SQLite to look through its pages; others look after theirs themselves."""
    if connection.dialect.name != "sqlite":
        return True
    return (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar() == "ok"
