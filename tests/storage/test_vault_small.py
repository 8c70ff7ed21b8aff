"""Tokens, trails and counts of sendings: small things with short lives."""

from datetime import datetime, timedelta

from bot.domain.conversation import AfterSending, Purpose, Reading
from bot.domain.identifiers import MessageId, TipId, Token
from storage.vault import Vault
from tests.storage.safe import LAN, MINH, Safe, address

TIP, OTHER_TIP, THIRD_TIP = (TipId(letter * 32) for letter in "abc")


def messages(*numbers: int) -> list[MessageId]:
    """Give message ids."""
    return [MessageId(number) for number in numbers]


async def test_a_token_leads_to_its_purpose(vault: Vault, now: datetime) -> None:
    """Each of 16 symbols that fit into a button; an unknown one leads nowhere."""
    purposes: list[Purpose] = [
        Reading(tip=TIP, by_receipt=True),
        AfterSending(tip=TIP, handle=address().handle, trail="t", sent=now),
    ]
    async with vault.begin() as session:
        tokens = [await session.tokens.mint(purpose, now=now) for purpose in purposes]

        assert [await session.tokens.purpose(token) for token in tokens] == purposes
        assert await session.tokens.purpose(Token("A" * 16)) is None
    assert [len(token) for token in tokens] == [16, 16]


async def test_a_token_is_kept_for_35_days(vault: Vault, now: datetime) -> None:
    """Exactly at the bound."""
    async with vault.begin() as session:
        token = await session.tokens.mint(Reading(tip=TIP), now=now)

        await session.sweep(now + timedelta(days=35) - timedelta(seconds=1))
        assert await session.tokens.purpose(token) is not None

        await session.sweep(now + timedelta(days=35))
        assert await session.tokens.purpose(token) is None


async def test_the_messages_of_a_trail_or_of_a_chat_are_given_oldest_first(vault: Vault, now: datetime) -> None:
    """Trails of the same name in two chats are two."""
    async with vault.begin() as session:
        await session.trails.add(LAN, "a", messages(12, 11), now=now)
        await session.trails.add(LAN, "a", messages(10, 11), now=now)
        await session.trails.add(LAN, "b", messages(5), now=now)
        await session.trails.add(LAN, "b", [], now=now)
        await session.trails.add(MINH, "a", messages(99), now=now)

        assert await session.trails.of(LAN, "a") == [10, 11, 12]
        assert await session.trails.of(LAN, None) == [5, 10, 11, 12]
        assert await session.trails.of(MINH, "b") == []


async def test_a_forgotten_trail_is_gone_and_the_others_stay(vault: Vault, now: datetime) -> None:
    """One trail, then the whole chat."""
    async with vault.begin() as session:
        await session.trails.add(LAN, "a", messages(1), now=now)
        await session.trails.add(LAN, "b", messages(2), now=now)
        await session.trails.add(MINH, "a", messages(3), now=now)

        await session.trails.forget(LAN, "a")
        assert await session.trails.of(LAN, None) == [2]

        await session.trails.forget(LAN, None)
        assert (await session.trails.of(LAN, None), await session.trails.of(MINH, None)) == ([], [3])


async def test_trails_are_forgotten_after_48_hours(vault: Vault, now: datetime) -> None:
    """Exactly at the bound."""
    async with vault.begin() as session:
        await session.trails.add(LAN, "a", messages(1), now=now)

        await session.sweep(now + timedelta(hours=47, minutes=59))
        assert await session.trails.of(LAN, None) == [1]

        await session.sweep(now + timedelta(hours=48))
        assert await session.trails.of(LAN, None) == []


async def test_a_tip_is_counted_once_and_never_against_itself(vault: Vault, now: datetime) -> None:
    """A replay, even hours later, adds nothing; another chat's tips do not count."""
    async with vault.begin() as session:
        for later in (0, 0, 3):
            await session.sendings.record(LAN, TIP, now=now + timedelta(hours=later))
        await session.sendings.record(LAN, OTHER_TIP, now=now + timedelta(hours=3))
        await session.sendings.record(MINH, THIRD_TIP, now=now)

        three_later = now + timedelta(hours=3, minutes=30)
        assert await session.sendings.count(LAN, besides=THIRD_TIP, now=three_later) == (1, 2)
        assert await session.sendings.count(LAN, besides=OTHER_TIP, now=three_later) == (0, 1)


async def test_sendings_count_for_a_day(vault: Vault, now: datetime) -> None:
    """Exactly at the bound, swept or not."""
    almost, over = now + timedelta(hours=23, minutes=59), now + timedelta(hours=24)
    async with vault.begin() as session:
        await session.sendings.record(LAN, TIP, now=now)

        await session.sweep(almost)
        assert await session.sendings.count(LAN, besides=OTHER_TIP, now=almost) == (0, 1)
        assert await session.sendings.count(LAN, besides=OTHER_TIP, now=over) == (0, 0)

        await session.sweep(over)
        assert await session.sendings.count(LAN, besides=OTHER_TIP, now=almost) == (0, 0)


async def test_after_a_rotation_all_of_them_are_found(safe: Safe, now: datetime) -> None:
    """Tokens lead on, trails are given, a sending is not counted twice."""
    async with safe.vault.begin() as session:
        token = await session.tokens.mint(Reading(tip=TIP), now=now)
        await session.trails.add(LAN, "a", messages(1), now=now)
        await session.sendings.record(LAN, TIP, now=now)

    async with safe.rotated().begin() as session:
        assert await session.tokens.purpose(token) == Reading(tip=TIP)
        assert (await session.trails.of(LAN, "a"), await session.trails.of(LAN, None)) == ([1], [1])
        await session.sendings.record(LAN, TIP, now=now)
        assert await session.sendings.count(LAN, besides=OTHER_TIP, now=now) == (1, 1)
        assert await session.sendings.count(LAN, besides=TIP, now=now) == (0, 0)
