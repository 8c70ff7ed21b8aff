"""Words about the system itself: a group that is lost, members whom nobody has accepted."""

from collections.abc import Callable
from typing import Final

from bot.domain.dispatches import AlertDispatch
from bot.domain.units import Unit
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen
from handlers.officers.data import within
from handlers.texts import Html, Words


def alert(content: AlertDispatch, words: Words, directory: Directory) -> Screen:
    """Give an alert, with the buttons that settle it."""
    known = directory.units.get(content.unit) if content.unit is not None else None
    unit = known or directory.desk  # a units file that came meanwhile may lack what the word is about
    key = f"alert.{content.alert}"
    text = words(
        key if words.has(key) else "alert.other",
        unit=words.pick(unit.name),
        count=content.data[0] if content.data else "",
        tips=", ".join(f"#{reference}" for reference in content.data[1:]),
        person=_person(content, words),
        variable=content.data[1] if len(content.data) > 1 else "",
        fault=content.data[2] if len(content.data) > 2 else "",  # noqa: PLR2004 - after the count and the name
    )
    rows = _ROWS.get(content.alert)
    return Screen(
        text=text, rows=rows(content, unit, words) if rows is not None and (known or content.unit is None) else ()
    )


def _accepting(content: AlertDispatch, unit: Unit, words: Words) -> tuple[Row, ...]:
    del content
    return ((Button(words.plain("members.button.accept"), within("accept", unit.code)),),)


def _settling(content: AlertDispatch, unit: Unit, words: Words) -> tuple[Row, ...]:
    user = content.data[0] if content.data else "0"
    put_out = Button(words.plain("members.button.put_out"), within("out", unit.code, user))
    return (*_accepting(content, unit, words), (put_out,))


def _person(content: AlertDispatch, words: Words) -> Html:
    """Give a mention of a new member, so that the head sees who it is."""
    user = content.data[0] if content.data else ""
    name = words("alert.person")
    return Html(f'<a href="tg://user?id={user}">{name}</a>') if user.isdecimal() else name


_ROWS: Final[dict[str, Callable[[AlertDispatch, Unit, Words], tuple[Row, ...]]]] = {
    "group.strangers": _accepting,
    "group.stranger": _settling,
}
