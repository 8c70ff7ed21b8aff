"""Drafts: in whose name a person may compose, and the broadcasts of those units. Nothing is changed here."""

from bot.domain.broadcasts.broadcast import Broadcast, Status
from bot.domain.identifiers import UserId
from bot.domain.people import Wish
from bot.domain.units import Unit
from bot.places.directory import Directory
from bot.ports.casebook import Casebook
from bot.services.members import units_of


class Drafts:
    """What composers find when they come."""

    def __init__(self, casebook: Casebook, directory: Directory) -> None:
        self._casebook = casebook
        self._directory = directory

    async def homes(self, user: UserId) -> tuple[Unit, ...]:
        """Give the units in whose name a person may compose.

        Raises:
            NotEnrolled, NotAllowed: there is none.

        """
        async with self._casebook.begin() as book:
            return await units_of(book, user, Wish.COMPOSE, self._directory)

    async def of_homes(self, user: UserId, *statuses: Status) -> list[Broadcast]:
        """Give the broadcasts of those units that are so far, the one touched last first.

        Raises:
            NotEnrolled, NotAllowed: this person does not compose.

        """
        units = await self.homes(user)
        async with self._casebook.begin() as book:
            found = [one for unit in units for one in await book.broadcasts.of_unit(unit.code, *statuses)]
        return sorted(found, key=lambda one: one.touched, reverse=True)

    async def has_channel(self, broadcast: Broadcast) -> bool:
        """Tell whether one of the communes that it is for has a channel."""
        units = {self._directory.communes[commune].unit for commune in broadcast.audience.communes}
        async with self._casebook.begin() as book:
            return await book.channels.has_any(units)
