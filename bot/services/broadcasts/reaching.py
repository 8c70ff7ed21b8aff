"""Reaching: how many people an audience has, as it may be told. Nothing exact leaves this place.

What is told of an audience is reckoned once a day and stays for that day: whoever looks again after having subscribed
with accounts of their own sees no difference. Whoever composes is told of so many audiences a day and no more, since
by very many that overlap one could come near to one person after all (decision 0023).
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.broadcasts.broadcast import Audience, Broadcast
from bot.domain.broadcasts.reach import OF_AUDIENCE, OF_COMMUNES, OF_COUNT, rounded
from bot.ports import Clock
from bot.ports.vault import Vault

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.identifiers import OfficerId

A_DAY: Final = 30  #: audiences that one officer is told of
_CHUNK: Final = 5000  #: subscribers that are looked at in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a composer is told about the size of an audience."""

    reach: int | None  #: at least so many; None: too few to be told, or not told
    is_told: bool = True  #: False: they have seen enough audiences today


class Reaching:
    """Counts audiences."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._day: date | None = None
        self._known: dict[tuple[Audience, bool], int | None] = {}
        self._told: dict[OfficerId, set[Audience]] = defaultdict(set)

    async def of(self, broadcast: Broadcast) -> int | None:
        """Give whom a broadcast would reach, rounded; None: too few to be told."""
        self._turn_the_day()
        asked = (broadcast.audience, broadcast.urgent)
        if asked not in self._known:
            count = await self._count(broadcast.audience, urgent=broadcast.urgent)
            self._known.setdefault(asked, rounded(count, lowered_by=self._lowered_by(*asked)))
        return self._known[asked]

    async def preview(self, broadcast: Broadcast) -> Preview:
        """Give what whoever changed a broadcast last is told of its reach; ask when it is to be seen, not before."""
        self._turn_the_day()
        told = self._told[broadcast.hands[-1]]
        if broadcast.audience not in told and len(told) >= A_DAY:
            return Preview(reach=None, is_told=False)
        told.add(broadcast.audience)
        return Preview(reach=await self.of(broadcast))

    def rounded(self, broadcast: Broadcast, count: int) -> int | None:
        """Give what may be told of some people of a broadcast's audience, such as those who were sent it."""
        return rounded(count, lowered_by=OF_COUNT.drawn(self._vault.secret("count", broadcast.id)))

    async def _count(self, audience: Audience, *, urgent: bool) -> int:
        total, after = 0, 0
        while True:
            async with self._vault.begin() as session:
                found = await session.subscribers.reach(audience, urgent=urgent, after=after, limit=_CHUNK)
            total += found.count
            if found.after is None:
                return total
            after = found.after

    def _lowered_by(self, audience: Audience, urgent: bool) -> int:  # noqa: FBT001 - told with the audience
        """Give the offset of an audience: the part of its communes is the same whatever the topics."""
        communes, today = ",".join(sorted(audience.communes)), str(self._day)
        topics = "urgent" if urgent else ",".join(sorted(audience.topics))
        of_communes = OF_COMMUNES.drawn(self._vault.secret("communes", today, communes))
        return of_communes + OF_AUDIENCE.drawn(self._vault.secret("audience", today, communes, topics))

    def _turn_the_day(self) -> None:
        today = self._clock.now().date()
        if today != self._day:
            self._day = today
            self._known.clear()
            self._told.clear()
