"""Deadlines of a tip as it may stand: nothing done, all of it late, everybody told, the result extended."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.deadlines import ClockCode, Milestone
from bot.domain.reckoning import Deadline, Ground
from bot.domain.tip import Tip


def late_deadlines(tip: Tip, *, by: timedelta = timedelta(days=40)) -> tuple[Deadline, ...]:
    """Give four missed deadlines, due so long after the tip came."""
    rows = [
        Deadline(
            tip=tip.id,
            milestone=milestone,
            unit=tip.unit,
            clock=ClockCode("som"),
            since=tip.received,
            due=tip.received + by,
            rung=None,
            climbs=None,
        )
        for milestone in Milestone
    ]
    return (*rows[:-1], replace(rows[-1], ground=Ground.PLACES))


def met_on(rows: tuple[Deadline, ...], *milestones: Milestone, at: datetime) -> tuple[Deadline, ...]:
    """Give deadlines of which some have been met."""
    return tuple(row.met_at(at) if row.milestone in milestones else row for row in rows)
