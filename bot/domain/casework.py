"""How a tip changes in officers' hands. Pure: it knows neither stores nor words for people."""

from dataclasses import replace
from datetime import datetime

from bot.domain.outcomes import Confirmer, Outcome
from bot.domain.tip import Actor, Status, Tip
from bot.domain.units import DESK


def awaited(tip: Tip, outcome: Outcome | None, *, has_other_head: bool) -> Confirmer | None:
    """Give who must agree next to the outcome of a tip that is being closed.

    `has_other_head`: the unit has a head besides whoever proposed the outcome. Where there is none, and wherever the
    outcome asks for it, the province agrees; at the desk that is another of its members. For what is kept from a
    commune the province speaks through the head of the unit that has it, so that the desk need not read it.
    """
    if tip.status is not Status.CLOSING or outcome is None:
        return None
    asks_head = tip.shielded or outcome.confirmed_by[tip.confirmations] is Confirmer.HEAD
    if tip.unit != DESK and has_other_head and asks_head:
        return Confirmer.HEAD
    return Confirmer.PROVINCE


def agreed(tip: Tip, outcome: Outcome, *, by: Confirmer) -> int:
    """Give how many of the outcome's confirmations a tip has after this one: the province's word stands for all.

    For a shielded tip any word that is given is the province's.
    """
    return len(outcome.confirmed_by) if by is Confirmer.PROVINCE or tip.shielded else tip.confirmations + 1


def released(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip as it waits again for somebody to take it; an outcome that was proposed is dropped."""
    if tip.status is Status.CLOSING:
        tip = unproposed(tip, by=by, at=at)
    return tip.moved_to(Status.NEW, by=by, at=at)


def unproposed(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip in its taker's hands again, without the outcome that was proposed."""
    back = tip.moved_to(Status.TAKEN, by=by, at=at)
    return replace(back, outcome=None, outcome_blanks=(), confirmations=0)


def passed_on(tip: Tip, *, by: Actor, at: datetime) -> Tip:
    """Give the tip on its way to another unit; from whoever has it in hand, the system takes it first."""
    if by is Actor.SYSTEM and tip.taken_by is not None:
        tip = released(tip, by=by, at=at)
    return tip.moved_to(Status.PASSED, by=by, at=at)
