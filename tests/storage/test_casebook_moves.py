"""The way of a tip from unit to unit: in order, once, and gone with its contents."""

from collections.abc import AsyncGenerator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.domain.moves import Move
from bot.ports import casebook as ports
from tests.storage.casebook_samples import MOVE, OTHER_RECEIPT, OTHER_TIP, RECEIPT, TIP, opened


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give a casebook with two tips."""
    async with opened(tmp_path) as casebook:
        async with casebook.begin() as session:
            await session.tips.add(TIP, RECEIPT)
            await session.tips.add(OTHER_TIP, OTHER_RECEIPT)
        yield casebook


def test_the_sample_leaves_nothing_at_its_default() -> None:
    """The move that the tests keep has a value of its own in every field, so that a forgotten column shows."""
    assert [] == [field.name for field in fields(Move) if getattr(MOVE, field.name) == field.default]


async def test_moves_come_back_in_order_and_each_once(casebook: ports.Casebook) -> None:
    """A replay adds nothing; another tip's are not among them."""
    second = replace(MOVE, id="b8" * 8, origin=MOVE.target, target=MOVE.origin)
    elsewhere = replace(MOVE, id="c9" * 8, tip=OTHER_TIP.id)

    async with casebook.begin() as session:
        for move in (MOVE, second, elsewhere, replace(MOVE, reason=None)):
            await session.moves.add(move)

    async with casebook.begin() as session:
        assert [MOVE, second] == await session.moves.of(TIP.id)


async def test_moves_go_with_the_contents_of_their_tip(casebook: ports.Casebook) -> None:
    """When a tip's term is over nobody can read where it went."""
    async with casebook.begin() as session:
        await session.moves.add(MOVE)
        await session.tips.shred(TIP.id)

    async with casebook.begin() as session:
        assert [] == await session.moves.of(TIP.id)
