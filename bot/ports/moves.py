"""The casebook's part about the way of a tip from unit to unit."""

from typing import Protocol

from bot.domain.identifiers import TipId
from bot.domain.moves import Move


class Moves(Protocol):
    """Each change of a tip's unit."""

    async def add(self, move: Move) -> None:
        """Keep a move; adding the same one again changes nothing."""
        ...

    async def of(self, tip: TipId) -> list[Move]:
        """Give the moves of a tip in order."""
        ...
