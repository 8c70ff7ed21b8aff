"""The casebook's part about who gets a tip for information."""

from collections.abc import Collection
from typing import Protocol

from bot.domain.identifiers import TipId
from bot.domain.units import UnitCode


class Copies(Protocol):
    """Who gets which tip to read, without having to act on it."""

    async def of(self, tip: TipId) -> frozenset[UnitCode]:
        """Give the units that get a tip for information."""
        ...

    async def at_unit(self, unit: UnitCode) -> list[TipId]:
        """Give the tips that a unit gets for information."""
        ...

    async def give(self, tip: TipId, units: Collection[UnitCode]) -> frozenset[UnitCode]:
        """Let units get a tip for information; tell which of them did not before."""
        ...

    async def end(self, tip: TipId, units: Collection[UnitCode]) -> None:
        """Let units get a tip no longer."""
        ...

    async def end_all(self, unit: UnitCode) -> None:
        """Let a unit get no tip any longer."""
        ...
