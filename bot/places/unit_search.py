"""From what an officer types to the units that it may mean: the desk and specialists by code, name or field.

Communes' own police are found by the search of communes, which residents use too. What is typed is compared and
forgotten.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.kinds import KindGroup
from bot.domain.units import Unit, UnitCode, UnitKind
from bot.places.spelling import folded, words_of

MOST_UNITS: Final = 3
_SHORTEST: Final = 3  #: letters of a word that is looked for alone

_POLICE: Final = re.compile(r"^\s*(?:công\s+an|cong\s+an|c\.?a\.?)\s+", re.IGNORECASE)
_CODE: Final = re.compile(r"^([a-z]{2,4})0*(\d{0,3})$")
#: Words that stand in the name of nearly every unit and so tell none from the others.
_NAMES_BEGIN: Final = "phòng công an cảnh sát cơ quan điều tra tội phạm về và tỉnh đơn vị tổ đội"
_EVERYWHERE: Final = frozenset(
    folded(word) for word in words_of(f"{_NAMES_BEGIN} police division department office provincial of and the")
)
#: How the desk is called besides its name.
_DESK: Final = (("truc", "ban", "tinh"), ("truc", "ban"), ("cong", "an", "tinh"), ("tinh",), ("desk",))


def without_police(text: str) -> str:
    """Give the name of a place without the "công an" that officers put before it."""
    return _POLICE.sub("", text, count=1)


def find_units(
    text: str, units: Mapping[UnitCode, Unit], kinds: Iterable[KindGroup], *, most: int = MOST_UNITS
) -> tuple[Unit, ...]:
    """Give the units besides communes' that typed words may mean: one whose code it is alone, else by name or field."""
    others = [unit for unit in units.values() if unit.kind is not UnitKind.COMMUNE]
    typed = tuple(folded(word) for word in words_of(text))
    by_code = [unit for unit in others if _is_code("".join(typed), unit.code)]
    if by_code:
        return tuple(by_code)
    if typed in _DESK:
        return tuple(unit for unit in others if unit.kind is UnitKind.DESK)
    telling = [word for word in typed if word not in _EVERYWHERE]
    if not telling or (len(telling) == 1 and len(telling[0]) < _SHORTEST):
        return ()
    named = [unit for unit in others if any(_says(name, telling) for name in unit.name.values())]
    fields = [group for group in kinds if any(_says(label, telling) for label in _labels(group, len(telling)))]
    concerned = [units[code] for group in fields for code in group.specialists if code in units]
    return tuple(dict.fromkeys([*named, *concerned]))[:most]


def _is_code(typed: str, code: str) -> bool:
    """Tell whether this is the code, however it is typed: "pc4" is PC04."""
    known, given = _CODE.match(code.lower()), _CODE.match(typed)
    return known is not None and given is not None and known.groups() == given.groups()


def _says(text: str, telling: list[str]) -> bool:
    said = {folded(word) for word in words_of(text)}
    return all(word in said for word in telling)


def _labels(group: KindGroup, telling: int) -> Iterable[str]:
    yield from group.label.values()
    for leaf in group.leaves if telling > 1 else ():  # one word alone stands in too many of them
        yield from leaf.label.values()
