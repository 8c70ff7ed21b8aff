"""The words of a month's picture: what stands in each field and in the list below."""

from datetime import date
from typing import Final

from bot.domain.broadcasts.agenda import AgendaItem, MonthView, Standing
from bot.ports.almanac import Cell, Chip, Line, Page
from handlers.officers.screens.broadcasts.calendar import Sight, label
from handlers.officers.screens.look import called

_LINES: Final = 8  #: more than any picture shows
_AHEAD: Final = frozenset({Standing.SENDING, Standing.COMING, Standing.AWAITED, Standing.MISSED})


def page(view: MonthView, sight: Sight) -> Page:
    """Give a month to be drawn."""
    words = sight.words
    weekdays = tuple(words.plain("calendar.weekdays").split())
    is_this = view.first <= view.today and view.today.replace(day=1) == view.first
    ahead = [item for item in view.items if item.standing in _AHEAD and (not is_this or item.at.date() >= view.today)]
    listed = ahead if is_this else list(view.items)
    units = ", ".join(called(unit, words) for unit in view.units) or words.plain("calendar.all")
    return Page(
        title=words.plain("calendar.month").format(month=label(view.first)),
        subtitle=units,
        weekdays=weekdays,
        weeks=tuple(tuple(_cell(day, view, sight) for day in week) for week in view.weeks),
        legend=tuple((one, words.plain(f"calendar.legend.{one.value}")) for one in Standing),
        heading=words.plain("calendar.soon" if is_this else "calendar.this_month") if listed else "",
        lines=tuple(_line(item, weekdays, sight, is_desk=len(view.units) != 1) for item in listed[:_LINES]),
    )


def _cell(day: date, view: MonthView, sight: Sight) -> Cell:
    moon = sight.moon.on(day)
    shown = "" if moon is None else f"{moon.day}/{moon.month}" if moon.day == 1 else str(moon.day)
    chips = tuple(Chip(text=f"{item.at:%H:%M}", standing=item.standing) for item in view.on(day))
    is_within = day.replace(day=1) == view.first
    return Cell(number=day.day, is_within=is_within, is_today=day == view.today, moon=shown, chips=chips)


def _line(item: AgendaItem, weekdays: tuple[str, ...], sight: Sight, *, is_desk: bool) -> Line:
    title = f"{sight.title(item)} · {called(item.unit, sight.words)}" if is_desk else sight.title(item)
    when = f"{weekdays[item.at.weekday()]} {item.at:%d/%m %H:%M}"
    return Line(when=when, text=title, standing=item.standing)
