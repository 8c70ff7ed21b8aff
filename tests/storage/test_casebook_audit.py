"""The audit's chain: whoever touches it without the key is found at the number that was touched."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.ports import casebook as ports
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Keyring
from tests.storage.casebook_samples import KEY, NOW, OFFICER, UNIT, YOUNGER_KEY, keyring, opened_store

SWAP = (
    "UPDATE audit SET number = 99 WHERE number = 2",
    "UPDATE audit SET number = 2 WHERE number = 3",
    "UPDATE audit SET number = 3 WHERE number = 99",
)
CLOSE_UP = ("DELETE FROM audit WHERE number = 4", "UPDATE audit SET number = number - 1 WHERE number > 4")
CUT = ("DELETE FROM audit WHERE number > 4",)
UNNOTE = "DELETE FROM facts WHERE name = 'audit.end'"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Give an empty casebook's database."""
    async with opened_store(tmp_path) as store:
        yield store


@pytest.fixture
async def casebook(store: Store) -> ports.Casebook:
    """Give a casebook with an audit of six entries."""
    casebook = Casebook(store, keyring())
    await written(casebook, 6)
    return casebook


async def written(casebook: ports.Casebook, count: int) -> None:
    """Write entries that differ."""
    async with casebook.begin() as session:
        for number in range(count):
            at = NOW + timedelta(minutes=number)
            data = {"reference": "7K2QD", "count": number, "urgent": bool(number % 2)}
            await session.audit.write(f"tip.{number}", at=at, actor=OFFICER.id, unit=UNIT, data=data)


async def tampered(store: Store, *statements: str) -> None:
    """Change the database behind the casebook's back."""
    async with store.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def first_broken(casebook: ports.Casebook) -> int | None:
    """Give what the casebook says of its audit."""
    async with casebook.begin() as session:
        return await session.audit.first_broken()


async def test_an_untouched_chain_fits(casebook: ports.Casebook) -> None:
    """Nothing is broken, and entries without unit or data fit as well."""
    async with casebook.begin() as session:
        await session.audit.write("sweep", at=NOW, actor="system")

    assert await first_broken(casebook) is None


async def test_an_empty_chain_fits(store: Store, casebook: ports.Casebook) -> None:
    """A new casebook has nothing to hide; nor, as far as can be told, has one emptied together with its note."""
    await tampered(store, "DELETE FROM audit", UNNOTE)

    assert await first_broken(casebook) is None


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (("UPDATE audit SET action = 'other' WHERE number = 3",), 3),
        (("UPDATE audit SET actor = 'system' WHERE number = 1",), 1),
        (("UPDATE audit SET unit = NULL WHERE number = 6",), 6),
        (("UPDATE audit SET at = at + 1 WHERE number = 2",), 2),
        (("UPDATE audit SET data = replace(data, '7K2QD', '7K2QE') WHERE number = 5",), 5),
        (("UPDATE audit SET key = 2 WHERE number = 5",), 5),
        (("UPDATE audit SET hash = zeroblob(16) WHERE number = 4",), 4),
        (("DELETE FROM audit WHERE number = 4",), 4),
        (("DELETE FROM audit WHERE number = 1",), 1),
        (CLOSE_UP, 4),
        (SWAP, 2),
        (CUT, 5),
        (("DELETE FROM audit",), 1),
        ((UNNOTE,), 7),
        (("UPDATE facts SET value = zeroblob(60)",), 7),
    ],
)
async def test_tampering_is_found_where_it_was_done(
    store: Store, casebook: ports.Casebook, statements: tuple[str, ...], expected: int
) -> None:
    """Changed, taken out, exchanged, closed up or cut off: the first number that does not fit is named."""
    await tampered(store, *statements)

    assert await first_broken(casebook) == expected


@pytest.mark.parametrize(
    ("statements", "expected"),
    [(CUT, 5), ((*CUT, UNNOTE), 5), ((UNNOTE,), 7), (("DELETE FROM audit WHERE number = 6",), 6)],
)
async def test_writing_on_does_not_heal_a_cut(
    store: Store, casebook: ports.Casebook, statements: tuple[str, ...], expected: int
) -> None:
    """What was written after the tampering leaves it to be seen."""
    await tampered(store, *statements)

    await written(casebook, 3)

    assert await first_broken(casebook) == expected


async def test_nobody_without_the_key_can_write_on(store: Store, casebook: ports.Casebook) -> None:
    """Entries made under another key are found at the first of them."""
    await written(Casebook(store, Keyring([YOUNGER_KEY])), 2)

    broken = await first_broken(casebook)

    assert broken is not None
    assert broken >= 7


@pytest.mark.usefixtures("casebook")
async def test_the_chain_goes_on_under_a_younger_key(store: Store) -> None:
    """Entries of both keys fit as long as both live."""
    both = Casebook(store, Keyring([KEY, YOUNGER_KEY]))

    await written(both, 2)

    assert await first_broken(both) is None


async def test_a_long_chain_is_checked_to_its_end(store: Store, casebook: ports.Casebook) -> None:
    """More entries than are read at once."""
    await written(casebook, 600)
    whole = await first_broken(casebook)

    await tampered(store, "UPDATE audit SET action = 'other' WHERE number = 555")

    assert (whole, await first_broken(casebook)) == (None, 555)


async def test_data_holds_words_numbers_and_yes_or_no_alone(casebook: ports.Casebook) -> None:
    """Anything else is refused by its name, and the chain stays whole."""
    async with casebook.begin() as session:
        with pytest.raises(TypeError) as refused:
            await session.audit.write("tip", at=NOW, actor="system", data={"texts": ["one"]})

    assert str(refused.value) == "texts"
    assert await first_broken(casebook) is None
