"""After a rotation everything is sealed anew; nothing is lost on the way, whoever is killed, and all is still found."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.conversation import ReplyAddress
from bot.domain.dispatches import ToChat
from bot.domain.identifiers import ChatId, MessageId, TipId, Token
from storage.casebook import Casebook
from storage.casebook.tables import entries, evidence, officers, tips
from storage.columns import Hashed, Sealed
from storage.engine import Store
from storage.migrations import Which, bring_up
from storage.rewrapping import Rewrapped, rewrap, under_older_keys
from storage.vault import Vault
from storage.vault.tables import handles
from tests.storage.broadcast_samples import BROADCAST, CHANNEL
from tests.storage.casebook_samples import (
    ENTRY,
    GROUP_CHAT,
    OFFICER,
    OTHER_RECEIPT,
    OTHER_TIP,
    RECEIPT,
    TIP,
    UNIT,
    card,
    raw,
)
from tests.storage.filled import (
    BOTH,
    ERRAND,
    GROUP,
    INVITATION,
    MESSAGE,
    METADATA,
    NEW,
    OLD,
    POST,
    PURPOSE,
    TO_GROUP,
    Kept,
    byte_columns,
    filled,
    values,
)
from tests.storage.safe import LAN, MINH, address, arrival, conversation, letter

STORES: tuple[Which, ...] = ("vault", "casebook")

#: What a tip's own key sealed.
OWN = {
    str(column) for column in (tips.c.account, tips.c.outcome_blanks, tips.c.number, entries.c.words, evidence.c.record)
}

#: Hashes of what stands nowhere in the store: they stay, and with them their pepper.
STAY: dict[Which, set[str]] = {
    "vault": {
        "seen.update",
        "tokens.token",
        "trails.chat",
        "trails.trail",
        "letters.key",
        "letter_keys.key",
        "sendings.chat",
        "sendings.tip",
    },
    "casebook": {"applied.errand", "tips.receipt", "dispatches.merge_key", "invitations.token", "audit.hash"},
}


@pytest.fixture(params=STORES)
async def kept(request: pytest.FixtureRequest, store: Store, now: datetime) -> Kept:
    """Give either store."""
    return await filled(store, request.param, now)


@pytest.fixture
async def vault(store: Store, now: datetime) -> Kept:
    """Give the vault, rewrapped."""
    kept = await filled(store, "vault", now)
    await rewrap(store, BOTH, "vault")
    return kept


@pytest.fixture
async def casebook(store: Store, now: datetime) -> Kept:
    """Give the casebook, rewrapped."""
    kept = await filled(store, "casebook", now)
    await rewrap(store, BOTH, "casebook")
    return kept


async def test_every_table_holds_something_in_these_tests(kept: Kept) -> None:
    """A table or column that is added is looked at here too."""
    async with kept.store.looking() as connection:
        tables = METADATA[kept.which].sorted_tables
        rows = [(table.name, (await connection.execute(select(table).limit(1))).first()) for table in tables]
        empty = [str(column) for column in byte_columns(kept.which) if not await values(connection, column)]

    assert [name for name, row in rows if row is None] == []
    assert empty == []


async def test_no_seal_of_the_old_key_is_left(kept: Kept) -> None:
    """Every value in every column names the new key, but what a tip's own key sealed, which stays as it is."""
    before = await seals(kept)

    await rewrap(kept.store, BOTH, kept.which)

    after = await seals(kept)
    assert {1} == {BOTH.key_of(value) for found in before.values() for value in found}
    for column, found in after.items():
        if column in OWN:
            assert before[column] == found
        else:
            assert {2} == {BOTH.key_of(value) for value in found}


async def test_only_hashes_of_what_is_nowhere_known_keep_their_old_pepper(kept: Kept) -> None:
    """All others are made anew: a store without the old key's file loses nobody's chat, handle, letter or officer."""
    hashed = [column for column in byte_columns(kept.which) if isinstance(column.type, Hashed)]
    async with kept.store.looking() as connection:
        before = {str(column): await values(connection, column) for column in hashed}

    await rewrap(kept.store, BOTH, kept.which)

    async with kept.store.looking() as connection:
        stayed = {str(column) for column in hashed if before[str(column)] & await values(connection, column)}
    assert STAY[kept.which] == stayed


async def test_a_second_time_there_is_nothing_to_do(kept: Kept) -> None:
    """Everything is counted once."""
    first = await rewrap(kept.store, BOTH, kept.which)
    before = await seals(kept)

    second = await rewrap(kept.store, BOTH, kept.which)

    assert 6 <= len(first.rows)
    assert Rewrapped(rows={}, unopened={}) == second
    assert before == await seals(kept)


async def test_the_old_seals_lie_nowhere_on_the_disk(kept: Kept, tmp_path: Path) -> None:
    """Whoever has the old key and the file, log included, opens nothing with it."""
    old = {value for column, found in (await seals(kept)).items() if column not in OWN for value in found}
    assert [value for value in old if value not in raw(tmp_path)] == []

    await rewrap(kept.store, BOTH, kept.which)

    assert [value for value in old if value in raw(tmp_path)] == []


async def test_without_the_old_key_the_vault_still_knows_everybody(vault: Kept, now: datetime) -> None:
    """Whoever is spoken with, where answers go, what has come and what is to be sent."""
    async with Vault(vault.store, NEW).begin() as session:
        assert [arrival(1).payload, arrival(2).payload] == [errand.payload for errand in await session.inbox.waiting()]
        assert await session.conversations.of(LAN) == conversation(now, LAN)
        assert await session.handles.of(address(2).handle) == address(2, LAN)
        assert await session.handles.in_chat(MINH) == [address(1, MINH)]
        assert await session.letters.due(now + timedelta(hours=2), limit=5) == [letter("1")]
        await session.letters.sent("1")
        assert await session.letters.due(now + timedelta(hours=2), limit=5) == [letter("2")]
        await session.conversations.save(conversation(now, LAN))
        assert 2 == len(await session.conversations.every())
        await session.inbox.set_aside((await session.inbox.waiting())[1].id, number="K7", now=now)
        assert await session.inbox.aside(LAN) == ["K7"]


async def test_with_the_old_key_the_vault_finds_what_only_its_pepper_finds(vault: Kept, now: datetime) -> None:
    """Buttons in chats, messages to be deleted, updates that came, tips that were counted, letters put before."""
    async with Vault(vault.store, BOTH).begin() as session:
        assert await session.tokens.purpose(Token(vault.secret)) == PURPOSE
        assert await session.trails.of(LAN, "a") == [MESSAGE]
        assert await session.trails.of(LAN, None) == [MESSAGE]
        assert await session.inbox.add([arrival(1, MINH), arrival(2)], now=now) == []
        assert await session.sendings.count(LAN, besides=TipId("0" * 32), now=now) == (1, 1)
        await session.letters.put(letter("3"), due=now, key="key 1")
        assert await session.letters.counts() == (2, 0)


async def test_without_the_old_key_the_casebook_still_knows_everybody(casebook: Kept, now: datetime) -> None:
    """Tips and what was said about them, officers, messages, groups, facts, and what is on its way."""
    moved = ChatId(GROUP_CHAT - 1)
    async with Casebook(casebook.store, NEW).begin() as session:
        assert await session.tips.at_unit(UNIT) == [TIP, OTHER_TIP]
        assert await session.threads.of(TIP.id) == [ENTRY]
        await session.tips.save(replace(TIP, version=5))
        assert await session.officers.of_user(OFFICER.user) == [OFFICER]
        assert await session.posts.at(GROUP_CHAT, POST.message) == POST
        await session.posts.add([replace(POST, chat=ChatId(OFFICER.user), message=MessageId(99))])
        assert await session.broadcasts.of(BROADCAST.id) == replace(BROADCAST, version=1)
        assert await session.broadcast_posts.at(GROUP_CHAT, POST.message) == BROADCAST.id
        assert await session.channels.unit_of(CHANNEL) == UNIT
        assert await session.groups.of(UNIT) == GROUP
        assert await session.facts.get("bot.username") == "TinBaoBot"
        await session.groups.moved(GROUP_CHAT, moved)
        assert [card("to a unit"), replace(TO_GROUP, to=ToChat(chat=moved))] == await session.dispatches.due(
            now, limit=5
        )


async def test_with_the_old_key_the_casebook_finds_what_only_its_pepper_finds(casebook: Kept, now: datetime) -> None:
    """Receipts, errands that were done, invitations, what dispatches merge by, and the audit's chain."""
    async with Casebook(casebook.store, BOTH).begin() as session:
        assert await session.tips.by_receipt([RECEIPT]) == TIP
        assert await session.tips.by_receipt([OTHER_RECEIPT]) == OTHER_TIP
        assert await session.applied.first_time(ERRAND, now=now) is False
        assert await session.invitations.redeem(casebook.secret, now=now) == INVITATION
        await session.dispatches.put(card("anew"), now=now, key="card")
        assert [card("anew"), TO_GROUP] == await session.dispatches.due(now, limit=5)
        await session.audit.write("tip.closed", at=now, actor="system")
        assert await session.audit.first_broken() is None


async def test_killed_in_the_middle_everything_opens_and_the_rest_follows(store: Store) -> None:
    """Others get their turn between two rows; what was exchanged stays so, what was not opens by the old key."""
    await bring_up(store, "vault")
    addresses = [address(number, ChatId(LAN + number % 7)) for number in range(60)]
    async with Vault(store, OLD).begin() as session:
        for each in addresses:
            await session.handles.open(each)

    async with asyncio.TaskGroup() as tasks:
        work = tasks.create_task(rewrap(store, BOTH, "vault", batch=1))
        while await older(store) > 50:
            assert await found(store, addresses) == addresses
        work.cancel()

    assert work.cancelled()
    assert 40 < await older(store) <= 50
    assert await found(store, addresses) == addresses
    left = await older(store)
    assert {"handles": left} == (await rewrap(store, BOTH, "vault", batch=7)).rows
    assert await older(store) == 0
    async with Vault(store, NEW).begin() as session:
        assert [await session.handles.of(each.handle) for each in addresses] == addresses


async def test_what_does_not_open_is_left_and_holds_up_nothing(store: Store, now: datetime) -> None:
    """A value that somebody damaged is counted, not touched."""
    await filled(store, "casebook", now)
    async with store.begin() as connection:
        await connection.execute(update(officers).values(name=b"\x00\x01" + bytes(40)))
        damaged = (await connection.execute(select(officers))).one()

    done = await rewrap(store, BOTH, "casebook")

    assert done.unopened == {"officers": 1}
    assert done.rows == {
        "broadcast_posts": 1,
        "broadcasts": 1,
        "channels": 1,
        "dispatches": 2,
        "facts": 2,
        "groups": 1,
        "posts": 2,
        "rosters": 1,
        "tips": 2,
    }
    async with store.begin() as connection:
        assert (await connection.execute(select(officers))).one() == damaged


async def test_what_is_kept_again_between_rotation_and_rewrapping_is_all_new(store: Store, now: datetime) -> None:
    """A row never names the new key in its seal and the old one in its hashes."""
    await filled(store, "vault", now)
    async with Vault(store, BOTH).begin() as session:
        await session.handles.expire(address(1).handle, after=now + timedelta(days=30))
        await session.handles.open(address(1, LAN))

    async with Vault(store, NEW).begin() as session:
        assert await session.handles.of(address(1).handle) == address(1, LAN)
    async with store.looking() as connection:
        assert 1 == len((await connection.execute(select(handles).where(handles.c.ends.is_not(None)))).all())


async def seals(kept: Kept) -> dict[str, set[bytes]]:
    """Give what stands in each sealed column."""
    async with kept.store.looking() as connection:
        return {
            str(column): await values(connection, column)
            for column in byte_columns(kept.which)
            if isinstance(column.type, Sealed)
        }


async def older(store: Store) -> int:
    """Count what the old key sealed in a vault."""
    async with store.looking() as connection:
        return await under_older_keys(connection, BOTH, "vault")


async def found(store: Store, addresses: list[ReplyAddress]) -> list[ReplyAddress | None]:
    """Give the addresses of these handles, by either key."""
    async with Vault(store, BOTH).begin() as session:
        return [await session.handles.of(each.handle) for each in addresses]
