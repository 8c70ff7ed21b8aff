"""News for one reporter come in one notice while it waits, at its random time, unless somebody is in danger."""

from datetime import timedelta

import pytest

from bot.domain.conversation import ReplyAddress
from bot.domain.identifiers import ChatId, Handle, Language, TipId
from bot.domain.letters import Letter, notice_id
from bot.ports.tips import Notice
from bot.services.delivery import Delivery, burn
from bot.services.presence import Presence
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.services.office import FakeClock

TIP = TipId("a" * 32)
ADDRESS = ReplyAddress(handle=Handle("b" * 32), tip=TIP, chat=ChatId(7), language=Language("vi"))
DELAY = timedelta(minutes=5)


@pytest.fixture
def presence() -> Presence:
    """Give a presence that draws no lots."""
    return Presence(shortest=DELAY, longest=DELAY)


@pytest.fixture
async def delivery(vault: Vault, casebook: Casebook, clock: FakeClock, presence: Presence) -> Delivery:
    """Give the two outboxes, with an address of a reporter."""
    async with vault.begin() as session:
        await session.handles.open(ADDRESS)
    return Delivery(vault, casebook, clock, presence)


async def looks(delivery: Delivery, casebook: Casebook, *news: str, urgent: bool = False) -> list[Letter]:
    """Let news of a tip come, and give what may be sent now."""
    async with casebook.begin() as book:
        for name in news:
            await book.notices.put(Notice(id=name, handle=ADDRESS.handle, tip=TIP, urgent=urgent))
    return list((await delivery.look()).letters)


async def test_a_second_change_sends_no_second_notice(delivery: Delivery, casebook: Casebook, clock: FakeClock) -> None:
    """While the first one waits; its time is not drawn again."""
    await looks(delivery, casebook, "first")
    clock.passes(minutes=4)
    early = await looks(delivery, casebook, "second", "third")
    clock.passes(minutes=1)
    (letter,) = await looks(delivery, casebook)
    await delivery.letter_sent(letter, ())
    clock.passes(minutes=30)

    assert early == []
    assert await looks(delivery, casebook) == []


async def test_a_change_after_the_notice_was_sent_is_told_anew(
    delivery: Delivery, casebook: Casebook, clock: FakeClock
) -> None:
    """What was read may be older than this."""
    await looks(delivery, casebook, "first")
    clock.passes(minutes=5)
    (first,) = await looks(delivery, casebook)
    await delivery.letter_sent(first, ())

    await looks(delivery, casebook, "second")
    clock.passes(minutes=5)

    assert [notice_id(ADDRESS)] == [letter.id for letter in await looks(delivery, casebook)]


async def test_a_change_while_the_notice_is_being_sent_is_told_anew(
    delivery: Delivery, casebook: Casebook, clock: FakeClock
) -> None:
    """Telegram may have shown the first one before its answer reached us."""
    await looks(delivery, casebook, "first")
    clock.passes(minutes=5)
    (first,) = await looks(delivery, casebook)
    with delivery.leaving(first):
        await looks(delivery, casebook, "second")
        await delivery.letter_sent(first, ())
    clock.passes(minutes=5)

    assert 1 == len(await looks(delivery, casebook))


@pytest.mark.parametrize("urgent", [True, False])
async def test_what_need_not_wait_pulls_the_waiting_notice_forward(
    delivery: Delivery, casebook: Casebook, clock: FakeClock, presence: Presence, *, urgent: bool
) -> None:
    """An urgent tip's news, or those of a reporter who is there: one notice, now."""
    await looks(delivery, casebook, "first")
    if not urgent:
        presence.acted(TIP, clock.now())

    (letter,) = await looks(delivery, casebook, "second", urgent=urgent)
    await delivery.letter_sent(letter, ())
    clock.passes(minutes=30)

    assert await looks(delivery, casebook) == []


async def test_a_notice_that_telegram_held_back_is_not_hurried(
    delivery: Delivery, casebook: Casebook, clock: FakeClock
) -> None:
    """It was tried already, and the chat is closed for as long as Telegram says."""
    (letter,) = await looks(delivery, casebook, "first", urgent=True)
    await delivery.letter_failed(letter, again_in=timedelta(minutes=3))

    now = await looks(delivery, casebook, "second", urgent=True)
    clock.passes(minutes=3)

    assert now == []
    assert 1 == len(await looks(delivery, casebook))


async def test_news_after_a_notice_that_could_not_be_delivered(delivery: Delivery, casebook: Casebook) -> None:
    """Who had blocked the bot and came back hears of what is new."""
    (dead,) = await looks(delivery, casebook, "first", urgent=True)
    await delivery.letter_refused(dead)

    assert 1 == len(await looks(delivery, casebook, "second", urgent=True))


async def test_nothing_comes_to_an_address_that_was_burnt(
    delivery: Delivery, casebook: Casebook, vault: Vault, clock: FakeClock
) -> None:
    """Not even a notice that waited for its time."""
    await looks(delivery, casebook, "first")
    async with vault.begin() as session:
        await burn(session, ADDRESS.handle)
    clock.passes(minutes=30)

    assert await looks(delivery, casebook) == []
