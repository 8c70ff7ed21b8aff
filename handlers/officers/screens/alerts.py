"""Words about the system itself: a group that is lost, members whom nobody has accepted."""

from collections.abc import Callable
from typing import Final

from bot.domain.dispatches import AlertDispatch
from bot.domain.identifiers import ChatId
from bot.domain.units import Unit, UnitCode
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen
from handlers.officers.data import within
from handlers.officers.screens.broadcasts.channels import binding
from handlers.officers.screens.look import called
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
        text=text,
        rows=rows(content, unit, words, directory) if rows is not None and (known or content.unit is None) else (),
    )


def _accepting(content: AlertDispatch, unit: Unit, words: Words, directory: Directory) -> tuple[Row, ...]:
    del content, directory
    return ((Button(words.plain("members.button.accept"), within("accept", unit.code)),),)


def _settling(content: AlertDispatch, unit: Unit, words: Words, directory: Directory) -> tuple[Row, ...]:
    user = content.data[0] if content.data else "0"
    put_out = Button(words.plain("members.button.put_out"), within("out", unit.code, user))
    return (*_accepting(content, unit, words, directory), (put_out,))


def _offering(content: AlertDispatch, unit: Unit, words: Words, directory: Directory) -> tuple[Row, ...]:
    """Ask whose a channel shall be."""
    del unit
    channel, _, *units = content.data
    known = [directory.units[UnitCode(code)] for code in units if code in directory.units]
    return tuple((Button(called(one, words), binding(ChatId(int(channel)), one.code)),) for one in known)


def _person(content: AlertDispatch, words: Words) -> Html:
    """Give a mention of a new member, so that the head sees who it is."""
    user = content.data[0] if content.data else ""
    name = words("alert.person")
    return Html(f'<a href="tg://user?id={user}">{name}</a>') if user.isdecimal() else name


_ROWS: Final[dict[str, Callable[[AlertDispatch, Unit, Words, Directory], tuple[Row, ...]]]] = {
    "group.strangers": _accepting,
    "group.stranger": _settling,
    "channel.offered": _offering,
}
