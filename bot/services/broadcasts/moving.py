"""Moving: a private chat in which the next words are another time for one sending. What is moved is not known here."""

from bot.domain.broadcasts.fitting import Part
from bot.domain.conversation import Composing as Focus
from bot.domain.identifiers import BroadcastId
from bot.services.conversing import Conversing, Visit


class Moving:
    """Awaits typed times, in the place of a draft."""

    def __init__(self, conversing: Conversing) -> None:
        self._conversing = conversing

    async def await_time(self, visit: Visit, broadcast: BroadcastId, sending: str) -> None:
        """Take the next words for another time of a sending, by its name; a draft that lay open is kept and left."""
        focus = Focus(broadcast=broadcast, part=Part.MOVE, moves=sending)
        await self._conversing.turn(visit, lambda _: focus)

    async def of(self, visit: Visit) -> str:
        """Give the name of the sending for which another time is awaited; empty: none is."""
        focus = (await self._conversing.current(visit)).focus
        return focus.moves if isinstance(focus, Focus) and focus.part is Part.MOVE else ""
