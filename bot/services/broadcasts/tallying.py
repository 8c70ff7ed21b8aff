"""Tallying: how far a sending is and how it went, for whoever may read that. Nothing exact leaves this place.

Once it is over, it is counted at most every ten minutes, however often somebody asks: who presses again and again
while a resident taps learns nothing of whose tap it was.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.deliveries import Outcome, Tally
from bot.domain.broadcasts.progress import SETTLED, Pace, Progress, Shares, Shown, Stage, shares_of, stage_of
from bot.domain.identifiers import OccurrenceId
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault

EVERY: Final = timedelta(minutes=10)  #: a report shows no newer count within this time
_REASONS: Final = 4  #: that are told apart
_MANY_ANSWERS: Final = 50  #: below these, whoever answered is told nothing of the others

#: Rounds a count of the people of one broadcast's audience.
Rounded = Callable[[Broadcast, int], Shown]


class Tallying:
    """Counts sendings."""

    def __init__(
        self,
        casebook: Casebook,
        vault: Vault,
        clock: Clock,
        *,
        rounded: Rounded,
        stars: Callable[[int], int] = lambda _: 0,
    ) -> None:
        """`stars`: what so many messages cost where broadcasts are paid for."""
        self._casebook = casebook
        self._vault = vault
        self._clock = clock
        self._rounded = rounded
        self._stars = stars
        self._paces: dict[OccurrenceId, Pace] = {}
        self._reports: dict[OccurrenceId, Progress] = {}
        self._shares: dict[OccurrenceId, tuple[datetime, Shares | None]] = {}

    async def progress(self, occurrence: OccurrenceId) -> Progress | None:
        """Give how a sending goes or went; None where it is not known, or has not begun."""
        async with self._casebook.begin() as book:
            found = await book.occurrences.of(occurrence)
            broadcast = None if found is None else await book.broadcasts.of(found.broadcast)
            posted = [] if broadcast is None else await book.broadcast_posts.of(broadcast.id, kind="channel")
        if found is None or broadcast is None or found.begun is None:
            return None
        has_channels = any(number == occurrence for _, number, _ in posted)
        return await self._counted(broadcast, found, has_channels=has_channels)

    async def shares(self, broadcast: Broadcast, occurrence: OccurrenceId) -> Shares | None:
        """Give how the answers to a poll or a quiz are shared out; None: too few are there.

        As coarse as `Shares` says, and counted at most every ten minutes: whoever asks again and again sees no
        single answer come in.
        """
        now = self._clock.now()
        self._shares = {number: one for number, one in self._shares.items() if now - one[0] < EVERY}
        if occurrence not in self._shares:
            async with self._vault.begin() as session:
                votes = (await session.deliveries.tally(occurrence, now=now)).votes
            told = self._rounded(broadcast, sum(votes)) or 0
            self._shares[occurrence] = now, shares_of(votes) if told >= _MANY_ANSWERS else None
        return self._shares[occurrence][1]

    async def _counted(self, broadcast: Broadcast, occurrence: Occurrence, *, has_channels: bool) -> Progress:
        now = self._clock.now()
        kept = self._reports.get(occurrence.id)
        if kept is not None and kept.occurrence == occurrence and now - kept.at < EVERY:
            return kept
        async with self._vault.begin() as session:
            tally = await session.deliveries.tally(
                occurrence.id, now=now, revision=None if occurrence.recalled else occurrence.revision
            )
            due = await session.deliveries.next_due(occurrence.id)
        progress = self._seen(broadcast, occurrence, tally, due=due, now=now, has_channels=has_channels)
        self._reports = {number: one for number, one in self._reports.items() if now - one.at < EVERY}
        if progress.stage in SETTLED:
            self._reports[occurrence.id] = progress
            self._paces.pop(occurrence.id, None)
        return progress

    def _seen(
        self,
        broadcast: Broadcast,
        occurrence: Occurrence,
        tally: Tally,
        *,
        due: datetime | None,
        now: datetime,
        has_channels: bool,
    ) -> Progress:
        def shown(count: int) -> Shown:
            return self._rounded(broadcast, count)

        waiting = tally.outcomes.get(Outcome.WAITING, 0) + tally.outcomes.get(Outcome.IN_FLIGHT, 0)
        total = sum(tally.outcomes.values())
        outcomes = {one: shown(count) for one, count in tally.outcomes.items() if one is not Outcome.IN_FLIGHT}
        # Of few people not even that somebody has quiet hours, or a copy that is behind, is told.
        is_told = shown(total) is not None
        only_quiet = is_told and 0 < waiting == tally.later
        stage = stage_of(occurrence, behind=tally.behind if is_told else 0, only_quiet=only_quiet)
        rate = self._rate(occurrence, total - waiting, now) if is_told else None
        is_over = stage in SETTLED
        return Progress(
            broadcast=broadcast,
            occurrence=occurrence,
            stage=stage,
            at=now,
            total=shown(total),
            outcomes=outcomes | {Outcome.WAITING: shown(waiting)},
            reasons=tuple((reason, shown(count)) for reason, count in tally.reasons[:_REASONS] if shown(count)),
            doubled=shown(tally.doubled + tally.repeated),
            behind=shown(tally.behind),
            unchanged=shown(tally.unchanged),
            useful=shown(tally.useful) if is_over else None,
            votes=tuple(shown(count) for count in tally.votes) if is_over else (),
            rate=round(rate) if rate is not None and rate >= 1 else None,
            left=_left(waiting - tally.later, rate) if tally.is_prepared else None,
            until=due.astimezone(now.tzinfo) if due is not None and stage is Stage.WAITING else None,
            is_prepared=tally.is_prepared,
            has_channels=has_channels,
            stars=self._stars((outcomes.get(Outcome.DELIVERED) or 0) * _pieces(broadcast)),
        )

    def _rate(self, occurrence: Occurrence, done: int, now: datetime) -> float | None:
        """Give how fast it goes; while it rests, nothing is said of that, and what was seen before is forgotten."""
        if occurrence.state is not OccurrenceState.SENDING:
            self._paces.pop(occurrence.id, None)
            return None
        return self._paces.setdefault(occurrence.id, Pace()).counted(done, at=now)


def _pieces(broadcast: Broadcast) -> int:
    """Give of how many messages a copy is: an album's text is one of its own."""
    media = len(broadcast.content.media)
    return media + 1 if media > 1 else 1


def _left(waiting: int, rate: float | None) -> timedelta | None:
    """Give how long the rest takes at this rate, to the minute; None where nobody can tell."""
    if not rate or waiting <= 0:
        return None
    return timedelta(minutes=max(1, round(waiting / rate / 60)))
