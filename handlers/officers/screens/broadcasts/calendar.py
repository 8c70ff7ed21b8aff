"""The calendar of broadcasts as text: a month, a day of it, one sending, and what is asked before something is done."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.broadcasts.agenda import AgendaItem, MonthView, Standing, month_after, month_before, month_of
from bot.domain.broadcasts.broadcast import Broadcast
from bot.domain.identifiers import Language
from bot.places.lunar import LunarCalendar
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.broadcasts import approval, menu, progress, sendings, times
from handlers.officers.screens.look import Look, called, joined
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

_MOST: Final = 40  #: lines of one month
_TITLE: Final = 60  #: units of a title in a line
_ON_A_BUTTON: Final = 34
_WEEK: Final = 7
_MORNING: Final = time(7)
_EVENING: Final = time(19)
_BEGUN: Final = frozenset({Standing.SENDING, Standing.GONE})
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How the calendar is shown to somebody."""

    look: Look
    default: Language
    moon: LunarCalendar

    @property
    def words(self) -> Words:
        """Their words."""
        return self.look.words

    def title(self, item: AgendaItem) -> str:
        """Give the title of a sending as they read it."""
        return self.called(item.broadcast)

    def called(self, broadcast: Broadcast) -> str:
        """Give the title of a broadcast as they read it."""
        return cropped(broadcast.content.in_(self.words.language, self.default).title, most=_TITLE)

    def moment(self, at: datetime) -> str:
        """Give a time with its day."""
        return times.moment(at, self.words, self.look.zone)


def entry(words: Words) -> Row:
    """Give the button that leads to the calendar."""
    return (Button(words.plain("calendar.button"), sendings.data("m")),)


def month(view: MonthView, sight: Sight) -> Screen:
    """Give a month, day by day, with a button for each day on which there is something."""
    words = sight.words
    lines: list[Html] = []
    for day in view.days:
        items = view.on(day)
        if len(lines) + len(items) > _MOST:
            rest = sum(len(view.on(later)) for later in view.days if later >= day)
            lines.append(words("calendar.more", count=rest))
            break
        lines += [_head(day, sight), *(_line(item, sight, is_desk=_is_desk(view)) for item in items)]
    head = words("calendar", month=label(view.first), units=_units(view, words))
    body = joined(*lines) if lines else words("calendar.none")
    text = joined(head, body, words("calendar.how") if lines else None, by="\n\n")
    days = [Button(str(day.day), sendings.data("d", sendings.day_code(day))) for day in view.days]
    picture = Button(words.plain("calendar.button.picture"), sendings.data("p", sendings.day_code(view.first)))
    return Screen(
        text=text,
        rows=(*in_columns(days, columns=_WEEK), turning(view.first, words, "m"), (picture,), menu.back(words)),
    )


def turning(first: date, words: Words, action: str) -> Row:
    """Give the ways to the month before and after."""
    ways = (("before", month_before(first)), ("after", month_after(first)))
    return tuple(
        Button(
            words.plain(f"calendar.button.{way}").format(month=label(to)), sendings.data(action, sendings.day_code(to))
        )
        for way, to in ways
    )


def day(view: MonthView, one: date, sight: Sight) -> Screen:
    """Give what there is on one day, with a button for each."""
    items = view.on(one)
    is_desk = _is_desk(view)
    text = joined(_head(one, sight), *(_line(item, sight, is_desk=is_desk) for item in items[:_MOST]))
    buttons = tuple(
        (
            Button(
                cropped(
                    sight.words.plain("calendar.button.item").format(at=f"{item.at:%H:%M}", title=sight.title(item)),
                    most=_ON_A_BUTTON,
                ),
                sendings.data("i", sendings.name(item)),
            ),
        )
        for item in items[:_MOST]
    )
    if not items:
        text = joined(text, sight.words("calendar.none"))
    return Screen(text=text, rows=(*buttons, _back(sight.words, "m", sendings.day_code(month_of(one)))))


def item(one: AgendaItem, sight: Sight) -> Screen:
    """Give one sending and what may be done about it."""
    words = sight.words
    schedule = times.said(one.broadcast.schedule, words, sight.look.zone)
    text = joined(
        words(
            "calendar.item",
            mark=words(f"calendar.mark.{one.standing.value}"),
            title=sight.title(one),
            unit=called(one.unit, words),
        ),
        joined(
            words("calendar.item.at", at=sight.moment(one.at)),
            words("calendar.item.schedule", schedule=schedule) if one.is_repeated else None,
        ),
        words(f"calendar.item.{one.standing.value}"),
        by="\n\n",
    )
    return Screen(text=text, rows=(*_ways(one, words), _back(words, "d", sendings.day_code(one.at.date()))))


def missed(one: AgendaItem, sight: Sight, *, count: int) -> Screen:
    """Ask a unit's group what shall become of what was missed."""
    words = sight.words
    facts = {"title": sight.title(one), "unit": called(one.unit, words), "at": sight.moment(one.at), "count": count}
    key = "calendar.missed.several" if count > 1 else "calendar.missed"
    return Screen(text=words(key, **facts), rows=_missed_ways(one, words))


def settled(broadcast: Broadcast, one: AgendaItem | None, sight: Sight) -> Screen:
    """Say what came of what was missed, in place of the question; `one` None: it has another time now."""
    title = sight.called(broadcast)
    if one is None:
        return Screen(text=sight.words("calendar.missed.otherwise", title=title))
    kind = "sent" if one.standing in _BEGUN else "dropped" if one.standing is Standing.DROPPED else "otherwise"
    return Screen(text=sight.words(f"calendar.missed.{kind}", title=title, at=sight.moment(one.at)))


def ask(action: str, one: AgendaItem, sight: Sight) -> Screen:
    """Ask once more before something is done that cannot be taken back."""
    words = sight.words
    yes = Button(words.plain(f"calendar.button.yes.{action}"), sendings.data(f"{action}!", sendings.name(one)))
    back = _back(words, "i", sendings.name(one))
    text = joined(_title(one, sight), words(f"calendar.ask.{action}", at=sight.moment(one.at)), by="\n\n")
    return Screen(text=text, rows=((yes,), back))


def move(one: AgendaItem, sight: Sight, now: datetime, *, is_private: bool, hint: Html | None = None) -> Screen:
    """Ask to which time a sending is moved: a few that people mean; in private, any that is typed."""
    words = sight.words
    rows = tuple(
        (
            Button(
                sight.moment(at),
                sendings.data("move!", sendings.name(one), sendings.moment_code(at, sight.look.zone)),
            ),
        )
        for at in choices(one.at, now)
    )
    how = words("calendar.ask.move.typed" if is_private else "calendar.ask.move.elsewhere")
    text = joined(_title(one, sight), hint, words("calendar.ask.move", at=sight.moment(one.at)), how, by="\n\n")
    return Screen(text=text, rows=(*rows, _back(words, "i", sendings.name(one))))


def did(action: str, at: datetime, sight: Sight) -> Screen:
    """Say what was done."""
    return Screen(text=sight.words(f"calendar.did.{action}", at=sight.moment(at)))


def choices(planned: datetime, now: datetime) -> tuple[datetime, ...]:
    """Give the times that are offered: in an hour, this evening, tomorrow morning, the same hour of the next days."""
    same = now.replace(hour=planned.hour, minute=planned.minute, second=0, microsecond=0)
    soon = (now + _HOUR).replace(minute=0, second=0, microsecond=0) + (_HOUR if now.minute else timedelta())
    offered = (
        soon,
        datetime.combine(now.date(), _EVENING, now.tzinfo),
        datetime.combine(now.date() + _DAY, _MORNING, now.tzinfo),
        same + _DAY,
        planned + _DAY,
        planned + _WEEK * _DAY,
    )
    return tuple(sorted({at for at in offered if at > now and at != planned}))


def label(first: date) -> str:
    """Give a month as people write it."""
    return f"{first.month}/{first.year}"


def _ways(one: AgendaItem, words: Words) -> tuple[Row, ...]:
    if one.standing is Standing.MISSED:
        return _missed_ways(one, words)
    if one.standing in _BEGUN and one.occurrence is not None:
        label = words.plain(f"calendar.button.see.{one.standing.value}")
        return ((Button(label, progress.about("see", one.occurrence)),),)
    if one.standing is Standing.AWAITED:
        return ((Button(words.plain("calendar.button.read"), approval.opened(one.broadcast.id)),),)
    if one.standing is not Standing.COMING:
        return ()
    move_ = Button(words.plain("calendar.button.move"), sendings.data("move", sendings.name(one)))
    cancel = Button(
        words.plain("calendar.button.cancel_all" if one.is_repeated else "calendar.button.cancel"),
        sendings.data("cancel", sendings.name(one)),
    )
    drop = Button(words.plain("calendar.button.drop"), sendings.data("drop", sendings.name(one)))
    return ((move_,), (drop,), (cancel,)) if one.is_repeated else ((move_,), (cancel,))


def _missed_ways(one: AgendaItem, words: Words) -> tuple[Row, ...]:
    named = sendings.name(one)
    return (
        (Button(words.plain("calendar.button.now"), sendings.data("now", named)),),
        (Button(words.plain("calendar.button.other"), sendings.data("move", named)),),
        (Button(words.plain("calendar.button.skip"), sendings.data("drop", named)),),
    )


def _title(one: AgendaItem, sight: Sight) -> Html:
    mark = sight.words(f"calendar.mark.{one.standing.value}")
    return sight.words("calendar.item", mark=mark, title=sight.title(one), unit=called(one.unit, sight.words))


def _head(one: date, sight: Sight) -> Html:
    lunar = sight.moon.on(one)
    moon = sight.words("calendar.moon", day=f"{lunar.day}/{lunar.month}") if lunar is not None else sight.words.empty
    return sight.words("calendar.day", day=times.day(one, sight.words), moon=moon)


def _line(one: AgendaItem, sight: Sight, *, is_desk: bool) -> Html:
    words = sight.words
    return words(
        "calendar.line.unit" if is_desk else "calendar.line",
        mark=words(f"calendar.mark.{one.standing.value}"),
        at=f"{one.at:%H:%M}",
        title=sight.title(one),
        unit=called(one.unit, words),
    )


def _is_desk(view: MonthView) -> bool:
    return len(view.units) != 1


def _units(view: MonthView, words: Words) -> str:
    named = [called(unit, words) for unit in view.units]
    return ", ".join(named) if named else words.plain("calendar.all")


def _back(words: Words, action: str, *values: str) -> Row:
    return (Button(words.plain("calendar.button.back"), sendings.data(action, *values)),)
