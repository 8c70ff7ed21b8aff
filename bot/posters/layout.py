"""Where everything stands on a poster.

Danger first, then one sentence that says what this is, whose police it reaches, a code large enough to be scanned from
two steps away, three steps beside it, and below what is never known and what this cannot do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import segno

from bot.posters.sheet import WIDTH, Box, Code, Face, Ink, Item, Sheet, Words, fitting, lines_of

#: Gives the words of a key, with values put in.
Speaks = Callable[..., str]

_MARGIN: Final = 14.0
_RIGHT: Final = WIDTH - _MARGIN
_INNER: Final = WIDTH - 2 * _MARGIN
_LEADING: Final = 1.36
_SLACK: Final = 0.985  #: a canvas that rounds its letters to whole dots needs a little more than the outlines say
_SIDE: Final = 95.0  #: of the code; the margin, and what is left free around it, are its quiet zone
_LEAST_VERSION: Final = 5  #: of the code: larger squares would need a larger quiet zone than there is
_STEPS: Final = _MARGIN + _SIDE + 14  #: where the steps begin
_STEPS_ROOM: Final = _RIGHT - _STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What differs from one poster to the next."""

    receiver: str  #: who gets what is told, such as "Công an phường Long Xuyên"
    link: str  #: without its scheme: "t.me/name?start=c30307"
    username: str  #: of the bot, without the @
    operator: str = ""  #: who runs it; empty while nobody has said so


def laid_out(subject: Subject, says: Speaks) -> Sheet:
    """Lay out one poster."""
    return (
        *_danger(says),
        *_headline(subject, says),
        *_code(subject),
        *_steps(says),
        *_trust(says),
        *_foot(subject, says),
    )


def _danger(says: Speaks) -> Iterator[Item]:
    yield Box(left=_MARGIN, top=12, width=_INNER, height=20, radius=4, ink=Ink.BLACK)
    call = Words(text=says("danger"), x=_MARGIN + 7, baseline=25.5, size=9.4, face=Face.STRONG, ink=Ink.PAPER)
    yield _fitted(call, room=105)
    for line, key in enumerate(("danger.first", "danger.second")):
        baseline = 20.8 + line * 6.6
        yield Words(text=says(key), x=_RIGHT - 7, baseline=baseline, size=4.4, ink=Ink.PAPER, anchor="right")


def _headline(subject: Subject, says: Speaks) -> Iterator[Item]:
    yield _fitted(Words(text=says("headline"), x=_MARGIN, baseline=49.5, size=17, face=Face.STRONG), room=_INNER)
    promise = Words(text=says("promise"), x=_MARGIN, baseline=63, size=11, face=Face.STRONG, ink=Ink.BRICK)
    yield _fitted(promise, room=_INNER)
    yield Box(left=_MARGIN, top=69.5, width=_INNER, height=24, radius=4, ink=Ink.SAND)
    yield Words(text=says("receiver"), x=_MARGIN + 7, baseline=77.5, size=4.6)
    receiver = Words(text=subject.receiver, x=_MARGIN + 7, baseline=88.5, size=10, face=Face.STRONG)
    yield _fitted(receiver, room=_INNER - 14)


def _code(subject: Subject) -> Iterator[Item]:
    address = f"https://{subject.link}"
    symbol = segno.make_qr(address, error="h")
    if int(symbol.version) < _LEAST_VERSION:
        symbol = segno.make_qr(address, error="h", version=_LEAST_VERSION)
    rows = tuple(tuple(bool(cell) for cell in row) for row in symbol.matrix)
    yield Code(left=_MARGIN, top=105, side=_SIDE, rows=rows)
    yield _fitted(Words(text=subject.link, x=_MARGIN, baseline=214, size=5, face=Face.STRONG), room=_SIDE)


def _steps(says: Speaks) -> Iterator[Item]:
    indent = 14.5
    headings = [says(f"step.{number}") for number in (1, 2, 3)]
    size = min(fitting(heading, Face.STRONG, size=6.4, room=_STEPS_ROOM - indent) for heading in headings)
    for number, heading in enumerate(headings, start=1):
        top = 105.0 + (number - 1) * 35.5
        yield Box(left=_STEPS, top=top, width=11, height=11, radius=5.5, ink=Ink.BRICK)
        disc = Words(text=str(number), x=_STEPS + 5.5, baseline=top + 7.9, size=6.8, anchor="middle", ink=Ink.PAPER)
        yield replace(disc, face=Face.STRONG)
        yield Words(text=heading, x=_STEPS + indent, baseline=top + 7.8, size=size, face=Face.STRONG)
        yield from _paragraph(says(f"step.{number}.how"), left=_STEPS, top=top + 13, size=4.7, room=_STEPS_ROOM)


def _trust(says: Speaks) -> Iterator[Item]:
    room = (_INNER - 10) / 2
    for side, about in enumerate(("unseen", "honest")):
        left = _MARGIN + side * (room + 10)
        yield Box(left=left, top=219, width=room, height=0.9, radius=0, ink=Ink.BRICK)
        yield _fitted(Words(text=says(about), x=left, baseline=227, size=5.8, face=Face.STRONG), room=room)
        top = 229.5
        for number in (1, 2, 3, 4):
            yield Box(left=left, top=top + 2.2, width=1.6, height=1.6, radius=0.8, ink=Ink.BRICK)
            lines = _paragraph(says(f"{about}.{number}"), left=left + 4, top=top, size=4.1, room=room - 4)
            yield from lines
            top += len(lines) * 4.1 * _LEADING + 1.1


def _foot(subject: Subject, says: Speaks) -> Iterator[Item]:
    yield Box(left=_MARGIN, top=276.5, width=_INNER, height=0.4, radius=0, ink=Ink.BLACK)
    find = Words(text=says("foot.find", username=subject.username), x=_MARGIN, baseline=281.6, size=4, face=Face.STRONG)
    yield _fitted(find, room=_INNER)
    yield _fitted(Words(text=says("foot.never"), x=_MARGIN, baseline=286.8, size=4), room=_INNER)
    if subject.operator:
        operator = says("foot.operator", operator=subject.operator)
        yield _fitted(Words(text=operator, x=_MARGIN, baseline=291.2, size=3.2), room=_INNER)


def _fitted(words: Words, *, room: float) -> Words:
    """Give a line as it stands, or smaller where it would not fit."""
    return replace(words, size=fitting(words.text, words.face, size=words.size, room=room * _SLACK))


def _paragraph(text: str, *, left: float, top: float, size: float, room: float) -> tuple[Words, ...]:
    lines = lines_of(text, Face.PLAIN, size=size, room=room * _SLACK)
    return tuple(
        Words(text=line, x=left, baseline=top + size + number * size * _LEADING, size=size)
        for number, line in enumerate(lines)
    )
