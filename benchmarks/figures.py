"""What is measured: each figure's name, its unit, and what of the echo's it is held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median, quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    label: str
    unit: str
    digits: int = 1


class Figure(Enum):
    """A row of the table, in its order."""

    TEXT_P50 = _Kind(label="typed text to answer, p50", unit="ms")
    TEXT_P95 = _Kind(label="typed text to answer, p95", unit="ms")
    PRESS_P50 = _Kind(label="press to answer, p50", unit="ms")
    PRESS_P95 = _Kind(label="press to answer, p95", unit="ms")
    RECEIPT_P50 = _Kind(label="`Gửi tin` to receipt, p50", unit="ms")
    RECEIPT_P95 = _Kind(label="`Gửi tin` to receipt, p95", unit="ms")
    CARD_P50 = _Kind(label="`Gửi tin` to card, p50", unit="ms")
    CARD_P95 = _Kind(label="`Gửi tin` to card, p95", unit="ms")
    TEXTS_AT_ONCE = _Kind(label="300 residents at once, one text each", unit="s", digits=2)
    FORMS_AT_ONCE = _Kind(label="300 whole forms at once", unit="s", digits=2)
    CPU_FORM = _Kind(label="CPU a whole form, one after another", unit="ms")
    CPU_EXCHANGE = _Kind(label="CPU an exchange (a fifth of that)", unit="ms")
    CPU_FORM_AT_ONCE = _Kind(label="CPU a whole form, 300 at once", unit="ms")
    MEMORY_IDLE = _Kind(label="memory, idle", unit="MiB", digits=0)
    MEMORY_AFTER = _Kind(label="memory, after the load", unit="MiB", digits=0)
    START_FRESH = _Kind(label="start to the first getUpdates, nothing there", unit="s", digits=2)
    START_AGAIN = _Kind(label="start to the first getUpdates, data there", unit="s", digits=2)

    @property
    def against(self) -> "Figure":
        """The echo's figure that this one is divided by: what only Tin Báo does is held against a press."""
        return _AGAINST.get(self, self)


_AGAINST = {
    Figure.RECEIPT_P50: Figure.PRESS_P50,
    Figure.RECEIPT_P95: Figure.PRESS_P95,
    Figure.CARD_P50: Figure.PRESS_P50,
    Figure.CARD_P95: Figure.PRESS_P95,
}

Run = Mapping[Figure, float]  #: what one bot's run gave, seconds as milliseconds where the unit says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure over several runs."""

    middle: float
    least: float
    most: float


def over(runs: Sequence[Run], figure: Figure) -> Measured | None:
    """Give a figure's median and its range; None where no run has it."""
    found = [run[figure] for run in runs if figure in run]
    return Measured(middle=median(found), least=min(found), most=max(found)) if found else None


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Give the 50th and the 95th percentile in milliseconds."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000
