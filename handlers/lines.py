"""Who waits for a turn: calls in the line of their chat, lines before the limits that they share.

It exists so that the rate budget (pacing.py) is only about whose turn it is. It must not know a priority's meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.calls import Call, Chat, Kind, Priority, is_group
from handlers.quotas import Bucket, Quota, Window

if TYPE_CHECKING:
    import asyncio

#: A chat takes about one message a second and short bursts (Bots FAQ).
CHAT_INTERVAL, CHAT_BURST = 1.0, 3
#: A group, supergroup or channel takes 20 messages a minute, all its topics together (Bots FAQ). Half a second more,
#: since Telegram counts what has arrived: the first may have been longer on the road than the twenty-first.
GROUP_CALLS, GROUP_PERIOD = 20, 60.5
#: How much further apart than the rate allows REST leaves: 1.5 % of the rate stay free. At 30 a second every window of
#: a second then holds 29 as often as 30, so that an answer finds room at once or within 18 ms.
RESERVE = 1 / 64

#: Seconds of the loop's own lateness that REST makes up for: at a thousand a second each timer is late.
_LATENESS = 0.1


class Share:
    """A rate that calls of all chats have in common, and the lines that are ready to use it."""

    __slots__ = ("_even", "_whole", "ready")

    def __init__(self, rate: int) -> None:
        self._whole = Window(rate, 1.0)
        self._even = Bucket((1 + RESERVE) / rate, 1)
        self.ready: list[Waiter] = []  #: heads of lines whose chat is open

    def opens_at(self, waiter: Waiter, now: float) -> float:
        """Give the time at which this call fits."""
        opens = self._whole.opens_at(now, calls=waiter.call.messages)
        return max(opens, self._even.opens_at(now)) if waiter.priority is Priority.REST else opens

    def foresees(self, now: float, *, ahead: int, priority: Priority) -> float:
        """Give the time at which one message fits after so many others."""
        opens = self._whole.opens_at(now, ahead=ahead)
        return max(opens, self._even.opens_at(now, ahead=ahead)) if priority is Priority.REST else opens

    def book(self, waiter: Waiter, now: float) -> None:
        """Take a call's place; whatever leaves puts the next of REST off, so that the whole stays below the rate.

        The timer wakes late: REST is counted from when it could have left, or a broadcast would lose that each time.
        """
        self._whole.book(now, waiter.call.messages)
        could = now
        if waiter.priority is Priority.REST:
            could = max(waiter.ready_at, self._whole.opened, now - _LATENESS)
        self._even.book(could, waiter.call.messages)

    def give_back(self, waiter: Waiter) -> None:
        """Free the place of a call that was not made."""
        assert waiter.booked_at is not None
        self._whole.give_back(waiter.booked_at, waiter.call.messages)
        self._even.give_back(waiter.booked_at, waiter.call.messages)


@dataclass(slots=True, eq=False, kw_only=True)
class Waiter:
    """One call before its turn."""

    call: Call
    priority: Priority
    number: int
    line: Line
    turn: asyncio.Future[None]
    share: Share | None  #: None: it counts nowhere
    is_ready: bool = False
    ready_at: float = 0.0
    booked_at: float | None = None

    def __lt__(self, other: Waiter) -> bool:
        return (self.priority, self.number) < (other.priority, other.number)


@dataclass(slots=True, eq=False, kw_only=True)
class Line:
    """Calls of one kind to one chat, in the order of their turns."""

    chat: Chat | None
    quotas: tuple[Quota, ...]
    waiters: list[Waiter] = field(default_factory=list["Waiter"])
    rests_until: float | None = None

    def opens_at(self, now: float, *, calls: int = 1, ahead: int = 0) -> float:
        """Give the time at which the chat takes so many calls after so many others."""
        return max((quota.opens_at(now, calls=calls, ahead=ahead) for quota in self.quotas), default=now)

    def messages(self, share: Share | None = None, *, up_to: Priority) -> int:
        """Count the messages that wait here (of one share) and are as urgent as this or more."""
        return sum(
            waiter.call.messages
            for waiter in self.waiters
            if waiter.priority <= up_to and (share is None or waiter.share is share)
        )

    def is_idle(self, now: float) -> bool:
        """Tell whether nobody waits and the chat's limits are as new."""
        return not self.waiters and all(quota.is_idle(now) for quota in self.quotas)


def new_line(kind: Kind, chat: Chat | None) -> Line:
    """Give a line with the limits that its chat has of its own."""
    if kind is not Kind.MESSAGE or chat is None:
        return Line(chat=chat, quotas=())
    own = Bucket(CHAT_INTERVAL, CHAT_BURST)
    return Line(chat=chat, quotas=(own, Window(GROUP_CALLS, GROUP_PERIOD)) if is_group(chat) else (own,))
