"""Approving: what one officer wrote goes out when a second one has said yes to exactly that."""

from collections.abc import Callable

from bot.domain.broadcast import Broadcast
from bot.domain.broadcast_errors import BroadcastGone
from bot.domain.identifiers import BroadcastId
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook


class Approving:
    """Proposes, approves, returns and withdraws broadcasts."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock, *, wake: Callable[[], None]) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._wake = wake

    async def of(self, broadcast: BroadcastId) -> Broadcast:
        """Give a broadcast.

        Raises:
            BroadcastGone: there is none.

        """
        async with self._casebook.begin() as book:
            found = await book.broadcasts.of(broadcast)
        if found is None:
            raise BroadcastGone
        return found
