"""Who works in a unit, for its head: the list, putting somebody out of it, inviting somebody into it."""

from collections.abc import Sequence

from bot.domain.people import Officer, Role, roles_at
from bot.domain.units import DESK, Unit
from bot.services.administration import UnitDetail
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.data import within
from handlers.officers.screens.look import joined
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

_NAME = 40  #: units of a name on a button


def officers(view: UnitDetail, words: Words) -> Screen:
    """Give the people of a unit, each with a button that removes them, and the invitations."""
    unit = view.row.unit
    lines = [
        words("people.line", name=officer.name, role=words.plain(f"role.{officer.role.value}"))
        for officer in view.officers
    ]
    rows: list[Row] = [
        (
            Button(
                words.plain("people.button.remove").format(name=cropped(officer.name, most=_NAME)),
                within("remove", officer.unit or DESK, officer.id),
            ),
        )
        for officer in view.officers
    ]
    invite = [
        Button(words.plain(f"people.button.invite.{role.value}"), within("invite", role.value, unit.code))
        for role in roles_at(unit)
    ]
    rows.extend(in_columns(invite, columns=2))
    if view.group is not None and not view.group.is_settled:
        rows.append((Button(words.plain("members.button.accept"), within("accept", unit.code)),))
    text = joined(
        words("people", unit=words.pick(unit.name)),
        *(lines or [words("people.none")]),
        _group(view, words),
    )
    return Screen(text=text, rows=tuple(rows))


def units(led: Sequence[Unit], words: Words) -> Screen:
    """Ask which unit, of whoever leads several."""
    rows = tuple((Button(words.pick(unit.name), within("people", unit.code)),) for unit in led)
    return Screen(text=words("people.which"), rows=rows)


def removing(officer: Officer, words: Words) -> Screen:
    """Ask once more before somebody is removed."""
    yes = Button(words.plain("people.button.remove_now"), within("remove!", officer.id))
    back = Button(words.plain("people.button.back"), within("people", officer.unit or DESK))
    return Screen(text=words("people.removing", name=officer.name), rows=((yes,), (back,)))


def invitation(link: str, role: Role, unit: Unit, words: Words) -> Screen:
    """Give a single-use link, for the head alone."""
    text = words("people.invitation", link=link, role=words.plain(f"role.{role.value}"), unit=words.pick(unit.name))
    return Screen(text=text, rows=((Button(words.plain("people.button.copy"), copies=link),),))


def _group(view: UnitDetail, words: Words) -> Html:
    if view.group is None:
        return words("people.group.none", code=view.row.unit.code)
    if view.group.is_settled:
        return words("people.group.settled")
    count = len(view.group.strangers) + max(0, view.group.unknown - view.group.accepted_unknown)
    return words("people.group.strangers", count=count)
