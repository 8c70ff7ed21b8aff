"""The units for an administrator: all of them by pages, and one with the ways to bind its group."""

from collections.abc import Sequence
from typing import Final

from bot.domain.people import Officer, Role, roles_at
from bot.domain.units import DESK, Unit
from bot.services.administration import UnitDetail, UnitRow
from handlers.administrators.data import about
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.texts import Html, Words

PAGE: Final = 10
#: What the link asks for: to put out whoever is removed, and in a forum to open a topic for each tip.
RIGHTS: Final = "restrict_members+manage_topics"
_WITHOUT_UNIT: Final = (Role.ADMINISTRATOR, Role.AUDITOR)


def overview(rows: Sequence[UnitRow], page: int, words: Words) -> Screen:
    """Give one page of all units, those first for which something waits."""
    ordered = sorted(rows, key=lambda row: -row.waiting)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    text = words(
        "units",
        bound=sum(row.is_bound for row in rows),
        total=len(rows),
        waiting=sum(row.waiting for row in rows),
        page=page + 1,
        pages=pages,
    )
    buttons: list[Row] = [(Button(_label(row, words), about("unit", row.unit.code)),) for row in shown]
    turning: list[Button] = []
    if page:
        turning.append(Button(words.plain("units.button.before"), about("page", str(page - 1))))
    if page + 1 < pages:
        turning.append(Button(words.plain("units.button.next"), about("page", str(page + 1))))
    roles = (Button(words.plain("units.button.roles"), about("roles")),)
    return Screen(text=text, rows=(*buttons, tuple(turning), roles))


def found(units: Sequence[Unit], words: Words) -> Screen:
    """Give the units that a typed name may mean."""
    rows = tuple((Button(words.pick(unit.name), about("unit", unit.code)),) for unit in units)
    return Screen(text=words("units.found" if rows else "units.unfound"), rows=rows)


def unit(view: UnitDetail, bot: str, words: Words) -> Screen:
    """Give one unit: how it stands, who works there, and both ways to bind its group."""
    known = view.row.unit
    link = f"https://t.me/{bot}?startgroup=b{known.code}&admin={RIGHTS}"
    people = "\n".join(
        words("people.line", name=officer.name, role=words.plain(f"role.{officer.role.value}"))
        for officer in view.officers
    )
    text = words(
        "unit",
        unit=words.pick(known.name),
        code=known.code,
        state=words(_state(view.row)),
        waiting=view.row.waiting,
        people=Html(people) or words("people.none"),
        link=link,
    )
    invite = [
        Button(words.plain(f"people.button.invite.{role.value}"), about("invite", role.value, known.code))
        for role in roles_at(known)
    ]
    rows: list[Row] = [*in_columns(invite, columns=2)]
    rows.append((Button(words.plain("unit.button.copy_link"), copies=link),))
    rows.extend(
        (
            Button(
                words.plain("people.button.remove").format(name=officer.name[:40]),
                about("remove", known.code, officer.id),
            ),
        )
        for officer in view.officers
    )
    rows.append((Button(words.plain("units.button.all"), about("page", "0")),))
    return Screen(text=text, rows=tuple(rows))


def roles(words: Words) -> Screen:
    """Offer the roles that belong to no unit."""
    rows = tuple(
        (Button(words.plain(f"people.button.invite.{role.value}"), about("invite", role.value)),)
        for role in _WITHOUT_UNIT
    )
    return Screen(
        text=words("units.roles"), rows=(*rows, (Button(words.plain("units.button.all"), about("page", "0")),))
    )


def removing(officer: Officer, words: Words) -> Screen:
    """Ask once more before somebody is removed."""
    yes = Button(words.plain("people.button.remove_now"), about("remove!", officer.id))
    back = Button(words.plain("people.button.back"), about("unit", officer.unit or DESK))
    return Screen(text=words("people.removing", name=officer.name), rows=((yes,), (back,)))


def invitation(link: str, role: Role, of: Unit | None, words: Words) -> Screen:
    """Give a single-use link."""
    place = words.pick(of.name) if of is not None else words.plain("unit.none")
    text = words("people.invitation", link=link, role=words.plain(f"role.{role.value}"), unit=place)
    can = words(f"help.{role.value}")
    return Screen(text=Html(f"{text}\n\n{can}"), rows=((Button(words.plain("people.button.copy"), copies=link),),))


def _label(row: UnitRow, words: Words) -> str:
    mark = words.plain(f"{_state(row)}.mark")
    waits = f" · {row.waiting}" if row.waiting else ""
    return f"{mark} {words.pick(row.unit.name)}{waits}"


def _state(row: UnitRow) -> str:
    if not row.is_bound:
        return "unit.state.unbound"
    return "unit.state.settled" if row.is_settled else "unit.state.unsettled"
