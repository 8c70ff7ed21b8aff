"""How far a sending is and how it went, as anybody may be told: every count of people is rounded already.

A small audience is people who know each other. So what is below ten is never a number here, what is below twenty may
be none, and whatever can be worked out of two views of the same sending can be worked out of one.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.lateness import lateness
from bot.domain.broadcasts.reach import FEWEST

#: Of a hundred answers, how many are of each option, in tens rounded down and ninety at most: that nobody gave one
#: answer, or everybody, is told to no neighbour. Options behind the last that was chosen are left out.
Shares = tuple[int, ...]

Shown = int | None  #: a count as people see it; None: too few to be told


class Stage(StrEnum):
    """What a sending is doing now, as its officers see it."""

    SENDING = "sending"
    WAITING = "waiting"  #: whoever is left has quiet hours
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"
    CORRECTING = "correcting"  #: nothing more is sent, but copies are edited still
    RECALLING = "recalling"  #: copies are taken back still
    RECALLED = "recalled"


#: In these nothing more will change but what residents do with their copies.
SETTLED: Final = frozenset({Stage.DONE, Stage.STOPPED, Stage.RECALLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One sending at one time."""

    broadcast: Broadcast
    occurrence: Occurrence
    stage: Stage
    at: datetime  #: when it was counted, in the province's zone
    is_prepared: bool = True  #: whether it is known whose turn it will be: before that, the total grows
    total: Shown = None  #: people whose turn it is or was
    outcomes: Mapping[Outcome, Shown] = field(default_factory=dict[Outcome, Shown], hash=False)
    reasons: tuple[tuple[str, Shown], ...] = ()  #: of failures, the most frequent first
    doubled: Shown = None
    behind: Shown = None  #: copies that are to be edited or taken back still
    unchanged: Shown = None  #: copies that could be neither edited nor taken back
    useful: Shown = None
    votes: tuple[Shown, ...] = ()
    rate: int | None = None  #: people a second
    left: timedelta | None = None  #: until everybody has had their turn, quiet hours aside
    until: datetime | None = None  #: when the quiet hours of those who are left are over
    stars: int = 0  #: spent on paid delivery
    has_channels: bool = False  #: it was posted in a channel, too

    @property
    def late(self) -> timedelta | None:
        """By how much it began after its time; None where nobody would call it late."""
        return lateness(self.occurrence)

    @property
    def done(self) -> int | None:
        """Of a hundred, how many have had their turn, in steps of ten; None where the total is no number.

        Where so few wait that no number tells it, ten do: a hundred would say that nobody waits.
        """
        if self.total is None:
            return None
        waiting = self.outcomes.get(Outcome.WAITING) or min(FEWEST, self.total)
        return max(0, (self.total - waiting) * 10 // self.total * 10)


def stage_of(occurrence: Occurrence, *, behind: int, only_quiet: bool) -> Stage:
    """Give what a sending is doing; `behind`: copies to be changed still; `only_quiet`: nobody else is left."""
    if occurrence.recalled:
        return Stage.RECALLING if behind else Stage.RECALLED
    match occurrence.state:
        case OccurrenceState.PAUSED:
            return Stage.PAUSED
        case OccurrenceState.SENDING:
            return Stage.WAITING if only_quiet else Stage.SENDING
        case OccurrenceState.STOPPED:
            return Stage.CORRECTING if behind else Stage.STOPPED
        case _:
            return Stage.CORRECTING if behind else Stage.DONE


def shares_of(votes: Sequence[int]) -> Shares:
    """Give how these answers are shared out, as anybody who answered may be told."""
    total = sum(votes)
    return tuple(min(9, count * 10 // total) * 10 for count in votes) if total else ()


@dataclass(slots=True)
class Pace:
    """How fast a sending goes, told by its last two minutes; it forgets them with the process, which does no harm."""

    _counts: deque[tuple[datetime, int]] = field(default_factory=deque[tuple[datetime, int]])

    def counted(self, done: int, *, at: datetime) -> float | None:
        """Note how many have had their turn by now; give how many that is a second, None while nobody can tell."""
        counts = self._counts
        if counts and done < counts[-1][1]:
            counts.clear()
        counts.append((at, done))
        while len(counts) > 2 and at - counts[1][0] >= _LONGEST:  # noqa: PLR2004 - two make a difference
            counts.popleft()
        passed = (at - counts[0][0]).total_seconds()
        return (done - counts[0][1]) / passed if passed >= _SHORTEST else None


_LONGEST: Final = timedelta(minutes=2)
_SHORTEST: Final = 5.0  #: seconds
