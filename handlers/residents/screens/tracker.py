"""How far a tip has come, as its reporter reads it: what is done, what is due, and, honestly, what is late.

Days for what was done, quarters of an hour for what is due: nothing finer stands on a phone that others may see. It
names nobody, and no unit but the province's.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.domain.deadlines import Milestone
from bot.domain.reckoning import Deadline
from bot.domain.tip import Status
from bot.services.following import TipView
from handlers.days import QUARTER, day, moment
from handlers.texts import Html, Words

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def tracker(view: TipView, words: Words) -> Html | None:
    """Give the steps of a tip, a line each; none once it was taken back, and where nobody keeps count."""
    zone = view.at.tzinfo
    if view.tip.status is Status.WITHDRAWN or not view.deadlines or zone is None:
        return None
    sent = words("track.sent", day=day(view.tip.received, words, zone))
    return Html("\n".join((sent, *_steps(view, words, zone))))


def _steps(view: TipView, words: Words, zone: tzinfo) -> Iterator[Html]:
    for row in view.deadlines:
        key = f"track.{row.milestone.value}"
        if row.met is not None:
            yield words(f"{key}.done", day=day(row.met, words, zone))
        elif (late := view.at - _shown(row, zone)) > timedelta():
            desk = words("track.desk_told") if row.desk_told else words.empty
            yield words(f"{key}.late", late=_lateness(late, words), desk=desk)
        else:
            due = _shown(row, zone)
            is_day = row.milestone is Milestone.RESULT
            yield words(f"{key}.due", due=day(due, words, zone) if is_day else moment(due, words, zone))
        if row.ground is not None and row.met is None:
            yield words("track.extended", ground=words(f"ground.{row.ground.value}"))


def _shown(row: Deadline, zone: tzinfo) -> datetime:
    """Give when something is due, up to the next quarter: its minute would tell the minute in which it was sent."""
    local = row.due.astimezone(zone)
    past = local.minute % QUARTER
    return local + timedelta(minutes=QUARTER - past if past else 0)


def _lateness(late: timedelta, words: Words) -> str:
    if late >= _DAY:
        return _count("day", late // _DAY, words)
    if late >= _HOUR:
        return _count("hour", late // _HOUR, words)
    return words("late.soon")


def _count(what: str, count: int, words: Words) -> str:
    return words(f"late.{what}" if count == 1 else f"late.{what}s", count=count)
