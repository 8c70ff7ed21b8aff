"""A handle leads to a chat until it is burnt or its day has come."""

from datetime import datetime, timedelta

from bot.domain.identifiers import Language
from storage.vault import Vault
from tests.storage.safe import LAN, MINH, Safe, address


async def test_an_address_is_found_by_its_handle_and_by_its_chat(vault: Vault) -> None:
    """Both ways lead to the same address."""
    async with vault.begin() as session:
        await session.handles.open(address(1))
        await session.handles.open(address(2))
        await session.handles.open(address(3, MINH))

        assert await session.handles.of(address(2).handle) == address(2)
        assert {each.handle for each in await session.handles.in_chat(LAN)} == {address(1).handle, address(2).handle}
        assert await session.handles.of(address(4).handle) is None


async def test_opening_again_follows_chat_and_language_and_keeps_the_end(vault: Vault, now: datetime) -> None:
    """A replay changes nothing else."""
    moved = address(1, MINH, Language("en"))
    async with vault.begin() as session:
        await session.handles.open(address(1))
        await session.handles.expire(address(1).handle, after=now)

        await session.handles.open(moved)

        assert await session.handles.of(moved.handle) == moved
        assert (await session.handles.in_chat(LAN), await session.handles.in_chat(MINH)) == ([], [moved])
        await session.sweep(now)
        assert await session.handles.of(moved.handle) is None


async def test_a_burnt_address_is_gone(vault: Vault) -> None:
    """Burning tells whether there was something to burn."""
    async with vault.begin() as session:
        await session.handles.open(address(1))

        assert await session.handles.burn(address(1).handle) is True
        assert await session.handles.burn(address(1).handle) is False
        assert await session.handles.in_chat(LAN) == []


async def test_an_address_ends_when_its_day_begins(vault: Vault, now: datetime) -> None:
    """Exactly at the bound; without a day it never ends."""
    async with vault.begin() as session:
        await session.handles.open(address(1))
        await session.handles.open(address(2))
        await session.handles.expire(address(1).handle, after=now + timedelta(days=30, hours=5))

        await session.sweep(now + timedelta(days=30) - timedelta(seconds=1))
        assert len(await session.handles.in_chat(LAN)) == 2

        await session.sweep(now + timedelta(days=30))
        assert await session.handles.in_chat(LAN) == [address(2)]


async def test_an_end_can_be_taken_back(vault: Vault, now: datetime) -> None:
    """A tip that was reopened is answered again."""
    async with vault.begin() as session:
        await session.handles.open(address(1))
        await session.handles.expire(address(1).handle, after=now)
        await session.handles.expire(address(1).handle, after=None)

        await session.sweep(now + timedelta(days=400))

        assert await session.handles.of(address(1).handle) == address(1)


async def test_after_a_rotation_addresses_are_found_opened_again_and_burnt(safe: Safe) -> None:
    """The row of the old pepper is the one that changes."""
    async with safe.vault.begin() as session:
        await session.handles.open(address(1))

    async with safe.rotated().begin() as session:
        assert await session.handles.of(address(1).handle) == address(1)
        await session.handles.open(address(1, MINH))
        assert (await session.handles.in_chat(LAN), len(await session.handles.in_chat(MINH))) == ([], 1)
        assert await session.handles.burn(address(1).handle) is True
        assert await session.handles.of(address(1).handle) is None
