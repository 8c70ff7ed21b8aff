"""The menus that pass a tip on: whereto, who was found, why, and exactly what will happen."""

from typing import Final

from bot.domain.menus import MenuView
from bot.domain.moves import Standing
from bot.domain.transfer_views import Place
from bot.domain.units import DESK, Unit
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.data import MenuAction, about
from handlers.officers.screens.look import called, joined, quoted
from handlers.officers.screens.splitting import cropped
from handlers.officers.screens.ways import name
from handlers.texts import Html, Words

_LABEL: Final = 60  #: units of a button's label


def targets(view: MenuView, words: Words) -> Screen:
    """Offer the units to which the tip is likely to go, and the search unless only the desk remains."""
    rows = _buttons(view, view.transfer.places, words)
    if view.transfer.is_desks_turn:
        return Screen(text=_head("menu.targets.desk", view, words), rows=tuple(rows))
    return Screen(text=_head("menu.targets", view, words), rows=(*rows, _search(view, "menu.button.find", words)))


def found(view: MenuView, words: Words) -> Screen:
    """Offer the units that were found; of those that cannot have the tip now, say why."""
    places = view.transfer.places
    rows = _buttons(view, places, words)
    at_desk = view.unit.code == DESK
    closed = [_closed(place, words) for place in places if place.standing is not Standing.OPEN]
    if closed and not at_desk and all(place.unit.code != DESK for place in places):
        rows.append((Button(words.plain("menu.button.to_desk"), about(view.tip, MenuAction.TARGET, DESK)),))
    head = _head("menu.found" if len(closed) < len(places) else "menu.found.none_open", view, words)
    instead = words("menu.found.instead") if closed and not at_desk else None
    return Screen(text=joined(head, *closed, instead), rows=(*rows, _search(view, "menu.button.find_again", words)))


def reasons(view: MenuView, words: Words) -> Screen:
    """Ask why the tip is passed on, or returned."""
    assert view.entry is not None
    ready = [
        Button(words.pick(reason.label), about(view.tip, MenuAction.MOVE_REASON, f"{view.entry.id}.{reason.code}"))
        for reason in view.transfer.reasons
    ]
    own = Button(words.plain("menu.button.own_reason"), about(view.tip, MenuAction.OWN_REASON, view.entry.id))
    drop = Button(words.plain("menu.button.drop"), about(view.tip, MenuAction.DROP, view.entry.id))
    key = "menu.reasons.return" if view.transfer.is_return else "menu.reasons"
    return Screen(text=_head(key, view, words), rows=(*in_columns(ready, columns=1), (own,), (drop,)))


def confirm(view: MenuView, words: Words) -> Screen:
    """Say what will happen, to whom the tip goes and what they can do; nothing has happened yet."""
    assert view.entry is not None
    move = view.transfer
    reason = words.pick(move.grounds.ready.label) if move.grounds.ready is not None else None
    text = joined(
        _head("menu.confirm_transfer.return" if move.is_return else "menu.confirm_transfer", view, words),
        words("menu.confirm_transfer.reason", reason=reason) if reason is not None else None,
        quoted(words, move.grounds.words) if move.grounds.words else None,
        words("menu.confirm_transfer.here"),
        words(f"menu.confirm_transfer.{_after(view)}"),
        words("menu.confirm_transfer.reporter"),
    )
    send = Button(
        words.plain("menu.button.return" if move.is_return else "menu.button.pass"),
        about(view.tip, MenuAction.CONFIRM_TRANSFER, view.entry.id),
    )
    drop = Button(words.plain("menu.button.drop"), about(view.tip, MenuAction.DROP, view.entry.id))
    return Screen(text=text, rows=((send, drop),))


def _after(view: MenuView) -> str:
    """Give which sentence says what the receiving unit can do."""
    move = view.transfer
    if move.is_desks_turn:
        return "decides"
    if move.is_binding:
        return "binding"
    if move.is_return:
        return "back"
    return "desk" if move.target is not None and move.target.code == DESK else "unit"


def _head(key: str, view: MenuView, words: Words) -> Html:
    target = view.transfer.target or view.unit
    return words(key, reference=view.tip.reference, unit=called(target, words))


def _buttons(view: MenuView, places: tuple[Place, ...], words: Words) -> list[Row]:
    units = [place.unit for place in places if place.standing is Standing.OPEN]
    return [(Button(_label(unit, words), about(view.tip, MenuAction.TARGET, unit.code)),) for unit in units]


def _label(unit: Unit, words: Words) -> str:
    """Give a unit's name on a button, its code first: a phone shows the beginning only."""
    name_, code = called(unit, words), f"({unit.code})"
    return cropped(f"{unit.code} · {name_.removesuffix(code).strip()}" if name_.endswith(code) else name_, most=_LABEL)


def _search(view: MenuView, label: str, words: Words) -> Row:
    return (Button(words.plain(label), about(view.tip, MenuAction.LOOK_FOR_UNIT)),)


def _closed(place: Place, words: Words) -> Html:
    """Say why a unit cannot have the tip."""
    barrier = words.pick(place.barrier) if place.barrier is not None else ""
    return words(f"menu.found.{place.standing.value}", unit=name(place.unit, words), barrier=barrier)
