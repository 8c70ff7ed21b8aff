"""Whom a broadcast is for: communes by search and by groups, and topics by presses."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.subscription import Topic
from bot.domain.units import Commune, CommuneCode
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.broadcasts.frame import Desk
from handlers.texts import Html

_NAMED: Final = 6  #: communes that are named one by one
_A_PAGE: Final = 40  #: communes on one screen


def groups(directory: Directory) -> dict[str, tuple[CommuneCode, ...]]:
    """Give the groups that can be chosen at once, districts aside; one that has no commune is none."""
    communes = tuple(directory.communes.values())
    found = {
        "all": communes,
        "border": tuple(one for one in communes if one.border),
        "coast": tuple(one for one in communes if one.coastal),
        "island": tuple(one for one in communes if one.island),
    }
    return {name: tuple(one.code for one in members) for name, members in found.items() if members}


def communes_of(audience: Audience, desk: Desk) -> str:
    """Give the communes of an audience in words: a whole group by its name, many by the first ones; none: empty."""
    chosen = set(audience.communes)
    for name, members in groups(desk.directory).items():
        if chosen == set(members):
            return desk.words.plain(f"button.compose.{name}")
    names = [one.name for one in _known(audience.communes, desk)]
    listed = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return listed
    return desk.words.plain("compose.audience.more").format(names=listed, more=len(names) - _NAMED)


def asking(
    desk: Desk, *, offered: Sequence[CommuneCode] = (), unfound: bool = False, hint: Html | None = None
) -> Screen:
    """Ask for communes; `offered`: those that a typed name may mean."""
    words, audience = desk.words, desk.draft.broadcast.audience
    if not desk.draft.chooses_communes:
        own = ", ".join(one.name for one in _known(audience.communes, desk))
        return desk.framed(words("compose.audience.own", commune=own), rows=((_done(desk),),), hint=hint)
    state = (
        words("compose.audience.chosen", count=len(audience.communes), names=communes_of(audience, desk))
        if audience.communes
        else words("compose.audience.none")
    )
    found = words("compose.audience.unfound") if unfound else words("compose.audience.offered") if offered else None
    candidates = [desk.labelled(one.name, "add", one.code) for one in _known(offered, desk)]
    whole = [desk.button(f"button.compose.{name}", "group", name) for name in groups(desk.directory)]
    more: list[Row] = []
    if desk.directory.districts:
        more.append((desk.button("button.compose.district", "districts"),))
    if audience.communes:
        more.append((desk.button("button.compose.remove", "chosen", 0), desk.button("button.compose.clear", "clear")))
        more.append((_done(desk),))
    rows = (*((button,) for button in candidates), *in_columns(whole, columns=2), *more)
    return desk.framed(words("compose.ask.audience"), state, found, rows=rows, hint=hint)


def districts(desk: Desk) -> Screen:
    """Offer former districts as a whole."""
    buttons = [desk.labelled(one.label, "district", number) for number, one in enumerate(desk.directory.districts)]
    back = desk.button("button.compose.back", "ask", "audience")
    return desk.framed(desk.words("compose.districts"), rows=(*in_columns(buttons, columns=2), (back,)))


def removing(desk: Desk, page: int) -> Screen:
    """Offer the chosen communes, to take one out."""
    chosen = _known(desk.draft.broadcast.audience.communes, desk)
    start = page * _A_PAGE
    buttons = [desk.labelled(f"➖ {one.short}", "out", one.code) for one in chosen[start : start + _A_PAGE]]
    turning = [
        *([desk.labelled("◀", "chosen", page - 1)] if page > 0 else []),
        *([desk.labelled("▶", "chosen", page + 1)] if start + _A_PAGE < len(chosen) else []),
    ]
    back = desk.button("button.compose.back", "ask", "audience")
    rows = (*in_columns(buttons, columns=2), tuple(turning), (back,))
    return desk.framed(desk.words("compose.remove"), rows=rows)


def topics(desk: Desk, *, hint: Html | None = None) -> Screen:
    """Ask what it is about."""
    chosen = desk.draft.broadcast.audience.topics
    buttons = [
        desk.labelled(
            f"{'✓ ' if topic in chosen else ''}{desk.words.plain(f'alerts.topic.{topic.value}')}", "topic", topic
        )
        for topic in Topic
    ]
    done: tuple[Row, ...] = ((_done(desk),),) if chosen else ()
    rows = (*in_columns(buttons, columns=2), *done)
    return desk.framed(desk.words("compose.ask.topics"), rows=rows, hint=hint)


def _known(codes: Iterable[CommuneCode], desk: Desk) -> list[Commune]:
    return [desk.directory.communes[code] for code in codes if code in desk.directory.communes]


def _done(desk: Desk) -> Button:
    return desk.button("button.compose.next", "next")
