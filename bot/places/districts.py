"""The districts that ended in 2025, and the communes of today that lie where they were. People still say them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.units import Commune, CommuneCode
from bot.places.gazetteer import OldName
from bot.places.spelling import dictionary_order

#: As they are written where room is short.
_SHORT: Final = {"Huyện": "H.", "Thị xã": "TX.", "Thành phố": "TP."}


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A former district."""

    #: As on a button: "H. Chợ Mới"; with its former province where two had the name.
    label: str
    #: In Vietnamese order.
    communes: tuple[Commune, ...]


def districts(old_names: Iterable[OldName], communes: Mapping[CommuneCode, Commune]) -> tuple[District, ...]:
    """Give the former districts in Vietnamese order; one that changed its kind before it ended is one."""
    kinds: dict[tuple[str, str], str] = {}
    into: dict[tuple[str, str], dict[CommuneCode, None]] = {}
    for old in old_names:
        kind = next((kind for kind in _SHORT if old.district.startswith(f"{kind} ")), "")
        found = old.district.removeprefix(f"{kind} "), old.province
        kinds.setdefault(found, kind)  # the names in force until the end stand first
        into.setdefault(found, {})[old.into] = None
    names = [name for name, _ in into]
    return tuple(
        District(
            label=f"{_SHORT.get(kinds[name, province], '')} {name}".strip()
            + (f" ({province})" if names.count(name) > 1 else ""),
            communes=tuple(
                sorted(
                    (communes[code] for code in into[name, province]),
                    key=lambda commune: dictionary_order(commune.short),
                )
            ),
        )
        for name, province in sorted(into, key=lambda found: tuple(map(dictionary_order, found)))
    )
