"""When a broadcast goes out, by presses: at once, a day and an hour, or a pattern by which it repeats."""

from datetime import date, timedelta
from typing import Final

from bot.domain.broadcasts.schedule import Repeating, Weekly
from bot.places.templates import shipped
from handlers.buttons import Row, Screen, in_columns
from handlers.officers.screens.broadcasts import times
from handlers.officers.screens.broadcasts.frame import Desk
from handlers.texts import Html

_DAYS: Final = 12  #: that are offered one by one
_HOURS: Final = ("0600", "0630", "0700", "0800", "1000", "1130", "1400", "1600", "1700", "1800", "1900", "2000")
_WEEK: Final = 7
_LONGEST_MONTH: Final = 31


def asking(desk: Desk, *, coming: Html | None = None, hint: Html | None = None) -> Screen:
    """Ask when; where a repetition is set already its next times are shown and its end can be."""
    words, schedule = desk.words, desk.draft.broadcast.schedule
    rows: list[Row] = [
        (desk.button("button.compose.now", "now"),),
        (desk.button("button.compose.date", "days"),),
        (desk.button("button.compose.repeat", "repeat"),),
    ]
    if desk.draft.focus.settled and isinstance(schedule, Repeating):
        rows.append((desk.button("button.compose.until", "ask", "until"), desk.button("button.compose.next", "next")))
    return desk.framed(words("compose.ask.when"), coming, rows=tuple(rows), hint=hint)


def days(desk: Desk) -> Screen:
    """Offer the coming days."""
    today = desk.draft.now.astimezone(desk.look.zone).date()
    coming = [today + timedelta(days=number) for number in range(_DAYS)]
    buttons = [desk.labelled(_short(one, desk), "day", f"{one:%Y%m%d}") for one in coming]
    back = desk.button("button.compose.back", "ask", "when")
    return desk.framed(desk.words("compose.when.day"), rows=(*in_columns(buttons, columns=3), (back,)))


def hours_of(desk: Desk, day: date) -> Screen:
    """Offer the hours of a day that are to come."""
    now = desk.draft.now.astimezone(desk.look.zone)
    ahead = [hour for hour in _HOURS if day > now.date() or hour > f"{now:%H%M}"]
    buttons = [desk.labelled(_hour(hour), "at", f"{day:%Y%m%d}", hour) for hour in ahead]
    back = desk.button("button.compose.back", "days")
    text = desk.words("compose.when.hour", day=times.day(day, desk.words))
    return desk.framed(text, rows=(*in_columns(buttons, columns=4), (back,)))


def patterns(desk: Desk) -> Screen:
    """Offer the ways to repeat; that of the template which was used comes first."""
    yearly = next(
        (one.yearly for one in shipped().values() if one.yearly is not None and one.code == desk.draft.focus.template),
        None,
    )
    rows: list[Row] = []
    if yearly is not None:
        label = desk.words.plain("button.compose.yearly_on").format(day=yearly[1], month=yearly[0])
        rows.append((desk.labelled(label, "yearly", *yearly),))
    rows += [
        (desk.button("button.compose.daily", "daily"), desk.button("button.compose.weekly", "ask", "days")),
        (desk.button("button.compose.monthly", "ask", "day"), desk.button("button.compose.yearly", "ask", "date")),
        (desk.button("button.compose.lunar", "ask", "lunar_date"),),
        (desk.button("button.compose.back", "ask", "when"),),
    ]
    return desk.framed(desk.words("compose.repeat"), rows=tuple(rows))


def weekdays(desk: Desk, *, hint: Html | None = None) -> Screen:
    """Ask for days of the week; those chosen so far are marked."""
    pattern = desk.draft.focus.pattern
    chosen = pattern.days if isinstance(pattern, Weekly) else ()
    buttons = [
        desk.labelled(f"{'✓ ' if number in chosen else ''}{desk.words.plain(f'duty.day.{number}')}", "weekday", number)
        for number in range(_WEEK)
    ]
    done: Row = (desk.button("button.compose.next", "hour"),) if chosen else ()
    rows = (*in_columns(buttons, columns=4), done, _back(desk))
    return desk.framed(desk.words("compose.ask.days"), rows=rows, hint=hint)


def day_of_month(desk: Desk, *, hint: Html | None = None) -> Screen:
    """Ask for a day of the month."""
    buttons = [desk.labelled(str(number), "monthly", number) for number in range(1, _LONGEST_MONTH + 1)]
    rows = (*in_columns(buttons, columns=7), _back(desk))
    return desk.framed(desk.words("compose.ask.day"), rows=rows, hint=hint)


def typed(desk: Desk, kind: str, *, hint: Html | None = None) -> Screen:
    """Ask for a date that has to be typed: of the year, of the lunar year, or the last one."""
    rows: tuple[Row, ...] = (_back(desk),)
    if kind == "until":
        rows = ((desk.button("button.compose.forever", "forever"),),)
    return desk.framed(desk.words(f"compose.ask.{kind}"), rows=rows, hint=hint)


def hour(desk: Desk, *, hint: Html | None = None) -> Screen:
    """Ask at what time of the day it repeats."""
    buttons = [desk.labelled(_hour(one), "hour", one) for one in _HOURS]
    rows = (*in_columns(buttons, columns=4), _back(desk))
    return desk.framed(desk.words("compose.ask.hour"), rows=rows, hint=hint)


def _back(desk: Desk) -> Row:
    return (desk.button("button.compose.back", "repeat"),)


def _short(day: date, desk: Desk) -> str:
    return f"{desk.words.plain(f'duty.day.{day.weekday()}')} {day:%d/%m}"


def _hour(code: str) -> str:
    return f"{code[:2]}:{code[2:]}"
