"""The roster as those who work at a unit see it: the week, one day of it, whom to ask, and what was said of a swap."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.domain.dispatches import DutyWord
from bot.domain.duty import DAY, DAYS_OF_A_WEEK, Plan, Stint, Watch, holder_of, is_covered
from bot.domain.identifiers import OfficerId
from bot.domain.units import Unit, UnitCode
from bot.services.rostering import AHEAD, DutyNotice, RosterView, Slot
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.look import joined
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

PREFIX: Final = "d"
PATTERN: Final = rf"^{PREFIX}:"
NOBODY: Final = "-"
_NAME: Final = 24  #: units of a name on a button, two of which stand in a row
_MOST: Final = 60  #: colleagues on one screen
_WEEKDAYS: Final = 4  #: in a row


def about(action: str, unit: Unit, *values: str | int) -> str:
    """Give the data of a button about a unit's roster."""
    return ":".join((PREFIX, action, unit.code, *(str(value) for value in values)))


def read(data: str) -> tuple[str, UnitCode, list[str]]:
    """Read what `about` wrote: the action, the unit and what else there is; where it is nothing, an unknown action."""
    _, *parts = data.split(":")
    action, unit, *values = [*parts, "", ""] if len(parts) < 2 else parts  # noqa: PLR2004 - action and unit
    return action, UnitCode(unit), values


def slot_code(slot: Slot) -> str:
    """Give a slot as a button carries it: one digit of the week, or eight of a date."""
    return f"{slot:%Y%m%d}" if isinstance(slot, date) else str(slot)


def slot_from(code: str) -> Slot | None:
    """Read what `slot_code` wrote; None where it is neither."""
    if code in {str(number) for number in range(DAYS_OF_A_WEEK)}:
        return int(code)
    try:
        return datetime.strptime(code, "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None


def units(held: Sequence[Unit], words: Words) -> Screen:
    """Ask which unit, of whoever works at several."""
    rows = tuple((Button(words.pick(unit.name), about("week", unit)),) for unit in held)
    return Screen(text=words("duty.which"), rows=rows)


def week(view: RosterView, words: Words) -> Screen:
    """Give the coming seven days, who is there now and who comes next, with what may be done about it."""
    days = [view.today + number * DAY for number in range(DAYS_OF_A_WEEK)]
    lines = [_line(view, day, words) for day in days]
    has_halves = any(len(view.roster.plan(day)) > 1 for day in days)
    has_changes = any(day in view.roster.exceptions for day in days)
    text = joined(
        joined(words("duty.week", unit=words.pick(view.unit.name)), current(view, words)),
        joined(*lines),
        joined(
            words("duty.hours.halves") if has_halves else words("duty.hours"),
            words("duty.legend.changed") if has_changes else None,
            words("duty.set") if view.leads else words("duty.read"),
        ),
        by="\n\n",
    )
    return Screen(text=text, rows=_week_rows(view, words))


def current(view: RosterView, words: Words) -> Html:
    """Give who is on duty now and next."""
    now, coming = view.now, view.next
    if now is not None and now.shift.officer in view.names:
        first = words("duty.now", name=view.names[now.shift.officer], until=moment(now.ends, words))
    else:
        first = words("duty.now.nobody")
    if coming is None or coming.shift.officer not in view.names:
        return first
    name = view.names[coming.shift.officer]
    return joined(first, words("duty.next", name=name, begins=moment(coming.begins, words)))


def in_group(view: RosterView, words: Words) -> Screen:
    """Say in the unit's group who is on duty."""
    return Screen(text=joined(current(view, words), words("duty.privately")))


def slot(view: RosterView, chosen: Slot, watch: Watch, words: Words) -> Screen:
    """Let a head choose who is there on a day: the part of it, then the person."""
    is_date = isinstance(chosen, date)
    plan = view.roster.plan(chosen) if isinstance(chosen, date) else view.roster.week.get(chosen, ())
    code, version = slot_code(chosen), view.roster.version
    head = words("duty.slot.date" if is_date else "duty.slot.weekly", day=_named(chosen, words))
    text = joined(head, words("duty.slot.now", plan=_plan(plan, view, words)), words("duty.slot.how"))
    tabs = tuple(
        Button(_marked(words.plain(f"duty.watch.{one.value}"), is_on=one is watch), about("slot", view.unit, code, one))
        for one in Watch
    )
    holder = _holder(plan, watch)
    people = [
        Button(
            _marked(cropped(one.name, most=_NAME), is_on=one.id == holder, mark="✓"),
            about("put", view.unit, version, code, watch, one.id),
        )
        for one in view.colleagues[:_MOST]
    ]
    nobody = Button(words.plain("duty.button.nobody"), about("put", view.unit, version, code, watch, NOBODY))
    done = Button(words.plain("duty.button.done"), about("week", view.unit))
    rows = (tabs, *in_columns(people, columns=2), (nobody,), _turning(view, chosen, watch, words), (done,))
    return Screen(text=text, rows=rows)


def dates(view: RosterView, words: Words) -> Screen:
    """Let a head choose the date that shall be otherwise than its week."""
    coming = [view.today + number * DAY for number in range(AHEAD)]
    buttons = [Button(_day(one, words), about("slot", view.unit, slot_code(one), Watch.ALL)) for one in coming]
    back = Button(words.plain("duty.button.back"), about("week", view.unit))
    return Screen(text=words("duty.dates"), rows=(*in_columns(buttons, columns=3), (back,)))


def own(view: RosterView, words: Words) -> Screen:
    """Let somebody choose which of their shifts a colleague shall have."""
    buttons = tuple(
        (Button(_stint(one, words), about("whom", view.unit, slot_code(one.day), one.shift.watch)),)
        for one in view.stints
    )
    back = Button(words.plain("duty.button.back"), about("week", view.unit))
    return Screen(text=words("duty.own" if buttons else "duty.own.none"), rows=(*buttons, (back,)))


def whom(view: RosterView, day: date, watch: Watch, words: Words) -> Screen:
    """Let somebody choose whom they ask to stand in."""
    code, version = slot_code(day), view.roster.version
    people = [
        Button(cropped(one.name, most=_NAME), about("ask", view.unit, version, code, watch, one.id))
        for one in view.colleagues[:_MOST]
        if one.id not in view.own
    ]
    back = Button(words.plain("duty.button.back"), about("own", view.unit))
    text = words("duty.whom" if people else "duty.whom.none", when=when(day, watch, words))
    return Screen(text=text, rows=(*in_columns(people, columns=2), (back,)))


def asked(view: RosterView, day: date, watch: Watch, colleague: OfficerId, words: Words) -> Screen:
    """Say that a colleague was asked, and that nothing has changed yet."""
    text = words("duty.asked", name=view.names.get(colleague, "?"), when=when(day, watch, words))
    return Screen(text=text, rows=((Button(words.plain("duty.button.back"), about("week", view.unit)),),))


def answered(view: RosterView, day: date, watch: Watch, words: Words, *, agrees: bool) -> Screen:
    """Say to whoever was asked what their answer has done."""
    text = words("duty.answered.yes" if agrees else "duty.answered.no", when=when(day, watch, words))
    return Screen(text=text, rows=((Button(words.plain("duty.button.week"), about("week", view.unit)),),))


def notice(view: DutyNotice, words: Words) -> Screen:
    """Give a word about duty, with the buttons that answer it."""
    day = view.days[0] if view.days else date.min
    text = words(
        f"duty.word.{view.word.value}",
        name=view.name,
        unit=words.pick(view.unit.name),
        when=when(day, view.watch, words),
        days=", ".join(_day(one, words) for one in view.days),
    )
    if view.word is DutyWord.ASKED:
        values = (slot_code(day), view.watch, view.officer)
        yes = Button(words.plain("duty.button.yes"), about("yes", view.unit, *values))
        no = Button(words.plain("duty.button.no"), about("no", view.unit, *values))
        return Screen(text=text, rows=((yes,), (no,)))
    return Screen(text=text, rows=((Button(words.plain("duty.button.week"), about("week", view.unit)),),))


def when(day: date, watch: Watch, words: Words) -> str:
    """Give a shift in words: its date and its hours."""
    return words.plain(f"duty.when.{watch.value}").format(day=_day(day, words))


def moment(at: datetime, words: Words) -> str:
    """Give an hour with its day."""
    return f"{at:%H:%M} {_day(at.date(), words)}"


def _line(view: RosterView, day: date, words: Words) -> Html:
    mark = words("duty.mark.changed") if day in view.roster.exceptions else words.empty
    today = words("duty.mark.today") if day == view.today else words.empty
    return words(
        "duty.line", day=_day(day, words), plan=_plan(view.roster.plan(day), view, words), mark=mark, today=today
    )


def _plan(plan: Plan, view: RosterView, words: Words) -> Html:
    known = [shift for shift in plan if shift.officer in view.names]
    if not known:
        return words("duty.plan.nobody")
    parts = [words(f"duty.plan.{shift.watch.value}", name=view.names[shift.officer]) for shift in known]
    return joined(*parts, None if is_covered(tuple(known)) else words("duty.plan.half"), by=" · ")


def _holder(plan: Plan, watch: Watch) -> OfficerId | None:
    if watch is Watch.ALL:
        return next((shift.officer for shift in plan if shift.watch is Watch.ALL), None)
    return holder_of(plan, watch)


def _week_rows(view: RosterView, words: Words) -> tuple[Row, ...]:
    rows: list[Row] = []
    if view.leads:
        weekdays = [
            Button(words.plain(f"duty.day.{number}"), about("slot", view.unit, number, Watch.ALL))
            for number in range(DAYS_OF_A_WEEK)
        ]
        rows += in_columns(weekdays, columns=_WEEKDAYS)
        rows.append((Button(words.plain("duty.button.date"), about("dates", view.unit)),))
        if view.differs_from_last_week:
            again = about("before", view.unit, view.roster.version)
            rows.append((Button(words.plain("duty.button.before"), again),))
    if view.stints:
        rows.append((Button(words.plain("duty.button.swap"), about("own", view.unit)),))
    return tuple(rows)


def _turning(view: RosterView, chosen: Slot, watch: Watch, words: Words) -> Row:
    """Give the ways to the day before and the day after."""
    if isinstance(chosen, date):
        last = view.today + (AHEAD - 1) * DAY
        near: list[Slot] = [one for one in (chosen - DAY, chosen + DAY) if view.today <= one <= last]
    else:
        near = [one for one in (chosen - 1, chosen + 1) if 0 <= one < DAYS_OF_A_WEEK]
    return tuple(
        Button(
            f"◀ {_named(one, words)}" if _is_before(one, chosen) else f"{_named(one, words)} ▶",
            about("slot", view.unit, slot_code(one), watch),
        )
        for one in near
    )


def _is_before(one: Slot, other: Slot) -> bool:
    return slot_code(one) < slot_code(other)


def _stint(stint: Stint, words: Words) -> str:
    return when(stint.day, stint.shift.watch, words)


def _named(chosen: Slot, words: Words) -> str:
    return _day(chosen, words) if isinstance(chosen, date) else words.plain(f"duty.day.{chosen}")


def _day(day: date, words: Words) -> str:
    return f"{words.plain(f'duty.day.{day.weekday()}')} {day:%d/%m}"


def _marked(label: str, *, is_on: bool, mark: str = "●") -> str:
    return f"{mark} {label}" if is_on else label
