"""How many people may be told to somebody: rounded, so that nobody can be found by subtracting.

A count is lowered by a secret offset and rounded down to a step that grows with it; a small one is no number at all.
What is told is thus never more than there are. The offset is drawn for what is counted, from bytes that nobody can
work out without the key: it is the same whenever the same is counted in the same time, and another for everything
else. How likely each offset is changes little from one to the next, so that one person more or less makes each answer
only a little likelier. What is promised by that and what is not: decision 0023.
"""

from dataclasses import dataclass
from math import exp
from typing import Final

FEWEST: Final = 10  #: below it, nothing is ever told as a number

_STEPS: Final = tuple(factor * 10**power for power in range(1, 9) for factor in (1, 2, 5))
_DRAWN_FROM: Final = 2**64  #: eight bytes
_PART: Final = 10  #: a step is at most so small a part of what is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Offsets:
    """Offsets from 0 up to twice the middle: likeliest in the middle, and less so by the same factor with each step."""

    middle: int
    factor: float  #: how much likelier one is than the next one outwards

    def drawn(self, secret: bytes) -> int:
        """Give the offset that eight or more secret bytes choose."""
        chosen = int.from_bytes(secret[:8]) / _DRAWN_FROM
        total = 0.0
        for offset, chance in enumerate(self.chances()):
            total += chance
            if chosen < total:
                return offset
        return 2 * self.middle

    def chances(self) -> tuple[float, ...]:
        """Give how likely each offset is."""
        weights = [self.factor ** -abs(offset - self.middle) for offset in range(2 * self.middle + 1)]
        return tuple(weight / sum(weights) for weight in weights)


#: Of an audience: one part is the same for all audiences of the same communes, the other is the audience's own.
OF_COMMUNES: Final = Offsets(middle=8, factor=exp(0.4))
OF_AUDIENCE: Final = Offsets(middle=5, factor=exp(0.8))
#: Of whatever else is counted, such as the deliveries of one sending.
OF_COUNT: Final = Offsets(middle=5, factor=exp(0.8))


def rounded(count: int, *, lowered_by: int) -> int | None:
    """Give what may be told of a count; None: too few to be told."""
    lowered = count - lowered_by
    if lowered < FEWEST:
        return None
    return lowered - lowered % _step(lowered)


def _step(count: int) -> int:
    """Give the largest step that is no more than a tenth of a count, ten at least."""
    return max((step for step in _STEPS if step * _PART <= count), default=_STEPS[0])
