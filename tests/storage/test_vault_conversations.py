"""A conversation is one a chat, sealed, and lasts a day after its last word."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.domain.conversation import Adding, Sorting, Telling
from bot.domain.identifiers import Language, TipId
from bot.domain.tip import Words
from storage.vault import Vault
from storage.vault.tables import conversations
from tests.storage.safe import LAN, MINH, Safe, arrival, conversation

DAY = timedelta(hours=24)


async def test_a_conversation_comes_back_as_it_was(vault: Vault, now: datetime) -> None:
    """Seed, words and times included, to the microsecond."""
    kept = conversation(now + timedelta(minutes=7, microseconds=5))

    async with vault.begin() as session:
        await session.conversations.save(kept)

    async with vault.begin() as session:
        assert await session.conversations.of(LAN) == kept
        assert await session.conversations.of(MINH) is None


async def test_what_waits_comes_back_in_its_order(vault: Vault, now: datetime) -> None:
    """Drafts, additions and stray texts, each as what it is."""
    kept = conversation(now)
    assert isinstance(kept.focus, Telling)
    words = (Words(message=7, text="Nó quay lại rồi"),)
    adding = Adding(tip=TipId("a" * 32), words=words, says_danger=True, denied=True)
    waiting = replace(kept, focus=None, parked=(kept.focus, adding, Sorting(words=words)))

    async with vault.begin() as session:
        await session.conversations.save(waiting)

    async with vault.begin() as session:
        assert await session.conversations.of(LAN) == waiting


async def test_saving_again_replaces(vault: Vault, now: datetime) -> None:
    """There is one conversation a chat."""
    kept = conversation(now)
    newer = replace(kept, version=3, language=Language("en"))

    async with vault.begin() as session:
        await session.conversations.save(kept)
        await session.conversations.save(newer)

        assert await session.conversations.every() == [newer]


async def test_a_dropped_conversation_is_gone(vault: Vault, now: datetime) -> None:
    """The other chat's stays."""
    other = conversation(now, MINH)

    async with vault.begin() as session:
        await session.conversations.save(conversation(now))
        await session.conversations.save(other)
        await session.conversations.drop(LAN)

        assert await session.conversations.every() == [other]


async def test_after_a_rotation_a_conversation_is_found_and_replaced(safe: Safe, now: datetime) -> None:
    """No second row grows beside the one with the old hash."""
    kept = conversation(now)
    async with safe.vault.begin() as session:
        await session.conversations.save(kept)

    async with safe.rotated().begin() as session:
        assert await session.conversations.of(LAN) == kept
        await session.conversations.save(replace(kept, version=1))
        assert await session.conversations.every() == [replace(kept, version=1)]


async def test_a_conversation_is_forgotten_a_day_after_its_last_word(vault: Vault, now: datetime) -> None:
    """To the second, though the column tells but the hour."""
    touched = now + timedelta(minutes=40)
    async with vault.begin() as session:
        await session.conversations.save(conversation(touched))

        await session.sweep(touched + DAY - timedelta(seconds=1))
        assert await session.conversations.of(LAN) is not None

        await session.sweep(touched + DAY)
        assert await session.conversations.of(LAN) is None


async def test_a_conversation_with_waiting_rows_does_not_expire(vault: Vault, now: datetime) -> None:
    """What the resident has said and we have not yet read still belongs to it; another chat's rows keep nothing."""
    async with vault.begin() as session:
        await session.conversations.save(conversation(now))
        await session.conversations.save(conversation(now, MINH))
        (errand,) = await session.inbox.add([arrival(1)], now=now)

        await session.sweep(now + 3 * DAY)
        assert await session.conversations.every() == [conversation(now)]

        await session.inbox.finish(errand.id)
        await session.sweep(now + 3 * DAY)
        assert await session.conversations.every() == []


async def test_a_conversation_lasts_while_a_row_of_its_chat_is_set_aside(vault: Vault, now: datetime) -> None:
    """A row that is put back in line finds its draft; the row's own end is the conversation's."""
    async with vault.begin() as session:
        await session.conversations.save(conversation(now))
        (errand,) = await session.inbox.add([arrival(1)], now=now)
        await session.inbox.set_aside(errand.id, number="K7Q", now=now)

        await session.sweep(now + timedelta(hours=71))
        assert await session.conversations.of(LAN) is not None

        await session.sweep(now + timedelta(hours=72))
        assert await session.conversations.of(LAN) is None


async def test_rows_of_before_a_rotation_keep_their_conversation(safe: Safe, now: datetime) -> None:
    """Whether hashed under the old pepper or the new one."""
    async with safe.vault.begin() as session:
        await session.inbox.add([arrival(1)], now=now)
    async with safe.rotated().begin() as session:
        await session.conversations.save(conversation(now))

        await session.sweep(now + DAY)

        assert await session.conversations.of(LAN) is not None


async def test_the_column_tells_the_hour_alone(safe: Safe, now: datetime) -> None:
    """The minute of a resident's last word is sealed."""
    async with safe.vault.begin() as session:
        await session.conversations.save(conversation(now + timedelta(minutes=59)))

    async with safe.store.begin() as connection:
        hour = (await connection.execute(select(conversations.c.hour))).scalar_one()

    assert hour == int(now.timestamp()) // 3600
