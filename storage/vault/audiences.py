"""Who belongs to an audience, as SQL says it and as it is reckoned for one subscriber: both are one rule."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists, false, literal, or_, select

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.subscription import Topic
from bot.domain.units import CommuneCode
from storage.vault.broadcast_tables import subscriber_communes, subscribers
from storage.vault.terms import hour

_BITS: Final = {topic: 1 << place for place, topic in enumerate(Topic)}
_FIRST_MONDAY: Final = date(1969, 12, 29)


def bits_of(topics: Collection[Topic]) -> int:
    """Give a number with a bit for each topic."""
    return sum(_BITS[topic] for topic in topics)


def topics_of(bits: int) -> frozenset[Topic]:
    """Give the topics whose bits are set."""
    return frozenset(topic for topic, bit in _BITS.items() if bits & bit)


def week(now: datetime) -> int:
    """Count the weeks since the last Monday before 1970, in the zone that the time is told in."""
    return (now.date() - _FIRST_MONDAY).days // 7


def belongs(audience: Audience, *, urgent: bool) -> ColumnElement[bool]:
    """Whether a row of `subscribers` is of this audience."""
    communes = subscriber_communes.c
    is_there = exists(select(communes.subscriber).where(_of_subscriber(), communes.commune.in_(audience.communes)))
    if urgent:
        return is_there
    return and_(
        subscribers.c.topics.op("&")(bits_of(audience.topics)) != 0, subscribers.c.urgent_only == false(), is_there
    )


def is_outside(
    communes: Collection[CommuneCode], topics: int, *, urgent_only: bool, run: tuple[Sequence[str], int, bool]
) -> bool:
    """Tell whether a subscriber who wants this is not of a run, told by its communes, topics and urgency."""
    of_communes, of_topics, urgent = run
    wants = urgent or (not urgent_only and bool(topics & of_topics))
    return not wants or set(communes).isdisjoint(of_communes)


def due(now: datetime, *, urgent: bool) -> ColumnElement[int]:
    """Give the hour from which a row of `subscribers` can be sent to: now, or when their quiet hours are over."""
    if urgent:
        return literal(hour(now))
    start, end, at = subscribers.c.quiet_start, subscribers.c.quiet_end, now.hour
    is_quiet = case((start <= end, and_(start <= at, end > at)), else_=or_(start <= at, end > at))
    return hour(now) + case((is_quiet, (end - at + 24) % 24), else_=0)


def _of_subscriber() -> ColumnElement[bool]:
    return subscriber_communes.c.subscriber == subscribers.c.id
