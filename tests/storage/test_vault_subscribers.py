"""Who wants to be told what: kept whole, found by the chat alone, forgotten at once."""

from dataclasses import replace

from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.identifiers import ChatId, Language
from storage.vault import Vault
from storage.vault.broadcast_tables import subscriber_communes, subscribers
from tests.storage.broadcasting import numbers_of
from tests.storage.safe import COMMUNE, LAN, MINH, OTHER_COMMUNE, RUN, Safe, subscription

UNUSUAL = Subscription(
    chat=LAN,
    language=Language("en"),
    communes=(COMMUNE, OTHER_COMMUNE),
    topics=frozenset({Topic.FIRE, Topic.GOOD_DEEDS}),
    quiet=QuietHours(start=0, end=5),
    weekly=None,
    urgent_only=True,
)


async def test_a_subscription_comes_back_as_it_was_kept(vault: Vault) -> None:
    """Kept anew, it takes the place of the one before; another chat has none."""
    async with vault.begin() as session:
        await session.subscribers.keep(subscription(LAN))
        assert await session.subscribers.of(LAN) == subscription(LAN)

        await session.subscribers.keep(UNUSUAL)
        assert await session.subscribers.of(LAN) == UNUSUAL
        assert await session.subscribers.of(MINH) is None
        assert await session.subscribers.count() == 1


async def test_who_leaves_is_forgotten_at_once(safe: Safe) -> None:
    """No row is left; a second time there is nothing to end."""
    async with safe.vault.begin() as session:
        await session.subscribers.keep(subscription(LAN))

        assert await session.subscribers.end(LAN) is True
        assert await session.subscribers.end(LAN) is False

    async with safe.store.looking() as connection:
        assert (await connection.execute(subscribers.select())).all() == []
        assert (await connection.execute(subscriber_communes.select())).all() == []


async def test_who_comes_back_has_a_number_that_nobody_had(safe: Safe) -> None:
    """Nothing that was kept under the former one is theirs, also where they were the latest."""
    given: list[int] = []
    for _ in range(3):
        async with safe.vault.begin() as session:
            await session.subscribers.keep(subscription(LAN))
        given += await numbers_of(safe.store)
        async with safe.vault.begin() as session:
            await session.subscribers.end(LAN)

    assert given == [1, 2, 3]


async def test_after_a_rotation_a_subscription_is_found_changed_and_ended(safe: Safe) -> None:
    """By either key, and sealed under the newer one when it is kept."""
    async with safe.vault.begin() as session:
        await session.subscribers.keep(subscription(LAN))
        await session.subscribers.keep(subscription(MINH))

    async with safe.rotated().begin() as session:
        assert await session.subscribers.of(LAN) == subscription(LAN)
        await session.subscribers.keep(UNUSUAL)
        assert await session.subscribers.of(LAN) == UNUSUAL
        assert await session.subscribers.count() == 2
        assert await session.subscribers.end(MINH) is True


async def test_a_reach_is_counted_in_parts(vault: Vault) -> None:
    """Whoever has two communes of the audience counts once, whoever wants urgent ones alone only there."""
    everybody = [ChatId(LAN + number) for number in range(10)]
    async with vault.begin() as session:
        for chat in everybody:
            both = replace(subscription(chat), communes=(COMMUNE, OTHER_COMMUNE))
            await session.subscribers.keep(replace(both, urgent_only=chat == LAN))
        counted: dict[bool, list[int]] = {}
        for urgent in (False, True):
            after: int | None = 0
            counted[urgent] = []
            while after is not None:
                found = await session.subscribers.reach(RUN.audience, urgent=urgent, after=after, limit=4)
                counted[urgent].append(found.count)
                after = found.after

    assert counted == {False: [3, 4, 2], True: [4, 4, 2]}
