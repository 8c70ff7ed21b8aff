"""Which communes lie side by side, as far as reference points can tell: near enough for one event to touch both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.point import metres
from bot.domain.units import Commune, CommuneCode

_NEAREST: Final = 6  #: a commune touches about so many others
_FARTHEST: Final = 25_000.0  #: metres between the points of two that touch
_SURELY: Final = 4_000.0  #: metres: so near that they touch whatever lies around


@dataclass(slots=True)
class Neighbours:
    """Finds the neighbours of a commune when they are asked for, and remembers them."""

    communes: Mapping[CommuneCode, Commune]
    _nearest: dict[CommuneCode, frozenset[CommuneCode]] = field(
        default_factory=dict[CommuneCode, frozenset[CommuneCode]], init=False, repr=False, compare=False
    )
    _found: dict[CommuneCode, frozenset[CommuneCode]] = field(
        default_factory=dict[CommuneCode, frozenset[CommuneCode]], init=False, repr=False, compare=False
    )

    def of(self, commune: CommuneCode) -> frozenset[CommuneCode]:
        """Give the communes beside one; if one is a neighbour of another, so is the other of it."""
        if commune not in self._found:
            mine = self._near(commune)
            self._found[commune] = mine | {other for other in self.communes if commune in self._near(other)}
        return self._found[commune]

    def _near(self, commune: CommuneCode) -> frozenset[CommuneCode]:
        if commune not in self._nearest:
            here = self.communes[commune].point
            apart = sorted((metres(here, other.point), code) for code, other in self.communes.items())
            others = [(far, code) for far, code in apart if code != commune]
            self._nearest[commune] = frozenset(
                code
                for place, (far, code) in enumerate(others)
                if far <= _SURELY or (place < _NEAREST and far <= _FARTHEST)
            )
        return self._nearest[commune]
