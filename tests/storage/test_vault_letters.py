"""Letters leave one at a time in each chat, in order, until they have arrived or been given up."""

from datetime import datetime, timedelta

from bot.domain.identifiers import Handle, MessageId, TipId, Token
from bot.domain.letters import Letter, NoticeLetter, ReceiptLetter
from bot.domain.units import UnitCode
from bot.ports.vault import VaultSession
from storage.vault import Vault
from tests.storage.safe import LAN, MINH, VI, Safe, letter

MINUTE = timedelta(minutes=1)


async def due(session: VaultSession, now: datetime, limit: int = 10) -> list[str]:
    """Give the ids of what may be sent now."""
    return [each.id for each in await session.letters.due(now, limit=limit)]


async def test_a_letter_comes_back_as_it_was(vault: Vault, now: datetime) -> None:
    """With its contents, whatever they are."""
    receipt = ReceiptLetter(
        receipt="TB", unit=UnitCode("30307"), token=Token("T" * 16), urgent=True, answers_here=True, watched=False
    )
    kept = Letter(id="r", chat=LAN, language=VI, content=receipt, edits=MessageId(4), trail="t")
    notice = Letter(id="n", chat=MINH, language=VI, content=NoticeLetter(token=Token("U" * 16)))
    async with vault.begin() as session:
        await session.letters.put(kept, due=now)
        await session.letters.put(notice, due=now)

        assert await session.letters.due(now, limit=10) == [kept, notice]


async def test_letters_of_one_chat_leave_one_at_a_time(vault: Vault, now: datetime) -> None:
    """The second may be sent when the first has been; the other chat does not wait."""
    async with vault.begin() as session:
        for identity, chat in (("1", LAN), ("2", LAN), ("3", MINH)):
            await session.letters.put(letter(identity, chat), due=now)

        assert await due(session, now) == ["1", "3"]
        assert await due(session, now, limit=1) == ["1"]
        await session.letters.sent("1")
        assert await due(session, now) == ["2", "3"]


async def test_letters_of_busy_chats_are_left_out(safe: Safe, now: datetime) -> None:
    """They are not even opened, and take no place of others; also after a rotation."""
    async with safe.vault.begin() as session:
        for identity, chat in (("1", LAN), ("2", LAN), ("3", MINH)):
            await session.letters.put(letter(identity, chat), due=now)

    async with safe.rotated().begin() as session:
        assert [letter("3", MINH)] == await session.letters.due(now, limit=1, besides=[LAN])
        assert [] == await session.letters.due(now, limit=1, besides=[LAN, MINH])


async def test_a_postponed_letter_holds_up_those_behind_it(vault: Vault, now: datetime) -> None:
    """Order within a chat outlasts a failure; attempts are counted."""
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now)
        await session.letters.put(letter("2"), due=now)

        await session.letters.postpone("1", until=now + 5 * MINUTE)

        assert await due(session, now + 4 * MINUTE) == []
        (first,) = await session.letters.due(now + 5 * MINUTE, limit=10)
        assert (first.id, first.attempts) == ("1", 1)


async def test_a_letter_meant_for_later_holds_up_nobody(vault: Vault, now: datetime) -> None:
    """A notice that waits its random time lets a receipt pass."""
    async with vault.begin() as session:
        await session.letters.put(letter("notice"), due=now + 20 * MINUTE)
        await session.letters.put(letter("receipt"), due=now)

        assert await due(session, now) == ["receipt"]
        await session.letters.sent("receipt")
        assert await due(session, now + 19 * MINUTE) == []
        assert await due(session, now + 20 * MINUTE) == ["notice"]


async def test_the_next_letter_is_the_soonest_that_can_leave(vault: Vault, now: datetime) -> None:
    """Those held up do not count, or whoever waits for them would not sleep."""
    async with vault.begin() as session:
        assert await session.letters.next_due(after=now) is None
        await session.letters.put(letter("1"), due=now)
        await session.letters.put(letter("2"), due=now)
        await session.letters.put(letter("3", MINH), due=now + 9 * MINUTE)

        assert await session.letters.next_due(after=now - MINUTE) == now
        assert await session.letters.next_due(after=now) == now + 9 * MINUTE
        await session.letters.postpone("1", until=now + 5 * MINUTE)
        assert await session.letters.next_due(after=now) == now + 5 * MINUTE


async def test_a_letter_is_due_at_once_whatever_the_fraction_of_the_second(vault: Vault, now: datetime) -> None:
    """Rounding delays nothing."""
    moment = now + timedelta(microseconds=999_999)
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=moment)

        assert await due(session, moment) == ["1"]


async def test_the_same_key_adds_nothing_while_it_waits_and_after_it_was_sent(vault: Vault, now: datetime) -> None:
    """A hand-over that is replayed is one letter."""
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now, key="k")
        await session.letters.put(letter("2"), due=now + 5 * MINUTE, key="k")
        assert await session.letters.counts() == (1, 0)

        await session.letters.sent("1")
        await session.letters.put(letter("3"), due=now + timedelta(hours=47), key="k")
        await session.letters.put(letter("4"), due=now, key="other")
        assert await due(session, now + timedelta(days=9)) == ["4"]


async def test_a_letter_put_twice_is_one(vault: Vault, now: datetime) -> None:
    """Its id alone is enough while it waits."""
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now)
        await session.letters.put(letter("1"), due=now)

        assert await session.letters.counts() == (1, 0)


async def test_a_key_is_forgotten_48_hours_after_its_letter_was_due(vault: Vault, now: datetime) -> None:
    """Exactly at the bound, swept or not."""
    bound = now + timedelta(hours=48)
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now, key="k")
        await session.letters.sent("1")

        await session.sweep(bound - timedelta(seconds=1))
        await session.letters.put(letter("2"), due=bound - timedelta(seconds=1), key="k")
        assert await session.letters.counts() == (0, 0)

        await session.sweep(bound)
        await session.letters.put(letter("3"), due=now, key="k")
        assert await session.letters.counts() == (1, 0)


async def test_a_key_lasts_as_long_as_its_letter_waits(vault: Vault, now: datetime) -> None:
    """Also where the letter was postponed for days, and 48 hours from then on."""
    later = now + timedelta(hours=100)
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now, key="k")
        await session.sweep(later)
        await session.letters.put(letter("2"), due=later, key="k")
        assert await session.letters.counts() == (1, 0)

        await session.letters.postpone("1", until=later)
        await session.letters.sent("1")
        await session.sweep(later + timedelta(hours=47))
        await session.letters.put(letter("3"), due=later + timedelta(hours=47), key="k")
        assert await session.letters.counts() == (0, 0)


async def test_a_dead_letter_lets_the_next_one_pass_and_is_kept_for_72_hours(vault: Vault, now: datetime) -> None:
    """Exactly at the bound."""
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now)
        await session.letters.put(letter("2"), due=now)

        await session.letters.bury("1", now=now)
        assert await due(session, now) == ["2"]
        assert await session.letters.counts() == (1, 1)

        await session.sweep(now + timedelta(hours=71, minutes=59))
        assert await session.letters.counts() == (1, 1)
        await session.sweep(now + timedelta(hours=72))
        assert await session.letters.counts() == (1, 0)


async def test_a_letter_that_stands_for_another_one_answers_to_its_key(vault: Vault, now: datetime) -> None:
    """So that a hand-over that is replayed after it was sent is no second letter."""
    async with vault.begin() as session:
        assert not await session.letters.joined("1", key="k", now=now, at_once=False)
        await session.letters.put(letter("1"), due=now + 5 * MINUTE)

        assert await session.letters.joined("1", key="k", now=now, at_once=False)
        assert await due(session, now) == []
        assert await session.letters.joined("1", key="l", now=now, at_once=True)
        assert await due(session, now) == ["1"]
        await session.letters.sent("1")
        await session.letters.put(letter("2"), due=now, key="k")
        assert await session.letters.counts() == (0, 0)


async def test_a_letter_takes_the_place_of_a_dead_one(vault: Vault, now: datetime) -> None:
    """Under the same id there is one."""
    async with vault.begin() as session:
        await session.letters.put(letter("1"), due=now)
        await session.letters.bury("1", now=now)

        await session.letters.put(letter("1"), due=now)

        assert await session.letters.counts() == (1, 0)


async def test_after_a_rotation_letters_are_read_known_and_taken_out(safe: Safe, now: datetime) -> None:
    """The old row answers to its id and its key."""
    async with safe.vault.begin() as session:
        await session.letters.put(letter("1"), due=now, key="k")

    async with safe.rotated().begin() as session:
        assert await session.letters.due(now, limit=1) == [letter("1")]
        await session.letters.put(letter("2"), due=now, key="k")
        assert await session.letters.counts() == (1, 0)
        await session.letters.postpone("1", until=now + MINUTE)
        await session.letters.sent("1")
        assert await session.letters.counts() == (0, 0)


async def test_ids_of_letters_and_keys_stand_nowhere_in_clear(safe: Safe, now: datetime) -> None:
    """They may be made of a tip's id or a handle, and would lead from the casebook to a row here."""
    tip, handle = TipId("feedfacefeedfacefeedfacefeedface"), Handle("cafebabecafebabecafebabecafebabe")
    async with safe.vault.begin() as session:
        await session.letters.put(letter(f"receipt-{tip}"), due=now, key=f"notice-{handle}")

    raw = safe.raw()

    assert (tip.encode() in raw, handle.encode() in raw) == (False, False)
