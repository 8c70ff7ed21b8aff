"""The desk's digest as one message: what somebody must see to, or a line that all is well."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.services.digesting import DigestView, Gaps, OverdueAt, QuietUnit, WaitingAt
from handlers.buttons import Screen
from handlers.measuring import shown_units
from handlers.officers.screens.look import called, joined
from handlers.officers.screens.roster import moment
from handlers.officers.screens.splitting import LIMIT
from handlers.texts import Html, Words

LINES: Final = (12, 8, 5, 3)  #: of one kind, as many as fit into one message; the rest is counted
REFERENCES: Final = 5  #: tips of one unit that are named
_HOUR: Final = timedelta(hours=1)
_HOURS_OF_A_DAY: Final = 24


def digest(view: DigestView, words: Words) -> Screen:
    """Give the digest."""
    texts = (_text(view, words, most=most) for most in LINES)
    return Screen(text=next((text for text in texts if shown_units(text) <= LIMIT), _text(view, words, most=0)))


def _text(view: DigestView, words: Words, *, most: int) -> Html:
    head = words("digest", at=moment(view.at, words))
    blocks = [
        _block("digest.quiet", [_quiet(one, view.at, words) for one in view.quiet], words, most=most),
        _block("digest.waiting", [_waiting(one, view.at, words) for one in view.waiting], words, most=most),
        _block("digest.overdue", [_overdue(one, words) for one in view.overdue], words, most=most),
        _block("digest.gaps", [_gaps(one, words) for one in view.gaps], words, most=most),
        _block(
            "digest.strangers",
            [words("digest.unit", unit=called(one, words)) for one in view.strangers],
            words,
            most=most,
        ),
        _block("digest.refused", [words("digest.file", variable=name) for name in view.refused], words, most=most),
        words("digest.without_roster", count=view.without_roster) if view.without_roster else None,
    ]
    well = words("digest.well") if view.is_well else None
    return joined(joined(head, well), *blocks, by="\n\n")


def _block(key: str, lines: Sequence[Html], words: Words, *, most: int) -> Html | None:
    if not lines:
        return None
    more = words("digest.more", count=len(lines) - most) if len(lines) > most else None
    return joined(words(key, count=len(lines)), *lines[:most], more)


def _quiet(one: QuietUnit, now: datetime, words: Words) -> Html:
    return words(
        f"digest.trouble.{one.trouble.value}", unit=called(one.unit, words), long=_long(now - one.since, words)
    )


def _waiting(one: WaitingAt, now: datetime, words: Words) -> Html:
    return joined(
        words("digest.waiting.unit", unit=called(one.unit, words), count=one.count),
        words("digest.waiting.over_a_day", count=one.over_a_day) if one.over_a_day else None,
        words("digest.waiting.urgent", count=one.urgent) if one.urgent else None,
        words("digest.waiting.oldest", long=_long(now - one.oldest, words)),
        by=", ",
    )


def _overdue(one: OverdueAt, words: Words) -> Html:
    named = ", ".join(f"#{tip.reference}" for tip in one.tips[:REFERENCES])
    more = words("digest.overdue.more", count=len(one.tips) - REFERENCES) if len(one.tips) > REFERENCES else None
    return joined(words("digest.overdue.unit", unit=called(one.unit, words), tips=named), more, by=" ")


def _gaps(one: Gaps, words: Words) -> Html:
    days = ", ".join(f"{words.plain(f'duty.day.{day.weekday()}')} {day:%d/%m}" for day in one.days)
    return words("digest.gap", unit=called(one.unit, words), days=days)


def _long(passed: timedelta, words: Words) -> str:
    """Give how long something has lasted, in hours up to two days, then in days."""
    hours = int(passed / _HOUR)
    if hours < 1:
        return words.plain("digest.long.minutes")
    if hours < 2 * _HOURS_OF_A_DAY:
        return words.plain("digest.long.hours").format(count=hours)
    return words.plain("digest.long.days").format(count=hours // _HOURS_OF_A_DAY)
