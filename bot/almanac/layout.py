"""Where everything stands on the picture of a month.

The grid says when, in hours that can be read on a small phone; the list below says what. A sending's standing is told
by its colour and by its shape as well: filled, edged, marked or struck through.
"""

from collections.abc import Iterator
from typing import Final

from bot.almanac.items import HEIGHT, WIDTH, Box, Ink, Item, Text, cut
from bot.domain.broadcasts.agenda import Standing
from bot.ports.almanac import Cell, Chip, Line, Page
from bot.posters.sheet import Face, fitting, width

_MARGIN: Final = 36.0
_INNER: Final = WIDTH - 2 * _MARGIN
_COLUMN: Final = _INNER / 7
_GRID: Final = 206.0  #: where it begins
_ROOM: Final = 822.0  #: for all weeks together
_CHIP: Final = 35.0
_GAP: Final = 4.0
_LEGEND: Final = 1072.0
_LIST: Final = 1150.0
_LINE: Final = 44.0
_SLACK: Final = 0.98  #: a canvas that rounds its letters to whole dots needs a little more than the outlines say
_WHEN: Final = 246.0  #: for the day and hour of a line

#: So many sendings fit the list.
LINES: Final = int((HEIGHT - 18 - _LIST - 30) // _LINE) + 1

#: By the standing: what a chip is filled with, its edge, and its letters.
_LOOK: Final = {
    Standing.GONE: (Ink.MINT, None, Ink.GREEN),
    Standing.SENDING: (Ink.GREEN, None, Ink.PAPER),
    Standing.COMING: (Ink.BLUE, None, Ink.PAPER),
    Standing.AWAITED: (Ink.PAPER, Ink.BLUE, Ink.BLUE),
    Standing.MISSED: (Ink.BRICK, None, Ink.PAPER),
    Standing.DROPPED: (Ink.PALE, None, Ink.GREY),
}
MARKS: Final = {Standing.MISSED: "! "}


def laid_out(page: Page) -> tuple[Item, ...]:
    """Lay out one month."""
    return (*_head(page), *_grid(page), *_legend(page), *_list(page))


def _head(page: Page) -> Iterator[Item]:
    yield Box(left=0, top=0, width=WIDTH, height=14, fill=Ink.BRICK)
    yield Text(text=page.title, x=_MARGIN, baseline=90, size=64, face=Face.STRONG)
    size = max(fitting(page.subtitle, Face.PLAIN, size=34, room=_INNER), 28)
    subtitle = cut(page.subtitle, Face.PLAIN, size=size, room=_INNER)
    yield Text(text=subtitle, x=_MARGIN, baseline=140, size=size, ink=Ink.GREY)
    for place, name in enumerate(page.weekdays):
        ink = Ink.BRICK if place == len(page.weekdays) - 1 else Ink.GREY
        middle = _MARGIN + (place + 0.5) * _COLUMN
        yield Text(text=name, x=middle, baseline=194, size=30, face=Face.STRONG, ink=ink, anchor="middle")


def _grid(page: Page) -> Iterator[Item]:
    high = _ROOM / len(page.weeks)
    for number, week in enumerate(page.weeks):
        top = _GRID + number * high
        yield Box(left=_MARGIN, top=top, width=_INNER, height=2, fill=Ink.RULE)
        for place, cell in enumerate(week):
            yield from _cell(cell, _MARGIN + place * _COLUMN, top + 2, high - 2)


def _cell(cell: Cell, left: float, top: float, high: float) -> Iterator[Item]:
    ink = Ink.BLACK if cell.is_within else Ink.FAINT
    if cell.is_today:
        yield Box(left=left + 3, top=top + 5, width=50, height=42, radius=21, fill=Ink.BRICK)
        ink = Ink.PAPER
    on = Ink.BRICK if cell.is_today else Ink.PAPER
    yield Text(
        text=str(cell.number),
        x=left + 28,
        baseline=top + 38,
        size=33,
        face=Face.STRONG,
        ink=ink,
        on=on,
        anchor="middle",
    )
    if cell.moon:
        moon = Ink.GREY if cell.is_within else Ink.FAINT
        yield Text(text=cell.moon, x=left + _COLUMN - 6, baseline=top + 34, size=22, ink=moon, anchor="right")
    rows = int((high - 52) // (_CHIP + _GAP))
    shown = cell.chips if len(cell.chips) <= rows else cell.chips[: rows - 1]
    for number, chip in enumerate(shown):
        yield from _chip(chip, left + 4, top + 50 + number * (_CHIP + _GAP))
    if len(shown) < len(cell.chips):
        baseline = top + 50 + len(shown) * (_CHIP + _GAP) + 27
        more = f"+{len(cell.chips) - len(shown)}"
        yield Text(text=more, x=left + _COLUMN / 2, baseline=baseline, size=28, face=Face.STRONG, anchor="middle")


def _chip(chip: Chip, left: float, top: float, *, wide: float = _COLUMN - 8) -> Iterator[Item]:
    fill, edge, ink = _LOOK[chip.standing]
    yield Box(left=left, top=top, width=wide, height=_CHIP, radius=10, fill=fill, edge=edge)
    text = Text(
        text=f"{MARKS.get(chip.standing, '')}{chip.text}",
        x=left + wide / 2,
        baseline=top + 27,
        size=28,
        face=Face.STRONG,
        ink=ink,
        on=fill,
        anchor="middle",
    )
    yield text
    if chip.standing is Standing.DROPPED:
        start, _, end, _ = text.extent
        yield Box(left=start - 4, top=top + _CHIP / 2, width=end - start + 8, height=3, fill=ink)


def _legend(page: Page) -> Iterator[Item]:
    yield Box(left=_MARGIN, top=_LEGEND - 30, width=_INNER, height=2, fill=Ink.RULE)
    left = _MARGIN
    size = 25.0
    for stands, name in page.legend:
        fill, edge, ink = _LOOK[stands]
        yield Box(left=left, top=_LEGEND - 12, width=30, height=26, radius=8, fill=fill, edge=edge)
        if (mark := MARKS.get(stands, "").strip()) != "":
            yield Text(
                text=mark,
                x=left + 15,
                baseline=_LEGEND + 9,
                size=24,
                face=Face.STRONG,
                ink=ink,
                on=fill,
                anchor="middle",
            )
        if stands is Standing.DROPPED:
            yield Box(left=left + 5, top=_LEGEND, width=20, height=3, fill=ink)
        yield Text(text=name, x=left + 38, baseline=_LEGEND + 10, size=size)
        left += 38 + width(name, Face.PLAIN, size) + 24


def _list(page: Page) -> Iterator[Item]:
    yield Text(text=page.heading, x=_MARGIN, baseline=_LIST - 12, size=34, face=Face.STRONG)
    for number, line in enumerate(page.lines[:LINES]):
        yield from _listed(line, _LIST + 30 + number * _LINE)


def _listed(line: Line, baseline: float) -> Iterator[Item]:
    fill, edge, _ = _LOOK[line.standing]
    yield Box(left=_MARGIN, top=baseline - 25, width=12, height=30, radius=5, fill=fill, edge=edge)
    yield Text(text=line.when, x=_MARGIN + 26, baseline=baseline, size=29, face=Face.STRONG)
    left = _MARGIN + 26 + _WHEN
    text = cut(line.text, Face.PLAIN, size=29, room=(WIDTH - _MARGIN - left) * _SLACK)
    yield Text(text=text, x=left, baseline=baseline, size=29)
